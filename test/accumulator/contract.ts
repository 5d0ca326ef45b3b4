import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import type { Journal } from '../../src/accumulator/journal.ts'
import type { Sealed } from '../../src/fiscal/register/records.ts'
import { instant } from '../../src/fiscal/time.ts'
import {
  accepted,
  attempt,
  entry,
  givesBack,
  letterhead,
  login,
  MORNING,
  inFlight,
  paper,
  refused,
  withMark,
} from './examples.ts'

export async function collect(records: AsyncIterable<Sealed>): Promise<readonly Sealed[]> {
  const all: Sealed[] = []
  for await (const sealed of records) all.push(sealed)
  return all
}

const ALL = { fiscal: 0n, events: 0n }
const places = (records: readonly Sealed[]) => records.map(({ chain, sequence }) => `${chain[0]}${sequence}`).join(' ')

/** What every journal does, whatever it lies on. */
export function journalContract(name: string, make: () => Promise<Journal>): void {
  describe(name, () => {
    let journal: Journal
    beforeEach(async () => {
      journal = await make()
    })
    afterEach(() => journal.close())
    recordsContract(() => journal)
    indexesContract(() => journal)
    piecesContract(() => journal)
    timesContract(() => journal)
    keysContract(() => journal)
    snapshotContract(() => journal)
  })
}

function recordsContract(journal: () => Journal): void {
  test('an empty journal has heads of zeros and nothing to replay', async () => {
    const zero = { sequence: 0n, hash: '0'.repeat(64) }
    assert.deepEqual(journal().heads(), { fiscal: zero, events: zero })
    assert.deepEqual(await collect(journal().replay(ALL)), [])
    assert.deepEqual(await journal().append([]), [])
  })

  test('what append answers is what is read back, now and by replay', async () => {
    const sealed = await journal().append([entry(login), entry(attempt(1)), entry(accepted(1, '1234567890'))])
    assert.equal(places(sealed), 'e1 f1 f2')
    assert.deepEqual(await collect(journal().replay(ALL)), sealed)
    for (const one of sealed) assert.deepEqual(await journal().bySequence(one.chain, one.sequence), one)
    assert.equal(await journal().bySequence('fiscal', 3n), undefined)
  })

  test('a record comes back with its facts: time, start, monotonic clock, shift, document, money', async () => {
    const given = entry(attempt(7), { time: MORNING + 1, boot: 3, monotonic: 12.345 })
    const [sealed] = await journal().append([given])
    assert.ok(sealed)
    const { chain, sequence, hash, ...stamped } = sealed
    assert.deepEqual(stamped, given.stamped)
    assert.deepEqual([chain, sequence, hash.length], ['fiscal', 1n, 64])
  })

  test('the heads are the last records of their chains', async () => {
    const sealed = await journal().append([entry(login), entry(attempt(1)), entry(login)])
    assert.deepEqual(journal().heads().fiscal, { sequence: 1n, hash: sealed[1]?.hash })
    assert.deepEqual(journal().heads().events, { sequence: 2n, hash: sealed[2]?.hash })
  })

  test('replay tells the order of sealing of both chains, from the beginning and from heads of any moment', async () => {
    const records = [
      login,
      login,
      attempt(1),
      login,
      accepted(1, '1'),
      paper(1),
      paper(1, 'confirmed'),
      attempt(2),
      login,
    ]
    const moments = [journal().heads()]
    const sealed: Sealed[] = []
    for (const record of records) {
      sealed.push(...(await journal().append([entry(record)])))
      moments.push(journal().heads())
    }
    assert.deepEqual(
      sealed.map(({ record }) => record),
      records,
    )
    for (const [done, { fiscal, events }] of moments.entries()) {
      const rest = await collect(journal().replay({ fiscal: fiscal.sequence, events: events.sequence }))
      assert.deepEqual(rest, sealed.slice(done))
    }
  })

  test('appends asked for at once are sealed one behind the other', async () => {
    const appended = await Promise.all([1, 2, 3, 4].map((n) => journal().append([entry(attempt(n)), entry(login)])))
    assert.equal(places(await collect(journal().replay(ALL))), 'f1 e1 f2 e2 f3 e3 f4 e4')
    assert.deepEqual(await collect(journal().replay(ALL)), appended.flat())
  })

  test('a record whose time runs back is a bug and leaves the journal as it was', async () => {
    await journal().append([entry(attempt(1), { boot: 2, monotonic: 100_000 })])
    const before = journal().heads()
    for (const facts of [
      { boot: 1 },
      { boot: 2, monotonic: 39_999 },
      { boot: 2, monotonic: 2e5, time: MORNING - 60_001 },
    ]) {
      await assert.rejects(journal().append([entry(attempt(2), facts)]), { name: 'DamageError', fault: 'time' })
    }
    assert.deepEqual(journal().heads(), before)
    await journal().append([entry(attempt(2), { boot: 3, monotonic: 0 })])
  })

  test('facts that no header can hold are refused before anything is written', async () => {
    await assert.rejects(journal().append([entry(login), entry(login, { boot: -1 })]), RangeError)
    await assert.rejects(journal().append([entry(login, { boot: 1.5 })]), RangeError)
    await assert.rejects(journal().append([entry(login, { monotonic: Number.NaN })]), RangeError)
    assert.equal(journal().heads().events.sequence, 0n)
  })
}

