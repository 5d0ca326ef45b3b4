import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPrinter } from '../../src/sim/printer/server.ts'
import { dice, type Ended, faultsOfPapers, memoryOf, sellThrough } from './papers.ts'
import { ADMIN, CASHIER, World } from './world.ts'

/** `npm run papers` has 500; here a seeded few. */
const RECEIPTS = Number(process.env['KKM_PAPERS'] ?? 16)
const SEED = Number(process.env['KKM_SEED'] ?? 7)
/** Share of faults that take the daemon's whole patience. */
const SLOW = RECEIPTS > 50 ? 0.03 : 0

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length

test(`of ${RECEIPTS} receipts with a fault of the printer at some byte each is on paper: none twice unmarked, none missing`, async (t) => {
  const printer = await startPrinter({ host: '127.0.0.1', port: 0 })
  t.after(() => printer.close())
  const lines = `transport = "tcp"\naddress = "127.0.0.1:${printer.port}"`
  const world = await World.ready(t, { printer: lines })
  const [cashier, senior] = await Promise.all([world.client(CASHIER), world.client(ADMIN)])
  const random = dice(SEED)
  const sold: Ended[] = []
  const memory: number[] = []
  for (let number = 1; number <= RECEIPTS; number++) {
    sold.push(await sellThrough({ world, printer, cashier, senior }, `paper-${number}`, random, SLOW))
    if (number % Math.ceil(RECEIPTS / 10) === 0) memory.push(memoryOf(world.daemon.child.pid))
  }
  assert.deepEqual(faultsOfPapers(printer, sold), [])
  const copied = sold.filter(({ copies }) => copies > 0).length
  const [middle, end] = [mean(memory.slice(3, 6)), mean(memory.slice(7))]
  t.diagnostic(
    `seed ${SEED}: ${sold.length - copied} confirmed, ${copied} uncertain and copied; memory ${memory.map(Math.round).join(', ')} MiB, ` +
      `${(end - middle).toFixed(1)} MiB more from the middle third to the last`,
  )
  assert.ok(copied > 0 && copied < sold.length)
  // A heap breathes by some MiB; what is kept of each receipt would go on growing
  if (RECEIPTS > 50) assert.ok(end - middle < 12, `memory grows: ${memory.join(', ')}`)
})
