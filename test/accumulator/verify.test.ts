import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BEGINNING, mergeChains, sealEntries } from '../../src/accumulator/chain.ts'
import { parse, seal, type StoredRecord } from '../../src/accumulator/record.ts'
import { verifyJournal } from '../../src/accumulator/verify.ts'
import type { Chain, Sealed } from '../../src/fiscal/register/records.ts'
import { accepted, attempt, entry, login, MORNING, paper, type Facts } from './examples.ts'
import { withBody } from './forge.ts'

/** The running totals of these tests: how many documents were accepted. */
function counter(): (sealed: Pick<Sealed, 'record'>) => string {
  let count = 0
  return ({ record }) => `documents=${record.kind === 'outcome' ? ++count : count}`
}

const totals = counter()
const day = [login, attempt(1), accepted(1, '1'), paper(1), login, attempt(2), accepted(2, '2'), paper(2), login]
const journal = sealEntries(
  BEGINNING,
  day.map((record, n) => entry(record, { time: MORNING + n, monotonic: n, totals: totals({ record }) })),
)
const records: readonly StoredRecord[] = journal.sealed

const without = (n: number): readonly StoredRecord[] => records.filter((_, index) => index !== n)
const swapped = (n: number): readonly StoredRecord[] =>
  records.map((stored, index) => (index === n ? records[n + 1] : index === n + 1 ? records[n] : stored) ?? stored)
const chainOnly = async function* (from: readonly StoredRecord[], chain: Chain): AsyncGenerator<StoredRecord, void> {
  yield* from.filter(({ sealed }) => sealed.chain === chain)
}
const merged = (from: readonly StoredRecord[]) =>
  mergeChains(BEGINNING.heads, { fiscal: chainOnly(from, 'fiscal'), events: chainOnly(from, 'events') })

/** The journal with one record that has another body and a hash that fits it. */
const rewritten = (n: number): readonly StoredRecord[] =>
  records.map((stored, index) => (index === n ? parse(withBody(stored.bytes, Buffer.from('{"code":2}'))) : stored))

const fault = (name: string) => ({ name: 'DamageError', fault: name })

describe('verification of a journal', () => {
  test('[R1326-8.1] a whole journal leads to its heads', async () => {
    const end = await verifyJournal(records, { totalsOf: counter() })
    assert.deepEqual(end.heads, journal.end.heads)
  })

  test('two chains read apart are put into the order of their sealing', async () => {
    const order: StoredRecord[] = []
    for await (const stored of merged(records)) order.push(stored)
    assert.deepEqual(order, records)
  })

  test('any record missing within is a gap', async () => {
    for (let n = 0; n < records.length - 1; n++) {
      if (!records.slice(n + 1).some(({ sealed }) => sealed.chain === records[n]?.sealed.chain)) continue
      await assert.rejects(verifyJournal(merged(without(n))), fault('gap'), `record ${n}`)
    }
  })

  test('[R1326-37.2] a record rewritten with a hash of its own breaks the chain', async () => {
    for (const n of [0, 4]) await assert.rejects(verifyJournal(rewritten(n)), fault('chain'), `record ${n}`)
  })

  test('so does one among records of its own chain alone', async () => {
    const { sealed } = sealEntries(BEGINNING, [entry(login), entry(login), entry(login)])
    const forged = sealed.map(({ bytes }, n) => parse(n === 1 ? withBody(bytes, Buffer.from('{"code":2}')) : bytes))
    await assert.rejects(verifyJournal(forged), { ...fault('chain'), where: { chain: 'events', sequence: 3n } })
  })

  test('the last record rewritten breaks it too, when the other chain has seen it', async () => {
    const upTo = (n: number) => rewritten(4).slice(0, n)
    await verifyJournal(upTo(5))
    await assert.rejects(verifyJournal(upTo(6)), fault('chain'))
  })

  test('neither chain can be cut alone', async () => {
    const cut = (chain: Chain, left: bigint) =>
      records.filter(({ sealed }) => sealed.chain !== chain || sealed.sequence <= left)
    await assert.rejects(verifyJournal(merged(cut('fiscal', 3n))), fault('short'))
    await assert.rejects(verifyJournal(merged(cut('fiscal', 0n))), fault('short'))
    await assert.rejects(verifyJournal(merged(cut('events', 2n))), fault('short'))
  })

  test('records out of order are found', async () => {
    for (let n = 0; n < records.length - 1; n++) {
      await assert.rejects(verifyJournal(swapped(n)), { name: 'DamageError' }, `records ${n} and ${n + 1}`)
    }
  })

  test('a valid chain with wrong arithmetic is found', async () => {
    const honest = counter()
    const padded = (sealed: Sealed) => (sealed.sequence === 4n ? 'documents=3' : honest(sealed))
    await assert.rejects(verifyJournal(records, { totalsOf: padded }), fault('totals'))
  })

  test('the fault says which record it is at', async () => {
    await assert.rejects(verifyJournal(merged(without(2))), {
      where: { chain: 'fiscal', sequence: 3n },
      message: 'fiscal record 3: follows record 1',
    })
  })
})

describe('time in a journal', () => {
  const journalOf = (...facts: readonly Facts[]): readonly StoredRecord[] => {
    let place = BEGINNING
    return facts.map((fact, n) => {
      const { stamped } = entry(attempt(n + 1), fact)
      const own = place.heads.fiscal
      const links = { previous: own.hash, totals: own.hash, other: place.heads.events }
      const stored = parse(seal(stamped, own.sequence + 1n, links))
      place = { ...place, heads: { ...place.heads, fiscal: { sequence: own.sequence + 1n, hash: stored.sealed.hash } } }
      return stored
    })
  }
  const cases: readonly (readonly [string, readonly Facts[], boolean])[] = [
    ['goes on', [{}, { time: MORNING + 1, monotonic: 2000 }], true],
    ['stands', [{}, {}], true],
    ['is set back within a minute', [{}, { time: MORNING - 60_000 }], true],
    ['is set back by more', [{}, { time: MORNING - 60_001 }], false],
    ['creeps back by less than a minute each time', [{}, { time: MORNING - 4e4 }, { time: MORNING - 8e4 }], false],
    ['starts again: the monotonic clock too', [{ monotonic: 9e6 }, { boot: 2, monotonic: 0 }], true],
    ['runs back on the monotonic clock', [{ monotonic: 9e6 }, { monotonic: 9e6 - 60_001 }], false],
    ['belongs to an earlier start', [{ boot: 2 }, { boot: 1, monotonic: 9e6 }], false],
  ]
  for (const [what, facts, good] of cases) {
    test(`${what}: ${good ? 'good' : 'a fault'}`, async () => {
      if (good) await verifyJournal(journalOf(...facts))
      else await assert.rejects(verifyJournal(journalOf(...facts)), fault('time'))
    })
  }
})
