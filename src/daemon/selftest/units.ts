import { randomBytes } from 'node:crypto'
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Circumstances } from '../../fiscal/register/blocks.ts'
import { clockBlock } from '../../fiscal/register/clock.ts'
import type { SelfTestProblem, SelfTestResult } from '../../fiscal/register/selftest.ts'
import type { State } from '../../fiscal/register/state.ts'
import type { LinkState, PrinterStatus } from '../../hw/ports.ts'
import { Line } from '../line.ts'

/** Bytes that the probe of the storage writes. */
const PROBE_BYTES = 4096
const PROBE = 'selftest.probe'
/** Available memory in megabytes below which the register is at its end, and below which it is near. */
const LEAST_MEMORY = 8
const LITTLE_MEMORY = 24

const PRINTER_PROBLEMS = {
  offline: 'printer-offline',
  'paper-out': 'paper-out',
  'cover-open': 'cover-open',
  error: 'printer-error',
} as const satisfies Partial<Record<PrinterStatus['state'], SelfTestProblem>>

export function testPrinter({ state }: PrinterStatus): SelfTestResult {
  if (state === 'ok') return { test: 'printer', state: 'ok' }
  if (state === 'unknown') return { test: 'printer', state: 'skipped', problem: 'printer-silent' }
  return { test: 'printer', state: 'failed', problem: PRINTER_PROBLEMS[state] }
}

/** One at a time: two tests at once would read what the other writes. */
const storageTests = new Line()

/** Writes, syncs and reads back. A full medium is told by the test of the space. */
export const testStorage = (folder: string): Promise<SelfTestResult> => storageTests.next(() => writtenAndRead(folder))

async function writtenAndRead(folder: string): Promise<SelfTestResult> {
  const path = join(folder, PROBE)
  const written = randomBytes(PROBE_BYTES)
  try {
    const file = await open(path, 'w', 0o600)
    try {
      await file.writeFile(written)
      await file.datasync()
    } finally {
      await file.close()
    }
    const read = await readFile(path)
    await rm(path)
    if (!read.equals(written)) return { test: 'storage', state: 'failed', problem: 'storage-unlike' }
    return { test: 'storage', state: 'ok' }
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code)
    if (code === 'ENOSPC' || code === 'EDQUOT') return { test: 'storage', state: 'warning', problem: 'little-space' }
    return { test: 'storage', state: 'failed', problem: 'storage-unwritable', found: code }
  }
}

/** @param shiftsLeft for how many shifts there is room */
export const testSpace = (shiftsLeft: number, isLow: boolean): SelfTestResult =>
  isLow
    ? { test: 'space', state: 'warning', problem: 'little-space', found: String(shiftsLeft) }
    : { test: 'space', state: 'ok' }

export function testClock(state: State, circumstances: Circumstances): SelfTestResult {
  const block = clockBlock(state, circumstances)
  return block
    ? { test: 'clock', state: 'failed', problem: 'clock-wrong', found: block.code }
    : { test: 'clock', state: 'ok' }
}

/** @param meminfo what the kernel tells in `/proc/meminfo` */
export function testMemory(meminfo: string): SelfTestResult {
  const available = Number(/^MemAvailable:\s+(\d+) kB$/m.exec(meminfo)?.[1] ?? Number.NaN) / 1024
  if (Number.isNaN(available)) return { test: 'memory', state: 'skipped' }
  if (available >= LITTLE_MEMORY) return { test: 'memory', state: 'ok' }
  const state = available < LEAST_MEMORY ? 'failed' : 'warning'
  return { test: 'memory', state, problem: 'little-memory', found: `${Math.floor(available)} MB` }
}

/** A link that is down is no reason to stop: the register works without any for three days. */
export function testLinks(links: readonly LinkState[]): SelfTestResult {
  const down = links.filter(({ route, up }) => !up || route === 'unreachable').map(({ name }) => name)
  return down.length === 0
    ? { test: 'links', state: 'ok' }
    : { test: 'links', state: 'warning', problem: 'link-down', found: down.join(', ') }
}
