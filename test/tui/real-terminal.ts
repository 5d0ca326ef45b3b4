/**
 * Random keys in a real terminal at a real daemon: `npm run screen:random-terminal -- --sequences 300 --from 1`. After each
 * sequence ÷ − leads home (or somebody signs in again); at the end the OFD has as many documents as were seen to be
 * registered after Enter at their question.
 */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { SCREEN_WORDS as W } from '../../src/locale/screen-words.ts'
import { chance, pick } from './random.ts'
import { ADMIN, BREAD, SENIOR, Shop, TOBACCO } from './shop.ts'

const { values } = parseArgs({
  options: { sequences: { type: 'string', default: '300' }, from: { type: 'string', default: '1' } },
})

const KEYS = 20
const CAPS = [...Array.from('0123456789.+-*/======5+'), 'F1', 'F2', 'F3', 'F4']
/** Milliseconds without a change after which the screen has answered; longer where the register is asked by a key. */
const QUIET = 100
const ASKED = 500
/** Milliseconds in which it comes to rest. */
const PATIENCE = 60_000
const HABITS = ['250===', '90+10=2=', '/2===', '/390==', 'F2==', '=1=']

const ends: (() => unknown)[] = []
const shop = await Shop.open({ after: (work: () => unknown) => void ends.push(work) } as unknown as TestContext)
const screen = shop.screen('ru', 40, 15)
ends.push(() => screen.kill())
await screen.signIn()
const has = (word: { readonly ru: string }): boolean => screen.text().includes(word.ru)

/** Nothing changes any more, and nothing is being asked. */
async function quiet(): Promise<void> {
  let [before, since] = ['', performance.now()]
  for (const until = since + PATIENCE; ; ) {
    await sleep(20)
    const now = screen.text()
    if (now !== before || [W.registering, W.loading, W.wait, W.outcomeUnknown].some(has)) since = performance.now()
    before = now
    if (performance.now() - since > ([W.toPay, W.returnKind].some(has) ? ASKED : QUIET)) return
    assert.ok(performance.now() < until, `it does not come to rest:\n${before}`)
  }
}

/** The question whose answer makes a document. */
const isAsking = (): boolean =>
  (has(W.preview) || has(W.confirm)) && /= (?:сформировать|подтвердить)/.test(screen.text())

let [keys, confirmed, registered] = [0, 0, 0]
async function press(cap: string): Promise<void> {
  const asks = isAsking()
  await screen.press(cap)
  keys += 1
  // On a busy machine the key itself may take its time
  if (cap === '=' && asks)
    for (const until = performance.now() + 10_000; isAsking() && performance.now() < until; ) await sleep(20)
  await quiet()
  if (cap !== '=' || !asks) return
  confirmed += 1
  // An X is told of, but is no document of the OFD
  if ((has(W.registered) && !has(W.xReport)) || has(W.shiftClosed)) registered += 1
}

/** @throws where none of them comes to be seen */
async function oneOf(...words: readonly { readonly ru: string }[]): Promise<void> {
  for (const until = performance.now() + 10_000; !words.some(has); await sleep(20))
    assert.ok(performance.now() < until, `two keys do not lead home:\n${screen.text()}`)
}

/** Home from wherever it is, by two keys; nobody is signed in after some. */
async function home(): Promise<void> {
  await quiet()
  // From the menu one key does it
  await screen.press(...(has(W.changeUser) ? ['-'] : ['/', '-']))
  await oneOf(W.total, W.userCode)
  while (!has(W.total)) {
    const admin = await shop.world.client(ADMIN)
    await admin.result('user.unlock', { code: SENIOR.code })
    admin.close()
    await screen.press('/', String(SENIOR.code), '=', SENIOR.pin, '=')
    await oneOf(W.total, W.unfinished)
    await quiet()
    // A receipt that is offered is thrown away
    if (has(W.unfinished)) await screen.press('-')
    await quiet()
  }
}

let hasEnded = false
void screen.ended.then(() => (hasEnded = true))
const [from, sequences] = [Number(values.from), Number(values.sequences)]
const begun = performance.now()
try {
  for (let seed = from; seed < from + sequences; seed++) {
    const next = chance(seed)
    const habit = next() < 0.5 ? pick(next, HABITS) : ''
    for (const cap of habit.match(/F\d|./g) ?? []) await press(cap)
    for (let key = 0; key < KEYS; key++) {
      if (next() < 0.05) {
        screen.scan(pick(next, [BREAD, TOBACCO, 'xyz']))
        await quiet()
      } else await press(pick(next, CAPS))
    }
    assert.ok(!hasEnded, `seed ${seed}: the screen ended`)
    await home()
  }
  const { documents } = await shop.world.ofd.summary()
  // The shop itself made one
  assert.equal(documents.length - 1, registered)
  console.log(
    `${sequences} sequences, ${keys} keys in a terminal, ${confirmed} confirmed, ${registered} seen registered, ${documents.length - 1} at the OFD, ${((performance.now() - begun) / 1000).toFixed(0)} s`,
  )
} finally {
  for (const end of ends.toReversed()) await end()
}
