import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject, JsonValue } from '@bufbuild/protobuf'
import { PROTOCOL_VERSIONS, type ProtocolVersion } from '../../src/fiscal/wire/dialect.ts'
import { frameFromJson, frameToJson } from '../../src/fiscal/wire/frame-json.ts'
import { DAY, instant } from '../../src/fiscal/time.ts'
import { Till, sale } from './till.ts'

/* A good request is spoilt in one place: the OFD must see it and say where. */

type Spoil = (message: Tree) => void
type Tree = { [key: string]: Tree } & { [key: number]: Tree }

const asTree = (value: JsonValue): Tree => value as unknown as Tree
const put = (tree: Tree | undefined, field: string | number, value: JsonValue): void => {
  assert.ok(tree, `nothing to put ${field} into`)
  tree[field] = value as unknown as Tree
}
const drop = (tree: Tree | undefined, field: string): void => {
  assert.ok(tree && field in tree, `there is no ${field} to drop`)
  Reflect.deleteProperty(tree, field)
}
const money = (bills: string, coins = 0): JsonObject => ({ bills, coins })

function spoilt(frame: Uint8Array, spoil: Spoil): Uint8Array {
  const json = frameToJson(frame, 'request')
  const message = asTree(structuredClone(json.message))
  spoil(message)
  return frameFromJson({ header: json.header, message }, 'request')
}

function twoLines(till: Till) {
  return till.ticketMessage(
    sale('Сүт', '500', {
      items: [
        { name: 'Сүт', price: '100.01', quantity: '1.5', vat: '16', discount: { sum: '10' } },
        { name: 'Шай', price: '200', vat: '16', marks: ['010487000111222621aB3dE5'] },
      ],
      discount: { sum: '33.33' },
      payments: { card: '100', cash: 'rest' },
    }),
  )
}

type Case = readonly [what: string, spoil: Spoil, says: RegExp, code?: number, version?: ProtocolVersion]

