import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseParams } from '../../src/api/parse.ts'
import { isKey } from '../../src/api/schemas/values.ts'
import { CLOSE, SALE } from './answers.ts'
import { FakeDaemon } from './fake-daemon.ts'
import { kkm } from './kkm.ts'

const codeOf = (out: string): string => (JSON.parse(out) as { error: { code: string } }).error.code

test('[EK0-mode-complex] [EK0-sale-x-1] [EK1-sale-x-1] a sale of options is the object of the interface, and the daemon’s own schema takes it', async (t) => {
  const daemon = await FakeDaemon.start(t, { sale: { result: SALE } })
  const ran = await kkm(
    [
      ['--json', '--socket', daemon.socket, 'sale', '--key', 'order-17'],
      ['--item', 'Нан=150,00*2@16;discount=5%;mark=01<GS>93;mark=02<GS>93;stamp=AA 1', '--item', 'Сүт=420;unit=166'],
      ['--card', '200', '--cash', '--discount', '10', '--customer', '190540005749', '--phone', '+77010000000'],
      ['--email', 'a@example.kz', '--section', '2', '--receipt-lang', 'kk', '--wait', '5'],
    ].flat(),
  )
  assert.equal(ran.exit, 0)
  assert.deepEqual(JSON.parse(ran.out), { schema: 1, ok: true, result: SALE })
  const params = daemon.paramsOf('sale')
  assert.deepEqual(params, {
    key: 'order-17',
    items: [
      {
        name: 'Нан',
        price: '150,00',
        quantity: '2',
        vat: '16',
        discount: { percent: '5' },
        marks: ['01\u001d93', '02\u001d93'],
        physicalLabel: 'AA 1',
      },
      { name: 'Сүт', price: '420', unit: '166' },
    ],
    payments: { card: '200', cash: 'rest' },
    discount: { sum: '10' },
    customer: { iinOrBin: '190540005749', phone: '+77010000000', email: 'a@example.kz' },
    section: '2',
    receiptLanguage: 'kk',
    wait: 5,
  })
  assert.deepEqual(parseParams('sale', params), params)
})

test('a return says where it goes back to', async (t) => {
  const daemon = await FakeDaemon.start(t, { 'sale-return': { result: { ...SALE, document: 'sale-return' } } })
  const run = (...options: string[]) =>
    kkm(['--json', '--socket', daemon.socket, 'sale-return', '--key', 'k', ...options])
  await run('--parent', 'no:1419', '--line', '1*1', '--line', '3', '--cash')
  assert.deepEqual(daemon.paramsOf('sale-return'), {
    key: 'k',
    parent: 'no:1419',
    lines: [{ line: 1, quantity: '1' }, { line: 3 }],
    payments: { cash: 'rest' },
  })
  daemon.calls.length = 0
  const time = '2026-11-21T10:15:30'
  const foreign = ['--parent-sign', '5', '--parent-time', time, '--parent-reg-number', '010102345678']
  await run(...foreign, '--parent-total', '10', '--parent-autonomous', '--whole', '--card')
  const params = daemon.paramsOf('sale-return')
  assert.deepEqual(params['parent'], { sign: '5', time, regNumber: '010102345678', total: '10', autonomous: true })
  assert.deepEqual(parseParams('sale-return', params), { ...params, items: [] })
  // Two parents are no parent
  const ran = await run('--parent', 'no:1', '--parent-sign', '5')
  assert.deepEqual([ran.exit, codeOf(ran.out)], [2, 'USAGE'])
})

test('a sale without a key gets one, told on stderr before anything is sent, also with --quiet and --json', async (t) => {
  const daemon = await FakeDaemon.start(t, { sale: 'silence' })
  const sent = daemon.called('sale')
  let toldFirst = ''
  const ran = await kkm(['--json', '--quiet', '--socket', daemon.socket, 'sale', '--item', 'a=1', '--cash'], {
    during: (child) => {
      child.stderr?.once('data', (line) => (toldFirst = String(line)))
      void sent.then(() => setTimeout(() => child.kill('SIGKILL'), 50))
    },
  })
  const key = /^key: (\S+)\n$/.exec(toldFirst)?.[1] ?? ''
  assert.ok(isKey(key), toldFirst)
  assert.equal(daemon.paramsOf('sale')['key'], key)
  assert.equal(ran.signal, 'SIGKILL')
})

