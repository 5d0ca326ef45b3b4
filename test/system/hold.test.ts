import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import type { Client } from './client.ts'
import { ADMIN, CASHIER, type Options, World } from './world.ts'

const KIOSK = 20
const ITEMS = [
  { name: 'Шоколад', price: '450', quantity: '1', vat: '16' },
  { name: 'Су', price: '250', quantity: '3' },
]

/** A register with a kiosk that is signed in over one long connection. */
async function vending(t: TestContext, options: Options = {}) {
  const world = await World.ready(t, options)
  const secret = randomBytes(16).toString('hex')
  const admin = await world.client(ADMIN)
  await admin.result('user.add', { code: KIOSK, name: 'Автомат', role: 'kiosk', secret })
  admin.close()
  const kiosk = async (): Promise<Client> => {
    const client = await world.client()
    await client.result('session.open', { user: KIOSK, secret })
    return client
  }
  return { world, kiosk }
}

async function codeOf(client: Client, method: string, params: Readonly<Record<string, unknown>>) {
  const answer = await client.call(method, params)
  return answer.ok ? (answer.result['state'] ?? answer.result['document']) : answer.error.code
}

test('what is held and dispensed is sold: all of it, a part of it, nothing; each key once, through kills', async (t) => {
  const { kiosk, world } = await vending(t)
  let client = await kiosk()
  const held = await client.result('hold', { key: 'a', items: ITEMS })
  assert.deepEqual([held['state'], held['total'], held['replayed']], ['open', '1200.00', false])
  assert.ok(Date.parse(String(held['sellUntil'])) > Date.parse(String(held['expires'])))
  assert.deepEqual((await world.ofd.summary()).documents, [])
  await world.kill()
  await world.start()
  client = await kiosk()
  assert.equal((await client.result('hold', { key: 'a', items: ITEMS }))['replayed'], true)
  assert.equal(await codeOf(client, 'hold', { key: 'a', items: [ITEMS[0]] }), 'KEY_CONFLICT')
  assert.equal(await codeOf(client, 'sale', { key: 'a', items: ITEMS, payments: { card: 'rest' } }), 'KEY_CONFLICT')

  const part = { key: 'a', lines: [{ line: 2, quantity: '2' }], payments: { card: 'rest' } }
  assert.equal(await codeOf(client, 'commit', { ...part, lines: [{ line: 2, quantity: '4' }] }), 'HOLD_LINES')
  assert.equal(await codeOf(client, 'commit', { ...part, lines: [{ line: 3 }] }), 'HOLD_LINES')
  const sold = await client.result('commit', part)
  assert.deepEqual([sold['document'], sold['key'], sold['total'], sold['number']], ['sale', 'a', '500.00', 1])
  assert.equal((await client.result('commit', part))['replayed'], true)
  assert.equal(await codeOf(client, 'commit', { ...part, lines: [{ line: 1 }] }), 'KEY_CONFLICT')
  assert.equal(await codeOf(client, 'cancel', { key: 'a', reason: 'late' }), 'HOLD_ENDED')
  assert.equal(await codeOf(client, 'hold', { key: 'a', items: ITEMS }), 'committed')

  await client.result('hold', { key: 'b', items: ITEMS })
  const nothing = { key: 'b', lines: [{ line: 1, quantity: '0' }] }
  assert.equal(await codeOf(client, 'commit', nothing), 'cancelled')
  assert.equal(await codeOf(client, 'commit', nothing), 'cancelled')
  assert.equal(await codeOf(client, 'commit', { key: 'b', payments: { card: 'rest' } }), 'HOLD_ENDED')
  await client.result('hold', { key: 'c', items: ITEMS, payments: { card: 'rest' } })
  assert.equal(await codeOf(client, 'commit', { key: 'c' }), 'sale')
  await client.result('hold', { key: 'd', items: ITEMS })
  assert.equal(await codeOf(client, 'cancel', { key: 'd', reason: 'no payment' }), 'cancelled')
  assert.equal(await codeOf(client, 'cancel', { key: 'd', reason: 'no payment' }), 'cancelled')
  assert.equal(await codeOf(client, 'commit', { key: 'none' }), 'HOLD_NOT_FOUND')
  assert.deepEqual((await client.result('hold.list'))['holds'], [])
  const totals = (await world.ofd.summary()).documents.map(({ total }) => total)
  assert.deepEqual([totals, world.ofd.differences], [[50_000, 120_000], []])
})