const TICKETS: readonly Case[] = [
  [
    'a sum off by a tiyn',
    (m) => put(m['ticket']?.['items']?.[0]?.['commodity'], 'sum', money('150', 1)),
    /line 1: sum: 150.01.*150.02/,
  ],
  ['tiyn lost', (m) => put(m['ticket']?.['items']?.[0]?.['commodity'], 'price', money('100')), /line 1: sum/],
  ['a fraction lost', (m) => put(m['ticket']?.['items']?.[0]?.['commodity'], 'quantity', '1'), /line 1: sum/],
  ['100 coins', (m) => put(m['ticket']?.['items']?.[0]?.['commodity'], 'sum', money('149', 102)), /coins 102/],
  [
    'percent sent as 16',
    (m) => put(m['ticket']?.['items']?.[0]?.['commodity']?.['taxes']?.[0], 'percent', 16),
    /percent 16 /,
  ],
  [
    'the rate of last year',
    (m) => put(m['ticket']?.['items']?.[0]?.['commodity']?.['taxes']?.[0], 'percent', 12000),
    /percent 12000/,
  ],
  [
    'VAT of the whole line',
    (m) => put(m['ticket']?.['items']?.[2]?.['commodity']?.['taxes']?.[0], 'sum', money('27', 59)),
    /line 2: VAT/,
  ],
  [
    'two taxes',
    (m) =>
      put(
        m['ticket']?.['items']?.[2]?.['commodity'],
        'taxes',
        [1, 2].map(() => tax()),
      ),
    /percent at most once/,
  ],
  ['taxes on both', (m) => put(m['ticket'], 'taxes', [tax()]), /not on both/],
  [
    'no unit',
    (m) => drop(m['ticket']?.['items']?.[0]?.['commodity'], 'measure_unit_code'),
    /measure_unit_code is missing/,
  ],
  ['no name', (m) => drop(m['ticket']?.['items']?.[0]?.['commodity'], 'name'), /name is missing/],
  [
    'a modifier without a name',
    (m) => drop(m['ticket']?.['items']?.[1]?.['discount'], 'name'),
    /discount.name is missing/,
  ],
  [
    'a discount before its commodity',
    (m) => put(m['ticket'], 'items', [m['ticket']?.['items']?.[1] ?? null]),
    /before any commodity/,
  ],
  ['a modifier with taxes', (m) => put(m['ticket']?.['amounts']?.['discount'], 'taxes', [tax()]), /carries taxes/],
  [
    'both modifiers of the ticket',
    (m) => put(m['ticket']?.['amounts'], 'markup', { name: 'Үстеме', sum: money('1') }),
    /exclude each other/,
  ],
  [
    'a total that does not add up',
    (m) => put(m['ticket']?.['amounts'], 'total', money('1')),
    /amounts.total: 1.00 was sent, 306.69/,
  ],
  ['payments that do not', (m) => put(m['ticket']?.['payments']?.[1], 'sum', money('99')), /ticket.payments/],
  ['two payments of a kind', (m) => put(m['ticket']?.['payments']?.[1], 'type', 'PAYMENT_CASH'), /two of type 0/],
  ['no taken', (m) => drop(m['ticket']?.['amounts'], 'taken'), /taken is missing/],
  ['no change', (m) => drop(m['ticket']?.['amounts'], 'change'), /change is missing/],
  ['change out of nothing', (m) => put(m['ticket']?.['amounts'], 'change', money('1')), /taken less change/],
  ['no items', (m) => drop(m['ticket'], 'items'), /items is empty/],
  ['no payments', (m) => drop(m['ticket'], 'payments'), /payments is empty/],
  ['no operator’s name', (m) => drop(m['ticket']?.['operator'], 'name'), /operator.name is missing/],
  ['no document number', (m) => drop(m['ticket'], 'printed_document_number'), /printed_document_number is missing/],
  ['no number in the shift', (m) => drop(m['ticket'], 'shift_document_number'), /shift_document_number is missing/],
  ['no shift number', (m) => drop(m['ticket'], 'fr_shift_number'), /fr_shift_number is missing/],
  [
    'a document number of before',
    (m) => put(m['ticket'], 'printed_document_number', '1'),
    /printed_document_number 1 after 1/,
  ],
  [
    'a number of the shift of before',
    (m) => put(m['ticket'], 'shift_document_number', 1),
    /shift_document_number 1 after 1/,
  ],
  ['another shift', (m) => put(m['ticket'], 'fr_shift_number', 2), /the open shift is 1/],
  ['the 31st of November', (m) => put(m['ticket']?.['date_time']?.['date'], 'day', 31), /2026-11-31/],
  ['a parent in a sale', (m) => put(m['ticket'], 'parent_ticket', parent()), /only a return has one/, 13, '2.0.3'],
  [
    'a buyer’s id of eleven digits',
    (m) => put(m['ticket'], 'extension_options', { customer_iin_or_bin: '13124001047' }),
    /customer_iin_or_bin 13124001047/,
  ],
  [
    'the buyer’s id is the seller’s',
    (m) => put(m['ticket'], 'extension_options', { customer_iin_or_bin: '131240010479' }),
    /seller/,
    17,
  ],
  [
    'an autonomous ticket without its period',
    (m) => put(m['ticket'], 'offline_ticket_number', 7),
    /offline_period is missing/,
  ],
  [
    'marks that are not as many as the pieces',
    (m) => put(m['ticket']?.['items']?.[2]?.['commodity'], 'list_excise_stamp', ['A', 'B']),
    /2 marks/,
    13,
    '2.0.3',
  ],
  ['a storno line', (m) => put(m['ticket']?.['items']?.[1], 'type', 'ITEM_TYPE_STORNO_DISCOUNT'), /storno/],
  ['no position', (m) => drop(m['service'], 'security_stats'), /security_stats is missing/, 13, '2.0.3'],
  [
    'no source of the position',
    (m) => drop(m['service']?.['security_stats']?.['geo_position'], 'source'),
    /source is missing/,
    13,
    '2.0.3',
  ],
  ['no registration', (m) => drop(m['service'], 'reg_info'), /reg_info is missing/],
  ['no organisation', (m) => drop(m['service']?.['reg_info'], 'org'), /org is missing/],
  [
    'another taxpayer',
    (m) => put(m['service']?.['reg_info']?.['org'], 'inn', '190540005749'),
    /is registered as 131240010479/,
  ],
  [
    'another register',
    (m) => put(m['service']?.['reg_info']?.['kkm'], 'fns_kkm_id', '1'),
    /is registered as 010102345678/,
  ],
  ['no domain', (m) => drop(m['ticket'], 'domain'), /domain is missing/, 13, '2.0.3'],
  ['a domain without its type', (m) => put(m['ticket'], 'domain', {}), /domain.type is missing/, 13, '2.0.3'],
]

