import { test } from 'node:test'
import { type Language, type Machine, Shop } from './machine.ts'

/** Each dies once, and its register too; after that they go on undisturbed. */
const ONCE = [
  { milliseconds: 250, victim: 'example' },
  { milliseconds: 400, victim: 'daemon' },
] as const

for (const machine of ['vending', 'till'] as const satisfies Machine[])
  for (const language of ['bash', 'python', 'node'] as const satisfies Language[])
    test(`examples/${language}: a ${machine} sells each order once, though it and the register are killed`, async (t) => {
      const shop = await Shop.open(t, { language, machine, orders: 7 }, { receipt: 'paper-or-electronic' })
      await shop.run(ONCE)
      await shop.assertSold()
      t.diagnostic(`kills: ${JSON.stringify(shop.kills)}`)
    })
