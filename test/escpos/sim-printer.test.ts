import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { encodeDocument } from '../../src/escpos/encoder.ts'
import { toText } from '../../src/escpos/paper.ts'
import { parsePrinterFault } from '../../src/sim/printer/fault.ts'
import { type PrinterOptions, type SimulatedPrinter, startPrinter } from '../../src/sim/printer/server.ts'
import { readQr } from './decoding.ts'
import { CHECK_URL, OPTIONS, printed, RECEIPT } from './sample.ts'

const DOCUMENT = encodeDocument(RECEIPT, OPTIONS)
const TEXT = toText(printed(RECEIPT), 48)
const BARRIER = Buffer.from('1d28480600303041423031', 'hex')
const CONFIRMED = '37224142303100'
const PAPER_QUESTION = Buffer.from('100404', 'hex')

const running: SimulatedPrinter[] = []
after(() => Promise.all(running.map((printer) => printer.close())))

async function start(options: Partial<PrinterOptions> = {}): Promise<SimulatedPrinter> {
  const printer = await startPrinter({ host: '127.0.0.1', port: 0, ...options })
  running.push(printer)
  return printer
}

/** A connection that collects what comes back. */
async function computer(printer: SimulatedPrinter): Promise<{ socket: Socket; answer: () => string }> {
  const socket = connect(printer.port, printer.host)
  const answers: Buffer[] = []
  socket.on('data', (bytes) => answers.push(bytes))
  socket.on('error', () => {})
  await once(socket, 'connect')
  return { socket, answer: () => Buffer.concat(answers).toString('hex') }
}

/** Waits for a condition; a simulated printer in the same process needs a few turns of the loop. */
async function until(condition: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < 400; turn++) {
    if (condition()) return
    await sleep(5)
  }
  assert.fail(`in two seconds not: ${what}`)
}

test('a receipt sent over TCP comes out as text and as a picture, and is confirmed', async () => {
  const seen: number[] = []
  const printer = await start({ onReceipt: (receipt) => seen.push(receipt.number) })
  const { socket, answer } = await computer(printer)
  socket.write(Buffer.concat([DOCUMENT, BARRIER]))
  await until(() => answer() === CONFIRMED, 'a confirmation')
  const [receipt] = printer.receipts
  assert.deepEqual(receipt?.text, TEXT)
  assert.equal(receipt.cut, true)
  assert.equal(readQr(receipt.png()), CHECK_URL)
  assert.deepEqual(seen, [1])
  assert.deepEqual(printer.errors, [])
  socket.destroy()
})

