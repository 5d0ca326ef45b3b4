import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EXPECTED } from '../../src/api/expected.ts'
import { method } from '../../src/api/methods.ts'
import { parseParams } from '../../src/api/parse.ts'
import type { MethodName } from '../../src/api/schemas/index.ts'
import { keyContent, ticketRequest } from '../../src/api/ticket-request.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { EXPECTED_WORDS } from '../../src/locale/expected.ts'
import { renderFailure } from '../../src/locale/render.ts'
import { NO_CHANNEL } from '../daemon/channel.ts'

const refused = (run: () => unknown): Refusal => {
  try {
    run()
  } catch (error) {
    assert.ok(error instanceof Refusal)
    return error
  }
  throw new Error('it was not refused')
}

/** Method, parameters, where it is wrong, what was expected. */
const WRONG: readonly (readonly [MethodName, unknown, string, string])[] = [
  ['sale', [], 'params', 'an object'],
  ['sale', 'sale', 'params', 'an object'],
  ['sale', { items: {} }, 'items', 'a list'],
  ['sale', { items: [{ price: '1' }] }, 'items[0].name', 'a text'],
  ['sale', { items: [{ name: 'a', price: 150 }] }, 'items[0].price', 'a decimal string in tenge'],
  ['sale', { items: [{ name: 'a', price: '1', vat: 16 }] }, 'items[0].vat', 'a text'],
  ['sale', { items: [{ name: 'a', price: '1' }, { name: 'b' }] }, 'items[1].price', 'a decimal string in tenge'],
  ['sale', { items: [{ name: 'a', price: '1', colour: 'red' }] }, 'items[0].colour', 'no member of this name'],
  ['sale', { payments: { cash: 5 } }, 'payments.cash', 'a decimal string in tenge'],
  ['sale', { payments: { credit: '5' } }, 'payments.credit', 'no member of this name'],
  ['sale', { domain: { type: 'mining' } }, 'domain.type', 'one of trading, services, gasoil, hotels, taxi, parking'],
  ['sale', { receiptLanguage: 'en' }, 'receiptLanguage', 'one of kk+ru, kk, ru'],
  ['sale', { preview: 'yes' }, 'preview', 'true or false'],
  ['sale', { wait: 1.5 }, 'wait', 'whole seconds from 0 to 600'],
  ['sale', { wait: -1 }, 'wait', 'whole seconds from 0 to 600'],
  ['sale', { parent: 'no:5' }, 'parent', 'no member of this name'],
  [
    'sale-return',
    { parent: 5 },
    'parent',
    'a reference, {"url":…} or {"sign","time","regNumber","total","autonomous"}',
  ],
  ['sale-return', { lines: [{ line: 0 }] }, 'lines[0].line', 'a whole number from 1 to 500'],
  ['deposit', {}, 'sum', 'a decimal string in tenge'],
  ['deposit', { sum: 5 }, 'sum', 'a decimal string in tenge'],
  ['receipt.export', { ref: 'no:1', format: 'docx' }, 'format', 'one of text, json, png, pdf, escpos, lines'],
  ['token.set', { token: '12a' }, 'token', 'the token: digits, from 1 to 4294967295'],
  ['setup', { kkmId: 0 }, 'kkmId', 'a whole number from 1 to 4294967295'],
  [
    'user.add',
    { code: 7, name: 'A', role: 'king', pin: '1234' },
    'role',
    'one of cashier, senior-cashier, administrator, technician, inspector, kiosk',
  ],
  ['status', { verbose: true }, 'verbose', 'no member of this name'],
]

test('parameters that are not a request are refused with the place and what was expected', () => {
  for (const [name, params, path, expected] of WRONG) {
    const refusal = refused(() => parseParams(name, params))
    assert.deepEqual([refusal.code, refusal.details], ['BAD_REQUEST', { path, expected }])
  }
})

test('what a sum or a name may be is left to the rules, which have codes of their own', () => {
  const params = parseParams('sale', { items: [{ name: '', price: '-1.234', quantity: '0.0005' }] })
  assert.deepEqual(params, { items: [{ name: '', price: '-1.234', quantity: '0.0005' }], payments: {} })
})

test('no parameters at all are empty ones', () => {
  assert.deepEqual(parseParams('status', undefined), {})
  assert.deepEqual(parseParams('ready', undefined), { for: 'sale' })
})

test('a key has 1 to 64 of A-Z a-z 0-9 . _ : -', () => {
  assert.equal(parseParams('shift.close', { key: 'order-17.A_b:9' }).key, 'order-17.A_b:9')
  for (const key of ['', 'заказ', 'a b', 'a/b', 'a'.repeat(65)]) {
    assert.equal(refused(() => parseParams('shift.close', { key })).code, 'KEY_INVALID')
  }
})