test('keys that are made differ, and a key that is given is not told again', async (t) => {
  const daemon = await FakeDaemon.start(t, { 'shift.close': { result: CLOSE } })
  for (const more of [[], [], ['--key', 'mine']]) {
    const { err } = await kkm(['--json', '--socket', daemon.socket, 'shift', 'close', ...more])
    assert.equal(err.startsWith('key: '), more.length === 0)
  }
  const keys = daemon.calls.filter(({ method }) => method === 'shift.close').map(({ params }) => params['key'])
  assert.equal(new Set(keys).size, 3)
})

test('a preview makes no key, since it makes no document', async (t) => {
  const preview = {
    document: 'sale',
    preview: true,
    registered: false,
    printed: false,
    total: '1.00',
    payments: {},
    vat: [],
  }
  const daemon = await FakeDaemon.start(t, {
    sale: { result: { ...preview, lines: [{ kind: 'text', text: 'АЛДЫН АЛА ЧЕК' }] } },
  })
  const ran = await kkm(['--socket', daemon.socket, 'sale', '--item', 'a=1', '--preview'])
  assert.equal(ran.exit, 0)
  assert.doesNotMatch(ran.err, /key:/)
  assert.match(ran.out, /АЛДЫН АЛА ЧЕК/)
  assert.equal('key' in daemon.paramsOf('sale'), false)
})

test('--input gives the whole document from a file or from stdin, and options add to it', async (t) => {
  const daemon = await FakeDaemon.start(t, { sale: { result: SALE } })
  const document = { key: 'order-17', items: [{ name: 'a', price: '1' }], domain: { type: 'trading' } }
  const path = join(daemon.folder, 'sale.json')
  writeFileSync(path, `\uFEFF${JSON.stringify(document)}`)
  const expected = { ...document, items: [...document.items, { name: 'b', price: '2' }], payments: { cash: 'rest' } }
  for (const input of [path, '-']) {
    daemon.calls.length = 0
    const options = { stdin: JSON.stringify(document) }
    const ran = await kkm(
      ['--json', '--socket', daemon.socket, 'sale', '--input', input, '--item', 'b=2', '--cash'],
      options,
    )
    assert.equal(ran.exit, 0)
    assert.deepEqual(daemon.paramsOf('sale'), expected)
  }
})

/** What stdin holds, further options, exit code, failure. */
const BAD_INPUT: readonly (readonly [string, readonly string[], number, string])[] = [
  ['{"items":', [], 2, 'NOT_JSON'],
  ['', [], 2, 'NOT_JSON'],
  ['[1]', [], 2, 'BAD_REQUEST'],
  ['null', [], 2, 'BAD_REQUEST'],
  ['{"payments":{"cash":"1","cash":"2"}}', [], 5, 'PAYMENT_DUPLICATE'],
  ['{"payments":{"cash":"1"}}', ['--cash', '2'], 5, 'PAYMENT_DUPLICATE'],
  ['{}', ['--cash', '1', '--cash', '2'], 5, 'PAYMENT_DUPLICATE'],
  ['{}', ['--cash', '--cash'], 5, 'PAYMENT_DUPLICATE'],
  ['{"key":"a","key":"b"}', [], 2, 'USAGE'],
  ['{"key":"a"}', ['--key', 'b'], 2, 'USAGE'],
  ['{"items":{}}', ['--item', 'a=1'], 2, 'USAGE'],
  [JSON.stringify({ items: [{ name: 'x'.repeat(2 * 1024 * 1024), price: '1' }] }), [], 2, 'MESSAGE_TOO_LARGE'],
]

test('bad input is refused before anything is sent', async (t) => {
  const daemon = await FakeDaemon.start(t, { sale: { result: SALE } })
  for (const [stdin, options, exit, code] of BAD_INPUT) {
    const ran = await kkm(['--json', '--socket', daemon.socket, 'sale', '--input', '-', ...options], { stdin })
    assert.deepEqual([ran.exit, codeOf(ran.out)], [exit, code], `${stdin.slice(0, 60)} ${options.join(' ')}`)
  }
  assert.ok(!daemon.methods.includes('sale'))
})

test('an input that is not there is wrong usage, with its name', async () => {
  const ran = await kkm(['sale', '--input', '/nonexistent/sale.json'])
  assert.equal(ran.exit, 2)
  assert.match(ran.err, /\/nonexistent\/sale\.json/)
})
