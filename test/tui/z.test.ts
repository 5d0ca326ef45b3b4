import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { SCREEN_WORDS as W } from '../../src/locale/screen-words.ts'
import { KEYMAPS } from '../../src/tui/keys.ts'
import { TerminalKeys } from '../../src/tui/terminal-keys.ts'
import { UNREAD } from '../../src/tui/update.ts'
import { Shop } from './shop.ts'
import { Stand } from './stand.ts'

/** Milliseconds between two repetitions of a key that is held down. */
const RATE = 40

/** The key comes again and again, so often. */
function hold(stand: Stand, times: number): void {
  for (let time = 0; time < times; time++) {
    stand.tick(RATE)
    stand.event({ type: 'key', action: '2', held: true })
  }
}

const asking = (): Stand => {
  const stand = Stand.selling()
  stand.press('enter')
  stand.answerAll()
  stand.press('2')
  return stand
}

test('the key that asked for Z closes the shift when it is held down for a second; let go before, it is nothing', () => {
  const stand = asking()
  hold(stand, 20)
  assert.deepEqual(stand.documents(), [])
  stand.tick(5000)
  stand.press('2')
  hold(stand, 20)
  assert.deepEqual(stand.documents(), [], 'its time began again')
  hold(stand, 10)
  assert.deepEqual(
    stand.documents().map(({ method }) => method),
    ['shift.close'],
  )
  stand.answerAll()
  hold(stand, 3)
  assert.equal(stand.state.screen.kind, 'done', 'what came of it stays while the finger is on the key')
})

test('no other key that is held down confirms, nor that one where it did not ask', () => {
  const stand = asking()
  for (let time = 0; time < 60; time++) {
    stand.tick(RATE)
    stand.event({ type: 'key', action: '3', held: true })
  }
  assert.equal(stand.state.screen.kind, 'sale', 'it types')
  stand.press('clear', 'f4')
  hold(stand, 60)
  assert.deepEqual(stand.documents(), [])
})

test('[EK0-z-6] two keys close a shift in a real terminal: =, and 2 held down', async (t) => {
  const shop = await Shop.open(t)
  const screen = shop.screen('ru', 40, 15)
  t.after(() => screen.kill())
  await screen.signIn()
  await screen.press('=')
  await screen.sees(W.revenue)
  const hands = setInterval(() => void screen.press('2'), RATE)
  t.after(() => clearInterval(hands))
  await screen.sees(W.takeAllCash)
  const closed = async () =>
    (await shop.world.ofd.summary()).documents.filter(({ document }) => document === 'z').length
  // On a busy machine a repetition may come late, and the second begins again
  for (let tries = 0; (await closed()) === 0; tries++) {
    assert.ok(tries < 400)
    await sleep(50)
  }
  clearInterval(hands)
  assert.equal(await closed(), 1)
})

test('a short code of a scanner that types confirms nothing by its Enter; a person’s Enter does', () => {
  for (const code of ['xyz\r', 'A1\r']) {
    const stand = asking()
    stand.tick(UNREAD)
    const keys = new TerminalKeys({ keymap: KEYMAPS.any, console: true, tell: (input) => stand.event(input) })
    keys.push(code)
    assert.deepEqual(stand.documents(), [])
    if (stand.state.screen.kind !== 'confirm') continue
    keys.push('\r')
    assert.equal(stand.documents().length, 1)
  }
})

test('a sum that is typed after an Enter too many is no answer to the question that its first digit asks', () => {
  for (const digits of [
    ['2', '5', '0'],
    ['2', '0', '0'],
    ['2', 'point', '5'],
    ['1', '5', '0'],
    ['1', '1', '5'],
  ] as const) {
    const stand = Stand.selling()
    stand.press('enter')
    stand.answerAll()
    stand.press(...digits)
    stand.tick(1000)
    stand.press('enter')
    assert.deepEqual(stand.documents(), [], digits.join(''))
  }
})
