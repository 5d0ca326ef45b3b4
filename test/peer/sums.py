"""What a ticket comes to: recomputed from its items alone, by the rules of the protocol for money and VAT."""

COMMODITY, STORNO, MARKUP, STORNO_MARKUP, DISCOUNT, STORNO_DISCOUNT = range(1, 7)
ITEM_FIELDS = ('', 'commodity', 'storno_commodity', 'markup', 'storno_markup', 'discount', 'storno_discount')
VAT = 100


def half_up(numerator, denominator):
    return (2 * numerator + denominator) // (2 * denominator)


def vat_inside(total, percent):
    return half_up(total * percent, 100_000 + percent)


def shares(amount, weights):
    """Parts of an amount in proportion, by largest remainder, ties to the earlier."""
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts = [amount * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: (-(amount * weights[at] % whole), at))
    for at in order[:amount - sum(parts)]:
        parts[at] += 1
    return parts


class Sums:
    """A ticket recomputed from its items; `lines` are its commodities, what is left of each last."""

    def __init__(self, ticket, differ):
        self.differ = differ
        self.lines, self.counts = [], {'discounts': 0, 'markups': 0}
        self.sums = {'discounts': 0, 'markups': 0}
        for at, item in enumerate(ticket.get('items', [])):
            self.item(f'items[{at}]', item)
        amounts = ticket['amounts']
        discount, markup = (amounts.get(name, {}).get('sum', 0) for name in ('discount', 'markup'))
        if 'discount' in amounts and 'markup' in amounts:
            differ('amounts', 'a discount or a markup', 'both')
        self.modify('discounts', 1 if 'discount' in amounts else 0, discount)
        self.modify('markups', 1 if 'markup' in amounts else 0, markup)
        left = [line['left'] for line in self.lines]
        self.total = sum(left) - discount + markup
        parts = [up - down for up, down in zip(shares(markup, left), shares(discount, left))]
        for line, part in zip(self.lines, parts):
            line['net'] = line['left'] + part
            self.tax(line)

    def modify(self, which, count, amount):
        self.counts[which] += count
        self.sums[which] += amount

    def item(self, path, item):
        field = ITEM_FIELDS[item['type']]
        body = item.get(field)
        if body is None or any(other in item for other in ITEM_FIELDS[1:] if other != field):
            self.differ(path, f'{field} alone', sorted(item))
            return
        if item['type'] == COMMODITY:
            self.priced(path, body)
            self.lines.append({'path': path, 'body': body, 'left': body['sum'], 'own': body['sum'], 'cancelled': False})
        elif item['type'] == STORNO:
            self.storno(path, body)
        elif not self.lines:
            self.differ(path, 'a commodity before it', field)
        else:
            self.modifier(path, item['type'], body)

    def priced(self, path, body):
        expected = half_up(body['price'] * body['quantity'], 1000)
        if expected != body['sum']:
            self.differ(f'{path}.sum', expected, body['sum'])
        if body['quantity'] == 0 or body['price'] == 0:
            self.differ(path, 'a price and a quantity above 0', (body['price'], body['quantity']))

    def storno(self, path, body):
        self.priced(path, body)
        same = ('name', 'section_code', 'quantity', 'price', 'sum', 'measure_unit_code', 'taxes')
        for line in reversed(self.lines):
            if not line['cancelled'] and all(line['body'].get(name) == body.get(name) for name in same):
                line['cancelled'] = True
                line['left'] -= body['sum']
                return
        self.differ(path, 'a commodity that it cancels', body.get('name'))

    def modifier(self, path, type_, body):
        if body.get('taxes'):
            self.differ(f'{path}.taxes', 'none', body['taxes'])
        down = type_ in (DISCOUNT, STORNO_DISCOUNT)
        back = type_ in (STORNO_DISCOUNT, STORNO_MARKUP)
        amount = -body['sum'] if back else body['sum']
        self.modify('discounts' if down else 'markups', 0 if back else 1, amount)
        line = next((line for line in reversed(self.lines) if line['cancelled'] == back), self.lines[-1])
        line['left'] += -amount if down else amount
        if not back:
            line['own'] = line['left']
        if line['left'] < 0 and not line['cancelled']:
            self.differ(path, 'no more than the line', body['sum'])

    def tax(self, line):
        if line['cancelled'] and line['left'] != 0:
            self.differ(line['path'], 'nothing left of a cancelled line', line['left'])
        # What was taken back has no share of the ticket's discount
        net = line['own'] if line['cancelled'] else line['net']
        taxes = line['body'].get('taxes', [])
        if len({tax['percent'] for tax in taxes}) != len(taxes) or len(taxes) > 1:
            self.differ(f'{line["path"]}.taxes', 'one rate', taxes)
        for tax in taxes:
            expected = vat_inside(net, tax['percent'])
            if (tax['tax_type'], tax['sum'], tax['is_in_total_sum']) != (VAT, expected, True):
                self.differ(f'{line["path"]}.taxes {tax["percent"]}', expected, tax)

    @property
    def alive(self):
        return [line for line in self.lines if not line['cancelled']]
