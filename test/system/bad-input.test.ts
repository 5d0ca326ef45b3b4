import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordsOf } from './accumulator.ts'
import { World } from './world.ts'

interface Row {
  readonly name: string
  readonly args: readonly string[]
  readonly input?: string
  readonly user?: number
  readonly code: string
  readonly exit: number
}

const cash = (item: string): readonly string[] => ['--item', item, '--cash']
const json = (document: unknown): string => JSON.stringify(document)
const one = { name: 'Нан', price: '150', vat: '16' }

const args = (name: string, words: readonly string[], code: string, exit = 5, more: Partial<Row> = {}): Row => ({
  name,
  args: words,
  code,
  exit,
  ...more,
})
const input = (name: string, text: string, code: string, exit = 5): Row =>
  args(name, ['--input', '-'], code, exit, { input: text })

const BAD_SALES: readonly Row[] = [
  args('no items', ['--cash', '100'], 'NO_ITEMS'),
  input('an empty list of items', json({ items: [], payments: { cash: '1' } }), 'NO_ITEMS'),
  args('price 0', cash('Нан=0'), 'PRICE_INVALID'),
  args('a negative price', cash('Нан=-150'), 'PRICE_INVALID'),
  args('a price with three decimals', cash('Нан=150.005'), 'PRICE_INVALID'),
  input(
    'a price that is a number',
    json({ items: [{ ...one, price: 150 }], payments: { cash: '150' } }),
    'BAD_REQUEST',
    2,
  ),
  input('a price in words', json({ items: [{ ...one, price: '1e3' }], payments: { cash: 'rest' } }), 'PRICE_INVALID'),
  args('quantity 0', cash('Нан=150*0'), 'QUANTITY_INVALID'),
  args('quantity 0.0005', cash('Нан=150*0.0005'), 'QUANTITY_INVALID'),
  args('a negative quantity', cash('Нан=150*-1'), 'QUANTITY_INVALID'),
  args('a quantity past the range of the protocol', cash('Нан=1*2147483.648'), 'QUANTITY_INVALID'),
  args('a sum past the range of the protocol', cash('Нан=9223372036854775808'), 'SUM_TOO_LARGE'),
  args('a line past the range of the protocol', cash('Нан=5000000000000000000*2'), 'SUM_TOO_LARGE'),
  args(
    'a total past the range of the protocol',
    ['--item', 'Нан=9223372036854775807', '--item', 'Нан=1', '--cash'],
    'SUM_TOO_LARGE',
  ),
  args('a line of less than a tiyn', cash('Нан=0.01*0.001'), 'LINE_TOO_SMALL'),
  args('an unknown VAT rate', cash('Нан=150@17'), 'VAT_RATE_UNKNOWN'),
  args('last year’s VAT rate', cash('Нан=150@12'), 'VAT_RATE_UNKNOWN'),
  args('payments short of the total', ['--item', 'Нан=150', '--cash', '100'], 'PAYMENT_SHORT'),
  args('over the total without cash', ['--item', 'Нан=150', '--card', '151'], 'PAYMENT_OVER'),
  args('no payment', ['--item', 'Нан=150'], 'NO_PAYMENT'),
  args('a payment of 0', ['--item', 'Нан=150', '--card', '0', '--cash'], 'PAYMENT_INVALID'),
  args('two payments of a kind', ['--item', 'Нан=150', '--cash', '100', '--cash', '50'], 'PAYMENT_DUPLICATE'),
  input(
    'two payments of a kind in JSON',
    '{"items":[{"name":"Нан","price":"150"}],"payments":{"cash":"100","cash":"50"}}',
    'PAYMENT_DUPLICATE',
  ),
  args('two rests', ['--item', 'Нан=150', '--cash', '--card'], 'PAYMENT_REST'),
  args(
    'buyer’s BIN with a wrong check digit',
    [...cash('Нан=150'), '--customer', '190540005748'],
    'CUSTOMER_ID_INVALID',
  ),
  args('the buyer is the seller', [...cash('Нан=150'), '--customer', '131240010479'], 'CUSTOMER_IS_SELLER'),
  input(
    'a name of 10,000 characters',
    json({ items: [{ ...one, name: 'Н'.repeat(10_000) }], payments: { cash: 'rest' } }),
    'NAME_INVALID',
  ),
  input(
    'a name with control characters',
    json({ items: [{ ...one, name: 'Нан\u001b[2J' }], payments: { cash: 'rest' } }),
    'NAME_INVALID',
  ),
  input(
    'a name that turns the line around',
    json({ items: [{ ...one, name: 'Нан\u202eabc' }], payments: { cash: 'rest' } }),
    'NAME_INVALID',
  ),
  input(
    'a name that paper cannot show',
    json({ items: [{ ...one, name: 'Нан 面包' }], payments: { cash: 'rest' } }),
    'NAME_UNPRINTABLE',
  ),
  input(
    '501 items',
    json({ items: Array.from({ length: 501 }, () => one), payments: { cash: 'rest' } }),
    'TOO_MANY_ITEMS',
  ),
  args('a discount over the line', cash('Нан=150;discount=150.01'), 'DISCOUNT_INVALID'),
  args('a discount over the ticket', [...cash('Нан=150'), '--discount', '151'], 'DISCOUNT_INVALID'),
  args(
    'discount and markup of a ticket',
    [...cash('Нан=150'), '--discount', '1', '--markup', '1'],
    'MARKUP_AND_DISCOUNT',
  ),
  args('an unknown unit', cash('Нан=150;unit=999'), 'UNIT_UNKNOWN'),
  args('a barcode with a wrong check digit', cash('Нан=150;barcode=4870001112227'), 'BARCODE_INVALID'),
  args('a telephone that is none', [...cash('Нан=150'), '--phone', 'ten'], 'PHONE_INVALID'),
  input('not JSON', '{"items":[', 'NOT_JSON', 2),
  input('JSON that is not a sale', '{"hello":"world"}', 'BAD_REQUEST', 2),
  input('JSON that is no object', '[1,2]', 'BAD_REQUEST', 2),
  args('a key with a blank', [...cash('Нан=150'), '--key', 'order 17'], 'KEY_INVALID', 2),
  args('an unknown option', [...cash('Нан=150'), '--tip', '10'], 'USAGE', 2),
  args('nobody signed in', cash('Нан=150'), 'SIGN_IN_REQUIRED', 9, { user: 0 }),
  args('a role that may not sell', cash('Нан=150'), 'NOT_PERMITTED', 9, { user: 9 }),
  args('the key was used with other content', [...cash('Нан=151'), '--key', 'first'], 'KEY_CONFLICT', 11),
]

