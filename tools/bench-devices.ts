/**
 * How long a receipt of 40 lines takes to become bytes (aim: under 2 ms as text, 10 ms as images), and what idle devices cost: the processor time of a real daemon with a keypad, a scanner and a display, beside the same
 * daemon without them, over the same minutes (aim: under 1.5 % of a core for all of them together).
 */
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { encodeDocument } from '../src/escpos/encoder.ts'
import { GENERIC } from '../src/escpos/profile.ts'
import type { Line } from '../src/fiscal/documents/lines.ts'
import { FakeEventDevice } from '../test/hw/evdev.ts'
import { SerialLine } from '../test/hw/serial-line.ts'
import { World } from '../test/system/world.ts'

const SECONDS = Number(process.argv[2] ?? 30)
/** Of proc(5): sysconf(_SC_CLK_TCK) is 100 on every Linux that we run on. */
const TICKS_A_SECOND = 100

const RECEIPT: readonly Line[] = [
  ...Array.from({ length: 37 }, (_, row): Line => ({ kind: 'text', text: `${row}. Құмшекер «Тәтті өмір» 1 кг` })),
  { kind: 'pair', left: 'БАРЛЫҒЫ / ИТОГО', right: '27 500,00', bold: true },
  { kind: 'qr', data: 'http://consumer.oofd.kz?i=4387541014&f=010102345678&s=150.00&t=20261128T224327' },
  { kind: 'cut' },
]

/** Of many, in milliseconds: the middle one and the one in a hundred. */
function encoding(way: 'kz1048' | 'raster', qr: 'native' | 'raster'): readonly [median: number, rare: number] {
  const times = Array.from({ length: 400 }, () => {
    const begun = performance.now()
    encodeDocument(RECEIPT, { profile: GENERIC, paper: 80, encoding: way, qr })
    return performance.now() - begun
  })
  const sorted = times.slice(100).sort((one, other) => one - other)
  return [sorted[150] ?? 0, sorted[297] ?? 0]
}

for (const [way, qr] of [
  ['kz1048', 'native'],
  ['raster', 'raster'],
] as const) {
  const [median, rare] = encoding(way, qr)
  process.stdout.write(`40 lines by ${way}: ${median.toFixed(2)} ms, one in a hundred ${rare.toFixed(2)} ms\n`)
}

const ends: (() => unknown)[] = []
const context = { after: (end: () => unknown) => void ends.push(end) } as unknown as TestContext

/** Seconds of processor time that a process and its threads have had. */
function busy(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
}

async function shop(devices: string): Promise<World> {
  const world = await World.ready(context)
  await world.stop()
  appendFileSync(join(world.folder, 'kkm.toml'), devices)
  await world.start()
  return world
}

const [keypad, scanner, display] = [new FakeEventDevice(), await SerialLine.open(), await SerialLine.open()]
const without = await shop('')
const withThem = await shop(
  `[keypad]\npath = "${keypad.path}"\n[scanner]\npath = "${scanner.path}"\n[display]\npath = "${display.path}"\n`,
)
await delay(5000)
const pids = [without, withThem].map(({ daemon }) => daemon.child.pid)
const before = pids.map(busy)
await delay(SECONDS * 1000)
const [bare = 0, full = 0] = pids.map((pid, index) => ((busy(pid) - (before[index] ?? 0)) / SECONDS) * 100)
process.stdout.write(
  `idle for ${SECONDS} s: ${bare.toFixed(2)} % of a core without devices, ${full.toFixed(2)} % with keypad, scanner and display; ` +
    `the devices cost ${(full - bare).toFixed(2)} % (aim: under 1.5 %)\n`,
)
await Promise.all([scanner.unplug(), display.unplug()])
keypad.close()
for (const end of ends.reverse()) await end()