function indexesContract(journal: () => Journal): void {
  test('a document is found with all its records in the order of sealing', async () => {
    const sealed = await journal().append(
      [attempt(1), attempt(2), paper(1), accepted(1, '11'), paper(1, 'confirmed'), accepted(2, '22')].map((r) =>
        entry(r),
      ),
    )
    const of = (n: number) => sealed.filter(({ documentNumber }) => documentNumber === n)
    assert.deepEqual(await journal().document(1), of(1))
    assert.deepEqual(await journal().document(2), of(2))
    assert.deepEqual(await journal().document(3), [])
    assert.deepEqual(await journal().document(0), [])
  })

  test('a fiscal sign finds its documents; a sign of any characters finds only its own', async () => {
    await journal().append([
      entry(accepted(5, '42')),
      entry(accepted(3, '42')),
      entry(accepted(4, '42/0')),
      entry(refused(6)),
    ])
    assert.deepEqual(await journal().bySign('42'), [3, 5])
    assert.deepEqual(await journal().bySign('42/0'), [4])
    for (const sign of ['4', '', '\ud800']) assert.deepEqual(await journal().bySign(sign), [])
  })

  test('times find documents: from is within, to is not, ascending, at most the limit', async () => {
    for (const [n, minute] of [1, 2, 2, 3].entries()) {
      await journal().append([entry(attempt(n + 1), { time: MORNING + minute })])
    }
    const between = (from: number, to: number, limit = 10) =>
      journal().byTime(instant(MORNING + from), instant(MORNING + to), limit)
    assert.deepEqual(await between(0, 9), [1, 2, 3, 4])
    assert.deepEqual(await between(2, 3), [2, 3])
    assert.deepEqual(await between(1, 4, 2), [1, 2])
    assert.deepEqual(await between(4, 9), [])
    assert.deepEqual(await between(3, 1), [])
    assert.deepEqual(await journal().byTime(instant(-1), instant(0), 10), [])
  })
}

function piecesContract(journal: () => Journal): void {
  test('the sign of a receipt finds what gives it back, in the order of the documents, and nothing that was refused', async () => {
    await journal().append([
      entry(givesBack(9, '42')),
      entry(attempt(3)),
      entry(givesBack(4, '42')),
      entry(givesBack(5, '42/0')),
      entry(givesBack(6, '42')),
      entry(accepted(4, '99')),
      entry(refused(6)),
    ])
    assert.deepEqual(await journal().byParent('42'), [4, 9])
    assert.deepEqual(await journal().byParent('42/0'), [5])
    for (const sign of ['4', '', '99', '1846203957']) assert.deepEqual(await journal().byParent(sign), [])
  })

  test('a marked piece finds its documents, whatever check code was read; a storno moved none', async () => {
    const piece = '010460043993125621JgXJ5.T'
    await journal().append([
      entry(attempt(1)),
      entry(givesBack(2, '42')),
      entry(attempt(3)),
      entry(withMark(4, `${piece}\u001d93abcd`)),
      entry(withMark(5, piece, { storno: true })),
      entry(withMark(6, `${piece}x`)),
      entry(refused(3)),
    ])
    assert.deepEqual(await journal().byMark(piece), [1, 2, 4])
    assert.deepEqual(await journal().byMark(`${piece}x`), [6])
    for (const other of ['0104600439931256', '', 'J']) assert.deepEqual(await journal().byMark(other), [])
  })
}

function timesContract(journal: () => Journal): void {
  test('times before 1970 come before those after it', async () => {
    for (const [n, time] of [-256, -1, 3].entries()) await journal().append([entry(attempt(n + 1), { time })])
    assert.deepEqual(await journal().byTime(instant(-1000), instant(1000), 10), [1, 2, 3])
    assert.deepEqual(await journal().byTime(instant(-1), instant(3), 10), [2])
  })
}

