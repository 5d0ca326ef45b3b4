import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { encodeDocument } from '../../src/escpos/encoder.ts'
import { profileOf, sensesNearEnd } from '../../src/escpos/profile.ts'
import { systemClock } from '../../src/hw/clock.ts'
import type { Clock } from '../../src/hw/ports.ts'
import type { PrinterNature } from '../../src/hw/printer/printer.ts'
import { printerOf } from '../../src/hw/printer/target.ts'
import { startPrinter } from '../../src/sim/printer/server.ts'
import { condition, never } from './printer-contract.ts'

const profile = profileOf('generic')
assert.ok(profile)

/** A receipt as pictures: bytes of every value, and more than one piece. */
const RECEIPT = encodeDocument(
  [
    ...Array.from({ length: 12 }, (_, row) => ({ kind: 'text', text: `Қант, әже, ${row}` }) as const),
    { kind: 'pair', left: 'БАРЛЫҒЫ / ИТОГО', right: '275.00', bold: true },
    { kind: 'qr', data: 'https://consumer.example.kz/?i=1846203957' },
    { kind: 'cut' },
  ],
  { profile, paper: 80, encoding: 'raster', qr: 'raster' },
)

async function start(t: TestContext, clock: Clock = systemClock, nature: Partial<PrinterNature> = {}) {
  const simulated = await startPrinter({ host: '127.0.0.1', port: 0 })
  const printer = printerOf({ transport: 'tcp', address: simulated }, clock, nature)
  t.after(async () => {
    await printer.close()
    await simulated.close()
  })
  return { simulated, printer }
}

const job = (id: number) => ({ id, bytes: RECEIPT, signal: never })

test('the simulated printer confirms a receipt and has it cut, one after the other', async (t) => {
  const { simulated, printer } = await start(t)
  assert.ok(RECEIPT.length > 3 * 4096)
  assert.deepEqual(await condition(printer), { state: 'ok', paper: 'unknown' })
  for (const id of [1, 2, 3]) assert.deepEqual(await printer.print(job(id)), { state: 'confirmed' })
  assert.deepEqual(
    simulated.receipts.map(({ cut }) => cut),
    [true, true, true],
  )
  assert.deepEqual(simulated.errors, [])
})

for (const [fault, reason, state] of [
  ['paper-out', 'PRINTER_PAPER_OUT', 'paper-out'],
  ['cover-open', 'PRINTER_COVER_OPEN', 'cover-open'],
] as const) {
  test(`${fault} in the simulated printer: before a receipt it waits unsent, in its middle it goes on once mended`, async (t) => {
    const { simulated, printer } = await start(t)
    simulated.setFault(fault)
    assert.deepEqual(await printer.print(job(1)), { state: 'waiting', reason })
    simulated.setFault(undefined)
    assert.deepEqual(await printer.print(job(1)), { state: 'confirmed' })

    simulated.setFault(`${fault}@${RECEIPT.length + 6000}`)
    const outcome = printer.print(job(2))
    await delay(800)
    assert.equal((await printer.status()).state, state)
    simulated.setFault(undefined)
    assert.deepEqual(await outcome, { state: 'confirmed' })
    assert.equal(simulated.receipts.length, 2)
  })
}

test('that the roll is far from its end is believed of a printer alone whose sensor has told of an end, or whose model has one', async (t) => {
  const { simulated, printer } = await start(t)
  const paper = async () => (await condition(printer)).paper
  assert.equal(await paper(), 'unknown')
  simulated.setFault('near-end')
  assert.deepEqual(await condition(printer), { state: 'ok', paper: 'near-end' })
  assert.deepEqual(await printer.print(job(1)), { state: 'confirmed' })
  simulated.setFault(undefined)
  assert.equal(await paper(), 'ok')
  assert.equal(printer.capabilities().nearEnd, true)
  // Another printer may be in its place by now
  await printer.probe()
  assert.equal(await paper(), 'unknown')

  const known = await start(t, systemClock, { sensesNearEnd: (model) => model === 'kkm-sim' })
  await known.printer.probe()
  assert.equal((await condition(known.printer)).paper, 'ok')
  assert.deepEqual(['TM-T88VI', 'TM-T20III', 'kkm-sim'].map(sensesNearEnd), [true, false, false])
})

test('a printer that dies in a receipt leaves it uncertain; the next one comes out', async (t) => {
  const { simulated, printer } = await start(t)
  simulated.setFault('die@6000')
  const outcome = await printer.print(job(1))
  assert.deepEqual([outcome.state, outcome.reason], ['uncertain', 'PRINTER_FAILED'])
  simulated.setFault(undefined)
  assert.deepEqual(await printer.print(job(2)), { state: 'confirmed' })
})

test('a printer that never answers has accepted what it was given', async (t) => {
  const { simulated, printer } = await start(t)
  simulated.setFault('silent')
  assert.deepEqual(await printer.print(job(1)), { state: 'accepted' })
  await delay(50)
  assert.equal(simulated.receipts.length, 1)
})

test('a printer that is well and loses its confirmation leaves the receipt uncertain when the time is over', async (t) => {
  let ahead = 0
  const { simulated, printer } = await start(t, {
    ...systemClock,
    monotonic: () => systemClock.monotonic() + ahead,
  })
  simulated.setFault('status-lost')
  const outcome = printer.print(job(1))
  await delay(300)
  ahead = 60_000
  assert.equal((await outcome).state, 'uncertain')
})

test('a printer that answers nonsense is one that does not answer: nothing is sent to it until it makes sense again', async (t) => {
  const { simulated, printer } = await start(t)
  assert.deepEqual(await printer.print(job(1)), { state: 'confirmed' })
  simulated.setFault('nonsense')
  const outcome = await printer.print(job(2))
  assert.deepEqual([outcome.state, outcome.reason], ['waiting', 'PRINTER_FAILED'])
  assert.equal((await printer.status()).state, 'offline')
  simulated.setFault(undefined)
  assert.deepEqual(await printer.print(job(2)), { state: 'confirmed' })
  assert.equal(simulated.receipts.length, 2)
})

test('a printer that takes no bytes for a while gets each of them once', async (t) => {
  const { simulated, printer } = await start(t)
  await printer.status()
  simulated.setFault('stall@+3000')
  const outcome = printer.print(job(1))
  await delay(400)
  assert.equal(simulated.receipts.length, 0)
  simulated.setFault(undefined)
  assert.deepEqual(await outcome, { state: 'confirmed' })
  assert.deepEqual([simulated.receipts.length, simulated.errors], [1, []])
})

test('a connection that is reset in a receipt leaves it uncertain; the next one comes out whole', async (t) => {
  const { simulated, printer } = await start(t)
  await printer.status()
  simulated.setFault('reset@+3000')
  assert.equal((await printer.print(job(1))).state, 'uncertain')
  simulated.setFault(undefined)
  assert.deepEqual(await printer.print(job(2)), { state: 'confirmed' })
})
