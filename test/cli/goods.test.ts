import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseGoods } from '../../src/cli/sale/item.ts'
import { UsageFailure } from '../../src/cli/failure.ts'
import { FakeDaemon } from './fake-daemon.ts'
import { kkm } from './kkm.ts'

const IMPORTED = { rows: 3, added: 2, changed: 1, unchanged: 0, removed: 0, skipped: 1, problems: [], size: 7 }
const PROBLEM = { row: 4, column: 'price', problem: 'sum-invalid', message: 'row 4, price: not a sum (abc)' }

test('CODE[*QTY][;FIELD=VALUE]…: the quantity stands behind the last star, an article may hold anything else', () => {
  const read: readonly (readonly [string, object])[] = [
    ['A-17', { goods: 'A-17' }],
    ['A-17*2', { goods: 'A-17', quantity: '2' }],
    ['A-17 * 1,5', { goods: 'A-17', quantity: '1,5' }],
    ['10x20', { goods: '10x20' }],
    ['a=b;c@16*3', { goods: 'a=b;c@16', quantity: '3' }],
    [
      'A-17*2;mark=01<GS>93;mark=02;discount=5%',
      {
        goods: 'A-17',
        quantity: '2',
        marks: ['01\u001d93', '02'],
        discount: { percent: '5' },
      },
    ],
    ['4870001112226*12', { goods: '4870001112226', quantity: '12' }],
  ]
  for (const [text, expected] of read) assert.deepEqual(parseGoods(text), expected)
  for (const text of ['', '*2', 'A*', ' ', 'A;colour=red']) assert.throws(() => parseGoods(text), UsageFailure, text)
})

test('[EK0-set-pricelist] codes and sums become items of the call, beside those that are typed', async (t) => {
  const daemon = await FakeDaemon.start(t, { sale: { refuse: 'GOODS_NOT_FOUND', details: { goods: 'b' } } })
  const { exit } = await kkm([
    '--socket',
    daemon.socket,
    'sale',
    '--item',
    'Нан=150',
    '--goods',
    'a*2',
    '--goods',
    'b',
    '--sum',
    '300',
  ])
  assert.equal(exit, 10)
  assert.deepEqual(daemon.paramsOf('sale')['items'], [
    { name: 'Нан', price: '150' },
    { goods: 'a', quantity: '2' },
    { goods: 'b' },
    { sum: '300' },
  ])
})

test('a file goes in one call, byte for byte, with what was asked for', async (t) => {
  const daemon = await FakeDaemon.start(t, { 'goods.import': { result: IMPORTED } })
  const bytes = Buffer.from([0xcd, 0xe0, 0xed, 0x3b, 0x31, 0x0d, 0x0a])
  const file = join(daemon.folder, 'prices.csv')
  writeFileSync(file, bytes)
  const { exit, out } = await kkm(['--socket', daemon.socket, 'goods', 'import', file, '--skip-bad', '--replace'])
  assert.equal(exit, 0)
  assert.match(out, /Added\s+2\n/)
  const { upload, ...params } = daemon.paramsOf('goods.import')
  assert.equal(typeof upload, 'string')
  assert.deepEqual(params, { skipBad: true, replace: true, content: bytes.toString('base64'), part: 1, parts: 1 })
})

test('a file from stdin is sent as well', async (t) => {
  const daemon = await FakeDaemon.start(t, { 'goods.import': { result: IMPORTED } })
  assert.equal((await kkm(['--socket', daemon.socket, 'goods', 'import', '-'], { stdin: 'a;b' })).exit, 0)
  assert.equal(daemon.paramsOf('goods.import')['content'], Buffer.from('a;b').toString('base64'))
})

test('a file larger than a message goes in parts, which make it whole again', async (t) => {
  const daemon = await FakeDaemon.start(t, { 'goods.import': { result: IMPORTED } })
  const bytes = Buffer.alloc(1_700_000, 'Нан;150\n')
  const file = join(daemon.folder, 'prices.csv')
  writeFileSync(file, bytes)
  assert.equal((await kkm(['--socket', daemon.socket, 'goods', 'import', file])).exit, 0)
  const calls = daemon.calls.filter(({ method }) => method === 'goods.import').map(({ params }) => params)
  assert.deepEqual(
    calls.map(({ part, parts }) => [part, parts]),
    [
      [1, 3],
      [2, 3],
      [3, 3],
    ],
  )
  assert.equal(new Set(calls.map(({ upload }) => upload)).size, 1)
  assert.ok(Buffer.concat(calls.map(({ content }) => Buffer.from(String(content), 'base64'))).equals(bytes))
})

test('each bad row is a line of its own before the refusal; as JSON they are in its details', async (t) => {
  const details = { bad: 1, first: PROBLEM.message, problems: [PROBLEM] }
  const daemon = await FakeDaemon.start(t, { 'goods.import': { refuse: 'GOODS_FILE_INVALID', details } })
  const file = join(daemon.folder, 'prices.csv')
  writeFileSync(file, 'x')
  const told = await kkm(['--socket', daemon.socket, 'goods', 'import', file])
  assert.deepEqual([told.exit, told.out], [5, ''])
  assert.equal(told.err.split('\n')[0], PROBLEM.message)
  const json = await kkm(['--socket', daemon.socket, '--json', 'goods', 'import', file])
  assert.equal(json.err, '')
  assert.deepEqual((JSON.parse(json.out) as { error: { details: object } }).error.details, details)
})

test('no file, and a file that is not there, are wrong usage: nothing is sent', async (t) => {
  const daemon = await FakeDaemon.start(t)
  for (const args of [[], [join(daemon.folder, 'nothing.csv')]])
    assert.equal((await kkm(['--socket', daemon.socket, 'goods', 'import', ...args])).exit, 2)
  assert.deepEqual(daemon.calls, [])
})

test('goods are shown with their codes, unit, price and rate', async (t) => {
  const goods = [{ article: 'A-1', barcode: '4870001112226', name: 'Нан ақ', unit: '796', price: '1500.00', vat: '16' }]
  const daemon = await FakeDaemon.start(t, {
    'goods.find': { result: { goods, more: true, size: 5 } },
    'goods.list': { result: { goods, next: 'a:a-1', size: 5 } },
    'goods.remove': { result: { removed: goods[0] ?? {}, size: 4 } },
  })
  const line = '1 500,00 / шт  16%  Нан ақ  [A-1  4870001112226]'
  assert.equal((await kkm(['--socket', daemon.socket, 'goods', 'find', 'нан'])).out, `${line}\n… there are more\n`)
  assert.deepEqual(daemon.paramsOf('goods.find'), { text: 'нан' })
  const listed = await kkm(['--socket', daemon.socket, 'goods', 'list', '--limit', '1'])
  assert.equal(listed.out, `${line}\n… there are more: --after 'a:a-1'\nGoods in the price list: 5\n`)
  assert.equal(
    (await kkm(['--socket', daemon.socket, 'goods', 'remove', 'A-1'])).out,
    'Taken off the price list: Нан ақ\n',
  )
})
