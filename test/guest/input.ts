import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  readlinkSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { systemClock } from '../../src/hw/clock.ts'
import { KEY_MAPS } from '../../src/hw/input/key-maps.ts'
import { openKeypad } from '../../src/hw/input/keypad.ts'
import { openScanner } from '../../src/hw/input/scanner.ts'
import type { DeviceState, KeyStroke, RawScan } from '../../src/hw/ports.ts'
import { down, press, up } from '../hw/evdev.ts'
import { Gadget, serialScanner } from './gadget.ts'
import { groupOf } from './group.ts'
import { VirtualKeypad } from './uinput.ts'
import { until } from './until.ts'

const KEYPAD = '/dev/input/kkm-keypad'
const SCANNER = '/dev/kkm-scanner'
const GS = '\u001d'
const MARK = `010487000111222621aB3dE5${GS}93dGVz`

const CAPS = Object.keys(KEY_MAPS['numpad-21'].keys).map(Number)

function readKeypad() {
  const keys: string[] = []
  const states: DeviceState[] = []
  const key = (stroke: KeyStroke) =>
    keys.push('key' in stroke ? stroke.key + (stroke.repeat ? '…' : '') : `?${stroke.unknown}`)
  const options = { transport: 'evdev', path: KEYPAD, baud: 9600, profile: 'numpad-21', keys: {}, grab: true } as const
  const port = openKeypad(options, systemClock, { key, state: (state) => states.push(state) })
  return { port, keys, states, there: () => ({ keys, states }) }
}

void test('keypad: udev names it, it is grabbed, a held key repeats for backspace alone, pulled out and back it goes on', async () => {
  const { keys, port, states, there } = readKeypad()
  await until(() => states.length === 1, there)
  assert.equal(states[0]?.state, 'missing')
  let keypad = new VirtualKeypad('POS keypad', CAPS)
  await until(() => states.length === 2, there)
  assert.deepEqual(states[1], { state: 'ready', grabbed: true })
  assert.equal(groupOf(KEYPAD), 'input 660')

  // Whoever else reads it hears nothing: a console, or a shell behind it
  const other = openSync(KEYPAD, constants.O_RDONLY | constants.O_NONBLOCK)
  for (const code of [79, 80, 81, 96]) keypad.send(...press(code))
  await until(() => keys.length === 4, there)
  assert.deepEqual(keys, ['1', '2', '3', 'enter'])
  assert.throws(() => readSync(other, Buffer.alloc(24)), { code: 'EAGAIN' })
  closeSync(other)

  // The kernel's own repeat: after 250 ms, thirty times a second
  keypad.send(down(82))
  await delay(900)
  keypad.send(up(82))
  keypad.send(down(14))
  await delay(900)
  keypad.send(up(14))
  await delay(100)
  assert.equal(keys[4], '0')
  assert.equal(keys[5], 'backspace')
  assert.ok(keys.length > 10 && keys.slice(6).every((key) => key === 'backspace…'), JSON.stringify(keys))

  keypad.unplug()
  await until(() => states.length === 3, there)
  assert.equal(states[2]?.state, 'missing')
  keypad = new VirtualKeypad('POS keypad', CAPS)
  await until(() => states.length === 4, there)
  keypad.send(...press(74))
  await until(() => keys.at(-1) === '-', there)
  await port.close()
  keypad.unplug()
})

void test('keypad: one that another program has grabbed is read as far as it goes, and says so', async () => {
  const keypad = new VirtualKeypad('POS keypad', CAPS)
  const first = readKeypad()
  await until(() => first.states.at(-1)?.state === 'ready', first.there)
  const second = readKeypad()
  await until(() => second.states.at(-1)?.state === 'ready', second.there)
  // EBUSY
  assert.deepEqual(second.states.at(-1), { state: 'ready', grabbed: false, problem: 'EVIOCGRAB: errno 16' })
  await Promise.all([first.port.close(), second.port.close()])
  keypad.unplug()
})

function readScanner(transport: 'serial' | 'evdev', path: string) {
  const scans: string[] = []
  const states: string[] = []
  const scan = ({ bytes, whole }: RawScan) => scans.push(Buffer.from(bytes).toString('latin1') + (whole ? '' : '…'))
  const port = openScanner({ transport, path, baud: 9600 }, systemClock, {
    scan,
    state: ({ state }) => states.push(state),
  })
  return { port, scans, states, there: () => ({ scans, states }) }
}

