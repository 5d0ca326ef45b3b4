import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBinary } from '@bufbuild/protobuf'
import * as fc from 'fast-check'
import { tiyn } from '../../src/fiscal/money.ts'
import { thousandths } from '../../src/fiscal/quantity.ts'
import type { Item, Ticket } from '../../src/fiscal/ticket/types.ts'
import type { Outgoing, ProtocolVersion } from '../../src/fiscal/wire/dialect.ts'
import { dialectOf } from '../../src/fiscal/wire/dialects.ts'
import { WireError, payloadOf, readHeader } from '../../src/fiscal/wire/frame.ts'
import { RequestSchema as Request202 } from '../../src/fiscal/wire/gen/v202/message_pb.ts'
import { RequestSchema as Request203 } from '../../src/fiscal/wire/gen/v203/message_pb.ts'
import { at, context, item, operator, outgoing, tenge, ticketDocument, zReport } from './documents.ts'

const encode = (version: ProtocolVersion, message: Outgoing): Uint8Array =>
  payloadOf(dialectOf(version).encodeRequest({ token: 1, reqnum: 1 }, message, context))
const in203 = (message: Outgoing) => fromBinary(Request203, encode('2.0.3', message))
const in202 = (message: Outgoing) => fromBinary(Request202, encode('2.0.2', message))

const tea = item({ name: 'Шай', sum: tenge(100), vat: 'none', vatSum: tenge(0) })

function sale(facts: Partial<Ticket> = {}): Outgoing {
  const ticket: Ticket = {
    operation: 'sale',
    items: [tea],
    total: tenge(100),
    payments: { card: tenge(100) },
    vat: [],
    language: 'kk+ru',
    ...facts,
  }
  const document = ticketDocument({ documentNumber: 5, number: 2, time: at('21.11.2026 10:00:00'), ticket })
  return { command: 'ticket', document }
}

const commodities = (...items: Item[]) =>
  in203(sale({ items })).ticket?.items.flatMap(({ commodity }) => (commodity ? [commodity] : [])) ?? []

test('[P203-ver] the header of a request says 203 or 202, the register and the triple', () => {
  const triple = { token: 0xfffffffe, reqnum: 65535 }
  for (const [version, number] of [
    ['2.0.3', 203],
    ['2.0.2', 202],
  ] as const) {
    const frame = dialectOf(version).encodeRequest(triple, { command: 'info' }, context)
    assert.deepEqual(readHeader(frame), { version: number, id: 1024, ...triple })
  }
})

test('[P203-domain] 2.0.3 writes trading, a zero, even when nobody named a domain; 2.0.2 sends only a named one', () => {
  assert.equal(Buffer.from(encode('2.0.3', sale())).includes(Buffer.from('22020800', 'hex')), true)
  assert.equal(in202(sale()).ticket?.domain, undefined)
  assert.equal(in202(sale({ domain: 'services' })).ticket?.domain?.type, 1)
  assert.equal(in203(sale({ domain: 'parking' })).ticket?.domain?.type, 5)
})

test('[P203-qty] a quantity is in thousandths and keeps its fraction, to the largest of 2.0.2', () => {
  for (const quantity of [1n, 1500n, 2_147_483_647n]) {
    const message = sale({ items: [{ ...tea, quantity: thousandths(quantity) }] })
    assert.equal(in203(message).ticket?.items[0]?.commodity?.quantity, quantity)
    assert.equal(in202(message).ticket?.items[0]?.commodity?.quantity, Number(quantity))
  }
})

test('[P203-marks] marks keep their GS and stand in list_excise_stamp; excise_stamp stays empty', () => {
  const marks = ['010487000111222621aB3dE5\u001d93dGVz', '010487000111222621aB3dE6\u001d93dGVz']
  const [commodity] = commodities({ ...tea, marks })
  assert.deepEqual(commodity?.listExciseStamp, marks)
  assert.equal(commodity.exciseStamp, '')
})

test('in 2.0.2 the first mark is the excise_stamp and each further one is named so in auxiliary: none is lost', () => {
  const marks = ['A\u001d1', 'B', 'C']
  const commodity = in202(sale({ items: [{ ...tea, marks }] })).ticket?.items[0]?.commodity
  assert.equal(commodity?.exciseStamp, 'A\u001d1')
  assert.deepEqual(
    commodity.auxiliary.map(({ key, value }) => [key, value]),
    [
      ['excise_stamp', 'B'],
      ['excise_stamp', 'C'],
    ],
  )
})

