import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { encodeDocument } from '../../src/escpos/encoder.ts'
import { interpret } from '../../src/escpos/interpreter.ts'
import { toText } from '../../src/escpos/paper.ts'
import { systemClock } from '../../src/hw/clock.ts'
import { printerOf } from '../../src/hw/printer/target.ts'
import { OPTIONS, profileNamed, RECEIPT } from '../escpos/sample.ts'
import { condition, documentOf, never } from './printer-contract.ts'

/** A printer on a line that carries no more than it says. */
async function start(t: TestContext, baud: number, flow: 'none' | 'rtscts' | 'xonxoff' = 'none') {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-serial-'))
  const paper = join(folder, 'paper')
  const peer: ChildProcess = spawn('python3', [join(import.meta.dirname, 'pty-printer.py'), paper, String(baud)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  assert.ok(peer.stdout)
  const [path] = (await once(createInterface(peer.stdout), 'line')) as [string]
  const printer = printerOf({ transport: 'serial', path, baud, flow }, systemClock)
  t.after(async () => {
    await printer.close()
    if (peer.exitCode === null && peer.signalCode === null) {
      peer.kill('SIGKILL')
      await once(peer, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  })
  return { peer, printer, paper: () => readFileSync(paper) }
}

/** Letters on a slow line, images on a quicker one: what is configured there. */
const LINES = [
  [9600, 'rongta', 'auto', 'none'],
  [115_200, 'xprinter', 'raster', 'rtscts'],
  [19_200, 'epson', 'auto', 'xonxoff'],
] as const

for (const [baud, name, encoding, flow] of LINES) {
  test(`a receipt over ${baud} bits a second (${name}, ${encoding}, ${flow}) takes the line’s time, is confirmed, and is never taken for a fault`, async (t) => {
    const { paper, printer } = await start(t, baud, flow)
    const options = { ...OPTIONS, profile: profileNamed(name), encoding, slow: true }
    const bytes = encodeDocument(RECEIPT, options)
    assert.deepEqual(await condition(printer), { state: 'ok', paper: 'unknown' })
    const begun = performance.now()
    const outcome = printer.print({ id: 1, bytes, signal: never })
    const states = new Set<string>()
    const looking = setInterval(() => void printer.status().then(({ state }) => states.add(state)), 50)
    assert.deepEqual(await outcome, { state: 'confirmed' })
    clearInterval(looking)
    const seconds = (performance.now() - begun) / 1000
    const line = bytes.length / (baud / 10)
    t.diagnostic(`${bytes.length} bytes: ${line.toFixed(2)} s of the line, ${seconds.toFixed(2)} s`)
    assert.ok(seconds > 0.7 * line && seconds < 1.5 * line + 2, `${seconds} s for ${line} s of the line`)
    assert.deepEqual([...states], ['ok'])
    const shown = interpret(paper(), options)
    assert.deepEqual(toText(shown, 48), toText(interpret(bytes, options), 48))
  })
}

test('a serial line that is held in a document is told as trouble, and goes on where it stood', async (t) => {
  const { paper, peer, printer } = await start(t, 115_200)
  await printer.status()
  const outcome = printer.print({ id: 1, bytes: documentOf(60_000, 1), signal: never })
  await delay(300)
  peer.kill('SIGUSR1')
  await delay(6500)
  assert.equal((await printer.status()).state, 'offline')
  peer.kill('SIGUSR1')
  assert.deepEqual(await outcome, { state: 'confirmed' })
  assert.equal(paper().length, 60_000)
})

test('a serial adapter pulled out in a document leaves it uncertain, at once', async (t) => {
  const { peer, printer } = await start(t, 9600)
  await printer.status()
  const outcome = printer.print({ id: 1, bytes: documentOf(8000, 1), signal: never })
  await delay(500)
  peer.kill('SIGKILL')
  const begun = performance.now()
  assert.equal((await outcome).state, 'uncertain')
  assert.ok(performance.now() - begun < 2000)
  assert.equal((await printer.status()).state, 'offline')
})
