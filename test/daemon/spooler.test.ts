import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import pino from 'pino'
import { Spooler } from '../../src/daemon/spooler.ts'
import type { RegisterRecord } from '../../src/fiscal/register/records.ts'
import { systemClock } from '../../src/hw/clock.ts'
import type { PrinterPort, PrintJob, PrintOutcome } from '../../src/hw/ports.ts'

const document = (documentNumber: number) => ({ type: 'document', documentNumber }) as const

/** What befell, in its order: records, and papers whose first byte has left. */
function bench(outcome: (job: PrintJob) => Promise<PrintOutcome>) {
  const happened: string[] = []
  const printer: PrinterPort = {
    print: outcome,
    command: async () => ({ state: 'accepted' }),
    status: async () => ({ state: 'ok', paper: 'ok' }),
    capabilities: () => ({ answers: true, barrier: 'process', nearEnd: true }),
    probe: async () => ({}),
    onChange: () => () => undefined,
    close: async () => undefined,
  }
  const told = (record: RegisterRecord): string =>
    record.kind === 'paper' ? `paper ${record.state}${record.copy ? ' copy' : ''}` : record.kind
  const spooler = new Spooler(
    {
      printer,
      // A held paper is offered again every two seconds: here every twenty milliseconds.
      clock: { ...systemClock, sleep: (time, signal) => systemClock.sleep(time === 2000 ? 20 : time, signal) },
      log: pino({ level: 'silent' }),
      render: async () => Uint8Array.of(1),
      record: async (record) => void happened.push(told(record)),
      onBug: (error) => {
        throw error
      },
    },
    0,
  )
  return { happened, spooler }
}

/** A printer that is out of paper so often before it takes a job. */
const afterWaiting = (times: number, happened: () => string[]) => {
  let left = times
  return async ({ begin, sent }: PrintJob): Promise<PrintOutcome> => {
    if (left-- > 0) return { state: 'waiting', reason: 'PRINTER_PAPER_OUT' }
    await begin?.()
    happened().push('bytes leave')
    sent?.()
    return { state: 'confirmed' }
  }
}

test('a paper that comes out at once costs one record; one that is held up is on record before and when it leaves', async () => {
  const quick = bench((job) => afterWaiting(0, () => quick.happened)(job))
  await quick.spooler.ended(quick.spooler.add(document(1), false), 5000)
  assert.deepEqual(quick.happened, ['bytes leave', 'paper confirmed'])

  const wait = afterWaiting(3, () => held.happened)
  const held = bench((job) => wait(job))
  await held.spooler.ended(held.spooler.add(document(1), false), 5000)
  assert.deepEqual(held.happened, ['paper-held', 'paper started', 'bytes leave', 'paper confirmed'])
})

test('a paper that a run before left held is not recorded as held again, and its leaving is', async () => {
  const wait = afterWaiting(2, () => held.happened)
  const held = bench((job) => wait(job))
  await held.spooler.ended(held.spooler.add(document(1), false, held.spooler.reserve(), true), 5000)
  assert.deepEqual(held.happened, ['paper started', 'bytes leave', 'paper confirmed'])
})

test('copies wait without a record: only an original may not be lost', async () => {
  const wait = afterWaiting(2, () => copy.happened)
  const copy = bench((job) => wait(job))
  await copy.spooler.ended(copy.spooler.add(document(1), true), 5000)
  assert.deepEqual(copy.happened, ['bytes leave', 'paper confirmed copy'])
})

test('a paper that does not end is given up when a person says so, and the next one goes on', async () => {
  const stuck = bench(async ({ begin, sent, signal }) => {
    await begin?.()
    sent?.()
    if (stuck.spooler.jobs.length > 1) return { state: 'confirmed' }
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    return { state: 'uncertain', reason: 'PRINTER_FAILED' }
  })
  const first = stuck.spooler.add(document(1), false)
  await delay(50)
  assert.equal(stuck.spooler.job(first)?.state, 'sent')
  assert.equal(stuck.spooler.obstacle, undefined)
  stuck.spooler.giveUp(first)
  assert.equal((await stuck.spooler.ended(first, 5000))?.state, 'uncertain')
  assert.equal((await stuck.spooler.ended(stuck.spooler.add(document(2), false), 5000))?.state, 'confirmed')
  assert.deepEqual(stuck.happened, ['paper uncertain', 'paper confirmed'])
})

test('while the head of the line waits its reason is told, and a wake-up offers it at once', async () => {
  let offers = 0
  const waiting = bench(async () => {
    offers += 1
    return { state: 'waiting', reason: 'PRINTER_COVER_OPEN' }
  })
  waiting.spooler.add(document(1), false)
  await delay(30)
  assert.equal(waiting.spooler.obstacle, 'PRINTER_COVER_OPEN')
  const before = offers
  waiting.spooler.wake()
  await delay(5)
  assert.ok(offers > before)
  await waiting.spooler.stop()
})
