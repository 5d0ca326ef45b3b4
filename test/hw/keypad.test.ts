import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { KEYS } from '../../src/api/keys.ts'
import { systemClock } from '../../src/hw/clock.ts'
import { AUTO_MAPS, KEY_MAPS, type KeypadProfile } from '../../src/hw/input/key-maps.ts'
import { KeyDecoder, type KeypadOptions, openKeypad, serialStrokes } from '../../src/hw/input/keypad.ts'
import type { DeviceState, KeyStroke } from '../../src/hw/ports.ts'
import { type Event, FakeEventDevice, SYN_DROPPED, SYN_REPORT, down, eventBytes, held, press, up } from './evdev.ts'
import { SerialLine } from './serial-line.ts'

const keyOf = (stroke: KeyStroke): string => ('key' in stroke ? stroke.key : `?${stroke.unknown}`)
const strokes = (events: readonly Event[], profile: KeypadProfile = 'keyboard'): string[] =>
  new KeyDecoder(KEY_MAPS[profile].keys).push(eventBytes(events)).map(keyOf)

/** Codes as the kernel's own table names them (linux/input-event-codes.h), in the order of the caps. */
const NUMPAD_17 = [69, 98, 55, 74, 71, 72, 73, 78, 75, 76, 77, 79, 80, 81, 96, 82, 83]
const ITS_CAPS = ['num-lock', '/', '*', '-', '7', '8', '9', '+', '4', '5', '6', '1', '2', '3', 'enter', '0', '.']

test('a USB number block of 17 keys says what stands on its caps, Num Lock too', () => {
  assert.deepEqual(strokes(NUMPAD_17.flatMap(press), 'numpad-17'), ITS_CAPS)
})

test('one of 21 keys has F1 to F4 above, or escape, tab, = and backspace', () => {
  assert.deepEqual(
    strokes([59, 60, 61, 62, 1, 15, 13, 14].flatMap(press), 'numpad-21'),
    'f1 f2 f3 f4 escape tab = backspace'.split(' '),
  )
  assert.deepEqual(strokes(NUMPAD_17.flatMap(press), 'numpad-21'), ITS_CAPS)
})

test('a serial matrix keypad of 16 keys sends characters: * clears, # enters, A to D are F1 to F4', () => {
  const sent = Buffer.from('123A456B789C*0#D\r')
  assert.deepEqual(
    serialStrokes(sent, KEY_MAPS['matrix-16'].keys).map(keyOf),
    '1 2 3 f1 4 5 6 f2 7 8 9 f3 clear 0 enter f4 enter'.split(' '),
  )
})

test('every map names keys that a console knows, and the maps of all keypads are parts of the automatic one', () => {
  for (const { keys, transport } of Object.values(KEY_MAPS))
    for (const [code, key] of Object.entries(keys)) {
      assert.ok(KEYS.includes(key), key)
      assert.equal(AUTO_MAPS[transport][Number(code)], key, code)
    }
})

test('a key counts when it goes down; held, only backspace and − do again', () => {
  const decoder = new KeyDecoder(KEY_MAPS.keyboard.keys)
  const hold = (code: number) => [down(code), SYN_REPORT, held(code), held(code), up(code), SYN_REPORT]
  assert.deepEqual(decoder.push(eventBytes([...hold(79), ...hold(14), ...hold(74)])), [
    { key: '1' },
    { key: 'backspace' },
    { key: 'backspace', repeat: true },
    { key: 'backspace', repeat: true },
    { key: '-' },
    { key: '-', repeat: true },
    { key: '-', repeat: true },
  ])
})

test('what is held down with a key is told with it; after keys were lost nothing is held any more', () => {
  const decoder = new KeyDecoder(KEY_MAPS.keyboard.keys)
  const typed = (...events: Event[]) => decoder.push(eventBytes(events))
  assert.deepEqual(typed(down(42), ...press(6), down(29), ...press(30), up(42), up(29), ...press(6)), [
    { key: '5', shift: true },
    { key: 'a', shift: true, ctrl: true },
    { key: '5' },
  ])
  // Events up to the next report belong to what was dropped
  assert.deepEqual(typed(down(42), SYN_DROPPED, down(2), SYN_REPORT, ...press(6)), [{ key: '5' }])
})

test('a key that the map does not name is told by its number, for [keypad.keys]', () => {
  assert.deepEqual(strokes(press(183), 'numpad-17'), ['?183'])
  assert.deepEqual(strokes(press(30), 'numpad-17'), ['?30'])
})

