import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BEGINNING, sealEntries } from '../../src/accumulator/chain.ts'
import { ALGORITHM, FORMAT, HASH_BYTES, HEADER_BYTES } from '../../src/accumulator/record.ts'
import { tiyn } from '../../src/fiscal/money.ts'
import { instant } from '../../src/fiscal/time.ts'
import { KIND_NUMBERS, type RegisterRecord } from '../../src/fiscal/register/records.ts'
import { accepted, attempt, entry, inFlight, letterhead, login, MORNING, paper, refused } from './examples.ts'

/*
 * Writes the golden vectors: the records of one small journal, in the order of sealing. A vector that is there stays as
 * it is, for a format never changes; a new kind of record gets a line at the end.
 *   node --import tsx test/accumulator/write-vectors.ts
 */

const sums = (sum: bigint) => ({
  sale: tiyn(sum),
  'sale-return': tiyn(0n),
  purchase: tiyn(0n),
  'purchase-return': tiyn(0n),
})
const pin = { algorithm: 'scrypt', cost: 16_384, salt: 'c2FsdA==', hash: 'aGFzaA==' } as const
const operator = { code: 1, name: 'Айгүл' }

const day: readonly RegisterRecord[] = [
  { kind: 'start', release: '0.1.0', boot: 1 },
  { kind: 'device', model: 'kkm', serialNumber: 'SWK00412345', year: 2026 },
  { kind: 'user', code: 1, name: 'Айгүл', role: 'administrator', pin, by: 0 },
  login,
  { kind: 'setup', registration: letterhead.registration, enteredToken: 305_419_896, inFlight: inFlight(1) },
  { kind: 'answer', command: 'info', code: 0, token: 305_419_897, frame: 'pYHLABIAAAAABAAAeVY0EgEA', link: 'default' },
  {
    kind: 'registration',
    registration: letterhead.registration,
    operator,
    base: {
      documentNumber: 0,
      shift: 0,
      nonNullable: sums(9_223_372_036_854_775_807_99n),
      ticketTotalCounts: { sale: 1, 'sale-return': 0, purchase: 0, 'purchase-return': 0 },
      placementTotalCounts: { deposit: 0, withdrawal: 0 },
      cash: tiyn(-1n),
    },
  },
  attempt(1),
  accepted(1, '1234567890'),
  paper(1),
  paper(1, 'confirmed'),
  attempt(2),
  refused(2),
  { kind: 'request', inFlight: inFlight(4) },
  { kind: 'dropped', reqnum: 4, reason: 'set up anew' },
  { kind: 'login-failed', code: 2, failures: 1 },
  { kind: 'block', code: 'SERVER_BLOCKED', details: { text: 'Заблокировано ОГД' } },
  { kind: 'unblock', code: 'SERVER_BLOCKED', reason: 'the OFD answers with code 0' },
  { kind: 'setting', name: 'idle-minutes', value: '30', by: 1 },
  { kind: 'change', registration: { ...letterhead.registration, kkmId: 2048 }, operator, inFlight: inFlight(1) },
  { kind: 'decommission', reason: 5, operator },
  { kind: 'user-change', code: 7, change: { type: 'role', role: 'senior-cashier' }, by: 1 },
  { kind: 'time-confirmed', by: 4 },
  { kind: 'time-set', from: MORNING, to: instant(MORNING + 60_000), by: 4 },
  {
    kind: 'goods',
    version: 2,
    size: 340,
    change: { type: 'import', source: 'file', digest: 'ab'.repeat(32), added: 2, changed: 1, removed: 0, skipped: 3 },
    by: 1,
  },
  {
    kind: 'difference',
    source: 'close-shift',
    differences: [{ field: 'nonNullable.sale', ours: 15_000n, theirs: 15_005n }],
    documentNumber: 1,
  },
  {
    kind: 'summary',
    summary: {
      type: 'period',
      full: true,
      asked: { from: '2026-11-01' },
      firstShift: 1,
      lastShift: 1,
      lastDocument: 2,
      checksum: 'K7QX2M9D4TRB8VHA',
    },
    letterhead,
    operator,
    time: MORNING,
  },
  { kind: 'sign-key', key: '00112233445566778899aabbccddeeff' },
  { kind: 'encoding', documentNumber: 3, inFlight: inFlight(3) },
  {
    kind: 'delivered',
    documentNumber: 3,
    sign: '1846203958',
    answer: { code: 0, token: 305_419_899, frame: 'pYHLABIAAAAABAAAeVY0EgMA', link: 'lte' },
  },
  { kind: 'withdrawn', documentNumber: 4, reason: 'the OFD refuses its barcode', by: 3, second: 1 },
  {
    kind: 'message',
    number: 1,
    ad: 'info',
    version: '7',
    text: 'Касса мемлекеттік кіріс органының талабы бойынша тоқтатылды',
  },
  { kind: 'message-confirmed', number: 1, by: 7 },
  {
    kind: 'configured',
    connection: {
      servers: [{ host: '10.0.0.1', port: 7777 }],
      links: [{ name: 'ethernet', interface: 'eth0' }],
      profile: 'register',
      receipt: 'paper',
    },
  },
]

const entries = day.map((record, n) =>
  entry(record, { time: MORNING + n * 1001, monotonic: n * 1000.125, totals: `{"cash":{"int":"${n * 100}"}}` }),
)

for (const [n, { bytes, stored }] of sealEntries(BEGINNING, entries).sealed.entries()) {
  const { sealed, links } = stored
  const { kind } = sealed.record
  const path = join(import.meta.dirname, 'vectors', `${String(n + 1).padStart(2, '0')}-${kind}.json`)
  if (existsSync(path)) continue
  const hex = Buffer.from(bytes).toString('hex')
  const vector = {
    kindName: kind,
    header: {
      format: FORMAT,
      algorithm: ALGORITHM,
      chain: sealed.chain === 'fiscal' ? 1 : 2,
      kind: KIND_NUMBERS[kind],
      sequence: String(sealed.sequence),
      previous: links.previous,
      totals: links.totals,
      otherSequence: String(links.other.sequence),
      otherHash: links.other.hash,
      timeMilliseconds: sealed.time,
      boot: sealed.boot,
      monotonicMicroseconds: sealed.monotonic * 1000,
      shift: sealed.shift,
      documentNumber: sealed.documentNumber,
    },
    totalsText: entries[n]?.totals,
    body: Buffer.from(bytes.subarray(HEADER_BYTES, -HASH_BYTES)).toString('utf8'),
    hash: sealed.hash,
    hex,
  }
  writeFileSync(path, `${JSON.stringify(vector, undefined, 2)}\n`)
}