test('[P203-ntin] the code of the national catalogue goes in ntin; 2.0.2 has no place for it', () => {
  const items = [{ ...tea, ntin: '0200000000004' }]
  assert.equal(commodities(...items)[0]?.ntin, '0200000000004')
  assert.equal(Buffer.from(encode('2.0.2', sale({ items }))).includes('0200000000004'), false)
})

const TAXES: readonly [Item['vat'], readonly (readonly [number, bigint, number])[]][] = [
  ['none', []],
  [0, [[0, 0n, 0]]],
  [12, [[12000, 10n, 71]]],
  [16, [[16000, 13n, 79]]],
]

for (const [vat, expected] of TAXES) {
  test(`[P203-tax] VAT ${vat}: on the item, percent times 1000, in the total; nothing on the ticket`, () => {
    const vatSum = { none: 0, 0: 0, 5: 0, 10: 0, 12: 10.71, 16: 13.79 }[vat]
    for (const request of [in203, in202]) {
      const { ticket } = request(sale({ items: [{ ...tea, vat, vatSum: tenge(vatSum) }] }))
      const taxes = ticket?.items[0]?.commodity?.taxes ?? []
      assert.deepEqual(
        taxes.map(({ percent, sum }) => [percent, sum?.bills, sum?.coins]),
        expected,
      )
      for (const tax of taxes) assert.deepEqual([tax.taxType, tax.taxationType, tax.isInTotalSum], [100, 101, true])
      assert.deepEqual(ticket?.taxes, [])
    }
  })
}

test('[P203-mods] an item’s discount and markup are lines after it, named and without taxes', () => {
  const first = { ...tea, discount: { name: 'Жеңілдік', sum: tenge(5) } }
  const second = { ...tea, markup: { name: 'Үстеме', sum: tenge(7.07) } }
  const items = in203(sale({ items: [first, second] })).ticket?.items ?? []
  assert.deepEqual(
    items.map(({ type }) => type),
    [1, 5, 1, 3],
  )
  assert.deepEqual([items[1]?.discount?.name, items[1]?.discount?.sum?.bills], ['Жеңілдік', 5n])
  assert.deepEqual([items[3]?.markup?.name, items[3]?.markup?.sum?.coins], ['Үстеме', 7])
  assert.deepEqual([items[1]?.discount?.taxes, items[3]?.markup?.taxes], [[], []])
})

test('[P203-mods] a modifier of the ticket stands in amounts and nowhere else', () => {
  const { ticket } = in203(sale({ markup: { name: 'Үстеме', sum: tenge(1) } }))
  assert.equal(ticket?.amounts?.markup?.name, 'Үстеме')
  assert.equal(ticket.amounts.discount, undefined)
  assert.equal(ticket.items.length, 1)
})

test('[P203-cash] taken and change go with cash, zeros too, and not without it; payments run by kind', () => {
  const cash = in203(sale({ payments: { mobile: tenge(1), cash: tenge(99) }, taken: tenge(99), change: tenge(0) }))
  assert.deepEqual([cash.ticket?.amounts?.taken?.bills, cash.ticket?.amounts?.change?.bills], [99n, 0n])
  assert.deepEqual(
    cash.ticket?.payments.map(({ type }) => type),
    [0, 4],
  )
  const card = in203(sale())
  assert.deepEqual([card.ticket?.amounts?.taken, card.ticket?.amounts?.change], [undefined, undefined])
})

test('[P203-card] what is no number or past its range is left out of the slip; the rest is sent', () => {
  const slip = { terminal: 'T1', authorization: '12A456', rrn: '99999999999999999999', receipt: '4294967295' }
  const [payment] = in203(sale({ cardSlip: slip })).ticket?.payments ?? []
  assert.equal(payment?.cardPaymentFields?.posTerminalId, 'T1')
  const { posAutorizationCode, posReceiptNumber, posRrn } = payment.cardPaymentFields
  assert.deepEqual([posAutorizationCode, posRrn, posReceiptNumber], [0, 0n, 0])
  const good = { authorization: '2147483647', rrn: '9223372036854775807', receipt: '0' }
  const fields = in203(sale({ cardSlip: good })).ticket?.payments[0]?.cardPaymentFields
  assert.deepEqual([fields?.posAutorizationCode, fields?.posRrn], [2147483647, 9223372036854775807n])
})