test('events in pieces of any size are the same events', () => {
  const bytes = eventBytes([...press(79), ...press(80), ...press(96)])
  for (let size = 1; size < 60; size++) {
    const decoder = new KeyDecoder(KEY_MAPS.keyboard.keys)
    const keys: string[] = []
    for (let at = 0; at < bytes.length; at += size) keys.push(...decoder.push(bytes.subarray(at, at + size)).map(keyOf))
    assert.deepEqual(keys, ['1', '2', 'enter'], `${size}`)
  }
})

/** A keypad that is read, and what came of it. */
function reading(options: Partial<KeypadOptions> & Pick<KeypadOptions, 'path' | 'transport'>) {
  const keys: string[] = []
  const states: DeviceState[] = []
  const all = { baud: 9600, profile: 'auto', keys: {}, grab: false, ...options } as const
  const port = openKeypad(all, systemClock, {
    key: (stroke) => keys.push(keyOf(stroke)),
    state: (state) => states.push(state),
  })
  const until = async (fits: () => boolean) => {
    for (let tries = 0; !fits(); tries++) {
      assert.ok(tries < 600, JSON.stringify({ keys, states }))
      await delay(5)
    }
  }
  return { port, keys, states, until }
}

test('an event device is read without blocking; one that cannot be grabbed is read all the same, and says why', async () => {
  const device = new FakeEventDevice()
  const { keys, port, states, until } = reading({ transport: 'evdev', path: device.path, grab: true })
  await until(() => states.length > 0)
  // ENOTTY: the FIFO's answer to EVIOCGRAB by koffi
  assert.deepEqual(states, [{ state: 'ready', grabbed: false, problem: 'EVIOCGRAB: errno 25' }])
  device.type([79, 80, 81].flatMap(press))
  await until(() => keys.length === 3)
  device.type(press(96))
  await until(() => keys.length === 4)
  assert.deepEqual(keys, ['1', '2', '3', 'enter'])
  await port.close()
  device.type(press(79))
  await delay(60)
  assert.equal(keys.length, 4)
  device.close()
})

test('eight keypads that say nothing hold no thread: files are read beside them, and all can be closed', async () => {
  const devices = Array.from({ length: 8 }, () => new FakeEventDevice())
  const readers = devices.map(({ path }) => reading({ transport: 'evdev', path }))
  for (const { states, until } of readers) await until(() => states.length > 0)
  const { readFile } = await import('node:fs/promises')
  assert.match(await readFile(new URL(import.meta.url), 'utf8'), /hold no thread/)
  await Promise.all(readers.map(({ port }) => port.close()))
  for (const device of devices) device.close()
})

test('a serial keypad is unplugged and another one plugged in: told once each, keys go on', async () => {
  const line = await SerialLine.open()
  const { keys, port, states, until } = reading({ transport: 'serial', path: line.path })
  await until(() => states.length === 1)
  line.send('7#')
  await until(() => keys.length === 2)
  await line.unplug()
  await until(() => states.length === 2)
  const again = await SerialLine.open(line.path)
  await until(() => states.length === 3)
  again.send('8')
  await until(() => keys.length === 3)
  assert.deepEqual(keys, ['7', 'enter', '8'])
  assert.deepEqual(
    states.map(({ state }) => state),
    ['ready', 'missing', 'ready'],
  )
  await port.close()
  await again.unplug()
})

test('a keypad that is not there, and one that is none, are told once and looked for', async () => {
  const missing = reading({ transport: 'evdev', path: '/dev/input/kkm-no-such' })
  const serial = reading({ transport: 'serial', path: '/dev/kkm-no-such' })
  const none = reading({ transport: 'serial', path: '/dev/null' })
  for (const { states, until } of [missing, serial, none]) await until(() => states.length > 0)
  await delay(1200)
  assert.deepEqual(
    [missing, serial, none].map(({ states }) => states.map(({ state }) => state)),
    [['missing'], ['missing'], ['failed']],
  )
  await Promise.all([missing, serial, none].map(({ port }) => port.close()))
})

test('keys of the configuration stand in place of the profile’s', async () => {
  const device = new FakeEventDevice()
  const { keys, port, until } = reading({ transport: 'evdev', path: device.path, keys: { 183: 'f1', 69: 'escape' } })
  device.type([183, 69, 79].flatMap(press))
  await until(() => keys.length === 3)
  assert.deepEqual(keys, ['f1', 'escape', '1'])
  await port.close()
  device.close()
  rmSync(device.path)
})
