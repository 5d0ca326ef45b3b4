"""Tells whether the ledger sees a difference of one tiyn, or of one in a count, wherever it stands.

Makes a shift of its own, then alters every number of its tickets and of its Z, one at a time. Prints a JSON line
{"unaltered": N, "altered": N, "unseen": [path …]}: differences in the shift as it is, numbers that were altered, and those
whose alteration went unseen.
"""
import copy
import json

import ledger as book
import sums

PATHS_OF_Z = ('sections', 'operations', 'discounts', 'markups', 'total_result', 'taxes', 'start_shift_non_nullable_sums',
              'ticket_operations', 'money_placements', 'cash_sum', 'revenue', 'non_nullable_sums', 'shift_number')
# Who sold, and what only names a thing, a sum cannot tell
NAMES = ('operator', 'operation', 'type', 'tax_type', 'taxation_type', 'payment', 'date_time', 'close_time', 'section_code',
         'measure_unit_code', 'name', 'is_in_total_sum')


def commodity(name, price, quantity, rate, net, section='1'):
    taxes = [] if rate is None else [{'tax_type': 100, 'taxation_type': 101, 'percent': rate, 'sum': sums.vat_inside(net, rate),
                                      'is_in_total_sum': True}]
    return {'name': name, 'section_code': section, 'quantity': quantity, 'price': price, 'sum': sums.half_up(price * quantity, 1000),
            'taxes': taxes, 'measure_unit_code': '796'}


def tickets():
    at = book.date_time(book.now())
    common = {'date_time': at, 'operator': {'code': 7, 'name': 'Айгүл'}, 'fr_shift_number': 1}
    # 300.00 + 150.00 - 10.00, less 44.00 of the ticket: shares 30.00 and 14.00
    sale = {**common, 'operation': 2, 'items': [
        {'type': 1, 'commodity': commodity('Нан', 15000, 2000, 16000, 27000)},
        {'type': 1, 'commodity': commodity('Сүт', 10000, 1500, 5000, 12600, '2')},
        {'type': 5, 'discount': {'name': 'Жеңілдік', 'sum': 1000}},
    ], 'payments': [{'type': 0, 'sum': 29600}, {'type': 1, 'sum': 10000}],
        'amounts': {'total': 39600, 'taken': 50000, 'change': 20400, 'discount': {'name': 'Жеңілдік', 'sum': 4400}},
        'shift_document_number': 1, 'printed_document_number': 1}
    back = {**common, 'operation': 3, 'items': [{'type': 1, 'commodity': commodity('Нан', 13500, 1000, 16000, 13500)}],
            'payments': [{'type': 1, 'sum': 13500}], 'amounts': {'total': 13500}, 'shift_document_number': 2,
            'printed_document_number': 2}
    return [sale, back]


def run(documents, z=None):
    """@returns (differences, the Z of the ledger)"""
    differences = []
    ledger = book.Ledger('131240010479', 101, lambda *what: differences.append(what))
    for number, document in enumerate(documents):
        ledger.ticket(document, f'sign-{number}', '010102345678')
    ledger.placement({'datetime': book.date_time(book.now()), 'operation': 0, 'sum': 5000, 'fr_shift_number': 1,
                      'printed_document_number': 3, 'operator': {'code': 7, 'name': 'Айгүл'}})
    close = {'close_time': book.date_time(book.now()), 'fr_shift_number': 1, 'printed_document_number': 4,
             'operator': {'code': 7, 'name': 'Айгүл'}}
    if z is None:
        close['z_report'] = {**ledger.zx(book.moment(close['close_time'])), 'close_shift_time': close['close_time']}
    else:
        close = {**close, 'close_time': z['close_shift_time'], 'z_report': z}
    counted = ledger.close(close)
    return differences, counted


def numbers(value, path=()):
    """Paths of all whole numbers below."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in NAMES:
                yield from numbers(inner, (*path, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from numbers(inner, (*path, at))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield path


def altered(value, path):
    value = copy.deepcopy(value)
    inner = value
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] += 1
    return value


def main():
    plain, z = run(tickets())
    count, unseen = 0, []
    for at, ticket in enumerate(tickets()):
        for path in numbers(ticket):
            # A thousandth of a percent is less than a tiyn here
            if path[-1] == 'percent':
                continue
            documents = tickets()
            documents[at] = altered(ticket, path)
            count += 1
            # A number of a document may grow, its order with the others is what counts
            if path == ('printed_document_number',) and at == 0:
                documents[at]['printed_document_number'] = 2
            if not run(documents)[0]:
                unseen.append([f'ticket {at}', *path])
    for path in numbers({name: z[name] for name in PATHS_OF_Z}):
        count += 1
        if not run(tickets(), altered(z, path))[0]:
            unseen.append(['z', *path])
    print(json.dumps({'unaltered': len(plain), 'altered': count, 'unseen': unseen}))


main()
