import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RegisterRecord } from '../../src/fiscal/register/records.ts'
import { recordsOf } from './accumulator.ts'
import { Program } from './program.ts'
import { CASHIER, World } from './world.ts'

/*
 * What the operator of fiscal data is told of a day (items 19 and 20 of the order), read out of the bytes that left: the
 * frames as they lie in the accumulator, opened by `kkm-sim frame decode`.
 */

const BOTTLES = [
  {
    name: 'Сүт',
    price: '150',
    quantity: '2',
    vat: '16',
    section: '2',
    barcode: '4870001112226',
    discount: { percent: '10', name: 'Жеңілдік' },
  },
  { name: 'Жеткізу', price: '1000', vat: '16', markup: { sum: '50', name: 'Үстеме' } },
  { name: 'Шай', price: '100', vat: '16', section: '3', discount: { sum: '5', name: 'Сыйлық' } },
  { storno: 3 },
]

/** Each by its key; the OFD is silent for the last. */
const SALES = {
  rich: {
    items: BOTTLES,
    discount: { sum: '20' },
    payments: { card: '500', mobile: '100', cash: '1000' },
    customer: { iinOrBin: '190540005749', phone: '+77010000000', email: 'a@example.kz' },
  },
  marked: { items: [{ name: 'Қызмет', price: '500' }], markup: { sum: '10' }, payments: { card: 'rest' } },
  service: {
    items: [{ name: 'Су', price: '500' }],
    payments: { card: 'rest' },
    domain: { type: 'services', accountNumber: 'ЖШ-17' },
  },
  fuel: {
    items: [{ name: 'АИ-95', price: '250', quantity: '20.5', unit: '112' }],
    payments: { card: 'rest' },
    domain: { type: 'gasoil', cardNumber: '7001' },
  },
  taxi: {
    items: [{ name: 'Жол', price: '1500' }],
    payments: { mobile: 'rest' },
    domain: { type: 'taxi', carNumber: '123ABC02', order: true, currentFee: '1500.00' },
  },
  parking: {
    items: [{ name: 'Тұрақ', price: '200' }],
    payments: { cash: 'rest' },
    domain: { type: 'parking', begin: '2026-11-28T10:00:00', end: '2026-11-28T12:30:00' },
  },
  offline: { items: [{ name: 'Нан', price: '150' }], payments: { cash: 'rest' } },
}

type Key = keyof typeof SALES | 'back' | 'z'

/** What is told, in which message (by its key), at which place, and the value there; a RegExp where chance or the clock decides. */
type Row = readonly [requirements: string, what: string, key: Key, place: string, value: unknown]

const sum = (bills: string, coins = 0) => ({ bills, coins })
const TICKETS = 'message.close_shift.z_report.ticket_operations'
/** Places of a Z report by operation: purchase, its return, sale, its return. */
const SOLD = 2
const RETURNED = 3

