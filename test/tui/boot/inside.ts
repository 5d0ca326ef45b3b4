/**
 * Inside a booted container (`scripts/screen-boot`): a console that nobody but systemd's unit opens, its keys pressed and
 * its rows read; the screen and the daemon are killed, and what comes back is told with its time.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import xterm from '@xterm/headless'
import { SCREEN_WORDS as W } from '../../../src/locale/screen-words.ts'
import { CAPS } from '../terminal.ts'

interface Console {
  readonly _pty: string
  readonly _slave: { pause(): void; on(event: 'error', done: () => void): void }
  readonly _master: { on(event: 'data', done: (text: string) => void): void; write(text: string): void }
}
// The one call of the package that opens a terminal without a program in it is not in its types
const pty = createRequire(import.meta.url)('@lydell/node-pty') as { open(size: object): Console }

const terminal = pty.open({ cols: 80, rows: 24 })
terminal._slave.pause()
terminal._slave.on('error', () => undefined)
const screen = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true })
terminal._master.on('data', (text) => screen.write(text))

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
const rows = (): string =>
  Array.from({ length: 24 }, (_, row) => screen.buffer.active.getLine(row)?.translateToString(true) ?? '').join('\n')

/** @returns milliseconds until the text stood on the console */
async function see(text: string, patience = 30_000): Promise<number> {
  const begun = performance.now()
  while (!rows().includes(text)) {
    if (performance.now() - begun > patience) throw new Error(`${text} is not on the console:\n${rows()}`)
    await sleep(10)
  }
  return performance.now() - begun
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys.flatMap((one) => (CAPS[one] === undefined ? Array.from(one) : [one]))) {
    terminal._master.write(CAPS[key] ?? key)
    await sleep(40)
  }
}

const systemctl = (...words: readonly string[]): string => execFileSync('systemctl', words, { encoding: 'utf8' }).trim()
const unit = `kkm-tui@${terminal._pty.replace('/dev/', '').replaceAll('/', '-')}.service`
const told = (what: string, took: number): void => console.log(`${what}: ${(took / 1000).toFixed(2)} s`)

/** The screen is blank once its process is gone: what is seen then is the new one's. */
async function killed(name: string, back: string): Promise<number> {
  screen.reset()
  const begun = performance.now()
  systemctl('kill', '--signal=KILL', name)
  await see(back)
  return performance.now() - begun
}

systemctl('start', unit)
told('first start of the unit to the sign-in', await see(W.userCode.ru))
console.log(`${unit}: ${systemctl('show', '--property=User,MainPID', unit).replaceAll('\n', ' ')}`)
await see('·')
await press('7', '=', '2468', '=')
await see(W.total.ru)
await press('150', '+', '420', '+')
await see('570,00')
console.log(rows())

const took = await killed(unit, W.userCode.ru)
told('the screen killed, back to the sign-in', took)
assert.ok(took < 3000)
await see('·')
await press('7', '=', '2468', '=')
await see(W.unfinished.ru)
await see('570,00')
console.log(rows())
await press('=')
await see('2. ')

const restarted = performance.now()
systemctl('kill', '--signal=KILL', 'kkmd.service')
await see(W.noDaemon.ru)
told('the daemon killed, told on the screen', performance.now() - restarted)
console.log(rows())
await see(W.draftKept.ru)
await see('·')
told('the daemon is back', performance.now() - restarted)
await press('2468', '=')
await see(W.total.ru)
await press('=')
await see(W.toPay.ru)
await sleep(500)
await press('2')
await see(W.preview.ru)
await press('=')
await see(W.registered.ru)
console.log(rows())
console.log(
  `restarts: screen ${systemctl('show', '--property=NRestarts', unit)}, daemon ${systemctl('show', '--property=NRestarts', 'kkmd.service')}`,
)
systemctl('stop', unit)
process.exit(0)
