import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { hashOfTotals, parse, seal, type Links, type StoredRecord } from '../../src/accumulator/record.ts'
import { verifyJournal } from '../../src/accumulator/verify.ts'
import { toJson } from '../../src/fiscal/json.ts'
import { KIND_NUMBERS } from '../../src/fiscal/register/records.ts'
import { inScratch } from './scratch.ts'
import { TEST_SIGNER } from './test-key.ts'

interface Vector {
  readonly kindName: keyof typeof KIND_NUMBERS
  readonly header: {
    readonly algorithm: number
    readonly chain: number
    readonly kind: number
    readonly sequence: string
    readonly previous: string
    readonly totals: string
    readonly otherSequence: string
    readonly otherHash: string
    readonly timeMilliseconds: number
    readonly boot: number
    readonly monotonicMicroseconds: number
    readonly shift: number
    readonly documentNumber: number
  }
  readonly totalsText: string
  readonly body: string
  readonly hash: string
  readonly hex: string
}

const folder = join(import.meta.dirname, 'vectors')
const paths = readdirSync(folder)
  .sort()
  .map((name) => join(folder, name))
const vectors = paths.map((path) => JSON.parse(readFileSync(path, 'utf8')) as Vector)

const linksOf = ({ header }: Vector): Links => ({
  previous: header.previous,
  totals: header.totals,
  other: { sequence: BigInt(header.otherSequence), hash: header.otherHash },
})

const python = (...files: readonly string[]) =>
  spawnSync('python3', [join(import.meta.dirname, 'reader.py'), ...files], { encoding: 'utf8' })

describe('golden records', () => {
  test('there is one of every kind', () => {
    const kinds = new Set(vectors.map(({ kindName }) => kindName))
    assert.deepEqual([...kinds].sort(), Object.keys(KIND_NUMBERS).sort())
  })

  for (const [n, vector] of vectors.entries()) {
    test(`${vector.kindName} is read as it is written down, and sealed to the same bytes`, () => {
      const { header } = vector
      const bytes = Buffer.from(vector.hex, 'hex')
      const { sealed, links } = parse(bytes)
      const { kind, ...members } = sealed.record
      assert.equal(toJson(members), vector.body)
      assert.deepEqual(links, linksOf(vector))
      assert.equal(links.totals, hashOfTotals(vector.totalsText))
      assert.deepEqual(
        [kind, sealed.chain, String(sealed.sequence), sealed.hash],
        [vector.kindName, header.chain === 1 ? 'fiscal' : 'events', header.sequence, vector.hash],
      )
      assert.deepEqual(
        [KIND_NUMBERS[kind], sealed.time, sealed.boot, sealed.monotonic * 1000, sealed.shift, sealed.documentNumber],
        [
          header.kind,
          header.timeMilliseconds,
          header.boot,
          header.monotonicMicroseconds,
          header.shift,
          header.documentNumber,
        ],
      )
      const signer = header.algorithm === 2 ? TEST_SIGNER : undefined
      assert.deepEqual(seal(sealed, sealed.sequence, links, signer).toString('hex'), vector.hex, paths[n])
    })
  }

  test('there are at least fifty', () => assert.ok(vectors.length >= 50))

  test('they are one journal', async () => {
    const records: readonly StoredRecord[] = vectors.map(({ hex }) => parse(Buffer.from(hex, 'hex')))
    const { heads } = await verifyJournal(records)
    assert.equal(heads.fiscal.sequence + heads.events.sequence, BigInt(vectors.length))
  })

  test('a reader from another hand, in another language, agrees on every byte', () => {
    const { status, stdout, stderr } = python(...paths)
    assert.deepEqual([stdout, stderr, status], [`${vectors.length} records agree\n`, '', 0])
  })

  test('and that reader says no to a flipped bit and to a missing record', async () => {
    const [first, second, ...others] = paths
    assert.ok(first && second)
    const missing = python(first, ...others)
    assert.match(missing.stdout, /a gap/)
    assert.equal(missing.status, 1)
    await inScratch(async (scratch) => {
      const path = join(scratch, 'flipped.json')
      const vector = vectors[0]
      assert.ok(vector)
      writeFileSync(path, JSON.stringify({ ...vector, hex: vector.hex.replace(/7b22/, '7b23') }))
      const flipped = python(path)
      assert.match(flipped.stdout, /wrong hash/)
      assert.equal(flipped.status, 1)
    })
  })
})

test('the reader in Python says in a sentence what it cannot read', () => {
  for (const asked of [['--documents', '/nowhere'], ['/nowhere.json'], ['--export'], []]) {
    const { status, stderr } = python(...asked)
    assert.deepEqual([status, stderr.trim().split('\n').length], [2, 1], stderr)
  }
})
