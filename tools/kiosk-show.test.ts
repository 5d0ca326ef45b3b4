import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Shop } from '../test/system/machine.ts'

/*
 * A machine sells a hundred times while it and its register die at random moments: npm run show:kiosk. KKM_SEED repeats a run.
 */
const SALES = 100
const seed = Number(process.env['KKM_SEED'] ?? Date.now() % 1_000_000)

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function* numbers(from: number): Generator<number> {
  for (let state = from >>> 0; ; ) {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function* kills() {
  const dice = numbers(seed)
  const next = (): number => dice.next().value ?? 0
  // As many as there is time for: each hits another step of another order
  for (;;) yield { milliseconds: 100 + next() * 900, victim: next() < 0.5 ? 'example' : 'daemon' } as const
}

test(`a hundred sales under random kills of the machine and of the register, seed ${seed}`, async (t) => {
  const shop = await Shop.open(t, { language: 'python', machine: 'till', orders: SALES })
  const begun = performance.now()
  await shop.run(kills())
  const receipts = await shop.assertSold()
  assert.equal(receipts, SALES)
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  t.diagnostic(`${receipts} receipts at the OFD, each once; ${JSON.stringify(shop.kills)} in ${seconds} s`)
})

test(`a hundred orders of a vending machine, of which some come out in part or not at all, seed ${seed}`, async (t) => {
  const shop = await Shop.open(t, { language: 'python', machine: 'vending', orders: SALES })
  await shop.run(kills())
  const receipts = await shop.assertSold()
  t.diagnostic(`${SALES} orders, ${receipts} receipts at the OFD, each once; kills ${JSON.stringify(shop.kills)}`)
})