function keysContract(journal: () => Journal): void {
  const document = (documentNumber: number, content = 'c0') => ({
    content,
    subject: { type: 'document', documentNumber },
  })

  test('[EK0-fn-13] a key leads to its document from the attempt on, for ever', async () => {
    assert.equal(await journal().byKey('a'), undefined)
    await journal().append([entry(attempt(1, 'a'))])
    assert.deepEqual(await journal().byKey('a'), document(1))
    await journal().append([entry(accepted(1, '1')), entry(paper(1))])
    assert.deepEqual(await journal().byKey('a'), document(1))
  })

  test('a key that is the beginning of another leads nowhere', async () => {
    await journal().append([entry(attempt(1, 'a.b')), entry(attempt(2, 'a:b'))])
    for (const key of ['a', 'a.', 'a.b.', '']) assert.equal(await journal().byKey(key), undefined)
  })

  test('a refusal sets the key free, for other content too, and only that key', async () => {
    await journal().append([entry(attempt(1, 'other')), entry(accepted(1, '1'))])
    await journal().append([entry(attempt(2, 'a', 'c1')), entry(refused(2))])
    assert.equal(await journal().byKey('a'), undefined)
    assert.deepEqual(await journal().byKey('other'), document(1))
    await journal().append([entry(attempt(3, 'a', 'c2'))])
    assert.deepEqual(await journal().byKey('a'), document(3, 'c2'))
  })

  test('the key of an X report leads to its request; a request without one has none', async () => {
    const x = {
      report: { type: 'x', shift: 1, time: MORNING },
      letterhead,
      client: { key: 'x', content: 'cx' },
      operator: { code: 1, name: 'A' },
    }
    const request = { kind: 'request', inFlight: inFlight(1) } as const
    await journal().append([entry(request), entry({ ...request, x } as never)])
    assert.deepEqual(await journal().byKey('x'), { content: 'cx', subject: { type: 'report', sequence: '2' } })
  })
}

function snapshotContract(journal: () => Journal): void {
  test('after any number of records the heads of that moment are known, and what came later', async () => {
    const records = [login, attempt(1), accepted(1, '1'), paper(1), paper(1, 'confirmed'), attempt(2), login, login]
    const sealed = await journal().append(records.map((record) => entry(record)))
    for (let count = 0; count <= records.length; count++) {
      const heads = await journal().headsAfter(BigInt(count))
      assert.ok(heads)
      assert.equal(heads.fiscal + heads.events, BigInt(count))
      assert.deepEqual(await collect(journal().replay(heads)), sealed.slice(count))
    }
    for (const count of [-1n, 9n]) assert.equal(await journal().headsAfter(count), undefined)
  })

  test('a snapshot is kept until the next, and is good for a replay of what came later', async () => {
    assert.equal(await journal().loadSnapshot(), undefined)
    await journal().append([entry(login), entry(attempt(1))])
    const old = { ...journal().heads(), state: '{"n":1}' }
    await journal().saveSnapshot(old)
    const later = await journal().append([entry(accepted(1, '1')), entry(paper(1))])
    assert.deepEqual(await journal().loadSnapshot(), old)
    const after = { fiscal: old.fiscal.sequence, events: old.events.sequence }
    assert.deepEqual(await collect(journal().replay(after)), later)
    const next = { ...journal().heads(), state: '{"n":2}' }
    await journal().saveSnapshot(next)
    assert.deepEqual(await journal().loadSnapshot(), next)
  })

  test('a snapshot of an empty journal, or of one chain only, is one too', async () => {
    await journal().saveSnapshot({ ...journal().heads(), state: '{}' })
    assert.equal((await journal().loadSnapshot())?.state, '{}')
    await journal().append([entry(login)])
    await journal().saveSnapshot({ ...journal().heads(), state: '{"one":1}' })
    assert.equal((await journal().loadSnapshot())?.state, '{"one":1}')
  })

  test('heads that this journal never had together are not taken for a snapshot', async () => {
    const moments = [journal().heads()]
    for (const record of [login, attempt(1), attempt(2), login]) {
      await journal().append([entry(record)])
      moments.push(journal().heads())
    }
    const [, first, , third, last] = moments
    assert.ok(first && third && last)
    const foreign = { fiscal: { ...last.fiscal, hash: 'f'.repeat(64) }, events: last.events }
    const ahead = { fiscal: { ...last.fiscal, sequence: 9n }, events: last.events }
    for (const heads of [foreign, ahead, { fiscal: first.fiscal, events: last.events }]) {
      await assert.rejects(journal().saveSnapshot({ ...heads, state: '{}' }), /heads that this journal had/)
    }
    assert.equal(await journal().loadSnapshot(), undefined)
    await journal().saveSnapshot({ ...third, state: '{}' })
  })
}
