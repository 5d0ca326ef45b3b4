import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../src/hw/clock.ts'
import { EscposPrinter } from '../../src/hw/printer/printer.ts'
import { findUsbPrinter, usbPrinters } from '../../src/hw/printer/usb-bus.ts'
import { usbChanges } from '../../src/hw/printer/usb-changes.ts'
import { usbLink } from '../../src/hw/printer/usb-link.ts'
import { EPSON, FakePrinter } from './fake-printer.ts'
import { FakeUsbPrinter, usbReader } from './fake-usb.ts'
import { condition, documentOf, never } from './printer-contract.ts'

const NOWHERE = '/nonexistent/kkm-printer'

function start(t?: TestContext) {
  const fake = new FakePrinter(EPSON)
  const usb = new FakeUsbPrinter(usbReader(fake))
  const printer = new EscposPrinter(
    usbLink(NOWHERE, systemClock, async () => usb.bus),
    systemClock,
  )
  t?.after(() => printer.close())
  return { fake, usb, printer }
}

const job = (id: number) => ({ id, bytes: documentOf(20_000, id), signal: never })

test('the kernel’s driver is put aside for a USB printer and gets it back at the end [EK0-hw-1]', async (t) => {
  const { fake, printer, usb } = start(t)
  assert.deepEqual(await printer.print(job(1)), { state: 'confirmed' })
  assert.equal(fake.paper.length, 20_000)
  assert.equal(usb.kernelDriver, false)
  assert.ok(usb.largestTransfer <= 4096)
  await printer.close()
  assert.deepEqual([usb.kernelDriver, usb.isOpen, usb.isClaimed], [true, false, false])
})

test('a USB printer pulled out in a document leaves it uncertain; plugged in again, the next one comes out', async (t) => {
  const { printer, usb } = start(t)
  await printer.status()
  usb.stallAfter = 8000
  const outcome = printer.print(job(1))
  await delay(50)
  usb.pull()
  assert.equal((await outcome).state, 'uncertain')
  assert.equal((await printer.status()).state, 'offline')
  usb.plugged = true
  usb.stallAfter = Infinity
  assert.deepEqual(await printer.print(job(2)), { state: 'confirmed' })
})

test('a USB printer that takes nothing, not even a question, is given up without a word too much; once it takes bytes it is back', async (t) => {
  const { fake, printer, usb } = start(t)
  usb.stallAfter = 0
  const states = [(await printer.status()).state, (await printer.status()).state]
  assert.deepEqual(states, ['unknown', 'offline'], 'silent, then still busy with the first question')
  usb.goOn()
  await delay(50)
  assert.deepEqual([usb.isOpen, usb.isClaimed], [false, false])
  // It was silent a moment ago, and is not asked to confirm so soon
  assert.deepEqual(await printer.print(job(1)), { state: 'accepted' })
  assert.equal(fake.paper.length, 20_000)
})

test('a USB printer without paper that takes no more bytes says so beside them, and goes on', async (t) => {
  const { printer, usb } = start(t)
  await printer.status()
  usb.stallAfter = 8000
  usb.paperOut = true
  const outcome = printer.print(job(1))
  await delay(5500)
  assert.deepEqual(await condition(printer), { state: 'paper-out', paper: 'out' })
  usb.paperOut = false
  usb.goOn()
  assert.deepEqual(await outcome, { state: 'confirmed' })
})

test('of two USB printers the path names one; without it nobody guesses', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-usb-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const [first, second] = [start().usb, start().usb]
  const other = { ...second.device, address: 9, ports: [3] }
  const bus = { getDevices: async () => [first.device, other] }
  await assert.rejects(findUsbPrinter(bus, NOWHERE), /several USB printers: 04b8:0e28 EPSON TM-T20III at 1-2\.1, .*1-3/)
  // A link to a node that is not there leads nowhere, which is no choice either.
  symlinkSync('/dev/bus/usb/999/009', join(folder, 'printer'))
  await assert.rejects(findUsbPrinter(bus, join(folder, 'printer')), /several/)
})

test('a machine without USB has no printer on it, and that is told as such', async () => {
  const bus = {
    getDevices: async () => {
      throw new Error('not found (errno 2)')
    },
  }
  assert.deepEqual(await usbPrinters(bus), [])
  await assert.rejects(findUsbPrinter(bus, NOWHERE), /no USB printer is connected/)
})

test('a device that comes is told at once, on a bus that was there', async (t) => {
  const nodes = mkdtempSync(join(tmpdir(), 'kkm-usb-'))
  mkdirSync(join(nodes, '001'))
  const told = Promise.withResolvers<void>()
  const end = usbChanges(nodes)(told.resolve)
  t.after(() => {
    end()
    rmSync(nodes, { recursive: true, force: true })
  })
  writeFileSync(join(nodes, '001', '005'), '')
  await told.promise
  assert.equal(typeof usbChanges('/nonexistent')(() => undefined), 'function')
})