const row = (name: string, words: string, code: string, exit = 5, more: Partial<Row> = {}): Row =>
  args(name, words.split(' '), code, exit, more)

/** `first` is a sale of one loaf for 150 tenge in cash. */
const BAD_CALLS: readonly Row[] = [
  row('a deposit of 0', 'deposit 0', 'SUM_INVALID'),
  row('a deposit with three decimals', 'deposit 1.005', 'SUM_INVALID'),
  row('a deposit in words', 'deposit ten', 'SUM_INVALID'),
  row('more cash than there is', 'withdraw 150.01', 'NOT_ENOUGH_CASH'),
  row('a return without its parent', 'sale-return --item Нан=150 --cash', 'PARENT_REQUIRED'),
  row('a parent that there never was', 'sale-return --parent no:77 --whole --cash', 'PARENT_NOT_FOUND', 10),
  row('a line that the parent does not have', 'sale-return --parent key:first --line 2 --cash', 'PARENT_LINE_UNKNOWN'),
  row('more than was sold', 'sale-return --parent key:first --line 1*2 --cash', 'RETURN_EXCEEDS_SALE'),
  row('what was not sold', 'sale-return --parent key:first --item Сүт=150 --cash', 'RETURN_NOT_SOLD'),
  row('at another price', 'sale-return --parent key:first --item Нан=151 --cash', 'RETURN_NOT_SOLD'),
  row('the other kind of return', 'purchase-return --parent key:first --whole --cash', 'PARENT_NOT_RETURNABLE'),
  row('a purchase while purchases are off', 'purchase --item Нан=100 --cash', 'PURCHASES_OFF'),
  row('all items taken back', 'sale --item Нан=150 --storno 1 --cash', 'NO_ITEMS'),
  row('an item taken back that is not there', 'sale --item Нан=150 --storno 2 --cash', 'STORNO_INVALID'),
  row('a close by a technician', 'shift close', 'NOT_PERMITTED', 9, { user: 9 }),
  row('a user added by a cashier', 'user list', 'NOT_PERMITTED', 9),
  row('a setting that there is not', 'settings set tips on', 'SETTING_UNKNOWN', 10, { user: 1 }),
  row('a setting of another kind', 'settings set purchases perhaps', 'SETTING_INVALID', 5, { user: 1 }),
  row('a receipt that there is not', 'receipt show no:77', 'DOCUMENT_NOT_FOUND', 10),
  row('a command that there is not', 'sell', 'USAGE', 2),
]

test('whatever is wrong in a call is refused with its code and exit code, and neither the accumulator nor the OFD hears of it', async (t) => {
  const world = await World.ready(t)
  const admin = await world.client({ code: 1, pin: '48151' })
  await admin.result('user.add', { code: 9, name: 'Техник', role: 'technician', pin: '9753' })
  admin.close()
  world.secret('pin-9', '9753')
  const first = await world.json(['sale', '--key', 'first', '--item', 'Нан=150', '--cash'], { user: 7 })
  assert.equal(first.exit, 0)
  await world.stop()
  const before = await recordsOf(world)
  await world.start()
  const asked = world.ofd.requests.length
  const paper = world.printed()
  const status = (await world.json(['status'])).answer.result?.['lastDocument']

  const sales = BAD_SALES.map((sale) => ({ ...sale, args: ['sale', ...sale.args] }))
  const wrong: unknown[] = []
  for (const { name, args: words, input: text, user = 7, code, exit } of [...sales, ...BAD_CALLS]) {
    const who = user === 0 ? {} : { user }
    const { answer, exit: found } = await world.json(words, {
      ...who,
      ...(text === undefined ? {} : { input: text }),
    })
    if (found !== exit || answer.error?.code !== code || answer.ok) wrong.push([name, answer.error?.code, found])
  }
  assert.deepEqual(wrong, [])

  assert.deepEqual((await world.json(['status'])).answer.result?.['lastDocument'], status)
  assert.deepEqual(world.printed(), paper)
  assert.equal(world.ofd.requests.length, asked)
  await world.stop()
  const after = (await recordsOf(world)).slice(before.length)
  // A new start, its two questions to the OFD, its self-test and its end, nothing else
  const kinds = ['start', 'request', 'answer', 'request', 'answer', 'stop']
  assert.deepEqual(
    after.map(({ kind }) => kind).filter((kind) => kind !== 'selftest'),
    kinds,
  )
})