test('what a sale would be refused for, a hold is; a seventeenth waits; nobody touches another’s', async (t) => {
  const { kiosk, world } = await vending(t)
  const client = await kiosk()
  assert.equal(await codeOf(client, 'hold', { key: 'x', items: [] }), 'NO_ITEMS')
  const cheap = [{ ...ITEMS[0], discount: { sum: '10' } }]
  assert.equal(await codeOf(client, 'hold', { key: 'x', items: cheap }), 'HOLD_DISCOUNT')
  assert.equal(await codeOf(client, 'hold', { key: 'x', items: ITEMS, minutes: 16 }), 'BAD_REQUEST')
  assert.equal(await codeOf(client, 'hold', { items: ITEMS }), 'BAD_REQUEST')
  for (let index = 1; index <= 16; index++)
    assert.equal(await codeOf(client, 'hold', { key: `k-${index}`, items: ITEMS }), 'open')
  assert.equal(await codeOf(client, 'hold', { key: 'k-17', items: ITEMS }), 'HOLD_TOO_MANY')
  await client.result('cancel', { key: 'k-1', reason: 'gone' })
  assert.equal(await codeOf(client, 'hold', { key: 'k-17', items: ITEMS }), 'open')
  const cashier = await world.client(CASHIER)
  assert.equal(await codeOf(cashier, 'commit', { key: 'k-2', payments: { cash: 'rest' } }), 'HOLD_NOT_FOUND')
  assert.deepEqual((await cashier.result('hold.list'))['holds'], [])
  const administrator = await world.client(ADMIN)
  assert.equal(((await administrator.result('hold.list'))['holds'] as readonly unknown[]).length, 16)
  assert.equal(await codeOf(administrator, 'commit', { key: 'k-2', payments: { card: 'rest' } }), 'sale')
})

const PIECES = ['010487000111222621aB3dE5\u001d93dGVz', '010487000111222621aB3dE6\u001d93dGVz'] as const
const marked = (...marks: readonly string[]) => [{ name: 'Су', price: '250', quantity: String(marks.length), marks }]

test('a piece that is held goes to no other buyer, also after a restart, until the hold ends', async (t) => {
  const { kiosk, world } = await vending(t)
  let client = await kiosk()
  const [first, second] = PIECES
  const sale = (key: string, ...marks: readonly string[]) => ({
    key,
    items: marked(...marks),
    payments: { card: 'rest' },
  })
  assert.equal(await codeOf(client, 'hold', { key: 'a', items: marked(first, second), minutes: 15 }), 'open')
  // The same piece as another scanner says it: with its prefix, and another check code
  const again = `]d2${first.replace('93dGVz', '93AAAA')}`
  assert.equal(await codeOf(client, 'hold', { key: 'b', items: marked(again) }), 'MARK_HELD')
  assert.equal(await codeOf(client, 'sale', sale('c', second)), 'MARK_HELD')
  assert.equal(await codeOf(client, 'sale', { ...sale('c', second), preview: true }), 'MARK_HELD')
  await world.kill()
  await world.start()
  client = await kiosk()
  const refused = await client.call('sale', sale('c', second))
  assert.deepEqual(refused.ok ? [] : [refused.exit, refused.error.code, refused.error.details['line']], [
    5,
    'MARK_HELD',
    1,
  ])
  const part = { key: 'a', lines: [{ line: 1, quantity: '1', marks: [first] }], payments: { card: 'rest' } }
  assert.equal(await codeOf(client, 'commit', part), 'sale')
  assert.equal(await codeOf(client, 'sale', sale('d', first)), 'MARK_SOLD')
  assert.equal(await codeOf(client, 'hold', { key: 'e', items: marked(second) }), 'open')
  assert.equal(await codeOf(client, 'sale', sale('c', second)), 'MARK_HELD')
  await client.result('cancel', { key: 'e', reason: 'no payment' })
  assert.equal(await codeOf(client, 'sale', sale('c', second)), 'sale')
})

