import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PrinterPort } from '../../src/hw/ports.ts'

/** A printer and what came out of it. */
export interface Bench {
  readonly printer: PrinterPort
  readonly paper: () => Promise<Uint8Array> | Uint8Array
  /** Nobody can take a job from now on. */
  readonly breakDown: () => Promise<void>
  readonly dispose: () => Promise<void>
}

export interface Subject {
  readonly name: string
  /** What it can honestly say of a document that came out. */
  readonly success: 'confirmed' | 'accepted'
  readonly make: () => Promise<Bench>
}

export const never = new AbortController().signal

/** A document without bytes that look like a question to the printer. */
export function documentOf(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => 0x20 + ((index * 7 + seed) % 0x5e))
}

/** How it is, less its drawer. */
export async function condition(printer: PrinterPort) {
  const { paper, state } = await printer.status()
  return { state, paper }
}

/** What every printer port keeps to, whatever is behind it. */
export function printerContract({ name, success, make }: Subject): void {
  const withBench = (title: string, run: (bench: Bench) => Promise<void>): void => {
    void test(`${name}: ${title}`, async () => {
      const bench = await make()
      try {
        await run(bench)
      } finally {
        await bench.printer.close()
        await bench.dispose()
      }
    })
  }

  withBench('a document arrives whole', async ({ printer, paper }) => {
    const bytes = documentOf(1500, 1)
    const outcome = await printer.print({ id: 1, bytes, signal: never })
    assert.deepEqual(outcome, { state: success })
    assert.ok(Buffer.from(await paper()).equals(bytes))
  })

  withBench('documents come out one behind the other, a large one too', async ({ printer, paper }) => {
    const documents = [documentOf(100, 1), documentOf(200_000, 2), documentOf(4096, 3)]
    for (const [index, bytes] of documents.entries()) {
      const outcome = await printer.print({ id: index + 1, bytes, signal: never })
      assert.equal(outcome.state, success)
    }
    assert.ok(Buffer.from(await paper()).equals(Buffer.concat(documents)))
  })

  withBench('it tells how it is before and after a document', async ({ printer }) => {
    const expected = { state: success === 'confirmed' ? 'ok' : 'unknown', paper: 'unknown' }
    assert.deepEqual(await condition(printer), expected)
    await printer.print({ id: 1, bytes: documentOf(10, 1), signal: never })
    assert.deepEqual(await condition(printer), expected)
  })

  withBench('a job that was called off before it began leaves nothing on paper', async ({ printer, paper }) => {
    const outcome = await printer.print({ id: 1, bytes: documentOf(10, 1), signal: AbortSignal.abort() })
    assert.equal(outcome.state, 'waiting')
    assert.equal((await paper()).length, 0)
  })

  withBench('a printer that is not there lets the job wait and says why', async ({ printer, breakDown }) => {
    await breakDown()
    const outcome = await printer.print({ id: 1, bytes: documentOf(10, 1), signal: never })
    assert.deepEqual([outcome.state, outcome.reason], ['waiting', 'PRINTER_FAILED'])
    assert.ok((outcome.detail ?? '').length > 0)
    assert.equal((await printer.status()).state, 'offline')
  })

  withBench('two jobs at once are a bug and say so', async ({ printer }) => {
    const first = printer.print({ id: 1, bytes: documentOf(10, 1), signal: never })
    await assert.rejects(printer.print({ id: 2, bytes: documentOf(10, 2), signal: never }), /one job at a time/)
    await first
  })
}