test('[P203-card] [P203-mobile] no slip fields: no message for them; a slip of another kind of payment is not sent', () => {
  for (const facts of [{}, { cardSlip: {} }, { cardSlip: { rrn: 'x' } }, { mobileSlip: { id: 'Q' } }]) {
    const [payment] = in203(sale(facts)).ticket?.payments ?? []
    assert.deepEqual([payment?.cardPaymentFields, payment?.mobilePaymentFields], [undefined, undefined])
  }
})

test('[P203-mobile] the kind and the number of the QR payment are sent', () => {
  const facts = { payments: { mobile: tenge(100) }, mobileSlip: { type: 'static', id: 'Q-77' } }
  const fields = in203(sale(facts)).ticket?.payments[0]?.mobilePaymentFields
  assert.deepEqual([fields?.qrType, fields?.qrId], ['static', 'Q-77'])
})

test('[P203-parent] a purchase’s return names its parent too, at the parent’s own time in Astana', () => {
  const parent = {
    sign: '900100200',
    time: at('31.12.2025 23:59:59'),
    regNumber: '620304364326',
    total: tenge(4920.01),
    autonomous: true,
  }
  const sent = in203(sale({ operation: 'purchase-return', parent })).ticket
  assert.equal(sent?.operation, 1)
  assert.deepEqual(
    [sent.parentTicket?.parentTicketNumber, sent.parentTicket?.kgdKkmId, sent.parentTicket?.parentTicketIsOffline],
    ['900100200', '620304364326', true],
  )
  const { date, time } = sent.parentTicket?.parentTicketDataTime ?? {}
  assert.deepEqual([date?.year, date?.month, date?.day], [2025, 12, 31])
  assert.deepEqual([time?.hour, time?.minute, time?.second], [23, 59, 59])
  assert.deepEqual(
    [sent.parentTicket?.parentTicketTotal?.bills, sent.parentTicket?.parentTicketTotal?.coins],
    [4920n, 1],
  )
})

const COMMANDS: readonly [string, Outgoing][] = [
  ['INFO', { command: 'info' }],
  ['SYSTEM', { command: 'system' }],
  ['a sale', sale()],
  ...(['203-deposit', '203-close-shift', '203-report-x'] as const).flatMap((name): [string, Outgoing][] => {
    const message = outgoing[name]
    return message ? [[name, message]] : []
  }),
]

for (const [what, message] of COMMANDS) {
  test(`[P203-geo] [P203-reg] [R2026-GEO] ${what} carries the position with its source, the register and the organisation`, () => {
    const { service } = in203(message)
    const geo = service?.securityStats?.geoPosition
    assert.deepEqual([geo?.latitude, geo?.longitude, geo?.source], [43238949, 76889709, 'manual'])
    const { kkm, org } = service?.regInfo ?? {}
    assert.deepEqual([kkm?.fnsKkmId, kkm?.serialNumber, kkm?.kkmId], ['010102345678', 'SWK00412345', '1024'])
    assert.deepEqual([org?.inn, org?.addressKz], ['131240010479', 'Алматы қ., Абай даңғылы, 10'])
  })
}

test('a place south and west of zero keeps its sign', () => {
  const geo = { latitude: -33_868_820, longitude: -70_648_270, source: 'manual' }
  const frame = dialectOf('2.0.3').encodeRequest({ token: 1, reqnum: 1 }, { command: 'info' }, { ...context, geo })
  const sent = fromBinary(Request203, payloadOf(frame)).service?.securityStats?.geoPosition
  assert.deepEqual([sent?.latitude, sent?.longitude], [-33_868_820, -70_648_270])
})

