import assert from 'node:assert/strict'
import { constants, openSync, writeFileSync, writeSync } from 'node:fs'
import { test } from 'node:test'
import { KEY_MAPS } from '../../src/hw/input/key-maps.ts'
import { press } from '../hw/evdev.ts'
import { Client } from '../system/client.ts'
import { Program } from '../system/program.ts'
import { serialScanner } from './gadget.ts'
import { VirtualKeypad } from './uinput.ts'
import { until } from './until.ts'
import { UsbPrinter } from './usb-printer.ts'

const KKM = '/opt/kkm/bin'
const MARK = '010487000111222621aB3dE5\u001d93dGVz'
const CAPS = Object.keys(KEY_MAPS['numpad-17'].keys).map(Number)

const CONFIGURATION = `state_dir = "/tmp/kkm/state"
socket = "/tmp/kkm/kkm.sock"
[device]
model = "KKM-1"
serial_number = "SWK00412345"
year = 2026
[ofd]
operator = "kazakhtelecom"
servers = ["127.0.0.1:7777"]
transaction_seconds = 20
[printer]
transport = "usb"
[keypad]
profile = "numpad-17"
[scanner]
[geo]
latitude = 43.238949
longitude = 76.889709
`

const SETUP = {
  kkmId: 1024,
  token: '305419896',
  regNumber: '010102345678',
  serialNumber: 'SWK00412345',
  adminPin: '48151',
}

async function connected(): Promise<Client> {
  for (;;) {
    try {
      const client = await Client.open('/tmp/kkm/kkm.sock')
      const { state } = await client.result('hello', { schemas: [1], lang: 'en' })
      if (state === 'ready') return client
      client.close()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

/** A printer that did not answer at once is asked again by and by: a sale before that is refused. */
async function untilReady(till: Client): Promise<void> {
  while (!(await till.call('ready')).ok) await new Promise((resolve) => setTimeout(resolve, 500))
}

const heard = ({ lines }: Client, method: string): Record<string, unknown>[] =>
  lines
    .map((line) => JSON.parse(line) as { method?: string; params: Record<string, unknown> })
    .flatMap((line) => (line.method === method ? [line.params] : []))

void test('the register itself: keys and a scan at its console, a marked piece sold and its receipt confirmed over USB, all pulled out and back', async (t) => {
  writeFileSync('/tmp/kkm.toml', CONFIGURATION)
  const sim = new Program(`${KKM}/kkm-sim`, ['--ofd', '127.0.0.1:7777', '--kkm-id', '1024', '--token', '305419896'])
  const printer = new UsbPrinter(3)
  const scanner = serialScanner(4)
  let keypad = new VirtualKeypad('POS keypad', CAPS)
  printer.plug()
  scanner.plug()
  const daemon = new Program(`${KKM}/kkmd`, ['--config', '/tmp/kkm.toml'])
  let passed = false
  t.after(() => {
    if (!passed) process.stdout.write(`${daemon.err.slice(-3000)}\n`)
    daemon.child.kill('SIGKILL')
    sim.child.kill('SIGKILL')
    printer.stop()
  })
  const till = await connected()
  const there = (): unknown => [till.lines.slice(-5), daemon.err.slice(-2000)]
  await till.result('setup', SETUP)
  await till.result('session.open', { user: 1, pin: SETUP.adminPin })
  const { devices } = (await till.result('console.attach')) as { devices: { device: string; grabbed?: boolean }[] }
  assert.ok(
    devices.some(({ device, grabbed }) => device === 'keypad' && grabbed === true),
    JSON.stringify(devices),
  )

  for (const code of [80, 82, 96]) keypad.send(...press(code))
  await until(() => heard(till, 'console.key').length === 3, there)
  assert.deepEqual(heard(till, 'console.key'), [{ key: '2' }, { key: '0' }, { key: 'enter' }])
  const far = openSync(scanner.line, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
  writeSync(far, `]d2${MARK}\r`)
  await until(() => heard(till, 'console.scan').length === 1, there)
  const mark = heard(till, 'console.scan')[0]?.['mark']
  assert.equal(mark, MARK)

  const sell = (key: string, more: object = {}) =>
    till.result('sale', {
      key,
      items: [{ name: 'Аяқ киім', price: '9000', ...more }],
      payments: { cash: '10000' },
      wait: 60,
    })
  await untilReady(till)
  const sold = await sell('piece-1', { marks: [mark] })
  assert.deepEqual([sold['registered'], sold['printed']], [true, true])
  assert.equal((sold['paper'] as { state: string }).state, 'confirmed')
  writeSync(far, `]d2${MARK}\r`)
  await until(() => heard(till, 'console.scan').length === 2, there)
  assert.equal(heard(till, 'console.scan')[1]?.['soldBy'], sold['documentNumber'])

  // Everything is pulled out and plugged in again; the daemon is the same process
  printer.pull()
  scanner.pull()
  keypad.unplug()
  const gone = () => heard(till, 'console.device').filter(({ state }) => state === 'missing').length
  await until(() => gone() >= 2, there)
  printer.plug()
  scanner.plug()
  keypad = new VirtualKeypad('POS keypad', CAPS)
  const back = () => heard(till, 'console.device').filter(({ state }) => state === 'ready').length
  await until(() => back() >= 2, there)
  await untilReady(till)
  const again = await sell('after-1')
  assert.equal((again['paper'] as { state: string }).state, 'confirmed')
  keypad.send(...press(96))
  await until(() => heard(till, 'console.key').length === 4, there)
  assert.deepEqual(printer.errors, [])
  assert.ok(daemon.running)
  keypad.unplug()
  passed = true
})
