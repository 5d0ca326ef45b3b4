import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOTIFICATIONS } from '../../src/api/schemas/notifications.ts'
import { readScan } from '../../src/daemon/peripherals/scans.ts'
import { bareMark, markIdentity } from '../../src/fiscal/ticket/marks.ts'

const GS = '\u001d'
const PIECE = '010487000111222621aB3dE5'
const MARK = `${PIECE}${GS}93dGVz`

/** An accumulator that knows of no piece. */
const NOTHING_SOLD = { byMark: async () => [], document: async () => [] }

async function read(text: string, whole = true) {
  const scan = await readScan({ bytes: Buffer.from(text, 'latin1'), whole }, NOTHING_SOLD)
  assert.ok(NOTIFICATIONS['console.scan'].safeParse(scan).success)
  return scan
}

/** As sent, and what a console is told beside `data`. */
const SCANS: readonly (readonly [sent: string, told: object])[] = [
  [']E04870001112226', { symbol: 'ean', data: '4870001112226', barcode: '4870001112226' }],
  [']E496385074', { symbol: 'ean', data: '96385074', barcode: '96385074' }],
  ['4870001112226', { symbol: 'unknown', data: '4870001112226', barcode: '4870001112226' }],
  [']E04870001112227', { symbol: 'ean', data: '4870001112227', problem: 'check-digit' }],
  ['4870001112227', { symbol: 'unknown', data: '4870001112227', problem: 'check-digit' }],
  [']E0487000111222X', { symbol: 'ean', data: '487000111222X', problem: 'not-digits' }],
  [`]d2${MARK}`, { symbol: 'gs1-datamatrix', data: MARK, barcode: '4870001112226', mark: MARK }],
  [`]d2${GS}${MARK}`, { symbol: 'gs1-datamatrix', data: MARK, barcode: '4870001112226', mark: MARK }],
  [MARK, { symbol: 'unknown', data: MARK, barcode: '4870001112226', mark: MARK }],
  [
    `]d2${PIECE}93dGVzdGVzdGVzdGVz`,
    { symbol: 'gs1-datamatrix', data: `${PIECE}93dGVzdGVzdGVzdGVz`, barcode: '4870001112226', problem: 'no-separator' },
  ],
  [']d20104870001112226', { symbol: 'gs1-datamatrix', data: '0104870001112226', barcode: '4870001112226' }],
  // Cigarettes: no application identifiers
  [
    ']d104600439931256aB3dE5gAAAAdGVz',
    { symbol: 'datamatrix', data: '04600439931256aB3dE5gAAAAdGVz', mark: '04600439931256aB3dE5gAAAAdGVz' },
  ],
  [']C10104870001112226', { symbol: 'gs1-128', data: '0104870001112226', barcode: '4870001112226' }],
  [']C0ABC-123', { symbol: 'code-128', data: 'ABC-123' }],
  [']I1PART', { symbol: 'other', data: 'PART' }],
  ['A-17', { symbol: 'unknown', data: 'A-17' }],
]

test('[R1326-6.1] a scan by its AIM prefix and its content: goods, a piece, or why neither', async () => {
  for (const [sent, told] of SCANS) assert.deepEqual(await read(sent), told, sent)
})

test('the QR code of a receipt is an address for a REF; another one is what it is', async () => {
  const checkUrl = 'http://consumer.oofd.kz?i=1846203957&f=010102345678&s=275.00&t=20261121T101530'
  assert.deepEqual(await read(`]Q1${checkUrl}`), { symbol: 'qr', data: checkUrl, checkUrl })
  assert.deepEqual(await read(']Q1https://example.kz'), { symbol: 'qr', data: 'https://example.kz' })
})

test('what has no end of line is not taken for a code, and says why', async () => {
  assert.deepEqual(await read('4870001112226', false), {
    symbol: 'unknown',
    data: '4870001112226',
    problem: 'incomplete',
  })
})

test('a text that is no UTF-8 keeps each of its bytes', async () => {
  assert.equal((await read('\u00e9\u00ff!')).data, '\u00e9\u00ff!')
  const kazakh = Buffer.from('Нан', 'utf8')
  assert.equal((await readScan({ bytes: kazakh, whole: true }, NOTHING_SOLD)).data, 'Нан')
})

test('a piece has one identity, with and without prefix, with and without the FNC1 that some scanners send as GS', () => {
  const ways = [MARK, `]d2${MARK}`, `${GS}${MARK}`, `]d2${GS}${MARK}`]
  assert.deepEqual(new Set(ways.map((way) => markIdentity(bareMark(way)))).size, 1)
})
