/**
 * How fast the screen answers and how much it grows: `npm run screen:measure -- --keys 25000`. A real program in a real
 * terminal against a real daemon: the time from a key to its change on the screen, and the memory of the process, in as
 * many keys as eight hours have (one a second). `--slower 4 --load 60`: screen and daemon on one core that is so many
 * times slower and busy to so many percent (root, control groups); with `--cores 2` each has such a core of its own, as
 * they would on a board of two cores and more.
 */
import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import type { TestContext } from 'node:test'
import { parseArgs } from 'node:util'
import { SCREEN_WORDS as W } from '../../src/locale/screen-words.ts'
import { Shop } from './shop.ts'
import { SmallMachine } from './small-machine.ts'

const { values } = parseArgs({
  options: {
    keys: { type: 'string', default: '25000' },
    rounds: { type: 'string', default: '40' },
    slower: { type: 'string', default: '1' },
    load: { type: 'string', default: '0' },
    cores: { type: 'string', default: '1' },
  },
})

/** Resident memory of a process, in MiB. */
const memory = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

function told(what: string, latencies: readonly number[]): void {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (part: number): string => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1)
  console.log(`${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms (${sorted.length})`)
}

const ends: (() => unknown)[] = []
const shop = await Shop.open({ after: (work: () => unknown) => void ends.push(work) } as unknown as TestContext)
const screen = shop.screen('kk', 80, 24)
ends.push(() => screen.kill())
await screen.signIn()

const [slower, load] = [Number(values.slower), Number(values.load)]
if (slower > 1 || load > 0) {
  const processes = [screen.pid, shop.world.daemon.child.pid].filter((pid) => pid !== undefined)
  const machines = processes.slice(0, Number(values.cores)).map((_, core) => new SmallMachine({ slower, load, core }))
  for (const machine of machines) {
    ends.push(() => machine.end())
    console.log(`a loop is ${(await machine.measure()).toFixed(2)} times slower there`)
  }
  processes.forEach((pid, n) => machines[n % machines.length]?.take(pid))
  for (const machine of machines) machine.startLoad()
  // What is measured may be late, the clock may not
  setPriority(-20)
  await sleep(3000)
}

/** Keys by what they do, and what must stand on the screen then. Nobody types faster; − that comes faster is held down. */
const BETWEEN = 130
const word = (text: { readonly kk: string }) => text.kk
const STEPS = [
  ['a digit', '1', ' 1_'],
  ['a digit', '2', ' 12_'],
  ['a digit', '5', ' 125_'],
  ['a digit back', '-', ' 12_'],
  ['another screen', '=', word(W.toPay)],
  ['another screen', '-', word(W.total)],
  ['another screen', '-', word(W.stornoLine)],
  ['another screen', '=', ' _'],
  ['another screen', '/', `7 ${word(W.shift)}`],
  ['another screen', '-', word(W.total)],
] as const
const latencies = new Map<string, number[]>()
for (let round = -2; round < Number(values.rounds); round++)
  for (const [what, key, shown] of STEPS) {
    await sleep(BETWEEN)
    const latency = await screen.latency(key, (text) => text.includes(shown))
    // The first rounds are the compiler's
    if (round >= 0) latencies.set(what, [...(latencies.get(what) ?? []), latency])
  }
told('key to change', [...latencies.values()].flat())
for (const [what, some] of latencies) told(`  ${what}`, some)
const before = screen.bytes
await screen.press('1', '2', '3', '4', '-', '-', '-', '-')
console.log(`bytes a key: ${Math.round((screen.bytes - before) / 8)}`)

/** A round of a receipt that is typed, looked at and left: digits, a line, the total, back, storno; the menu, the shift. */
const ROUND = ['1', '5', '0', '+', '2', '0', '=', '-', '-', '=', '-', '=', '/', '7', '-', '/', '-']
const keys = Number(values.keys)
const step = Math.max(1, Math.floor(keys / 10))
console.log(`memory at first: ${memory(screen.pid).toFixed(1)} MiB`)
for (let pressed = 0, next = step; pressed < keys; pressed += ROUND.length) {
  await screen.press(...ROUND)
  if (pressed < next) continue
  next += step
  console.log(`memory after ${pressed} keys: ${memory(screen.pid).toFixed(1)} MiB`)
}
console.log(`memory at last: ${memory(screen.pid).toFixed(1)} MiB`)
for (const end of ends.toReversed()) await end()
