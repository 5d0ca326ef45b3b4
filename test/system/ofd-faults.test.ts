import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CASHIER, World } from './world.ts'

const SALE = { items: [{ name: 'Нан', price: '150', vat: '16' }], payments: { cash: '200' } }

/** Faults within one transaction's time: the client sees an ordinary sale. */
const CURED = [
  ['a connection that ends before the sale was registered', 'drop-before:TICKET'],
  ['a connection that ends after it was registered', 'drop-after:TICKET'],
  ['an answer in pieces of one byte', 'pieces:TICKET=1'],
  ['an answer in pieces of seven bytes', 'pieces:TICKET=7'],
  ['an answer to another request', 'wrong-reqnum:TICKET'],
  ['an answer to another register', 'wrong-id:TICKET'],
  ['an answer to another command', 'wrong-command:TICKET'],
  ['twenty bytes of garbage', 'garbage:TICKET=20'],
  ['a hundred thousand bytes of garbage', 'garbage:TICKET=100000'],
  ['254 twice', 'code:TICKETx2=254'],
  ['255', 'code:TICKET=255'],
  ['an answer after one second', 'delay-after:TICKET=1'],
] as const

test('whatever the line does to one sending, the sale is registered once and the client sees an ordinary sale', async (t) => {
  const world = await World.ready(t, { transactionSeconds: 5 })
  const client = await world.client(CASHIER)
  const signs: unknown[] = []
  for (const [name, fault] of CURED) {
    await world.ofd.fault(fault)
    const result = await client.result('sale', { ...SALE, key: name.replaceAll(/\W/g, '-') })
    assert.deepEqual([result['registered'], result['mode'], result['replayed']], [true, 'online', false], name)
    signs.push(result['fiscalSign'])
    await world.ofd.clear()
  }
  await client.result('shift.close', {})
  const { documents } = await world.ofd.summary()
  assert.deepEqual(world.ofd.differences, [])
  assert.deepEqual(
    documents.filter(({ document }) => document === 'ticket').map(({ sign }) => sign),
    signs,
  )
})

/** Silence for longer than a transaction: the outcome is unknown until the OFD answers again. */
for (const [name, fault] of [
  ['before it registered the sale', 'silence:TICKETx*'],
  ['after it registered the sale', 'delay-after:TICKETx*=30'],
  ['with every connection dropped', 'drop-after:TICKETx*'],
] as const)
  test(`a register that only transmits, its OFD silent ${name}: exit code 3 with the key, other sales wait, and the same key finds it once`, async (t) => {
    const world = await World.ready(t, { transactionSeconds: 1, recoverySeconds: 60, profile: 'transmit-only' })
    const sell = (key: string) => world.json(['sale', '--key', key, '--item', 'Нан=150@16', '--cash'], { user: 7 })
    await world.ofd.fault(fault)
    const first = await sell('lost')
    assert.deepEqual([first.exit, first.answer.error?.code], [3, 'OUTCOME_UNKNOWN'])
    assert.equal(first.answer.error?.details['key'], 'lost')
    assert.equal((await world.json(['ready'])).exit, 6)
    await world.ofd.fault('silencex*')
    const other = await sell('other')
    assert.deepEqual([other.exit, other.answer.error?.code], [7, 'UNFINISHED_DOCUMENT'])
    await world.ofd.clear()
    const found = await sell('lost')
    assert.equal(found.exit, 0)
    assert.equal((await sell('other')).exit, 0)
    const { documents } = await world.ofd.summary()
    assert.equal(documents.length, 2)
    assert.equal(documents[0]?.sign, found.answer.result?.['fiscalSign'])
    assert.deepEqual(world.ofd.differences, [])
  })

test('an unfinished sale goes again by itself once the OFD answers', async (t) => {
  const world = await World.ready(t, { transactionSeconds: 0.5, recoverySeconds: 0.5, profile: 'transmit-only' })
  const client = await world.client(CASHIER)
  await world.ofd.fault('silence:TICKETx*')
  const first = await client.call('sale', { ...SALE, key: 'by-itself' })
  assert.ok(!first.ok && first.exit === 3, JSON.stringify(first))
  await world.ofd.clear()
  for (let count = 0; (await world.ofd.summary()).documents.length === 0; count++) {
    assert.ok(count < 100, 'it was not sent again')
    await sleep(50)
  }
  await sleep(200)
  const { replayed, registered } = await client.result('sale', { ...SALE, key: 'by-itself' })
  assert.deepEqual([replayed, registered], [true, true])
  assert.deepEqual(world.ofd.differences, [])
})

/** What the OFD refuses with is told by the code; the first three are cured by other data, the others block. */
const REFUSALS = [
  [13, 5, 'OFD_REFUSED', undefined],
  [14, 5, 'OFD_NOT_ENOUGH_CASH', undefined],
  [17, 5, 'CUSTOMER_IS_SELLER', undefined],
  [1, 6, 'UNKNOWN_ID', 'UNKNOWN_ID'],
  [2, 6, 'TOKEN_INVALID', 'TOKEN_INVALID'],
  [3, 6, 'PROTOCOL_ERROR', 'PROTOCOL_ERROR'],
  [15, 6, 'SERVER_BLOCKED', 'SERVER_BLOCKED'],
] as const

for (const [result, exit, code, block] of REFUSALS)
  test(`result ${result} of the OFD refuses the sale with ${code}, exit code ${exit}; its number is burnt and nothing counts`, async (t) => {
    const world = await World.ready(t, { recoverySeconds: 60 })
    const client = await world.client(CASHIER)
    await world.ofd.fault(`code:TICKET=${result}`)
    const refused = await client.call('sale', { ...SALE, key: 'again' })
    assert.ok(!refused.ok, JSON.stringify(refused))
    assert.deepEqual([refused.exit, refused.error.code], [exit, code])
    const ready = await client.call('ready')
    if (block) {
      assert.ok(!ready.ok)
      const blocks = ready.error.details['blocks'] as readonly { readonly code: string }[]
      assert.deepEqual(
        blocks.map((one) => one.code),
        [block],
      )
      return
    }
    const { documentNumber, number, replayed } = await client.result('sale', { ...SALE, key: 'again' })
    assert.deepEqual([documentNumber, number, replayed], [2, 1, false])
    assert.deepEqual(world.ofd.differences, [])
  })
