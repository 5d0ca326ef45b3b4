/**
 * What the screen's memory does in a day of keys: `npm run screen:memory -- --keys 60000`. The real program in a real
 * terminal against a real daemon; every tenth of the keys its live heap after a collection, what it holds outside the heap,
 * and its resident memory. `--snapshots FOLDER` writes heap snapshots after the first and the last tenth.
 */
import { readFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { parseArgs } from 'node:util'
import { ROOT } from '../system/program.ts'
import { Shop } from './shop.ts'

const { values } = parseArgs({
  options: {
    keys: { type: 'string', default: '60000' },
    between: { type: 'string', default: '8' },
    snapshots: { type: 'string' },
  },
})

/** A round of a receipt that is typed, looked at and left: digits, a line, the total, back, storno; the menu, the shift. */
const ROUND = ['1', '5', '0', '+', '2', '0', '=', '-', '-', '=', '-', '=', '/', '7', '-', '/', '-']

/** What the launcher runs the screen with. */
const flags = /tui\) flags='([^']+)'/.exec(readFileSync(join(ROOT, 'bin/kkm'), 'utf8'))?.[1]?.split(' ')
if (flags === undefined) throw new Error('bin/kkm does not say how the screen is run')

const MIB = 1024 * 1024

interface Memory {
  readonly heapUsed: number
  readonly heapTotal: number
  readonly external: number
  readonly rss: number
}

const ends: (() => unknown)[] = []
const shop = await Shop.open({ after: (work: () => unknown) => void ends.push(work) } as unknown as TestContext)
const probe = join(shop.world.folder, 'probe.sock')
const screen = shop.screen('kk', 80, 24, [], {
  program: [
    process.execPath,
    ...flags,
    '--expose-gc',
    '--import',
    join(ROOT, 'test/tui/probe.mjs'),
    join(ROOT, 'dist/cli/kkm.cjs'),
  ],
  env: { KKM_PROBE: probe },
})
ends.push(() => screen.kill())
await screen.signIn()

/** Resident memory before the collection, as a user sees it; the rest after it. */
const resident = (): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${screen.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

const ask = (line: string): Promise<Memory> =>
  new Promise((resolve, reject) => {
    const socket = createConnection({ path: probe })
    socket.on('error', reject)
    socket.write(`${line}\n`)
    let text = ''
    socket.on('data', (part) => {
      text += String(part)
      if (!text.endsWith('\n')) return
      socket.destroy()
      resolve(JSON.parse(text) as Memory)
    })
  })

async function tell(pressed: number): Promise<void> {
  const before = resident()
  const { external, heapTotal, heapUsed } = await ask('memory')
  const [used, total, outside] = [heapUsed, heapTotal, external].map((bytes) => (bytes / MIB).toFixed(2))
  console.log(`${pressed} keys: live ${used} of ${total} MiB, outside ${outside}, resident ${before.toFixed(1)}`)
}

const snapshot = async (name: string): Promise<void> => {
  if (values.snapshots !== undefined) await ask(`snapshot ${join(values.snapshots, `${name}.heapsnapshot`)}`)
}

const keys = Number(values.keys)
const step = Math.max(1, Math.floor(keys / 10))
const begun = performance.now()
await tell(0)
let pressed = 0
for (let next = step; pressed < keys; ) {
  await screen.pressEvery(Number(values.between), ...ROUND)
  pressed += ROUND.length
  if (pressed < next) continue
  await tell(pressed)
  if (next === step) await snapshot('first')
  next += step
}
await snapshot('last')
console.log(`${((performance.now() - begun) / 1000).toFixed(0)} s, ${screen.bytes} bytes to the terminal`)
for (const end of ends.toReversed()) await end()