const tax = (): JsonObject => ({
  tax_type: 100,
  taxation_type: 101,
  percent: 16000,
  sum: money('1'),
  is_in_total_sum: true,
})

const parent = (): JsonObject => ({
  parent_ticket_number: '1',
  parent_ticket_data_time: { date: { year: 2026, month: 11, day: 1 }, time: { hour: 1, minute: 1 } },
  kgd_kkm_id: '620304364326',
  parent_ticket_total: money('1'),
  parent_ticket_is_offline: false,
})

for (const version of PROTOCOL_VERSIONS) {
  test(`${version}: the ticket that is spoilt below is good`, () => {
    const till = new Till(version)
    till.sell(sale('Нан', '150'))
    const answer = till.send(twoLines(till))
    assert.deepEqual([answer.code, answer.text], [0, undefined])
  })

  for (const [what, spoil, says, code = 13, only = version] of TICKETS) {
    if (only !== version) continue
    test(`${version}: ${what} is refused, and nothing is counted`, () => {
      const till = new Till(version)
      till.sell(sale('Нан', '150'))
      const { sums } = till.ofd
      const answer = till.deliver(spoilt(till.encode(twoLines(till)), spoil))
      assert.equal(answer.code, code)
      assert.match(answer.text ?? '', says)
      assert.equal(till.ofd.sums, sums)
    })
  }
}

const REPORTS: readonly (readonly [what: string, spoil: (report: Tree) => void, says: RegExp])[] = [
  [
    'a list short of an operation',
    (r) => put(r, 'operations', [r['operations']?.[0], r['operations']?.[1]] as unknown as JsonValue),
    /operations has entries 0,1/,
  ],
  [
    'one placement',
    (r) => put(r, 'money_placements', [r['money_placements']?.[0]] as unknown as JsonValue),
    /money_placements/,
  ],
  ['no checksum', (r) => drop(r, 'checksum'), /checksum is missing/],
  ['no opening time', (r) => drop(r, 'open_shift_time'), /open_shift_time is missing/],
  ['another opening time', (r) => put(r['open_shift_time']?.['time'], 'second', 59), /open_shift_time/],
  ['no closing time', (r) => drop(r, 'close_shift_time'), /close_shift_time is missing/],
  ['another shift', (r) => put(r, 'shift_number', 9), /shift_number 9/],
  ['cash that is not there', (r) => put(r, 'cash_sum', money('7')), /cash_sum: 7.00 sent, 134.00 counted/],
  ['a revenue of the wrong sign', (r) => put(r['revenue'], 'is_negative', true), /revenue: -134.00 sent, 134.00/],
  ['a lost section', (r) => drop(r, 'sections'), /sections.1.2.count: 0 sent, 1 counted/],
  ['another percent', (r) => put(r['taxes']?.[0], 'percent', 12000), /taxes.12000.2.turnover/],
  [
    'turnover without VAT that is none',
    (r) => drop(r['taxes']?.[0]?.['operations']?.[2], 'turnover_without_tax'),
    /turnover_without_tax is missing/,
  ],
  ['a lost payment count', (r) => drop(r['ticket_operations']?.[2]?.['payments']?.[0], 'count'), /count is missing/],
  [
    'a start sum that moved',
    (r) => put(r['start_shift_non_nullable_sums']?.[2], 'sum', money('1')),
    /start_shift_non_nullable_sums.2: 1.00 sent/,
  ],
  [
    'a non-nullable sum that shrank',
    (r) => put(r['non_nullable_sums']?.[2], 'sum', money('1')),
    /non_nullable_sums.2: 1.00 sent, 134.00/,
  ],
]

