import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { FakeEventDevice, press } from '../hw/evdev.ts'
import { SerialLine } from '../hw/serial-line.ts'
import type { Client } from './client.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const GS = '\u001d'
const MARK = `010487000111222621aB3dE5${GS}93dGVz`

/** A register in use whose configuration gets devices while it runs. */
async function shopWithDevices(t: TestContext) {
  const world = await World.ready(t)
  const keypad = new FakeEventDevice()
  const scanner = await SerialLine.open()
  const display = await SerialLine.open()
  t.after(async () => {
    keypad.close()
    await Promise.all([scanner.unplug(), display.unplug()])
  })
  appendFileSync(
    join(world.folder, 'kkm.toml'),
    `[keypad]\npath = "${keypad.path}"\nprofile = "numpad-17"\n[keypad.keys]\n69 = "escape"\n` +
      `[scanner]\npath = "${scanner.path}"\n[display]\npath = "${display.path}"\nprofile = "cd5220"\nencoding = "kz1048"\n`,
  )
  return { world, keypad, scanner, display }
}

const reread = async (world: World, count = 1) => {
  world.daemon.child.kill('SIGHUP')
  await until(() => world.daemon.err.split('"read again"').length > count, world.daemon.err)
}

async function until(fits: () => boolean, what: unknown): Promise<void> {
  for (let tries = 0; !fits(); tries++) {
    assert.ok(tries < 1000, JSON.stringify(what))
    await delay(5)
  }
}

/** Notifications of a kind, as they came. */
const heard = ({ lines }: Client, method: string): object[] =>
  lines
    .map((line) => JSON.parse(line) as { method?: string; params: object })
    .flatMap((line) => (line.method === method ? [line.params] : []))

/** What stands on the display now: the last picture that it was sent. */
const shownOn = (display: SerialLine): string[] => {
  const text = display.received.toString('latin1')
  return [...text.matchAll(/Q[AB](.{20})\r/gs)].slice(-2).map(([, line = '']) => line)
}

test('devices come with a reload; keys and scans reach the console alone, and the log knows of neither', async (t) => {
  const { keypad, scanner, world } = await shopWithDevices(t)
  const screen = await world.client()
  assert.deepEqual(await screen.result('console.attach'), { devices: [] })
  await reread(world)
  await until(() => heard(screen, 'console.device').length === 2, screen.lines)
  keypad.type([79, 80, 81, 69].flatMap(press))
  scanner.send(']E04870001112226\r')
  await until(() => heard(screen, 'console.scan').length === 1, screen.lines)
  await until(() => heard(screen, 'console.key').length === 4, screen.lines)
  assert.deepEqual(heard(screen, 'console.key'), [{ key: '1' }, { key: '2' }, { key: '3' }, { key: 'escape' }])
  assert.deepEqual(heard(screen, 'console.scan'), [{ symbol: 'ean', data: '4870001112226', barcode: '4870001112226' }])
  const other = await world.client(CASHIER)
  const taken = await other.call('console.attach')
  assert.equal(!taken.ok && taken.error.code, 'CONSOLE_TAKEN')
  assert.deepEqual([heard(other, 'console.key'), heard(other, 'console.scan')], [[], []])
  assert.doesNotMatch(world.daemon.err, /4870001112226|console\.key|"key"/)
})

test('a piece that was sold is known at its scan, and cannot be sold again; a return frees it', async (t) => {
  const { scanner, world } = await shopWithDevices(t)
  await reread(world)
  const till = await world.client(CASHIER)
  await until(() => !world.daemon.err.includes('"missing"'), world.daemon.err)
  const { devices } = (await till.result('console.attach')) as { devices: { device: string }[] }
  assert.deepEqual(devices.map(({ device }) => device).sort(), ['keypad', 'scanner'])
  const scanned = async (count: number) => {
    scanner.send(`]d2${MARK}\r`)
    await until(() => heard(till, 'console.scan').length === count, till.lines)
    return heard(till, 'console.scan').at(-1) as { mark: string; soldBy?: number }
  }
  const { mark, soldBy } = await scanned(1)
  assert.deepEqual([mark, soldBy], [MARK, undefined])
  const sale = { items: [{ name: 'Аяқ киім', price: '9000', marks: [mark] }], payments: { card: 'rest' } }
  const { documentNumber } = await till.result('sale', { ...sale, key: 'piece-1' })
  assert.equal((await scanned(2)).soldBy, documentNumber)
  const again = await till.call('sale', { ...sale, key: 'piece-2' })
  assert.equal(!again.ok && again.error.code, 'MARK_SOLD')
  await till.result('sale-return', { parent: 'key:piece-1', whole: true, payments: { card: 'rest' }, key: 'back-1' })
  assert.equal((await scanned(3)).soldBy, undefined)
})

