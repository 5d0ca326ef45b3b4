/**
 * How fast the screen answers and how much it grows: `npm run screen:measure -- --keys 25000`. A real program in a real
 * terminal against a real daemon: the time from a key to the first byte of its change, and the memory of the process, in
 * as many keys as eight hours have (one a second).
 */
import { readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { parseArgs } from 'node:util'
import { Shop } from './shop.ts'

const { values } = parseArgs({ options: { keys: { type: 'string', default: '25000' } } })

/** Resident memory of a process, in MiB. */
const memory = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

const at = (sorted: readonly number[], part: number): string =>
  (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1)

const ends: (() => unknown)[] = []
const shop = await Shop.open({ after: (work: () => unknown) => void ends.push(work) } as unknown as TestContext)
const screen = shop.screen('kk', 80, 24)
ends.push(() => screen.kill())
await screen.signIn()

const latencies: number[] = []
const STEPS = [
  ['1', ' 1_'],
  ['2', ' 12_'],
  ['5', ' 125_'],
  ['-', ' 12_'],
  ['-', ' 1_'],
  ['-', ' _'],
] as const
for (let round = 0; round < 40; round++)
  for (const [key, entry] of STEPS) {
    // Nobody types faster; and − that comes faster is one that is held down
    await new Promise((resolve) => setTimeout(resolve, 130))
    latencies.push(await screen.latency(key, (text) => text.includes(entry)))
  }
latencies.sort((a, b) => a - b)
console.log(`key to change: p50 ${at(latencies, 0.5)} ms, p95 ${at(latencies, 0.95)} ms, p99 ${at(latencies, 0.99)} ms`)
const before = screen.bytes
await screen.press('-', '-', '-', '-', '-', '-', '1', '2', '3', '4')
console.log(`bytes a key: ${Math.round((screen.bytes - before) / 10)}`)

/** A round of a receipt that is typed, looked at and left: digits, a line, the total, back, storno; the menu, the shift. */
const ROUND = ['1', '5', '0', '+', '2', '0', '=', '-', '-', '=', '-', '=', '/', '7', '-', '/', '-']
const keys = Number(values.keys)
const step = Math.max(1, Math.floor(keys / 5))
console.log(`memory at first: ${memory(screen.pid).toFixed(1)} MiB`)
for (let pressed = 0, next = step; pressed < keys; pressed += ROUND.length) {
  await screen.press(...ROUND)
  if (pressed < next) continue
  next += step
  console.log(`memory after ${pressed} keys: ${memory(screen.pid).toFixed(1)} MiB`)
}
console.log(`memory at last: ${memory(screen.pid).toFixed(1)} MiB`)
for (const end of ends.toReversed()) await end()