const ROWS: readonly Row[] = [
  ['[R431-19.1]', 'IIN or BIN', 'rich', 'message.service.reg_info.org.inn', '131240010479'],
  ['[R431-19.2] [R1326-18] [R431-18]', 'identification number', 'rich', 'header.id', 1024],
  ['[R431-19.3]', 'registration number', 'rich', 'message.service.reg_info.kkm.fns_kkm_id', '010102345678'],
  ['[R431-19.4]', 'factory number', 'rich', 'message.service.reg_info.kkm.serial_number', 'SWK00412345'],
  ['[R431-19.5]', 'kind of activity', 'rich', 'message.service.reg_info.org.okved', '47112'],
  ['[R431-19.6]', 'operation', 'back', 'message.ticket.operation', 'OPERATION_SELL_RETURN'],
  ['[R431-19.7]', 'date and time', 'rich', 'message.ticket.date_time.date.year', 2026],
  ['[R431-19.8]', 'code of the cashier', 'rich', 'message.ticket.operator.code', 7],
  ['[R431-19.9] [R431-19.10]', 'total of the receipt', 'rich', 'message.ticket.amounts.total', sum('1300')],
  ['[R431-19.11]', 'change', 'rich', 'message.ticket.amounts.change', sum('300')],
  ['[R431-19.12]', 'discount of the receipt', 'rich', 'message.ticket.amounts.discount.sum', sum('20')],
  ['[R431-19.13]', 'markup of the receipt', 'marked', 'message.ticket.amounts.markup.sum', sum('10')],
  ['[R431-19.14]', 'kind of payment', 'rich', 'message.ticket.payments.1.type', 'PAYMENT_CARD'],
  ['[R431-19.45]', 'each kind of payment with its sum', 'rich', 'message.ticket.payments.2.sum', sum('100')],
  ['[R431-19.15] [R431-19.16]', 'kind of a position', 'rich', 'message.ticket.items.0.type', 'ITEM_TYPE_COMMODITY'],
  ['[R431-19.17]', 'code of the goods', 'rich', 'message.ticket.items.0.commodity.barcode', '4870001112226'],
  ['[R431-19.18]', 'name of the goods', 'rich', 'message.ticket.items.0.commodity.name', 'Сүт'],
  ['[R431-19.19]', 'section', 'rich', 'message.ticket.items.0.commodity.section_code', '2'],
  ['[R431-19.20]', 'quantity, in thousandths', 'fuel', 'message.ticket.items.0.commodity.quantity', '20500'],
  ['[R431-19.21]', 'price', 'rich', 'message.ticket.items.0.commodity.price', sum('150')],
  ['[R431-19.22]', 'cost of the line', 'rich', 'message.ticket.items.0.commodity.sum', sum('300')],
  [
    '[R431-19.23] [R431-19.27]',
    'VAT of the line, of what its discounts leave: 265.91',
    'rich',
    'message.ticket.items.0.commodity.taxes.0.sum',
    sum('36', 68),
  ],
  ['[R431-19.24]', 'discount of a line', 'rich', 'message.ticket.items.1.type', 'ITEM_TYPE_DISCOUNT'],
  ['[R431-19.25]', 'its name', 'rich', 'message.ticket.items.1.discount.name', 'Жеңілдік'],
  ['[R431-19.26]', 'its sum', 'rich', 'message.ticket.items.1.discount.sum', sum('30')],
  [
    '[R431-19.28]',
    'a position that was taken back',
    'rich',
    'message.ticket.items.6.type',
    'ITEM_TYPE_STORNO_COMMODITY',
  ],
  ['[R431-19.29]', 'its name', 'rich', 'message.ticket.items.6.storno_commodity.name', 'Шай'],
  ['[R431-19.30]', 'its section', 'rich', 'message.ticket.items.6.storno_commodity.section_code', '3'],
  ['[R431-19.31]', 'its quantity', 'rich', 'message.ticket.items.6.storno_commodity.quantity', '1000'],
  ['[R431-19.32]', 'its price', 'rich', 'message.ticket.items.6.storno_commodity.price', sum('100')],
  ['[R431-19.33]', 'its cost', 'rich', 'message.ticket.items.6.storno_commodity.sum', sum('100')],
  ['[R431-19.34]', 'its VAT', 'rich', 'message.ticket.items.6.storno_commodity.taxes.0.percent', 16_000],
  [
    '[R431-19.35]',
    'the discount that goes with it',
    'rich',
    'message.ticket.items.7.type',
    'ITEM_TYPE_STORNO_DISCOUNT',
  ],
  ['[R431-19.36]', 'its name', 'rich', 'message.ticket.items.7.storno_discount.name', 'Сыйлық'],
  ['[R431-19.37]', 'its sum', 'rich', 'message.ticket.items.7.storno_discount.sum', sum('5')],
  [
    '[R431-19.38]',
    'its VAT goes with the line’s, of what the discount left: 95',
    'rich',
    'message.ticket.items.6.storno_commodity.taxes.0.sum',
    sum('13', 10),
  ],
  ['[R431-19.39]', 'account of a service', 'service', 'message.ticket.domain.services.account_number', 'ЖШ-17'],
  ['[R431-19.40]', 'card of a filling station', 'fuel', 'message.ticket.domain.gasoil.card_number', '7001'],
  ['[R431-19.41]', 'number of a taxi', 'taxi', 'message.ticket.domain.taxi.car_number', '123ABC02'],
  ['[R431-19.42]', 'end of a parking', 'parking', 'message.ticket.domain.parking.end_time.time.minute', 30],
  ['[R431-19.43]', 'the buyer', 'rich', 'message.ticket.extension_options.customer_iin_or_bin', '190540005749'],
  ['[R431-19.44] [R1326-28.3]', 'sign of its own', 'offline', 'message.ticket.offline_ticket_number', /^[1-9]\d*$/],
  ['[R431-20.1]', 'IIN or BIN', 'z', 'message.service.reg_info.org.inn', '131240010479'],
  ['[R431-20.2]', 'identification number', 'z', 'header.id', 1024],
  ['[R431-20.3]', 'registration number', 'z', 'message.service.reg_info.kkm.fns_kkm_id', '010102345678'],
  ['[R431-20.4]', 'factory number', 'z', 'message.service.reg_info.kkm.serial_number', 'SWK00412345'],
  ['[R431-20.5]', 'when it was made', 'z', 'message.close_shift.z_report.date_time.date.year', 2026],
  ['[R431-20.6]', 'when the shift began', 'z', 'message.close_shift.z_report.open_shift_time.date.year', 2026],
  ['[R431-20.7]', 'when it ended', 'z', 'message.close_shift.z_report.close_shift_time.date.year', 2026],
  ['[R431-20.8]', 'who closed it', 'z', 'message.close_shift.operator.code', 7],
  ['[R431-20.9]', 'number of the last document', 'z', 'message.close_shift.printed_document_number', '9'],
  ['[R431-20.10]', 'receipts', 'z', `${TICKETS}.${SOLD}.tickets_count`, 7],
  ['[R431-20.11]', 'returns', 'z', `${TICKETS}.${RETURNED}.tickets_count`, 1],
  ['[R431-20.12]', 'receipts made autonomously', 'z', `${TICKETS}.${SOLD}.offline_count`, 1],
  ['[R431-20.13] [R431-20.15]', 'what they come to', 'z', `${TICKETS}.${SOLD}.tickets_sum`, sum('9285')],
  ['[R431-20.14]', 'what the returns come to', 'z', `${TICKETS}.${RETURNED}.tickets_sum`, sum('132', 96)],
  ['[R431-20.16]', 'change given', 'z', `${TICKETS}.${SOLD}.change_sum`, sum('300')],
  ['[R431-20.17]', 'discounts', 'z', `${TICKETS}.${SOLD}.discount_sum`, sum('50')],
  ['[R431-20.18]', 'markups', 'z', `${TICKETS}.${SOLD}.markup_sum`, sum('60')],
  ['[R431-20.19]', 'receipts paid in cash', 'z', `${TICKETS}.${SOLD}.payments.0.count`, 3],
  ['[R431-20.20]', 'receipts paid by card', 'z', `${TICKETS}.${SOLD}.payments.1.count`, 4],
  ['[R431-20.21]', 'cash', 'z', `${TICKETS}.${SOLD}.payments.0.sum`, sum('1050')],
  ['[R431-20.22]', 'cards', 'z', `${TICKETS}.${SOLD}.payments.1.sum`, sum('6635')],
  ['[R431-20.23]', 'VAT', 'z', `message.close_shift.z_report.taxes.0.operations.${SOLD}.sum`, sum('179', 31)],
  [
    '[R431-20.24] [R431-20.26]',
    'checksum over all records',
    'z',
    'message.close_shift.z_report.checksum',
    /^[2-7A-Z]{16}$/,
  ],
]

