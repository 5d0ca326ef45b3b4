import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../src/hw/clock.ts'
import { ScanAssembler, WedgeDecoder } from '../../src/hw/input/scan.ts'
import { openScanner } from '../../src/hw/input/scanner.ts'
import type { RawScan } from '../../src/hw/ports.ts'
import { type Event, FakeEventDevice, SYN_DROPPED, SYN_REPORT, down, eventBytes, press, up } from './evdev.ts'
import { SerialLine } from './serial-line.ts'

const GS = '\u001d'
const MARK = `010487000111222621aB3dE5${GS}93dGVz`

const textOf = ({ bytes, whole }: RawScan): string => Buffer.from(bytes).toString('latin1') + (whole ? '' : '…')

/** Keys that a scanner presses for a text, on a keyboard of the US layout. */
function typed(text: string): Event[] {
  const plain = "1234567890-=\0\0qwertyuiop[]\0\0asdfghjkl;'`\0\\zxcvbnm,./"
  const shifted = '!@#$%^&*()_+\0\0QWERTYUIOP{}\0\0ASDFGHJKL:"~\0|ZXCVBNM<>?'
  return Array.from(text).flatMap((character) => {
    if (character === GS) return [down(29), ...press(27), up(29)]
    if (character === '\r') return press(28)
    if (character === ' ') return press(57)
    const at = plain.indexOf(character)
    if (at !== -1) return press(at + 2)
    return [down(42), ...press(shifted.indexOf(character) + 2), up(42), SYN_REPORT]
  })
}

/** What a scanner that types comes to. @param gap milliseconds between two events */
function wedge(...bursts: readonly (readonly [at: number, events: readonly Event[]])[]): string[] {
  const scans: string[] = []
  const decoder = new WedgeDecoder(new ScanAssembler(systemClock, (scan) => scans.push(textOf(scan))))
  for (const [at, events] of bursts) decoder.push(eventBytes(events, at))
  return scans
}

test('a scanner that types: digits, letters in both cases, signs, with the layout of no machine in between', () => {
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('')
  assert.deepEqual(wedge([0, typed(`${printable}\r`)]), [printable])
  assert.deepEqual(wedge([0, typed('4870001112226\r48700\r')]), ['4870001112226', '48700'])
})

test('the group separator is kept, typed as Ctrl+], as F8 or as Alt and 029', () => {
  assert.deepEqual(wedge([0, typed(`]d2${MARK}\r`)]), [`]d2${MARK}`])
  const f8 = [...typed('21a'), ...press(66), ...typed('93b\r')]
  const alt = [...typed('21a'), down(56), ...[82, 80, 73].flatMap(press), up(56), ...typed('93b\r')]
  assert.deepEqual(wedge([0, f8], [10, alt]), [`21a${GS}93b`, `21a${GS}93b`])
})

test('a gap of more than 50 ms between two keys: a part may be lost, and the scan is told as incomplete', () => {
  assert.deepEqual(wedge([1000, typed('487000')], [1050, typed('1112226\r')]), ['4870001112226'])
  assert.deepEqual(wedge([1000, typed('487000')], [1051, typed('1112226\r4\r')]), ['4870001112226…', '4'])
  assert.deepEqual(wedge([1000, typed('4')], [1400, typed('4870001112226\r')]), ['4870001112226'])
})

test('what ends soon after a fragment may be its rest: it is no whole scan, and the one after it is', async () => {
  const scans: string[] = []
  let now = 0
  const clock = { ...systemClock, monotonic: () => now }
  const assembler = new ScanAssembler(clock, (scan) => scans.push(textOf(scan)))
  assembler.push(Buffer.from(']d20104'))
  assembler.breakOff()
  assembler.push(Buffer.from('87000111\r'))
  now = 2001
  assembler.push(Buffer.from('4870001112226\r'))
  assert.deepEqual(scans, [']d20104…', '87000111…', '4870001112226'])
})

test('a scan of which keys were lost is incomplete, and the next one is whole again', () => {
  const lost = [...typed('4870001'), SYN_DROPPED, down(2), SYN_REPORT, ...typed('26\r4870001112226\r')]
  assert.deepEqual(wedge([0, lost]), ['487000126…', '4870001112226'])
  assert.deepEqual(wedge([0, [SYN_DROPPED, SYN_REPORT, ...typed('1112226\r')]]), ['1112226…'])
})

test('bytes to scans: CR, LF, both, or a tab end one; cut anywhere they are the same', () => {
  const bytes = Buffer.from(`]E04870001112226\r\n]d2${MARK}\n\r\n123\t`, 'latin1')
  for (let size = 1; size <= bytes.length; size++) {
    const scans: string[] = []
    const assembler = new ScanAssembler(systemClock, (scan) => scans.push(textOf(scan)))
    for (let at = 0; at < bytes.length; at += size) assembler.push(bytes.subarray(at, at + size))
    assert.deepEqual(scans, [']E04870001112226', `]d2${MARK}`, '123'], `${size}`)
  }
})

test('a flood without an end is no scan, and keeps nothing', () => {
  const scans: RawScan[] = []
  const assembler = new ScanAssembler(systemClock, (scan) => scans.push(scan))
  for (let count = 0; count < 40; count++) assembler.push(Buffer.alloc(1000, 'x'))
  assembler.push(Buffer.from('\r'))
  assert.deepEqual(
    scans.map(({ whole }) => whole),
    [false, false, false, false, false],
  )
  assert.ok(scans.every(({ bytes }) => bytes.length <= 8193))
})

test('[R1326-6.1] [R1326-41] [R1326-77.2] [EK0-hw-2] a scanner on a serial line: a scan with GS arrives byte for byte; pulled out, it comes back', async () => {
  const line = await SerialLine.open()
  const scans: string[] = []
  const states: string[] = []
  const port = openScanner({ transport: 'serial', path: line.path, baud: 9600 }, systemClock, {
    scan: (scan) => scans.push(textOf(scan)),
    state: ({ state }) => states.push(state),
  })
  const until = async (fits: () => boolean) => {
    for (let tries = 0; !fits(); tries++) {
      assert.ok(tries < 600, JSON.stringify({ scans, states }))
      await delay(5)
    }
  }
  await until(() => states.length === 1)
  line.send(`]d2${MARK}\r`)
  await until(() => scans.length === 1)
  // A scanner without an end of line: told as what it is, once nothing more comes
  line.send('4870001112226')
  await until(() => scans.length === 2)
  line.send('half')
  await delay(30)
  await line.unplug()
  await until(() => states.length === 2)
  const again = await SerialLine.open(line.path)
  await until(() => states.length === 3)
  again.send('whole\r')
  await until(() => scans.includes('whole'))
  assert.deepEqual(scans, [`]d2${MARK}`, '4870001112226…', 'half…', 'whole'])
  assert.deepEqual(states, ['ready', 'missing', 'ready'])
  await port.close()
  await again.unplug()
})

test('a scanner that types is read as an event device', async () => {
  const device = new FakeEventDevice()
  const scanned = Promise.withResolvers<string>()
  const port = openScanner({ transport: 'evdev', path: device.path, baud: 9600 }, systemClock, {
    scan: (scan) => scanned.resolve(textOf(scan)),
    state: () => undefined,
  })
  device.type(typed(`]d2${MARK}\r`))
  assert.equal(await scanned.promise, `]d2${MARK}`)
  await port.close()
  device.close()
})
