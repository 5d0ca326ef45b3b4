import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { documentsByKey, recordsOf } from './accumulator.ts'
import type { Answer, Client } from './client.ts'
import { chanceOf } from './documents.ts'
import { CASHIER, World } from './world.ts'

/** Milliseconds that the OFD takes its time, before or after it has registered. */
const PAUSE = 80
const MOMENTS = 14
/** Milliseconds after which a sale that nothing holds up is surely over. */
const LONG_AFTER = 1000

const saleOf = (key: string, price: number) => ({
  key,
  items: [{ name: 'Нан', price: `${price}.35`, quantity: '3', vat: '16' }],
  payments: { cash: '100000' },
})

/** The sale is asked for and the daemon killed so long after; undefined: no answer came. */
async function cutShort(
  world: World,
  client: Client,
  params: object,
  milliseconds: number,
): Promise<Answer | undefined> {
  const answer = client.call('sale', { ...params }).catch(() => undefined)
  await sleep(milliseconds)
  await world.kill()
  return answer
}

/** Asks again with the same key, as a script does, until the outcome is known. */
async function asked(world: World, params: object): Promise<Readonly<Record<string, unknown>>> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const client = await world.client(CASHIER)
    const answer = await client.call('sale', { ...params })
    client.close()
    if (answer.ok) return answer.result
    assert.ok([3, 7].includes(answer.exit), JSON.stringify(answer))
    await sleep(50)
  }
  throw new Error('the outcome stayed unknown')
}

for (const [when, fault, longest] of [
  ['while a sale is decided, written, sent, printed and answered', undefined, 120],
  ['before the OFD registers the sale', `delay-before:TICKET=${PAUSE / 1000}`, PAUSE],
  ['between registration at the OFD and its answer', `delay-after:TICKET=${PAUSE / 1000}`, PAUSE + 20],
] as const)
  test(`killed at ${MOMENTS} moments ${when}: the OFD has each sale once, the accumulator once, the key answers with it`, async (t) => {
    const world = await World.ready(t, { recoverySeconds: 0.5 })
    const chance = chanceOf(40 + longest)
    const signs = new Map<string, string>()
    let answered = 0
    for (let moment = 0; moment < MOMENTS; moment++) {
      const client = await world.client(CASHIER)
      if (fault) await world.ofd.fault(fault)
      const params = saleOf(`kill-${moment}`, 100 + moment)
      // A sale that nothing holds up is over in milliseconds: most moments lie there, the first at once, the last after it.
      const soon = moment === 0 ? 0 : chance() ** 3 * longest
      const wait = fault ? chance() * longest : moment < MOMENTS - 1 ? soon : LONG_AFTER
      const first = await cutShort(world, client, params, wait)
      await world.start(moment % 2 === 0 ? 'ready' : 'socket')
      const result = await asked(world, params)
      if (first?.ok) answered += 1
      if (first?.ok) assert.equal(first.result['fiscalSign'], result['fiscalSign'])
      assert.deepEqual([result['registered'], result['total']], [true, `${(100 + moment) * 3 + 1}.05`])
      signs.set(`kill-${moment}`, String(result['fiscalSign']))
      await world.ofd.clear()
    }
    const { documents } = await world.ofd.summary()
    assert.deepEqual(world.ofd.differences, [])
    assert.deepEqual(
      documents.map(({ sign }) => sign),
      [...signs.values()],
    )
    await world.stop()
    const ends = documentsByKey(await recordsOf(world))
    assert.deepEqual(
      [...ends].map(([key, all]) => [key, all.map((end) => end.split(' ')[1])]),
      [...signs].map(([key, sign]) => [key, [sign]]),
    )
    t.diagnostic(
      `${answered} answered before the kill, ${world.ofd.requests.filter(({ retry }) => retry).length} sendings repeated`,
    )
    assert.ok(answered < MOMENTS)
    if (!fault) assert.ok(answered > 0, 'no moment after the answer')
    if (fault?.startsWith('delay-after'))
      assert.ok(world.ofd.requests.some(({ command, retry }) => command === 'TICKET' && retry))
  })