test('the buyer sees what it comes to and the change; a display that is gone costs a sale nothing', async (t) => {
  const { display, world } = await shopWithDevices(t)
  await reread(world)
  const kz1048 = (text: string) => text.replaceAll(/[^\x20-\x7e]/g, '·')
  await until(() => shownOn(display).length === 2, world.daemon.err)
  const till = await world.client(CASHIER)
  const bread = { items: [{ name: 'Нан', price: '150' }], payments: { cash: '200' } }
  await till.result('sale', { ...bread, key: 'shown-1' })
  await until(() => shownOn(display)[0]?.includes('150,00') === true, shownOn(display))
  // Ғ is 0xAA, Қ is 0x8D in KZ-1048
  assert.match(shownOn(display)[0] ?? '', /^ÁÀÐËÛªÛ\/ÈÒÎÃÎ 150,00$/)
  assert.match(kz1048(shownOn(display)[1] ?? ''), /^·{8}\/·{5} 50,00$/)
  await till.result('display.show', { upper: 'Нан x 2\t300,00' })
  await until(() => shownOn(display)[0]?.endsWith('x 2       300,00') === true, shownOn(display))
  await display.unplug()
  const begun = performance.now()
  for (let count = 1; count <= 5; count++) await till.result('sale', { ...bread, key: `unseen-${count}` })
  assert.ok(performance.now() - begun < 3000)
  await until(() => /"device":"display"[^\n]*"state":"missing"/.test(world.daemon.err), world.daemon.err)
})

test('the technician’s tests of the devices, by the command line', async (t) => {
  const { keypad, scanner, world } = await shopWithDevices(t)
  assert.deepEqual(
    (await world.json(['scanner', 'test'], { user: ADMIN.code })).answer.error?.code,
    'DEVICE_NOT_CONFIGURED',
  )
  await reread(world)
  const screen = await world.client()
  await screen.result('console.attach')
  const later = (work: () => void) => void delay(900).then(work)
  later(() => scanner.send(`]d2${MARK}\r`))
  const scan = await world.json(['scanner', 'test', '--seconds', '10'], { user: ADMIN.code })
  assert.deepEqual(scan.answer.result?.['scan'], {
    symbol: 'gs1-datamatrix',
    data: MARK,
    barcode: '4870001112226',
    mark: MARK,
  })
  assert.equal(scan.answer.result?.['prefix'], ']d2')
  assert.equal(scan.answer.result?.['raw'], Buffer.from(`]d2${MARK}`).toString('hex'))
  later(() => keypad.type([79, 183, 96].flatMap(press)))
  const keys = await world.kkm(['keypad', 'test'], { user: ADMIN.code })
  assert.equal(keys.exit, 0, keys.err)
  assert.match(keys.err, /Press keys; Enter ends it \(20 s\)/)
  assert.match(keys.out, /Keys +1 {2}unknown 183 {2}enter/)
  assert.match(keys.out, /For the register alone +no: a console hears the keys too \(EVIOCGRAB: errno 25\)/)
  assert.deepEqual(heard(screen, 'console.scan'), [], 'a test is no sale')
  const display = await world.kkm(['display', 'test'], { user: ADMIN.code })
  assert.match(display.out, /ӘҒҚҢӨҰҮҺІ Щщ Ёё №12\|/)
  const silent = await world.json(['scanner', 'test', '--seconds', '1'], { user: ADMIN.code })
  assert.deepEqual([silent.exit, silent.answer.error?.code], [7, 'NOTHING_READ'])
})

test('a file that is wrong changes nothing; what needs a new start is said', async (t) => {
  const { keypad, world } = await shopWithDevices(t)
  await reread(world)
  const screen = await world.client()
  await screen.result('console.attach')
  const file = join(world.folder, 'kkm.toml')
  const good = readFileSync(file, 'utf8')
  writeFileSync(file, good.replace('numpad-17', 'numpad-99'))
  world.daemon.child.kill('SIGHUP')
  await until(() => world.daemon.err.includes('keypad.profile: expected'), world.daemon.err)
  keypad.type(press(79))
  await until(() => heard(screen, 'console.key').length === 1, screen.lines)
  writeFileSync(
    file,
    good
      .replace('receipt_language = "kk+ru"', 'receipt_language = "kk"')
      .replace('[scanner]', '[scanner]\nbaud = 19200'),
  )
  await reread(world, 2)
  assert.match(world.daemon.err, /"sections":\["receiptLanguage"\]/)
  await until(() => heard(screen, 'console.device').length === 1, screen.lines)
  assert.ok(world.daemon.running)
})