test('text and pictures are put into a folder, and the text is shown', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-paper-'))
  try {
    let shown = ''
    const printer = await start({ paperDir: join(folder, 'paper'), output: { write: (text) => (shown += text) } })
    const { socket } = await computer(printer)
    socket.end(Buffer.concat([DOCUMENT, DOCUMENT]))
    await until(() => printer.receipts.length === 2, 'two receipts')
    assert.deepEqual(readdirSync(join(folder, 'paper')).sort(), [
      'receipt-0001.png',
      'receipt-0001.txt',
      'receipt-0002.png',
      'receipt-0002.txt',
    ])
    assert.equal(readQr(readFileSync(join(folder, 'paper', 'receipt-0002.png'))), CHECK_URL)
    assert.ok(shown.startsWith(readFileSync(join(folder, 'paper', 'receipt-0001.txt'), 'utf8')))
    assert.ok(TEXT.every((row) => shown.includes(row)))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('without paper it says so and prints nothing; with paper again it prints what waited, even for one who has gone', async () => {
  const printer = await start({ fault: 'paper-out' })
  const { socket, answer } = await computer(printer)
  socket.write(PAPER_QUESTION)
  await until(() => answer() === '7e', 'a status')
  socket.end(DOCUMENT)
  await once(socket, 'close')
  assert.equal(printer.receipts.length, 0)
  printer.setFault(undefined)
  await until(() => printer.receipts.length === 1, 'a receipt')
  assert.deepEqual(printer.receipts[0]?.text, TEXT)
})

test('paper that ends in the middle of a receipt stops it there, and the confirmation comes when it is whole', async () => {
  const printer = await start({ fault: 'paper-out@300' })
  const { socket, answer } = await computer(printer)
  socket.write(Buffer.concat([DOCUMENT, BARRIER, PAPER_QUESTION]))
  await until(() => answer() === '7e', 'a status')
  assert.equal(printer.receipts.length, 0)
  printer.setFault(undefined)
  await until(() => answer() === `7e${CONFIRMED}`, 'a confirmation')
  assert.deepEqual(printer.receipts[0]?.text, TEXT)
  socket.destroy()
})

test('an open cover is told from missing paper', async () => {
  const printer = await start()
  const { socket, answer } = await computer(printer)
  printer.setFault('cover-open')
  socket.write(Buffer.from('100402', 'hex'))
  await until(() => answer() === '16', 'a status')
  socket.destroy()
})

test('a silent printer prints and answers nothing; one with a lost status answers questions but confirms nothing', async () => {
  for (const [fault, expected] of [
    ['silent', ''],
    ['status-lost', '12'],
  ] as const) {
    const printer = await start({ fault })
    const { socket, answer } = await computer(printer)
    socket.write(Buffer.concat([DOCUMENT, BARRIER, PAPER_QUESTION]))
    await until(() => printer.receipts.length === 1, 'a receipt')
    socket.end()
    await once(socket, 'close')
    assert.equal(answer(), expected)
  }
})

test('a printer that dies breaks the connection and leaves the paper uncut', async () => {
  const printer = await start({ fault: 'die@300' })
  const { socket } = await computer(printer)
  socket.write(DOCUMENT)
  await once(socket, 'close')
  await until(() => printer.receipts.length === 1, 'what hangs out')
  const [receipt] = printer.receipts
  assert.equal(receipt?.cut, false)
  assert.ok(receipt.text.length > 0 && receipt.text.length < TEXT.length)
  assert.deepEqual(receipt.text, TEXT.slice(0, receipt.text.length))
  assert.deepEqual(printer.errors, [])
  printer.setFault(undefined)
  const again = await computer(printer)
  again.socket.end(DOCUMENT)
  await until(() => printer.receipts.length === 2, 'the next receipt')
  assert.deepEqual(printer.receipts[1]?.text, TEXT)
})

test('a receipt cut short by the computer is an error with its place', async () => {
  const printer = await start()
  const { socket } = await computer(printer)
  socket.end(DOCUMENT.subarray(0, DOCUMENT.length - 2))
  await until(() => printer.errors.length === 1, 'an error')
  assert.match(printer.errors[0] ?? '', /^byte \d+: the end in the middle of a command$/u)
  assert.equal(printer.receipts[0]?.cut, false)
})

test('what is no ESC/POS is an error with its place, and breaks the connection', async () => {
  let shown = ''
  const printer = await start({ output: { write: (text) => (shown += text) } })
  const { socket } = await computer(printer)
  socket.write(Buffer.from('GET / HTTP/1.1\r\n\u0007', 'latin1'))
  await once(socket, 'close')
  assert.deepEqual(printer.errors, ['byte 16: an unknown command 07'])
  assert.match(shown, /printer: byte 16/u)
})

test('a taken port and unknown faults and profiles are refused', async () => {
  const printer = await start()
  await assert.rejects(startPrinter({ host: '127.0.0.1', port: printer.port }), /EADDRINUSE/u)
  await assert.rejects(startPrinter({ host: '127.0.0.1', port: 0, profile: 'laser' }), /no printer profile laser/u)
  await assert.rejects(startPrinter({ host: '127.0.0.1', port: 0, fault: 'fire' }), /has no fault fire/u)
  assert.throws(() => printer.setFault('die@x'), /has no fault/u)
  assert.throws(() => printer.setFault('die@1@2'), /has no fault/u)
  assert.deepEqual(parsePrinterFault('die@12'), { kind: 'die', after: 12 })
  assert.deepEqual(parsePrinterFault('reset@+12'), { kind: 'reset', after: 12, fromNow: true })
})
