"""What an operator's server can know of a register from its messages alone: tickets, shifts, counters, Z.

Everything is recomputed from the parts. A difference is a text with the place, what was expected and what was found.
Money is an int of tiyn, a percent is in thousandths (16000 is 16 %), a quantity in thousandths.
"""
from datetime import datetime, timedelta, timezone

from sums import VAT, Sums

BUY, BUY_RETURN, SELL, SELL_RETURN = range(4)
OPERATIONS = (BUY, BUY_RETURN, SELL, SELL_RETURN)
CASH, CARD, MOBILE = 0, 1, 4
PAYMENTS = (CASH, CARD, MOBILE)
DEPOSIT, WITHDRAWAL = 0, 1
PARENT_OF = {SELL_RETURN: SELL, BUY_RETURN: BUY}
ASTANA = timezone(timedelta(hours=5))
CLOCK_TOLERANCE = timedelta(minutes=5)


def moment(value):
    date, time = value['date'], value['time']
    return datetime(date['year'], date['month'], date['day'], time['hour'], time['minute'], time.get('second', 0))


def date_time(at):
    return {'date': {'year': at.year, 'month': at.month, 'day': at.day},
            'time': {'hour': at.hour, 'minute': at.minute, 'second': at.second}}


def now():
    return datetime.now(ASTANA).replace(tzinfo=None, microsecond=0)


def per_operation(make):
    return {operation: make() for operation in OPERATIONS}


class Shift:
    def __init__(self, number, opened, start):
        self.number, self.opened, self.start = number, opened, dict(start)
        self.told = None
        self.tickets = 0
        self.sections = {}
        self.operations = per_operation(lambda: [0, 0])
        self.discounts = per_operation(lambda: [0, 0])
        self.markups = per_operation(lambda: [0, 0])
        self.taxes = {}
        self.by_operation = per_operation(lambda: {'count': 0, 'sum': 0, 'offline': 0, 'discount': 0, 'markup': 0, 'change': 0,
                                                   'payments': {kind: [0, 0] for kind in PAYMENTS}})
        self.placements = {DEPOSIT: [0, 0, 0], WITHDRAWAL: [0, 0, 0]}


