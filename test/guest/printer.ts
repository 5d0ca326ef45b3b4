import assert from 'node:assert/strict'
import { existsSync, readlinkSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { encodeDocument } from '../../src/escpos/encoder.ts'
import { GENERIC } from '../../src/escpos/profile.ts'
import { systemClock } from '../../src/hw/clock.ts'
import type { PrintOutcome, PrinterPort } from '../../src/hw/ports.ts'
import { printerOf } from '../../src/hw/printer/target.ts'
import { groupOf } from './group.ts'
import { until } from './until.ts'
import { UsbPrinter } from './usb-printer.ts'

const PAPER = { profile: GENERIC, paper: 80 } as const

/** A receipt long enough that something can happen in its middle. */
const receipt = (number: number): Uint8Array =>
  encodeDocument(
    [
      { kind: 'text', text: `ЧЕК № ${number}`, align: 'center', bold: true },
      ...Array.from({ length: 300 }, (_, row) => ({ kind: 'text', text: `${row}. Құмшекер «Тәтті өмір»` }) as const),
      { kind: 'qr', data: 'https://consumer.example.kz/?i=1846203957' },
      { kind: 'cut' },
    ],
    { ...PAPER, encoding: 'auto', qr: 'raster' },
  )

const print = (printer: PrinterPort, id: number, on: Partial<Parameters<PrinterPort['print']>[0]> = {}) =>
  printer.print({ id, bytes: receipt(id), signal: new AbortController().signal, ...on })

void test('USB printer through usbfs: taken from the kernel’s driver, confirmed; paper out in the middle; pulled out in the middle; back', async () => {
  const device = new UsbPrinter(2)
  device.plug()
  await until(() => existsSync('/dev/usb/lp0') && existsSync('/dev/kkm-printer'))
  const printer = printerOf({ transport: 'usb', path: '/dev/kkm-printer' }, systemClock)

  assert.deepEqual(await print(printer, 1), { state: 'confirmed' })
  assert.deepEqual(printer.capabilities(), { answers: true, barrier: 'process', nearEnd: false })
  assert.ok(!existsSync('/dev/usb/lp0'), 'usblp has let go')
  // The name is the device's own now
  await until(() => /^bus\/usb\/\d{3}\/\d{3}$/.test(readlinkSync('/dev/kkm-printer')))
  assert.equal(groupOf('/dev/kkm-printer'), 'kkm 660')

  // Paper out in the middle: it waits, says why, and goes on by itself once there is paper
  const middle = device.received + receipt(2).length / 2
  device.ail({ kind: 'paper-out', after: Math.floor(middle) })
  let ended: PrintOutcome | undefined
  const second = print(printer, 2).then((outcome) => (ended = outcome))
  await until(() => device.received > middle)
  let state = ''
  while (state !== 'paper-out') {
    await delay(100)
    assert.equal(ended, undefined, state)
    state = (await printer.status()).state
  }
  assert.equal(ended, undefined)
  device.ail(undefined)
  assert.deepEqual(await second, { state: 'confirmed' })

  // Pulled out in the middle: nobody knows, and it is not sent again
  device.takes = device.received + 5000
  const third = print(printer, 3)
  await until(() => device.received >= device.takes)
  device.pull()
  assert.equal((await third).state, 'uncertain')
  device.takes = Number.POSITIVE_INFINITY
  device.plug()
  let outcome = await print(printer, 4)
  for (let tries = 0; outcome.state === 'waiting' && tries < 20; tries++) outcome = await print(printer, 4)
  assert.deepEqual(outcome, { state: 'confirmed' })

  // What the kernel's driver had it gets back
  await printer.close()
  await until(() => existsSync('/dev/usb/lp0'))
  const file = printerOf({ transport: 'device', path: '/dev/kkm-printer' }, systemClock)
  assert.deepEqual(await print(file, 5), { state: 'confirmed' })
  await file.close()
  device.stop()
  assert.deepEqual(device.errors, [])
  assert.deepEqual(device.receipts, ['ЧЕК № 1', 'ЧЕК № 2', 'ЧЕК № 4', 'ЧЕК № 5'])
})
