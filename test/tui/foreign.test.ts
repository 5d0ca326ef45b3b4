import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SCREEN_WORDS as W } from '../../src/locale/screen-words.ts'
import { Shop } from './shop.ts'

test('a receipt of another register, typed from its paper, goes back in part; the OFD hears which one it was', async (t) => {
  const shop = await Shop.open(t)
  const screen = shop.screen('ru', 60, 20)
  t.after(() => screen.kill())
  await screen.signIn()
  await screen.press('/', '2')
  await screen.sees(W.orScan)
  await screen.press('*')
  await screen.sees(W.paperSays)
  await screen.press('184620395', '=', '010199999999', '=', '20112026101530', '=', '1000', '=')
  await screen.sees(W.returnSum)
  await screen.press('250', '=')
  await screen.sees(W.preview)
  await screen.press('=')
  await screen.sees(W.registered)
  const { differences, documents } = await shop.world.ofd.summary()
  assert.equal(differences, 0)
  assert.equal(documents.at(-1)?.total, 25_000)
})