test('the whole sale of the interface becomes a request of the rules', () => {
  const items = [
    {
      name: 'Нан',
      price: '150.00',
      quantity: '2',
      unit: '796',
      section: '1',
      vat: '16',
      barcode: '4870001112226',
      ntin: '0200000000004',
      marks: ['010487000111222621aB3dE5\u001d93dGVz'],
      physicalLabel: 'AA 00123456',
      discount: { percent: '5', name: 'Жеңілдік' },
    },
  ]
  const whole = {
    key: 'order-17',
    items,
    discount: { sum: '10.00' },
    payments: { card: '200.00', cash: 'rest' },
    customer: { iinOrBin: '190540005749', phone: '+77010000000', email: 'a@example.kz' },
    section: '2',
    domain: { type: 'trading' },
    cardSlip: { terminal: '1', type: 'VISA', authorization: '2', rrn: '3', receipt: '4' },
    mobileSlip: { type: 'QR', id: '5' },
    receiptLanguage: 'kk',
    preview: false,
    wait: 5,
  }
  const { key: _key, preview: _preview, wait: _wait, ...asked } = whole
  const request = ticketRequest('sale', parseParams('sale', whole))
  assert.deepEqual(JSON.parse(JSON.stringify(request)), { operation: 'sale', ...asked })
})

test('the same content under a key is the same text, whatever its order, wait and language', () => {
  const one = parseParams('sale', { key: 'a', items: [{ name: 'x', price: '1' }], payments: { cash: '1', card: '2' } })
  const other = parseParams('sale', {
    payments: { card: '2', cash: '1' },
    items: [{ price: '1', name: 'x' }],
    wait: 3,
    receiptLanguage: 'ru',
  })
  assert.equal(keyContent('sale', one), keyContent('sale', other))
  assert.notEqual(keyContent('sale', one), keyContent('purchase', one))
  assert.notEqual(keyContent('sale', one), keyContent('sale', { ...one, payments: { cash: '1' } }))
})

test('the same content under a key is the same text, however its sums and quantities are spelled', () => {
  const content = (price: string, quantity: string, name = '150', more: object = {}) =>
    keyContent(
      'sale',
      parseParams('sale', { items: [{ name, price, quantity }], payments: { cash: price, card: 'rest' }, ...more }),
    )
  const one = content('150', '1.5')
  for (const [price, quantity] of [
    ['150.00', '1,500'],
    ['150,0', '1.50'],
  ] as const)
    assert.equal(content(price, quantity), one)
  assert.notEqual(content('150.01', '1.5'), one)
  assert.notEqual(content('150', '1.501'), one)
  assert.notEqual(content('150', '1.5', '150.00'), one, 'a name is a name')
  const reduced = (percent: string) => content('150', '1', 'x', { discount: { percent } })
  assert.equal(reduced('5'), reduced('5.000'))
  assert.notEqual(reduced('5'), reduced('5.001'))
})

test('a method of the registry takes its roles from there and hands checked parameters to the handler', async () => {
  const version = method('version', async () => ({ release: '1', schemas: [1], node: '24' }))
  assert.equal(version.roles, 'anyone')
  assert.equal(refused(() => version.parse({ more: 1 })).code, 'BAD_REQUEST')
  const signal = AbortSignal.abort()
  const context = {
    actor: undefined,
    language: 'en',
    signal,
    channel: NO_CHANNEL,
    listen: () => () => undefined,
    progress: () => undefined,
  } as const
  assert.deepEqual(await version.run({}, context), { release: '1', schemas: [1], node: '24' })
})

test('[R003-3.5] what was expected is told in Kazakh, Russian and English', () => {
  const phrases = Object.values(EXPECTED).filter((expected) => typeof expected === 'string')
  assert.deepEqual([...phrases].sort(), Object.keys(EXPECTED_WORDS).sort())
  const details = { path: 'items[0].price', expected: EXPECTED.money }
  const messages = (['kk', 'ru', 'en'] as const).map((lang) => renderFailure('BAD_REQUEST', details, lang).message)
  assert.deepEqual(messages, [
    'items[0].price: күтілгені – теңгемен ондық сома, мәтін түрінде',
    'items[0].price: ожидалось сумма в тенге десятичной строкой',
    'items[0].price: expected a decimal string in tenge',
  ])
  const parent = renderFailure('BAD_REQUEST', { path: 'parent', expected: EXPECTED.parent }, 'ru').message
  assert.equal(parent, 'parent: ожидалось ссылка, {"url":…} или {"sign","time","regNumber","total","autonomous"}')
})
