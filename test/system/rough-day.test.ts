import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { documentsByKey, recordsOf } from './accumulator.ts'
import type { Answer, Client } from './client.ts'
import { Day, chanceOf } from './documents.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const DOCUMENTS = 60

/** What may happen to any message of the day. */
const FAULTS = [
  'drop-before',
  'drop-after',
  'delay-after=0.06',
  'delay-before=0.06',
  'pieces=3',
  'wrong-reqnum',
  'garbage=40',
  'code=254',
  'code=255',
]

/** A till that goes on whatever happens to the daemon and to the line. */
class Till {
  readonly #world: World
  readonly #chance: () => number
  #client: Client | undefined
  kills = 0

  constructor(world: World, seed: number) {
    this.#world = world
    this.#chance = chanceOf(seed)
  }

  /** Makes the document, perhaps under a fault, perhaps with the daemon killed; asks by its key until it is known. */
  async make(method: string, params: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
    const [bad, killed] = [this.#chance() < 0.35, this.#chance() < 0.15]
    const fault = FAULTS[Math.floor(this.#chance() * FAULTS.length)]
    if (bad && fault !== undefined) await this.#world.ofd.fault(fault)
    let last: Answer | undefined
    for (let attempt = 0; attempt < 100; attempt++) {
      const answer = await this.#ask(method, params, killed && attempt === 0)
      if (answer?.ok) return answer.result
      assert.ok(answer === undefined || answer.exit === 3 || answer.exit === 7, JSON.stringify([params, answer]))
      last = answer
      await sleep(50)
    }
    throw new Error(`the outcome stayed unknown: ${JSON.stringify(last)}`)
  }

  async #ask(method: string, params: Readonly<Record<string, unknown>>, killed: boolean): Promise<Answer | undefined> {
    this.#client ??= await this.#world.client(CASHIER)
    const answer = this.#client.call(method, params).catch(() => undefined)
    if (!killed) return answer
    await sleep(this.#chance() * 70)
    await this.#world.kill()
    this.kills += 1
    await answer
    this.#client = undefined
    await this.#world.start(this.#chance() < 0.5 ? 'ready' : 'socket')
    return undefined
  }
}

for (const [version, seed] of [
  ['2.0.2', 5],
  ['2.0.3', 6],
] as const)
  test(`a day of ${DOCUMENTS} documents in ${version} with a line that fails and a daemon that is killed: every document once, and no difference at the other hand's OFD`, async (t) => {
    const world = await World.ready(t, { version, transactionSeconds: 1, recoverySeconds: 0.5 })
    const admin = await world.client(ADMIN)
    await admin.result('settings.set', { name: 'purchases', value: 'on' })
    admin.close()
    const [day, till] = [new Day(seed), new Till(world, seed)]
    const keys: string[] = []
    for (let count = 1; count <= DOCUMENTS; count++) {
      const { method, params } = day.next()
      const { registered, total, sum } = await till.make(method, params)
      assert.deepEqual([registered, (total ?? sum) !== undefined], [true, true])
      keys.push(params.key)
    }
    await world.ofd.clear()
    const close = { key: 'close' }
    await till.make('shift.close', close)
    keys.push('close')
    const { documents } = await world.ofd.summary()
    assert.deepEqual(world.ofd.differences, [])
    assert.equal(documents.length, keys.length)
    await world.stop()
    const ends = documentsByKey(await recordsOf(world))
    assert.deepEqual(
      [...ends].map(([key, all]) => [key, all.length]),
      keys.map((key) => [key, 1]),
    )
    assert.deepEqual(
      [...ends.values()].map(([end = '']) => Number(end.split(' ')[0])),
      documents.map(({ number }) => number),
    )
    assert.ok(till.kills > 5, `${till.kills} kills`)
    t.diagnostic(`${till.kills} kills, ${world.ofd.requests.filter(({ retry }) => retry).length} sendings repeated`)
  })
