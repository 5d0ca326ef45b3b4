/**
 * What idle devices cost: the processor time of a real daemon with a keypad, a scanner and a display, beside the same
 * daemon without them, over the same minutes (aim: under 1.5 % of a core for all of them together).
 */
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { FakeEventDevice } from '../test/hw/evdev.ts'
import { SerialLine } from '../test/hw/serial-line.ts'
import { World } from '../test/system/world.ts'

const SECONDS = Number(process.argv[2] ?? 30)
/** Of proc(5): sysconf(_SC_CLK_TCK) is 100 on every Linux that we run on. */
const TICKS_A_SECOND = 100

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
