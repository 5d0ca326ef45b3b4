import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SCREEN_WORDS as W } from '../../src/locale/screen-words.ts'
import { STATUS } from '../cli/answers.ts'
import { SENIOR, Shop } from './shop.ts'
import { Stand, failure } from './stand.ts'

const at = (stand: Stand): string => stand.state.screen.kind

const typing = (stand: Stand, sum: string): void => {
  stand.type(sum)
  stand.press('plus')
  stand.answerAll()
}

test('a receipt that is put aside leaves the screen once the daemon has it, and comes back under its own key', () => {
  const stand = Stand.selling()
  typing(stand, '250')
  const { key } = stand.state.draft
  stand.press('menu', 'plus')
  stand.answerAll()
  stand.press('plus')
  assert.equal(stand.state.draft.lines.length, 1, 'not before it is kept')
  stand.answerAll()
  assert.equal(at(stand), 'sale')
  assert.deepEqual(stand.state.draft.lines, [])
  assert.notEqual(stand.state.draft.key, key)
  assert.equal(stand.calls.at(-1)?.method, 'draft.drop')
  typing(stand, '100')
  const waiting = stand.state.asides
  stand.press('menu', 'plus')
  // The stand's daemon forgets: what it had is said again
  stand.waiting.splice(0)
  stand.press('1')
  assert.match(stand.state.notice?.text ?? '', /отложите/, 'one receipt at a time is on the screen')
  stand.press('back', 'back', 'enter', 'menu', 'plus')
  stand.waiting.splice(0)
  assert.deepEqual(stand.state.asides, waiting)
  stand.press('1')
  const [put] = stand.waiting
  assert.equal(put?.type === 'call' && put.method, 'draft.put', 'kept as the screen’s own first')
  stand.answer()
  const [aside] = stand.waiting
  assert.deepEqual(aside?.type === 'call' && [aside.method, aside.params], ['draft.aside', { asides: [] }])
  stand.answerAll()
  assert.equal(stand.state.draft.key, key)
  assert.equal(at(stand), 'sale')
})

test('what could not be kept is not put aside; of nothing, nothing is put aside; a tenth is refused', () => {
  const stand = Stand.selling()
  stand.press('menu', 'plus')
  stand.answerAll()
  stand.press('plus', '1')
  assert.equal(stand.waiting.length, 0)
  stand.press('back')
  typing(stand, '250')
  const { draft } = stand.state
  stand.press('menu', 'plus')
  stand.answerAll()
  stand.press('plus')
  stand.answer(failure('DRAFT_NOT_KEPT', { reason: 'ENOSPC' }))
  assert.deepEqual(stand.state.draft, draft)
  assert.deepEqual(stand.state.screen, { kind: 'aside' })
  stand.state = { ...stand.state, asides: Array.from({ length: 9 }, (_, n) => ({ ...draft, key: `k${n}` })) }
  stand.press('plus')
  assert.equal(stand.waiting.length, 0)
  assert.match(stand.state.notice?.text ?? '', /девять/)
})

test('training is told on every screen and on what was practised; it is turned on with the shift closed, off at any time', () => {
  const stand = Stand.selling()
  const blocks = [
    {
      code: 'TRAINING',
      since: '2026-11-21T10:15:30+05:00',
      message: 'Учебный режим',
      remedy: '',
      who: 'administrator',
    },
  ]
  stand.press('enter')
  stand.answerAll()
  stand.press('6')
  assert.equal(at(stand), 'shift', 'not while it is open')
  stand.look({ ...STATUS, blocks })
  stand.press('back')
  assert.equal(at(stand), 'sale', 'practice is no block of the screen')
  stand.press('enter')
  stand.answerAll()
  stand.press('6')
  assert.equal(at(stand), 'deed')
  stand.press('1', 'enter', '4', '8', 'enter')
  const [off] = stand.waiting
  assert.deepEqual(off?.type === 'call' && [off.method, off.as], ['training.off', { user: 1, pin: '48' }])
})

test('receipts that were put aside outlive screen and daemon, are one person’s own, and are gone once their key is a document', async (t) => {
  const shop = await Shop.open(t)
  const before = shop.screen('ru', 40, 15)
  await before.signIn()
  await before.press('250', '+')
  await before.see('1. ')
  await before.press('/', '+')
  await before.sees(W.putThisAside)
  await before.press('+')
  await before.sees(W.putAside)
  await before.kill('SIGKILL')
  await shop.world.kill()
  await shop.world.start()
  const mine = await shop.client()
  const { asides } = (await mine.result('draft.asides')) as { asides: readonly { readonly key: string }[] }
  assert.equal(asides.length, 1)
  const other = await shop.world.client({ code: 7, pin: '2468' })
  assert.deepEqual(await other.result('draft.asides'), { asides: [] })
  other.close()
  const after = shop.screen('ru', 40, 15)
  t.after(() => after.kill())
  await after.signIn(SENIOR)
  await after.press('/', '+')
  await after.see('250,00')
  // It became a document elsewhere, by its key: nobody may sell it a second time
  await mine.result('sale', { key: asides[0]?.key, items: [{ sum: '250' }], payments: { card: '250' } })
  assert.deepEqual(await mine.result('draft.asides'), { asides: [] })
  mine.close()
  await after.press('-', '/', '+')
  await after.sees(W.noAsides)
})