test('goods that are out under a block are owed: shown everywhere, until the same commit succeeds', async (t) => {
  const { kiosk, world } = await vending(t, { recoverySeconds: 0.3 })
  const client = await kiosk()
  const watcher = await kiosk()
  await watcher.result('watch', { types: ['hold'] })
  await client.result('hold', { key: 'a', items: ITEMS })
  await client.result('hold', { key: 'b', items: ITEMS })
  await world.ofd.fault('code:TICKETx1=15')
  const commit = { key: 'a', payments: { card: 'rest' } }
  const refused = await client.call('commit', commit)
  assert.ok(!refused.ok)
  assert.deepEqual([refused.exit, refused.error.code, refused.error.details['state']], [6, 'SERVER_BLOCKED', 'owed'])
  await world.ofd.fault('code:SYSTEMx*=15')
  assert.equal(await codeOf(client, 'commit', { ...commit, lines: [{ line: 1 }] }), 'HOLD_OWED')
  assert.equal(await codeOf(client, 'cancel', { key: 'a', reason: 'x' }), 'HOLD_OWED')
  const ready = await client.call('ready')
  assert.equal(ready.ok ? undefined : ready.error.details['holdsOwed'], 1)
  const status = await client.result('status')
  assert.deepEqual(status['holds'], { open: 2, owed: 1 })
  assert.match(JSON.stringify(status['warnings']), /HOLD_OWED.*a \(1200\.00\)/)
  await world.ofd.clear()
  for (let count = 0; (await codeOf(client, 'commit', commit)) !== 'sale'; count++) {
    assert.ok(count < 200)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.equal((await client.result('ready'))['holdsOwed'], 0)
  await client.result('cancel', { key: 'b', reason: 'x' })
  const events = watcher.lines.flatMap((line) => {
    const { params } = JSON.parse(line) as { params?: { event: string; data: { key: string; state: string } } }
    return params?.event === 'hold.changed' ? [`${params.data.key} ${params.data.state}`] : []
  })
  assert.deepEqual(events.slice(0, 4), ['a open', 'b open', 'a owed', 'a committed'])
  assert.equal((await world.ofd.summary()).documents.length, 1)
})

test('without paper: where it may, where nothing would come out, and never where the law wants paper', async (t) => {
  const { kiosk, world } = await vending(t, { receipt: 'paper-or-electronic' })
  const client = await kiosk()
  const sale = { items: ITEMS, payments: { card: 'rest' } }
  const silent = await client.result('sale', { key: 'a', ...sale, electronic: true })
  assert.deepEqual([silent['printed'], silent['paper']], [false, { state: 'not-asked', copies: 0 }])
  const printedBefore = world.printed().length
  assert.equal((await client.result('sale', { key: 'b', ...sale }))['printed'], true)
  assert.ok(world.printed().length > printedBefore)
  const line = await world.json(['receipt', 'qr', 'key:a'], { user: ADMIN.code })
  assert.equal(line.answer.result?.['checkUrl'], silent['checkUrl'])
  await world.kill()
  await world.start()
  const again = await (await kiosk()).result('sale', { key: 'a', ...sale, electronic: true })
  assert.deepEqual([again['replayed'], again['paper']], [true, { state: 'not-asked', copies: 0 }])
})

test('a register without paper sells, closes and never waits for a printer; one with paper refuses to go without', async (t) => {
  const { kiosk, world } = await vending(t, { receipt: 'electronic' })
  const sale = { items: ITEMS, payments: { card: 'rest' } }
  const client = await kiosk()
  assert.deepEqual((await client.result('sale', { key: 'a', ...sale }))['paper'], { state: 'not-asked', copies: 0 })
  const closed = await world.json(['shift', 'close', '--key', 'z'], { user: CASHIER.code })
  assert.deepEqual([closed.exit, closed.answer.result?.['printed']], [0, false])
  assert.equal(world.printed().length, 0)
  const other = await vending(t)
  assert.equal(await codeOf(await other.kiosk(), 'sale', { key: 'a', ...sale, electronic: true }), 'PAPER_NEEDED')
})