test('a document made autonomously says so: its number or is_offline, and the period', () => {
  const period = { begin: at('21.11.2026 11:00:00'), end: at('21.11.2026 12:00:00') }
  const { document } = sale() as Extract<Outgoing, { command: 'ticket' }>
  const ticket = in203({ command: 'ticket', document, offline: { sign: 4_000_000_000, period } })
  assert.equal(ticket.ticket?.offlineTicketNumber, 4_000_000_000)
  const placement = in202({
    command: 'money-placement',
    document: {
      type: 'placement',
      documentNumber: 1,
      shift: 1,
      time: at('21.11.2026 11:30:00'),
      operator,
      number: 1,
      direction: 'withdrawal',
      sum: tenge(1),
      cash: tenge(0),
    },
    offline: { period },
  })
  assert.deepEqual([placement.moneyPlacement?.isOffline, placement.moneyPlacement?.operation], [true, 1])
  for (const { service } of [ticket, placement]) {
    assert.deepEqual(
      [service?.offlinePeriod?.beginTime?.time?.hour, service?.offlinePeriod?.endTime?.time?.hour],
      [11, 12],
    )
  }
})

test('[P203-zx] every list of a Z has four operations and two placements, and a loss is a magnitude with its sign', () => {
  const report = { ...zReport, revenue: tenge(-150.5), sections: [], taxes: [] }
  const document = {
    type: 'close' as const,
    documentNumber: 1,
    shift: 12,
    time: report.time,
    operator,
    number: 12,
    withdraw: false,
    withdrawn: tenge(0),
    report,
  }
  const { closeShift } = in203({ command: 'close-shift', document })
  const sent = closeShift?.zReport
  assert.ok(sent)
  const { discounts, markups, nonNullableSums, operations, startShiftNonNullableSums, ticketOperations, totalResult } =
    sent
  for (const list of [
    discounts,
    markups,
    nonNullableSums,
    operations,
    startShiftNonNullableSums,
    ticketOperations,
    totalResult,
  ]) {
    assert.deepEqual(
      list.map(({ operation }) => operation),
      [0, 1, 2, 3],
    )
  }
  for (const { payments } of ticketOperations) assert.equal(payments.length, 3)
  assert.equal(sent.moneyPlacements.length, 2)
  assert.deepEqual([sent.revenue?.sum?.bills, sent.revenue?.sum?.coins, sent.revenue?.isNegative], [150n, 50, true])
  assert.equal(closeShift.withdrawMoney, false)
})

test('a sum below zero or past the wire’s range is a bug that never leaves', () => {
  for (const total of [tiyn(-1n), tiyn(2n ** 63n * 100n)]) {
    assert.throws(() => encode('2.0.3', sale({ total })), WireError)
  }
})

test('property: sums, quantities, names and marks of any ticket come out of both versions as they went in', () => {
  const sum = fc.bigInt({ min: 0n, max: 9_223_372_036_854_775_807n * 100n + 99n })
  const text = fc.string({ unit: 'grapheme', maxLength: 40 })
  const line = fc.record(
    {
      name: text,
      quantity: fc.bigInt({ min: 1n, max: 2_147_483_647n }),
      price: sum,
      sum,
      marks: fc.array(text, { maxLength: 3 }),
    },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), sum, (lines, total) => {
      const items = lines.map((line) => ({
        ...tea,
        ...line,
        quantity: thousandths(line.quantity),
        price: tiyn(line.price),
        sum: tiyn(line.sum),
      }))
      const message = sale({ items, total: tiyn(total), payments: { card: tiyn(total) } })
      for (const request of [in203(message), in202(message)]) {
        const sent = request.ticket?.items.flatMap(({ commodity }) => (commodity ? [commodity] : [])) ?? []
        const read = sent.map(({ name, price, quantity, sum, ...rest }) => ({
          name,
          quantity: BigInt(quantity),
          price: (price?.bills ?? 0n) * 100n + BigInt(price?.coins ?? 0),
          sum: (sum?.bills ?? 0n) * 100n + BigInt(sum?.coins ?? 0),
          marks:
            'listExciseStamp' in rest
              ? rest.listExciseStamp
              : [
                  ...(Object.hasOwn(rest, 'exciseStamp') ? [rest.exciseStamp] : []),
                  ...rest.auxiliary.map(({ value }) => value),
                ],
        }))
        assert.deepEqual(read, lines)
      }
    }),
    { numRuns: 50 },
  )
})
