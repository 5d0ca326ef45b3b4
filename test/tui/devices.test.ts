import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { SCREEN_WORDS as W } from '../../src/locale/screen-words.ts'
import { UNREAD } from '../../src/tui/update.ts'
import { FakeEventDevice, press } from '../hw/evdev.ts'
import { SerialLine } from '../hw/serial-line.ts'
import { BREAD, PIECE, Shop } from './shop.ts'

/** Codes of a USB number block (linux/input-event-codes.h). */
const CAPS = ['Num', '/', '*', '-', '7', '8', '9', '+', '4', '5', '6', '1', '2', '3', '=', '0', '.']
const NUMBERS = [69, 98, 55, 74, 71, 72, 73, 78, 75, 76, 77, 79, 80, 81, 96, 82, 83]
const CODES: ReadonlyMap<string, number> = new Map(CAPS.map((cap, index) => [cap, NUMBERS[index] ?? 0]))

async function until(fits: () => boolean): Promise<void> {
  for (let tries = 0; !fits(); tries++) {
    assert.ok(tries < 3000)
    await sleep(10)
  }
}

test('a sale by the daemon’s keypad and scanner alone, and what the buyer’s display shows of it', async (t) => {
  const shop = await Shop.open(t)
  const keypad = new FakeEventDevice()
  const scanner = await SerialLine.open()
  t.after(async () => {
    keypad.close()
    await scanner.unplug()
  })
  appendFileSync(
    join(shop.world.folder, 'kkm.toml'),
    `[keypad]\npath = "${keypad.path}"\nprofile = "numpad-17"\n[scanner]\npath = "${scanner.path}"\n`,
  )
  shop.world.daemon.child.kill('SIGHUP')
  await until(() => shop.world.daemon.err.includes('"read again"'))
  const screen = shop.screen('ru', 40, 15)
  const buyer = shop.screen('ru', 60, 20, ['--follow'])
  t.after(() => Promise.all([screen.kill(), buyer.kill()]))
  const keys = async (...caps: readonly string[]): Promise<void> => {
    for (const cap of caps.flatMap((one) => (CODES.has(one) ? [one] : Array.from(one)))) {
      keypad.type(press(CODES.get(cap) ?? 0))
      await sleep(40)
    }
  }
  await screen.sees(W.userCode)
  await screen.see('·')
  await buyer.sees(W.welcome)
  await keys('8', '=', '97531', '=')
  await screen.sees(W.total)
  await keys('Num')
  await screen.see(W.simple.kk)
  await keys('Num')
  await screen.see(W.simple.ru)
  scanner.send(`${BREAD}\r`)
  await screen.see('1. Хлеб')
  await buyer.see('Хлеб')
  // The code of a piece says which goods it is of, and is taken with them
  scanner.send(`]d2${PIECE}777\r`)
  await screen.see('2. Табак')
  await buyer.see('900,00')
  await keys('=')
  await screen.see('Наличные =')
  await sleep(200)
  await keys('6')
  await screen.sees(W.preview)
  await sleep(UNREAD)
  await keys('=')
  await screen.sees(W.registered)
  await buyer.sees(W.thanks)
  await buyer.sees(W.change)
  const { documents } = await shop.world.ofd.summary()
  assert.equal(documents.filter(({ total }) => total === 105_000).length, 1)
})