class Ledger:
    """One register's life as the server saw it. Each method says what differs by `differ(place, expected, found)`."""

    def __init__(self, taxpayer, taxation_type, differ):
        self.taxpayer, self.taxation_type, self.differ = taxpayer, taxation_type, differ
        self.shift = None
        self.last_shift = self.last_document = 0
        self.last_time = None
        self.last_z = None
        self.cash = 0
        self.non_nullable = per_operation(int)
        self.life_tickets = per_operation(int)
        self.life_placements = {DEPOSIT: 0, WITHDRAWAL: 0}
        self.documents = []
        self.tickets = {}
        self.offline_numbers = set()

    # What every document has in common ---------------------------------------------------------------------------

    def number(self, document, at, offline):
        number, shift = document.get('printed_document_number', 0), document.get('fr_shift_number', 0)
        if number <= self.last_document:
            self.differ('printed_document_number', f'more than {self.last_document}', number)
        expected = self.shift.number if self.shift else self.last_shift + 1
        if shift != expected:
            self.differ('fr_shift_number', expected, shift)
        if self.last_time and at < self.last_time:
            self.differ('date_time', f'not before {self.last_time}', str(at))
        if not offline and abs(at - now()) > CLOCK_TOLERANCE:
            self.differ('date_time', f'about {now()} of Astana', str(at))
        if self.shift and at - self.shift.opened > timedelta(hours=24):
            self.differ('date_time', f'within 24 hours of {self.shift.opened}', str(at))
        self.last_document, self.last_time = max(number, self.last_document), at
        if not self.shift:
            self.shift = Shift(shift, at, self.non_nullable)
            self.last_shift = shift
        return number

    def operator(self, document):
        who = document.get('operator', {})
        if not who.get('code') or not who.get('name'):
            self.differ('operator', 'a code and a name', who)

    # Tickets -----------------------------------------------------------------------------------------------------

    def refusal(self, request):
        """The result code with which a server of this kind refuses, 0 when it does not."""
        ticket, placement = request.get('ticket'), request.get('money_placement')
        buyer = (ticket or {}).get('extension_options', {}).get('customer_iin_or_bin')
        if buyer is not None and buyer == self.taxpayer:
            return 17
        out = 0
        if placement and placement['operation'] == WITHDRAWAL:
            out = placement['sum']
        if ticket and ticket['operation'] in (SELL_RETURN, BUY):
            out = sum(one['sum'] for one in ticket.get('payments', []) if one['type'] == CASH)
        return 14 if out > self.cash else 0

    def ticket(self, ticket, sign, reg_number):
        at, operation = moment(ticket['date_time']), ticket['operation']
        offline = 'offline_ticket_number' in ticket
        number = self.number(ticket, at, offline)
        self.operator(ticket)
        self.shift.tickets += 1
        if ticket.get('shift_document_number') != self.shift.tickets:
            self.differ('shift_document_number', self.shift.tickets, ticket.get('shift_document_number'))
        if offline and ticket['offline_ticket_number'] in self.offline_numbers:
            self.differ('offline_ticket_number', 'one of its own', ticket['offline_ticket_number'])
        if offline:
            self.offline_numbers.add(ticket['offline_ticket_number'])
        sums = Sums(ticket, self.differ)
        if not sums.alive:
            self.differ('items', 'at least one commodity', len(ticket.get('items', [])))
        if ticket.get('taxes'):
            self.differ('taxes', 'on the items only', ticket['taxes'])
        for line in sums.alive:
            for tax in line['body'].get('taxes', []):
                if tax.get('taxation_type') != self.taxation_type:
                    self.differ(f'{line["path"]}.taxes.taxation_type', self.taxation_type, tax.get('taxation_type'))
        change = self.amounts(ticket, sums)
        self.parent(ticket)
        self.count_ticket(ticket, sums, change, offline)
        fact = {'document': 'ticket', 'operation': operation, 'number': number, 'shift': self.shift.number, 'sign': sign,
                'total': ticket['amounts']['total'], 'time': at.strftime('%Y%m%dT%H%M%S'), 'offline': offline}
        self.documents.append(fact)
        self.tickets[sign] = {**fact, 'reg_number': reg_number, 'returned': 0}

    def turned_offline(self, request):
        """The document that was taken last comes again: its paper was made without our answer."""
        ticket, placement, fact = request.get('ticket'), request.get('money_placement'), self.documents[-1]
        if fact.get('offline') or not (ticket or placement):
            return
        fact['offline'] = True
        if placement:
            self.shift.placements[placement['operation']][2] += 1
            return
        self.offline_numbers.add(ticket['offline_ticket_number'])
        self.shift.by_operation[ticket['operation']]['offline'] += 1
        self.tickets[fact['sign']]['offline'] = True

    def amounts(self, ticket, sums):
        """@returns the change that was given"""
        amounts, payments = ticket['amounts'], ticket.get('payments', [])
        total = amounts['total']
        if total != sums.total:
            self.differ('amounts.total', sums.total, total)
        kinds = [payment['type'] for payment in payments]
        if len(set(kinds)) != len(kinds):
            self.differ('payments', 'one of a kind', kinds)
        if any(payment['sum'] == 0 for payment in payments):
            self.differ('payments', 'no payment of 0', payments)
        paid = sum(payment['sum'] for payment in payments)
        if paid != total:
            self.differ('payments', total, paid)
        cash = sum(payment['sum'] for payment in payments if payment['type'] == CASH)
        taken, change = amounts.get('taken', 0), amounts.get('change', 0)
        if CASH in kinds and not {'taken', 'change'} <= set(amounts):
            self.differ('amounts', 'taken and change with cash', sorted(amounts))
        if taken - change != cash:
            self.differ('amounts.taken', cash + change, taken)
        return change

    def parent(self, ticket):
        parent, operation = ticket.get('parent_ticket'), ticket['operation']
        if parent is None:
            return
        if operation not in PARENT_OF:
            self.differ('parent_ticket', 'none', parent)
            return
        sold = self.tickets.get(parent['parent_ticket_number'])
        if sold is None:
            return  # Another register's: this server does not have it
        found = {'operation': PARENT_OF[operation], 'time': moment(parent['parent_ticket_data_time']).strftime('%Y%m%dT%H%M%S'),
                 'total': parent['parent_ticket_total'], 'reg_number': parent['kgd_kkm_id'],
                 'offline': parent['parent_ticket_is_offline']}
        for name, value in found.items():
            if sold[name] != value:
                self.differ(f'parent_ticket {name}', sold[name], value)
        sold['returned'] += ticket['amounts']['total']
        if sold['returned'] > sold['total']:
            self.differ('parent_ticket', f'no more returned than {sold["total"]}', sold['returned'])

    def count_ticket(self, ticket, sums, change, offline):
        shift, operation, total = self.shift, ticket['operation'], ticket['amounts']['total']
        for line in sums.lines:
            section = shift.sections.setdefault(line['body']['section_code'], per_operation(lambda: [0, 0]))
            amount = 0 if line['cancelled'] else line['body']['sum']
            for counter in (section[operation], shift.operations[operation]):
                counter[0] += 1
                counter[1] += amount
        for name, counters in (('discounts', shift.discounts), ('markups', shift.markups)):
            counters[operation][0] += sums.counts[name]
            counters[operation][1] += sums.sums[name]
        for line in sums.alive:
            for tax in line['body'].get('taxes', []):
                counter = shift.taxes.setdefault(tax['percent'], per_operation(lambda: [0, 0]))[operation]
                counter[0] += line['net']
                counter[1] += tax['sum']
        counted = shift.by_operation[operation]
        for name, value in (('count', 1), ('sum', total), ('offline', int(offline)), ('discount', sums.sums['discounts']),
                            ('markup', sums.sums['markups']), ('change', change)):
            counted[name] += value
        for payment in ticket.get('payments', []):
            counted['payments'][payment['type']][0] += payment['sum']
            counted['payments'][payment['type']][1] += 1
            if payment['type'] == CASH:
                self.cash += payment['sum'] if operation in (SELL, BUY_RETURN) else -payment['sum']
        self.life_tickets[operation] += 1
        self.non_nullable[operation] += total
        if self.cash < 0:
            self.differ('cash', 'not below 0', self.cash)

    # Cash, reports, the end of a shift ---------------------------------------------------------------------------

    def placement(self, placement):
        offline = placement.get('is_offline', False)
        number = self.number(placement, moment(placement['datetime']), offline)
        self.operator(placement)
        self.move(placement['operation'], placement['sum'], offline)
        self.documents.append({'document': 'placement', 'operation': placement['operation'], 'number': number,
                               'shift': self.shift.number, 'total': placement['sum'], 'offline': offline})

    def move(self, kind, amount, offline):
        counter = self.shift.placements[kind]
        self.life_placements[kind] += 1
        for at, value in enumerate((1, amount, int(offline))):
            counter[at] += value
        self.cash += amount if kind == DEPOSIT else -amount

    def x(self, report):
        if self.shift:
            at = moment(report['date_time'])
            self.opening(report['zx_report'], at)
            self.compare(self.zx(at), report['zx_report'])

    def close(self, request):
        """@returns the Z as this server counts it"""
        at, offline = moment(request['close_time']), request.get('is_offline', False)
        if not self.shift:
            self.differ('close_shift', 'an open shift', None)
        number = self.number(request, at, offline)
        self.operator(request)
        if request.get('withdraw_money') and self.cash > 0:
            self.move(WITHDRAWAL, self.cash, offline)
        self.opening(request.get('z_report', {}), at)
        self.last_z = {**self.zx(at), 'close_shift_time': date_time(at), 'checksum': 'peer'}
        self.compare(self.last_z, request.get('z_report', {}))
        self.documents.append({'document': 'z', 'number': number, 'shift': self.shift.number})
        self.shift = None
        return self.last_z

    def opening(self, report, at):
        """A shift runs from when its first document was done: after that document's own time, and ever the same."""
        if 'open_shift_time' not in report or not self.shift:
            return
        told = moment(report['open_shift_time'])
        if not self.shift.opened <= told <= at or told != (self.shift.told or told):
            self.differ('zx open_shift_time', f'{self.shift.opened} to {at}, and as before: {self.shift.told}', str(told))
        self.shift.told = told

    def zx(self, at):
        shift = self.shift
        counts = lambda table: [{'operation': o, 'count': table[o][0], 'sum': table[o][1]} for o in OPERATIONS]
        sums = lambda table: [{'operation': o, 'sum': table[o]} for o in OPERATIONS]
        result = {o: [shift.operations[o][0], shift.operations[o][1] - shift.discounts[o][1] + shift.markups[o][1]] for o in OPERATIONS}
        revenue = sum((1 if o in (SELL, BUY_RETURN) else -1) * shift.by_operation[o]['sum'] for o in OPERATIONS)
        return {
            'date_time': date_time(at), 'shift_number': shift.number,
            'sections': [{'section_code': code, 'operations': counts(table)} for code, table in sorted(shift.sections.items())],
            'operations': counts(shift.operations), 'discounts': counts(shift.discounts), 'markups': counts(shift.markups),
            'total_result': counts(result),
            'taxes': [{'tax_type': VAT, 'percent': percent, 'operations': [
                {'operation': o, 'turnover': table[o][0], 'sum': table[o][1], 'turnover_without_tax': table[o][0] - table[o][1]}
                for o in OPERATIONS]} for percent, table in sorted(shift.taxes.items())],
            'start_shift_non_nullable_sums': sums(shift.start), 'non_nullable_sums': sums(self.non_nullable),
            'ticket_operations': [self.ticket_operation(o) for o in OPERATIONS],
            'money_placements': [{'operation': kind, 'operations_total_count': self.life_placements[kind], 'operations_count': count,
                                  'operations_sum': amount, 'offline_count': offline}
                                 for kind, (count, amount, offline) in shift.placements.items()],
            'cash_sum': self.cash, 'revenue': {'sum': abs(revenue), 'is_negative': revenue < 0},
            'open_shift_time': date_time(shift.told or shift.opened), 'checksum': 'peer',
        }

    def ticket_operation(self, operation):
        counted = self.shift.by_operation[operation]
        return {'operation': operation, 'tickets_total_count': self.life_tickets[operation], 'tickets_count': counted['count'],
                'tickets_sum': counted['sum'], 'offline_count': counted['offline'], 'discount_sum': counted['discount'],
                'markup_sum': counted['markup'], 'change_sum': counted['change'],
                'payments': [{'payment': kind, 'sum': amount, 'count': count} for kind, (amount, count) in counted['payments'].items()]}

    def compare(self, expected, found):
        annulled = found.get('annulled_tickets', {})
        if any(value for value in annulled.values() if value != []):
            self.differ('annulled_tickets', 'none', annulled)
        mine, theirs = dict(expected), dict(found)
        theirs.pop('annulled_tickets', None)
        mine.pop('checksum'), theirs.pop('checksum', None)
        before, after = flat(mine), flat(theirs)
        for path in sorted({*before, *after}):
            # A section or a rate without any movement may stand there or not
            absent_zero = path not in before and after[path] == 0 and path.split('/')[0] in ('sections', 'taxes')
            if before.get(path) != after.get(path) and not absent_zero:
                self.differ(f'zx {path}', before.get(path), after.get(path))

    def last_report(self):
        if self.shift:
            return 1, self.zx(now())
        return 0, self.last_z or {'date_time': date_time(now()), 'shift_number': 0, 'cash_sum': self.cash,
                                  'revenue': {'sum': 0, 'is_negative': False}, 'open_shift_time': date_time(now()), 'checksum': 'peer'}


KEYS = ('operation', 'section_code', 'percent', 'payment')


def flat(value, path=''):
    """{path: value}; an entry of a list is named by its key, not by its place."""
    if isinstance(value, dict):
        return {name: one for member, inner in value.items() for name, one in flat(inner, f'{path}/{member}'.strip('/')).items()}
    if isinstance(value, list):
        out = {}
        for entry in value:
            key = next(key for key in KEYS if key in entry)
            for name, one in flat(entry, f'{path}/{key} {entry[key]}').items():
                out[name if name not in out else f'{name} twice'] = one
        return out
    return {path: value}
