import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Action } from '../../src/tui/keys.ts'
import { UNREAD } from '../../src/tui/update.ts'
import { Stand } from './stand.ts'

test('keys that come before the total count once it is there: none is lost, and the payment is the one that was chosen', () => {
  const stand = Stand.selling()
  stand.press('2', '5', '0', 'enter', '2', 'enter')
  assert.equal(stand.state.screen.kind, 'pay')
  stand.answerAll()
  assert.equal(stand.state.screen.kind, 'preview')
  assert.deepEqual(stand.state.draft.asked?.params['payments'], { card: 'rest' })
  assert.deepEqual(stand.documents(), [], 'a preview that nobody has seen confirms nothing')
  stand.press('enter')
  assert.deepEqual(
    stand.documents().map(({ params }) => (params as { payments?: unknown }).payments),
    [{ card: 'rest' }],
  )
})

test('what is shown before confirming is what was asked for last', () => {
  const stand = Stand.selling()
  stand.press('2', '5', '0', 'enter')
  stand.answerAll()
  stand.press('2')
  const [card] = stand.waiting.splice(0)
  // Back before it came, and another payment
  stand.press('back', 'enter')
  stand.answerAll()
  stand.press('3')
  if (card?.type !== 'call') throw new Error('no preview was asked for')
  const late = { total: '250.00', payments: { card: '250.00' }, vat: [] }
  stand.event({ type: 'answer', tag: card.tag, purpose: 'preview', result: late })
  assert.equal(stand.state.screen.kind, 'pay', 'an answer to the first is out of date')
  stand.answerAll()
  assert.equal(stand.state.screen.kind, 'preview')
  assert.deepEqual(stand.state.draft.asked?.params['payments'], { mobile: 'rest' })
})

test('keys that lead on through the payment before the total is there are all of them pressed', () => {
  const stand = Stand.selling()
  stand.press('2', '5', '0', 'enter', '0', '5', '0', 'enter')
  stand.answer()
  stand.answer()
  assert.deepEqual(
    stand.state.screen.kind === 'mixed' && [stand.state.screen.cash, stand.state.screen.at],
    ['50', 1],
    stand.state.screen.kind,
  )
})

test('an Enter too many, one that bounces and one that is held down confirm nothing; one pressed at the sight of the question does', () => {
  const enter = { type: 'key', action: 'enter' } as const
  for (const [keys, kind] of [
    ['250=', 'preview'],
    ['/390=', 'confirm'],
  ] as const) {
    const stand = Stand.selling()
    for (const key of keys) stand.press(key === '=' ? 'enter' : key === '/' ? 'menu' : (key as Action))
    stand.answerAll()
    if (kind === 'preview') {
      stand.press('enter')
      stand.answerAll()
    }
    assert.equal(stand.state.screen.kind, kind)
    stand.event(enter)
    stand.tick(UNREAD - 1)
    stand.event(enter)
    stand.tick(1000)
    stand.event({ ...enter, held: true })
    assert.equal(stand.state.screen.kind, kind, 'the question stays')
    assert.deepEqual(stand.documents(), [])
    stand.event(enter)
    assert.equal(stand.documents().length, 1)
  }
})

test('a scanned code that no goods have is told, and is no sum: the next Enter sells nothing by it', () => {
  for (const code of ['4870009999999', 'qwertyuiop']) {
    const stand = Stand.selling()
    stand.scan(code)
    assert.match(stand.state.notice?.text ?? '', /Код не найден/)
    stand.press('plus')
    assert.equal(stand.state.screen.kind, 'item')
    stand.press('back')
    stand.type('150=')
    assert.deepEqual(
      stand.state.draft.lines.map(({ price }) => price),
      ['150'],
      code,
    )
  }
})