void test('scanner as a serial line of USB (cdc_acm): named, left alone by ModemManager, GS kept, pulled out in a scan, back', async () => {
  const gadget = serialScanner(0)
  const { port, scans, states, there } = readScanner('serial', SCANNER)
  gadget.plug()
  await until(() => states.at(-1) === 'ready', there)
  assert.equal(groupOf(SCANNER), 'kkm 660')
  const node = readlinkSync(SCANNER)
  const { major, minor } = deviceOf(SCANNER)
  assert.match(readFileSync(`/run/udev/data/c${major}:${minor}`, 'utf8'), /^E:ID_MM_DEVICE_IGNORE=1$/m, node)

  const far = openSync(gadget.line, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
  writeSync(far, `]d2${MARK}\r`)
  await until(() => scans.length === 1, there)
  assert.equal(scans[0], `]d2${MARK}`)
  writeSync(far, ']E0487000')
  await delay(100)
  gadget.pull()
  await until(() => states.at(-1) === 'missing', there)
  gadget.plug()
  await until(() => states.at(-1) === 'ready', there)
  const again = openSync(gadget.line, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
  writeSync(again, ']E04870001112226\r\n')
  await until(() => scans.includes(']E04870001112226'), there)
  assert.ok(
    scans.slice(1, -1).every((scan) => scan.endsWith('…')),
    JSON.stringify(scans),
  )
  await port.close()
  closeSync(far)
  closeSync(again)
  gadget.pull()
})

/** Device numbers of a file, as udev's data is called by them. */
function deviceOf(path: string): { readonly major: number; readonly minor: number } {
  const { rdev } = statSync(path)
  return { major: (rdev >> 8) & 0xfff, minor: (rdev & 0xff) | ((rdev >> 12) & 0xfff00) }
}

/** Reports of a keyboard (HID 1.11, appendix B): no keys, letters, figures, signs. */
const REPORT_DESCRIPTOR = Buffer.from(
  '05010906a101050719e029e71500250175019508810295017508810395057501050819012905910295017503910395067508150025650507190029658100c0',
  'hex',
)
const CTRL = 0x01
const SHIFT = 0x02

/** No key is down. */
const NO_KEY = [0, 0, 0, 0, 0, 0, 0, 0]

/** Usage of a character on a keyboard of the US layout, with its modifier. */
function usageOf(character: string): readonly [modifier: number, usage: number] {
  if (character === GS) return [CTRL, 0x30]
  if (character === '\r') return [0, 0x28]
  if (/[a-z]/.test(character)) return [0, character.charCodeAt(0) - 97 + 4]
  if (/[A-Z]/.test(character)) return [SHIFT, character.charCodeAt(0) - 65 + 4]
  if (/[1-9]/.test(character)) return [0, Number(character) + 0x1d]
  if (character === '0') return [0, 0x27]
  if (character === ']') return [0, 0x30]
  throw new Error(`no key for ${character}`)
}

void test('scanner that types (usbhid): grabbed, letters in both cases and GS as Ctrl+] come through the kernel', async () => {
  const gadget = new Gadget({
    socket: 1,
    vendor: 0x05e0,
    product: 0x1200,
    maker: 'Symbol',
    name: 'Scanner',
    serial: 'SCN002',
    function: 'hid.scanner',
    files: { protocol: '1', subclass: '1', report_length: '8', report_desc: REPORT_DESCRIPTOR },
  })
  gadget.plug()
  const path = '/dev/input/by-id/usb-Symbol_Scanner_SCN002-event-kbd'
  await until(() => existsSync(path) && existsSync('/dev/hidg0'))
  const { port, scans, states, there } = readScanner('evdev', path)
  await until(() => states.at(-1) === 'ready', there)
  const reports = Array.from(`]d2${MARK}\r`, usageOf).flatMap(([modifier, usage]) => [
    modifier,
    0,
    usage,
    0,
    0,
    0,
    0,
    0,
    ...NO_KEY,
  ])
  writeFileSync('/tmp/reports', Buffer.from(reports))
  // The emulated machine is slow enough to lose keys: a scan that lacks some says so, and the next try may be whole
  while (!scans.some((scan) => !scan.endsWith('…'))) {
    const before = scans.length
    await promisify(execFile)('dd', ['if=/tmp/reports', 'of=/dev/hidg0', 'bs=8'])
    await until(() => scans.length > before, there)
    await delay(500)
  }
  assert.equal(scans.at(-1), `]d2${MARK}`, JSON.stringify(scans))
  await port.close()
  gadget.pull()
})
