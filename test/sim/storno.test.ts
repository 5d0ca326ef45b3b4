import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '@bufbuild/protobuf'
import { frameFromJson, frameToJson } from '../../src/fiscal/wire/frame-json.ts'
import { Till, sale } from './till.ts'

/* A ticket whose first line was taken back, spoilt in one place: the OFD must see it and say where. */

type Items = JsonObject[]

const request = sale('', '', {
  items: [
    { name: 'Нан', price: '150.00', quantity: '2', vat: '16', discount: { sum: '10' } },
    { name: 'Сүт', price: '420.00', vat: '10', markup: { sum: '5' } },
    { name: 'Шай', price: '90.00', vat: '16' },
  ],
  stornos: [1, 2],
})

/** The request as JSON: its header, and the ticket in its message. */
function sent(till: Till) {
  const { header, message } = frameToJson(till.encode(till.ticketMessage(request)), 'request')
  const whole = message as JsonObject
  return { header, message: whole, ticket: whole['ticket'] as JsonObject }
}

function spoilt(till: Till, spoil: (items: Items) => Items): Uint8Array {
  const { header, message, ticket } = sent(till)
  const items = spoil(structuredClone(ticket['items'] as Items))
  return frameFromJson({ header, message: { ...message, ticket: { ...ticket, items } } }, 'request')
}

const changed = (items: Items, place: number, member: string, change: JsonObject): Items =>
  items.with(place, { ...items[place], [member]: { ...(items[place]?.[member] as JsonObject), ...change } })

test('each line that was taken back is followed by its storno, with its modifiers', () => {
  const till = new Till()
  const { items } = sent(till).ticket as { items: { type: string }[] }
  assert.deepEqual(
    items.map(({ type }) => type.replace('ITEM_TYPE_', '')),
    'COMMODITY DISCOUNT STORNO_COMMODITY STORNO_DISCOUNT COMMODITY MARKUP STORNO_COMMODITY STORNO_MARKUP COMMODITY'.split(
      ' ',
    ),
  )
  assert.equal(till.sell(request).code, 0)
})

test('[P203-marks] [P203-ntin] a storno repeats marks and NTIN: listed in 2.0.3, the first mark alone in 2.0.2', () => {
  const marks = ['010487000111222621aB3dE5', '010487000111222621aB3dE6']
  const bottle = { name: 'Су', price: '150.00', quantity: '2', marks, ntin: '0200000000004', barcode: '4870001112226' }
  const stornoOf = (till: Till): JsonObject => {
    const answer = till.sell(sale('', '', { items: [bottle, { name: 'Нан', price: '1' }], stornos: [1] }))
    assert.equal(answer.code, 0, answer.text)
    const { ticket } = frameToJson(till.frame, 'request').message as { ticket: { items: Items } }
    return ticket.items[1]?.['storno_commodity'] as JsonObject
  }
  const now = stornoOf(new Till('2.0.3'))
  assert.deepEqual([now['list_excise_stamp'], now['ntin'], now['barcode']], [marks, '0200000000004', '4870001112226'])
  const before = stornoOf(new Till('2.0.2'))
  assert.deepEqual(
    [before['excise_stamp'], before['auxiliary']],
    [marks[0], [{ key: 'excise_stamp', value: marks[1] }]],
  )
})

const SPOILT: readonly (readonly [what: string, spoil: (items: Items) => Items, says: RegExp])[] = [
  [
    'a storno of another name',
    (items) => changed(items, 2, 'storno_commodity', { name: 'Бауырсақ' }),
    /items\[2\]: the storno is not that of the commodity before it/,
  ],
  [
    'a storno of half the quantity',
    (items) => changed(items, 2, 'storno_commodity', { quantity: '1000', sum: { bills: '150', coins: 0 } }),
    /not that of the commodity/,
  ],
  [
    'a storno without the VAT of its line',
    (items) => changed(items, 2, 'storno_commodity', { taxes: [] }),
    /not that of/,
  ],
  ['a storno without that of the discount', (items) => items.toSpliced(3, 1), /leaves a discount or a markup/],
  ['a storno without that of the markup', (items) => items.toSpliced(7, 1), /leaves a discount or a markup/],
  [
    'a storno of another discount',
    (items) => changed(items, 3, 'storno_discount', { sum: { bills: '9', coins: 0 } }),
    /a modifier that is not there/,
  ],
  ['a storno that comes twice', (items) => items.toSpliced(4, 0, items[2] ?? {}), /taken back before/],
  ['a storno before any line', (items) => [items[2] ?? {}, ...items], /before any commodity/],
  ['a discount of a line that is gone', (items) => items.toSpliced(4, 0, items[1] ?? {}), /a line that was taken back/],
  ['a total that still has the line', (items) => items.toSpliced(2, 2), /amounts\.total/],
]

for (const [what, spoil, says] of SPOILT)
  test(`${what} is refused, and nothing is counted`, () => {
    const till = new Till()
    const answer = till.deliver(spoilt(till, spoil))
    assert.equal(answer.code, 13, answer.text)
    assert.match(answer.text ?? '', says)
    assert.deepEqual(till.ofd.sums, {})
  })

const DOMAINS: readonly (readonly [what: string, domain: JsonObject, says: RegExp])[] = [
  [
    'a taxi in a shop',
    { type: 'DOMAIN_TRADING', taxi: { car_number: '1', is_order: true, current_fee: { bills: '1', coins: 0 } } },
    /taxi in a domain/,
  ],
  ['services to no account', { type: 'DOMAIN_SERVICES', services: { account_number: '' } }, /account_number is empty/],
  [
    'a fare of 100 coins',
    { type: 'DOMAIN_TAXI', taxi: { car_number: '1', is_order: true, current_fee: { bills: '1', coins: 100 } } },
    /coins 100/,
  ],
]

for (const [what, domain, says] of DOMAINS)
  test(`${what} is refused`, () => {
    const till = new Till()
    const { header, message, ticket } = sent(till)
    const spoiltTicket = { ...ticket, domain }
    const answer = till.deliver(frameFromJson({ header, message: { ...message, ticket: spoiltTicket } }, 'request'))
    assert.match(answer.text ?? '', says)
  })
