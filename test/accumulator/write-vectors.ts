import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { BEGINNING, sealEntries } from '../../src/accumulator/chain.ts'
import { rewriteMirror } from '../../src/accumulator/mirror/reconcile.ts'
import { FORMAT, HEADER_BYTES } from '../../src/accumulator/record.ts'
import { tiyn } from '../../src/fiscal/money.ts'
import { instant } from '../../src/fiscal/time.ts'
import { addTicket, emptyCounters } from '../../src/fiscal/report/counters.ts'
import { zxReport } from '../../src/fiscal/report/zx.ts'
import type { Hold } from '../../src/fiscal/register/holds.ts'
import type { TrainingReceipt } from '../../src/fiscal/register/training.ts'
import { KIND_NUMBERS, type RegisterRecord } from '../../src/fiscal/register/records.ts'
import {
  accepted,
  attempt,
  closing,
  entry,
  givesBack,
  inFlight,
  letterhead,
  login,
  MORNING,
  paper,
  refused,
  ticket,
  withMark,
} from './examples.ts'
import { TEST_SIGNER } from './test-key.ts'

/*
 * Writes the golden vectors: the records of one small journal, in the order of sealing, and the same journal as mirror
 * files. A vector that is there stays as it is, for a format never changes; a new kind of record gets a line at the end.
 * Of the mirror's files the last one, which is still open, is written anew.
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

const sold = ticket(1)
if (sold.type !== 'ticket') throw new Error('the example is another')
const practised: TrainingReceipt = {
  number: 1,
  client: { key: 'try-1', content: 'ab'.repeat(32) },
  ticket: sold.ticket,
  operator: { code: 7, name: 'Айгүл' },
  time: MORNING,
}

const held: Hold = {
  key: 'order-17',
  content: 'ab'.repeat(32),
  request: { operation: 'sale', items: [{ name: 'Шоколад', price: '450', quantity: '1' }], payments: {} },
  total: tiyn(45_000n),
  operator: { code: 21, name: 'Kiosk-2' },
  time: MORNING,
  expires: instant(MORNING + 600_000),
}

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
  // From here on outcomes, registrations and the like are signed.
  { kind: 'device-key', publicKey: TEST_SIGNER.publicKey },
  attempt(3),
  accepted(3, '1846203959'),
  paper(3),
  { ...paper(3, 'confirmed'), client: { key: 'copy-1', content: 'ab'.repeat(32) } } as RegisterRecord,
  givesBack(4, '1846203959'),
  {
    kind: 'outcome',
    documentNumber: 4,
    result: 'autonomous',
    sign: 2_147_483_647,
    checkUrl: 'http://consumer.oofd.kz/?i=2147483647&f=010102345678&s=550.00&t=20261122T090000',
    since: MORNING,
  },
  withMark(5, '010487000111222621aB3dE5\u001d93dGVz'),
  refused(5),
  {
    ...attempt(6),
    document: {
      type: 'placement',
      documentNumber: 6,
      shift: 1,
      number: 1,
      time: MORNING,
      operator,
      direction: 'withdrawal',
      sum: tiyn(9_223_372_036_854_775_807n),
      cash: tiyn(0n),
    },
  } as RegisterRecord,
  {
    kind: 'outcome',
    documentNumber: 6,
    result: 'accepted',
    answer: { code: 0, token: 4_294_967_295, frame: 'pYHLABIAAAAABAAAeVY0EgMA', link: 'lte' },
  },
  { kind: 'request', inFlight: { ...inFlight(65_535), command: 'system' } },
  { kind: 'goods', version: 3, size: 339, change: { type: 'remove', code: '4870001112226', name: 'Нан' }, by: 1 },
  { kind: 'user-change', code: 7, change: { type: 'pin', pin }, by: 7 },
  { kind: 'user-change', code: 7, change: { type: 'disable' }, by: 1 },
  { kind: 'login-failed', code: 1, failures: 5, lockedUntil: instant(MORNING + 600_000) },
  { kind: 'difference', source: 'info', differences: [] },
  closing(7),
  { ...accepted(7, ''), sign: undefined, checkUrl: undefined } as unknown as RegisterRecord,
  {
    kind: 'paper',
    job: 9,
    subject: { type: 'page', page: 'passport' },
    copy: false,
    state: 'failed',
    reason: 'offline',
  },
  { kind: 'registration', registration: letterhead.registration, operator },
  { kind: 'decommission', reason: 1, operator },
  {
    kind: 'selftest',
    occasion: 'start',
    results: [
      { test: 'storage', state: 'ok' },
      { test: 'links', state: 'warning', problem: 'link-down', found: 'lte' },
    ],
    software: { release: '0.2.0', digest: 'cd'.repeat(32), key: 'ef'.repeat(32) },
  },
  { kind: 'paper-held', job: 5, documentNumber: 5, reason: 'PRINTER_PAPER_OUT' },
  {
    kind: 'paper',
    job: 4,
    subject: { type: 'document', documentNumber: 4 },
    copy: false,
    state: 'confirmed',
    reason: 'resolved',
    by: 7,
  },
  { kind: 'drawer', by: 7 },
  { kind: 'printer-profile', name: 'xprinter', by: 9 },
  {
    kind: 'printer-found',
    place: 'tcp 192.0.2.7:9100',
    answers: true,
    barrier: 'process',
    maker: 'EPSON',
    model: 'TM-T20III',
  },
  { kind: 'damage', fault: 'short', found: 'the mirror journal ends at fiscal 120, events 97', since: MORNING },
  {
    kind: 'recovery',
    act: 'declare-loss',
    reason: 'SD card',
    by: 9,
    second: 1,
    found: 'short: the mirror journal is gone',
    lost: { fiscal: 2n, events: 0n },
  },
  { kind: 'recovered', act: 'declare-loss', reason: 'SD card', by: 9, second: 1 },
  {
    kind: 'adopted',
    reason: 'SD card',
    by: 9,
    second: 1,
    base: {
      documentNumber: 120,
      shift: 3,
      nonNullable: sums(1_000_000n),
      ticketTotalCounts: { sale: 100, 'sale-return': 1, purchase: 0, 'purchase-return': 0 },
      placementTotalCounts: { deposit: 3, withdrawal: 2 },
      cash: tiyn(5000n),
    },
  },
  { kind: 'backup', digest: 'cd'.repeat(32), fiscal: '120', events: '97', by: 9 },
  { kind: 'stop' },
  { kind: 'hold', hold: held },
  { kind: 'hold-owed', hold: held, content: 'cd'.repeat(32), code: 'SHIFT_TOO_LONG' },
  {
    kind: 'hold-end',
    client: { key: 'order-18', content: 'ef'.repeat(32) },
    hold: { content: 'ab'.repeat(32), total: tiyn(45_000n), expires: instant(MORNING + 600_000) },
    reason: 'no payment',
    by: 21,
  },
  { kind: 'training', on: true, by: 1 },
  { kind: 'training-receipt', receipt: practised },
  {
    kind: 'withdrawn',
    documentNumber: 8,
    document: {
      type: 'placement',
      documentNumber: 8,
      shift: 2,
      number: 1,
      time: MORNING,
      operator,
      direction: 'deposit',
      sum: tiyn(50_000n),
      cash: tiyn(50_000n),
    },
    reason: 'the OFD refuses its sum',
    by: 3,
    second: 1,
  },
  { kind: 'wifi', act: 'add', ssid: 'Дүкен', by: 9 },
  { kind: 'exported', to: '/media/usb/export', by: 9 },
  { kind: 'exported', to: '/media/usb/export-2', account: 'root', at: MORNING },
  {
    kind: 'practised',
    document: { type: 'ticket', documentNumber: 1, shift: 1, number: 1, time: MORNING, operator, ticket: sold.ticket },
    letterhead,
    client: { key: 'try-1', content: 'ab'.repeat(32) },
  },
  {
    kind: 'practised-x',
    report: zxReport(emptyCounters(), {
      type: 'x',
      time: MORNING,
      shift: 1,
      openTime: MORNING,
      checksum: 'A'.repeat(16),
    }),
    letterhead,
    client: { key: 'try-x', content: 'cd'.repeat(32) },
    operator,
  },
  {
    kind: 'adopted',
    reason: 'SD card',
    by: 9,
    second: 1,
    base: {
      documentNumber: 130,
      shift: 4,
      nonNullable: sums(1_050_000n),
      ticketTotalCounts: { sale: 101, 'sale-return': 1, purchase: 0, 'purchase-return': 0 },
      placementTotalCounts: { deposit: 3, withdrawal: 2 },
      cash: tiyn(55_000n),
      standing: {
        openedAt: MORNING,
        counters: addTicket(emptyCounters(), sold.ticket, { autonomous: false }),
        conditions: letterhead.conditions,
      },
    },
  },
]

const entries = day.map((record, n) =>
  entry(record, { time: MORNING + n * 1001, monotonic: n * 1000.125, totals: `{"cash":{"int":"${n * 100}"}}` }),
)

const { sealed: stored } = sealEntries(BEGINNING, entries, TEST_SIGNER)
for (const [n, { bytes, links, sealed }] of stored.entries()) {
  const { kind } = sealed.record
  const path = join(import.meta.dirname, 'vectors', `${String(n + 1).padStart(2, '0')}-${kind}.json`)
  if (existsSync(path)) continue
  const hex = Buffer.from(bytes).toString('hex')
  const vector = {
    kindName: kind,
    header: {
      format: FORMAT,
      algorithm: bytes[1],
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
    body: Buffer.from(bytes).toString('utf8', HEADER_BYTES, HEADER_BYTES + Buffer.from(bytes).readUInt32BE(148)),
    hash: sealed.hash,
    hex,
  }
  writeFileSync(path, `${JSON.stringify(vector, undefined, 2)}\n`)
}

const folder = join(import.meta.dirname, 'mirror')
const mirror = join(mkdtempSync(join(tmpdir(), 'kkm-vectors-')), 'mirror')
mkdirSync(mirror)
await rewriteMirror({ folder: mirror, signer: TEST_SIGNER }, Readable.from(stored))
for (const name of readdirSync(mirror)) {
  const isFinished = name !== readdirSync(mirror).at(-1)
  if (isFinished && existsSync(join(folder, name))) continue
  writeFileSync(join(folder, name), readFileSync(join(mirror, name)))
}
