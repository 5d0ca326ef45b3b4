import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TicketDocument } from '../../src/fiscal/register/document.ts'
import { decide } from '../../src/fiscal/register/decide.ts'
import { SETTING_NAMES, decideSetting, settingText, settingsOf } from '../../src/fiscal/register/settings.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { formatTenge } from '../../src/fiscal/money.ts'
import type { TicketRequest } from '../../src/fiscal/ticket/types.ts'
import { CASHIER, START, World, sale } from './world.ts'

const ADMINISTRATOR = 1

async function set(world: World, name: string, value: string): Promise<void> {
  await world.register.record((state) =>
    decideSetting(state, { name, value, by: ADMINISTRATOR }, world.circumstances()),
  )
}

/** The code of what is refused, with nothing recorded; 'done' when it was not. */
async function outcome(world: World, name: string, value: string): Promise<string> {
  const before = world.journal.heads()
  try {
    await set(world, name, value)
    return 'done'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    assert.deepEqual(world.journal.heads(), before)
    return error.code
  }
}

/** What the register would make of a ticket, or the code of its refusal. */
function ticket(world: World, more: Partial<TicketRequest>) {
  try {
    const { records } = decide(
      world.register.state,
      { type: 'document', request: sale('150.55', more), client: { key: 'k', content: 'k' }, operator: CASHIER },
      world.circumstances(),
    )
    const [attempt] = records
    if (attempt?.kind !== 'attempt') throw new Error('no attempt')
    return (attempt.document as TicketDocument).ticket
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const made = (world: World, more: Partial<TicketRequest>) => {
  const answer = ticket(world, more)
  if (typeof answer === 'string') throw new Error(answer)
  return answer
}

test('before anybody changed them the settings are those that the interface names', async () => {
  const world = await World.ready()
  const texts = SETTING_NAMES.map((name) => [name, settingText(world.register.state, name)])
  assert.deepEqual(Object.fromEntries(texts), {
    'register-name': '',
    purchases: 'off',
    'default-unit': '796',
    'price-list': 'on',
    'discount-item': 'on',
    'discount-ticket': 'on',
    'discount-percent': 'on',
    'max-sum': '',
    'preferred-payment': '',
    'default-item': '',
    'auto-withdraw': 'off',
    'buyer-id': 'on',
    'vat-payer': 'on',
    'vat-rate': 'none',
    'vat-series': '',
    'vat-number': '',
    'idle-minutes': '15',
    'shift-auto-close': 'off',
    'cash-rounding': 'off',
    'cash-for-card': 'on',
    'marks-required': 'on',
    favourites: '',
  })
})

/** name, value, what comes of it, the text that is kept. */
const VALUES: readonly (readonly [string, string, string, string?])[] = [
  ['register-name', 'Нан бөлімі', 'done', 'Нан бөлімі'],
  ['register-name', 'x'.repeat(129), 'SETTING_INVALID'],
  ['register-name', 'line\nbreak', 'SETTING_INVALID'],
  ['purchases', 'on', 'done', 'on'],
  ['purchases', 'yes', 'SETTING_INVALID'],
  ['marks-required', 'off', 'done', 'off'],
  ['marks-required', 'no', 'SETTING_INVALID'],
  ['default-unit', '166', 'done', '166'],
  ['default-unit', '6', 'done', '006'],
  ['default-unit', '9999', 'SETTING_INVALID'],
  ['max-sum', '100000', 'done', '100000.00'],
  ['max-sum', '0', 'SETTING_INVALID'],
  ['max-sum', 'none', 'done', ''],
  ['preferred-payment', 'card', 'done', 'card'],
  ['preferred-payment', 'tare', 'SETTING_INVALID'],
  ['default-item', 'Тауар', 'done', 'Тауар'],
  ['vat-rate', '16', 'done', '16'],
  ['vat-rate', '12', 'SETTING_INVALID'],
  ['vat-rate', '7', 'SETTING_INVALID'],
  ['vat-series', '12345', 'done', '12345'],
  ['vat-series', '1234', 'SETTING_INVALID'],
  ['vat-number', '1234567', 'done', '1234567'],
  ['vat-number', 'none', 'done', ''],
  ['idle-minutes', '030', 'done', '30'],
  ['idle-minutes', '0', 'SETTING_INVALID'],
  ['idle-minutes', '1441', 'SETTING_INVALID'],
  ['shift-auto-close', '23:30', 'done', '23:30'],
  ['shift-auto-close', '24:00', 'SETTING_INVALID'],
  ['cash-rounding', 'on', 'done', 'on'],
  ['colour', 'red', 'SETTING_UNKNOWN'],
]

test('[EK0-set-open] a setting takes its values, in one spelling, and no others', async () => {
  const world = await World.ready()
  for (const [name, value, expected, kept] of VALUES) {
    assert.equal(await outcome(world, name, value), expected, `${name} ${value}`)
    if (kept !== undefined) assert.equal(settingText(world.register.state, name as 'purchases'), kept, name)
  }
})

test('[EK1-set-auto] [R1326-9.2] [R003-A2.7.6] [R003-A2.19.6] a change is recorded with who made it and when, and outlives a restart; the same value again is no change', async () => {
  const world = await World.ready()
  await set(world, 'max-sum', '5000')
  const heads = world.journal.heads()
  await set(world, 'max-sum', '5000.00')
  assert.deepEqual(world.journal.heads(), heads)
  await world.restart()
  assert.deepEqual(world.register.state.settings['max-sum'], { value: '5000.00', by: 1, time: START })
})

test('[R431-35] what papers and taxes of one shift share changes between shifts only', async () => {
  const world = await World.ready()
  await world.make(sale())
  const between = [
    ['register-name', 'Дүкен'],
    ['vat-payer', 'off'],
    ['vat-rate', '16'],
    ['vat-series', '12345'],
    ['vat-number', '1234567'],
    ['cash-rounding', 'on'],
  ] as const
  for (const [name, value] of between) assert.equal(await outcome(world, name, value), 'SHIFT_OPEN', name)
  for (const [name, value] of [
    ['purchases', 'on'],
    ['max-sum', '10'],
    ['idle-minutes', '5'],
  ] as const)
    assert.equal(await outcome(world, name, value), 'done', name)
  await world.make({ type: 'close', withdraw: false })
  for (const [name, value] of between) assert.equal(await outcome(world, name, value), 'done', name)
})

test('a document in flight may open a shift: the rate does not change under it', async () => {
  const world = await World.ready()
  world.script.push('silent')
  await world.make(sale())
  assert.equal(await outcome(world, 'vat-rate', '16'), 'SHIFT_OPEN')
})

test('[EK0-set-name] [EK1-set-name] the name of the register stands in the letterhead from then on', async () => {
  const world = await World.ready()
  await set(world, 'register-name', 'Нан бөлімі')
  assert.equal(world.register.state.registration?.posTitle, 'Нан бөлімі')
  await set(world, 'register-name', 'none')
  assert.equal(world.register.state.registration?.posTitle, undefined)
})

test('[EK1-set-vat] payer, rate, series and number of VAT: an item without a rate gets the settled one', async () => {
  const world = await World.ready()
  const plain = { items: [{ name: 'Нан', price: '116.00' }] }
  assert.deepEqual(made(world, plain).vat, [])
  await set(world, 'vat-rate', '16')
  assert.equal(formatTenge(made(world, plain).items[0]?.vatSum as never), '16.00')
  await set(world, 'vat-payer', 'off')
  assert.deepEqual(made(world, plain).vat, [])
  assert.equal(ticket(world, { items: [{ name: 'Нан', price: '116.00', vat: '16' }] }), 'VAT_NOT_PAYER')
  await set(world, 'vat-series', '12345')
  await set(world, 'vat-number', '1234567')
  const { registration } = world.register.state
  assert.deepEqual(
    [registration?.vatPayer, registration?.vatSeries, registration?.vatNumber],
    [false, '12345', '1234567'],
  )
})

test('[EK0-set-unit] an item that names no unit is counted in the settled one', async () => {
  const world = await World.ready()
  assert.equal(made(world, {}).items[0]?.unit, '796')
  await set(world, 'default-unit', '166')
  assert.equal(made(world, {}).items[0]?.unit, '166')
})

test('[EK0-set-max-sum] [EK1-set-max-sum] a sale over the maximum is refused, one at it is made, a purchase is free of it', async () => {
  const world = await World.ready()
  await set(world, 'max-sum', '150.54')
  assert.equal(ticket(world, {}), 'MAX_SUM_EXCEEDED')
  assert.notEqual(ticket(world, { operation: 'purchase' }), 'MAX_SUM_EXCEEDED')
  await set(world, 'max-sum', '150.55')
  assert.equal(formatTenge(made(world, {}).total), '150.55')
})

/** Setting that is off; the request; what comes of it. */
const OFF: readonly (readonly [string, Partial<TicketRequest>, string | undefined])[] = [
  ['discount-item', { items: [{ name: 'Нан', price: '150', discount: { sum: '10' } }] }, 'DISCOUNT_OFF'],
  ['discount-item', { items: [{ name: 'Нан', price: '150', markup: { percent: '5' } }] }, 'DISCOUNT_OFF'],
  ['discount-item', { discount: { sum: '10' } }, undefined],
  ['discount-ticket', { discount: { sum: '10' } }, 'DISCOUNT_OFF'],
  ['discount-ticket', { markup: { sum: '10' } }, 'DISCOUNT_OFF'],
  ['discount-ticket', { discount: { percent: '10' } }, undefined],
  ['discount-percent', { discount: { percent: '10' } }, 'DISCOUNT_OFF'],
  ['discount-percent', { discount: { sum: '10' } }, undefined],
  ['buyer-id', { customer: { iinOrBin: '190540005749' } }, 'BUYER_ID_OFF'],
  ['buyer-id', { customer: { phone: '+77010000000' } }, undefined],
]

test('[EK0-set-disc-line] [EK0-set-disc-receipt] [EK0-set-disc-percent] [EK1-set-disc-receipt] [EK1-set-buyer-iin] what is switched off is refused, and only that', async () => {
  for (const [name, request, code] of OFF) {
    const world = await World.ready()
    assert.equal(typeof ticket(world, request), 'object', `${name} is on`)
    await set(world, name, 'off')
    const answer = ticket(world, request)
    assert.equal(typeof answer === 'string' ? answer : undefined, code, `${name} ${JSON.stringify(request)}`)
  }
})

test('[EK0-set-paytype] a sale that names no payment is paid as the owner prefers; without a preference it is refused', async () => {
  const world = await World.ready()
  assert.equal(ticket(world, { payments: {} }), 'NO_PAYMENT')
  await set(world, 'preferred-payment', 'card')
  assert.deepEqual(Object.keys(made(world, { payments: {} }).payments), ['card'])
  assert.deepEqual(Object.keys(made(world, { payments: { mobile: 'rest' } }).payments), ['mobile'])
})

/** Payments, more of the request, the total with rounding on. */
const ROUNDED: readonly (readonly [Partial<TicketRequest>, string])[] = [
  [{}, '150.00'],
  [{ payments: { cash: '200' } }, '150.00'],
  [{ payments: { card: 'rest' } }, '150.55'],
  [{ payments: { cash: '100', card: 'rest' } }, '150.55'],
  [{ items: [{ name: 'Нан', price: '0.55' }] }, '0.55'],
  [{ items: [{ name: 'Нан', price: '150' }] }, '150.00'],
  [{ discount: { sum: '0.25' } }, '150.30'],
]

test('tiyn that cash cannot pay are given to the buyer where the owner settled it so, and nowhere else', async () => {
  const world = await World.ready()
  assert.equal(formatTenge(made(world, {}).total), '150.55')
  await set(world, 'cash-rounding', 'on')
  for (const [request, total] of ROUNDED)
    assert.equal(formatTenge(made(world, request).total), total, JSON.stringify(request))
})

test('settings are typed for the rules', async () => {
  const world = await World.ready()
  await set(world, 'default-item', 'Тауар')
  await set(world, 'auto-withdraw', 'on')
  const { defaultItem, autoWithdraw, purchases, maxSum, idleMinutes } = settingsOf(world.register.state)
  assert.deepEqual([defaultItem, autoWithdraw, purchases, maxSum, idleMinutes], ['Тауар', true, false, undefined, 15])
})