for (const [what, spoil, says] of REPORTS) {
  test(`${what} in a Z is refused, and the shift stays open`, () => {
    const till = new Till()
    till.sell(sale('Нан', '134'))
    const frame = spoilt(till.encode(till.closeMessage(false)), (message) => {
      const report = message['close_shift']?.['z_report']
      assert.ok(report)
      spoil(report)
    })
    const answer = till.deliver(frame)
    assert.equal(answer.code, 13)
    assert.match(answer.text ?? '', says)
    assert.equal(till.ofd.shift?.number, 1)
  })
}

test('a Z without a shift, a Z without an operator and a Z sent as a report are refused', () => {
  const till = new Till()
  assert.match(till.close().text ?? '', /no shift is open/)
  till.sell(sale('Нан', '134'))
  const withoutOperator = spoilt(till.encode(till.closeMessage(false)), (m) => drop(m['close_shift'], 'operator'))
  assert.match(till.deliver(withoutOperator).text ?? '', /operator is missing/)
  const z = till.send({ command: 'report', report: till.report('z', till.now) })
  assert.match(z.text ?? '', /CLOSE_SHIFT/)
})

test('more cash than the drawer holds is 14: a withdrawal, a return and a purchase', () => {
  const till = new Till()
  till.place('deposit', '100')
  const frame = till.encode(till.placementMessage('withdrawal', '100.01'))
  assert.equal(till.deliver(frame).code, 14)
  till.sell(sale('Нан', '50', { payments: { card: 'rest' } }))
  const back = { operation: 'sale-return', parent: { ...till.parentOfLast(), regNumber: '620304364326' } } as const
  assert.equal(till.send(till.ticketMessage(sale('Шай', '150', back))).code, 14)
  assert.equal(till.send(till.ticketMessage(sale('Шай', '150', { operation: 'purchase' }))).code, 14)
  assert.equal(till.sell(sale('Шай', '150', { operation: 'purchase', payments: { card: 'rest' } })).code, 0)
})

test('a shift of more than 24 hours takes no document but its end: 11', () => {
  const till = new Till()
  till.sell(sale('Нан', '50'))
  till.now = instant(till.now + DAY)
  assert.equal(till.sell(sale('Нан', '50')).code, 11)
  assert.equal(till.close().code, 0)
})

const PARENTS: readonly (readonly [what: string, change: Partial<ReturnType<Till['parentOfLast']>>, says: RegExp])[] = [
  ['a parent that nobody saw', { sign: '1111111111' }, /1111111111 of this register is not known/],
  ['a parent of another sum', { total: 1n as ReturnType<Till['parentOfLast']>['total'] }, /another sum or time/],
  ['a registration number that is none', { regNumber: '12' }, /kgd_kkm_id 12/],
]

for (const [what, change, says] of PARENTS) {
  test(`a return with ${what} is refused`, () => {
    const till = new Till()
    till.sell(sale('Нан', '50'))
    const back = { operation: 'sale-return', parent: { ...till.parentOfLast(), ...change } } as const
    const answer = till.send(till.ticketMessage(sale('Нан', '50', back)))
    assert.equal(answer.code, 13)
    assert.match(answer.text ?? '', says)
  })
}

test('a return without its parent is refused in 2.0.3', () => {
  const till = new Till()
  till.sell(sale('Нан', '50'))
  const back = { operation: 'sale-return', parent: till.parentOfLast() } as const
  const frame = spoilt(till.encode(till.ticketMessage(sale('Нан', '50', back))), (m) =>
    drop(m['ticket'], 'parent_ticket'),
  )
  assert.match(till.deliver(frame).text ?? '', /parent_ticket is missing/)
})

test('a placement of nothing and one without an operator are refused', () => {
  const till = new Till()
  const zero = spoilt(till.encode(till.placementMessage('deposit', '1')), (m) =>
    put(m['money_placement'], 'sum', money('0')),
  )
  assert.match(till.deliver(zero).text ?? '', /sum is 0/)
  const nobody = spoilt(till.encode(till.placementMessage('deposit', '1')), (m) =>
    drop(m['money_placement'], 'operator'),
  )
  assert.match(till.deliver(nobody).text ?? '', /operator is missing/)
})