const at = (value: unknown, place: string): unknown =>
  place.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value)

/** The last bytes that were made for each document, by the key of whoever asked for it. */
function framesByKey(records: readonly RegisterRecord[]): Map<string, string> {
  const keys = new Map<number, string>()
  const frames = new Map<string, string>()
  for (const record of records) {
    if (record.kind === 'attempt') keys.set(record.document.documentNumber, record.client.key)
    if (record.kind !== 'attempt' && record.kind !== 'encoding') continue
    const number = record.kind === 'attempt' ? record.document.documentNumber : record.documentNumber
    const key = keys.get(number)
    if (key !== undefined && record.inFlight) frames.set(key, record.inFlight.frame)
  }
  return frames
}

async function decoded(frame: string): Promise<unknown> {
  const hex = Buffer.from(frame, 'base64').toString('hex')
  const { err, exit, out } = await Program.ours('kkm-sim', ['frame', 'decode', hex]).ended
  assert.equal(exit, 0, err)
  return JSON.parse(out)
}

async function lived(world: World): Promise<ReadonlyMap<string, unknown>> {
  const client = await world.client(CASHIER)
  const sell = ([key, sale]: [string, object]) => client.result('sale', { key, ...sale })
  const { offline, ...online } = SALES
  for (const sale of Object.entries(online)) await sell(sale)
  await client.result('sale-return', {
    key: 'back',
    parent: 'key:rich',
    lines: [{ line: 1, quantity: '1' }],
    payments: { cash: 'rest' },
  })
  await world.ofd.fault('silencex*')
  await sell(['offline', offline])
  await world.ofd.clear()
  while (((await client.result('queue.list'))['length'] as number) > 0) await sleep(50)
  await client.result('shift.close', { key: 'z' })
  assert.deepEqual(world.ofd.differences, [])
  await world.stop()
  const frames = [...framesByKey(await recordsOf(world))]
  return new Map(await Promise.all(frames.map(async ([key, frame]) => [key, await decoded(frame)] as const)))
}

test('[R1326-19] [R1326-20] what the operator of fiscal data is told of a day', async (t) => {
  const messages = await lived(await World.ready(t, { transactionSeconds: 1, recoverySeconds: 0.2 }))
  for (const [requirements, what, key, place, value] of ROWS)
    await t.test(`${requirements} ${key}: ${what}`, () => {
      const found = at(messages.get(key), place)
      if (value instanceof RegExp) assert.match(String(found), value)
      else assert.deepEqual(found, value)
    })
  await t.test('[R431-19.46] the VAT of the lines is the VAT of the receipt', () => {
    const items = at(messages.get('rich'), 'message.ticket.items') as readonly unknown[]
    const coins = (item: unknown, kind: string) => {
      const vat = at(item, `${kind}.taxes.0.sum`) as { bills: string; coins: number } | undefined
      return vat ? Number(vat.bills) * 100 + vat.coins : 0
    }
    const all = items.map((item) => coins(item, 'commodity') - coins(item, 'storno_commodity'))
    assert.equal(
      all.reduce((total, one) => total + one),
      17_931,
    )
  })
})
