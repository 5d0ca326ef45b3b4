import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, readSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../src/hw/clock.ts'
import { LineDisplay } from '../../src/hw/display.ts'
import { SerialLine } from './serial-line.ts'

const BEGIN = Buffer.from('<begin>')

function displayAt(t: TestContext, path: string, transport: 'serial' | 'device') {
  const states: string[] = []
  // While it is missing it may be so for another reason: the line ended, then there is no such file
  const state = (told: { state: string }) => states.at(-1) === told.state || states.push(told.state)
  const display = new LineDisplay({ target: { transport, path, baud: 9600 }, begin: BEGIN, state }, systemClock)
  t.after(() => display.close())
  const until = async (count: number) => {
    for (let tries = 0; states.length < count; tries++) {
      assert.ok(tries < 800, states.join(' '))
      await delay(5)
    }
  }
  return { display, states, until }
}

test('a display on a serial line shows the newest picture; pulled out and back it begins anew and shows it again', async (t) => {
  const line = await SerialLine.open()
  t.after(() => line.unplug())
  const { display, states, until } = displayAt(t, line.path, 'serial')
  display.show(Buffer.from('one'))
  await line.has((got) => got.toString() === '<begin>one')
  display.show(Buffer.from('two'))
  await line.has((got) => got.toString() === '<begin>onetwo')
  await line.unplug()
  await until(2)
  display.show(Buffer.from('three'))
  const again = await SerialLine.open(line.path)
  t.after(() => again.unplug())
  await again.has((got) => got.toString() === '<begin>three')
  assert.deepEqual(states, ['ready', 'missing', 'ready'])
})

test('a device that takes nothing is given up after two seconds, told once, and nobody waits for it', async (t) => {
  const path = join(mkdtempSync(join(tmpdir(), 'kkm-display-')), 'display')
  execFileSync('mkfifo', [path])
  const reader = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  const { display, states, until } = displayAt(t, path, 'device')
  await until(1)
  const begun = performance.now()
  display.show(Buffer.alloc(200_000, 'x'))
  assert.ok(performance.now() - begun < 500, 'showing is not waiting')
  await until(2)
  assert.ok(performance.now() - begun > 1900)
  assert.deepEqual(states, ['ready', 'failed'])
  // It takes bytes again: begun anew, the newest picture alone
  display.show(Buffer.from('last'))
  const got = Buffer.alloc(400_000)
  let all = ''
  for (let tries = 0; !all.endsWith('<begin>last'); tries++) {
    assert.ok(tries < 800, `${all.length}`)
    try {
      all += got.subarray(0, readSync(reader, got)).toString()
    } catch {
      await delay(5)
    }
  }
  closeSync(reader)
})
