import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SCREEN_WORDS as W } from '../../src/locale/screen-words.ts'
import { UNREAD } from '../../src/tui/update.ts'
import { BREAD, SENIOR, Shop } from './shop.ts'

/** Milliseconds from a crash to a screen that takes a PIN. */
const BACK = 3000

test('a screen that crashes is back with its receipt: offered to whoever began it, and to nobody else', async (t) => {
  const shop = await Shop.open(t)
  const before = shop.screen('ru', 40, 15)
  await before.signIn()
  before.scan(BREAD)
  await before.see('1. ')
  await before.press('250', '+')
  await before.see('2. ')
  await before.kill('SIGKILL')
  const begun = performance.now()
  const after = shop.screen('ru', 40, 15)
  t.after(() => after.kill())
  await after.sees(W.userCode)
  const took = performance.now() - begun
  assert.ok(took < BACK, `${took} ms`)
  await after.see('·')
  await after.press('7', '=', '2468', '=')
  await after.sees(W.total)
  assert.ok(!after.text().includes('1. '))
  await after.press('/', '0', String(SENIOR.code), '=', SENIOR.pin, '=')
  await after.sees(W.unfinished)
  await after.see('400,00')
  await after.press('=')
  await after.see('2. ')
  await after.press('=')
  await after.sees(W.toPay)
  await after.see('Наличные =')
  await after.press('2')
  await after.sees(W.preview)
  await after.press('=')
  await after.sees(W.registered)
  const { documents } = await shop.world.ofd.summary()
  assert.deepEqual(
    documents.map(({ document, total }) => [document, total]),
    [
      ['placement', 500_000],
      ['ticket', 40_000],
    ],
  )
})

test('the daemon dies while a receipt is under way: nothing is lost, nothing is registered twice, the PIN is asked for again', async (t) => {
  const shop = await Shop.open(t, { transactionSeconds: 4 })
  const screen = shop.screen('ru', 40, 15)
  t.after(() => screen.kill())
  await screen.signIn()
  await shop.world.ofd.fault('silence@1')
  await screen.press('300', '=')
  await screen.see('300,00')
  await screen.sees(W.toPay)
  await new Promise((resolve) => setTimeout(resolve, 300))
  await screen.press('2')
  await screen.sees(W.preview)
  await screen.press('=')
  await screen.sees(W.registering)
  await shop.world.kill()
  await screen.sees(W.noDaemon)
  await screen.sees(W.outcomeUnknown)
  await shop.world.ofd.clear()
  await shop.world.start()
  await screen.sees(W.locked)
  await screen.press(SENIOR.pin, '=')
  await screen.sees(W.registered)
  await screen.press('=')
  await screen.sees(W.total)
  const { documents } = await shop.world.ofd.summary()
  assert.equal(documents.filter(({ total }) => total === 30_000).length, 1)
})

test('a screen that crashes after «Сформировать» hears of its document when it is back, and offers nothing', async (t) => {
  const shop = await Shop.open(t)
  const before = shop.screen('ru', 40, 15)
  await before.signIn()
  await before.press('/', '3', '700', '=')
  await before.sees(W.confirm)
  await before.press('=')
  await before.sees(W.registered)
  await before.press('=')
  await before.press('500', '=')
  await before.see('500,00')
  await new Promise((resolve) => setTimeout(resolve, 300))
  await before.press('2')
  await before.sees(W.preview)
  await new Promise((resolve) => setTimeout(resolve, UNREAD))
  before.write('\u001BOM')
  await new Promise((resolve) => setTimeout(resolve, 18))
  await before.kill('SIGKILL')
  const after = shop.screen('ru', 40, 15)
  t.after(() => after.kill())
  await after.sees(W.userCode)
  await after.see('·')
  await after.press(String(SENIOR.code), '=', SENIOR.pin, '=')
  const { documents } = await shop.world.ofd.summary()
  const made = documents.filter(({ total }) => total === 50_000).length
  if (made === 1) {
    await after.sees(W.registered)
    await after.press('=')
    await after.sees(W.total)
  } else await after.sees(W.unfinished)
  assert.ok(made <= 1)
})
