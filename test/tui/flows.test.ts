import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FLOWS } from './flows.ts'
import { Shop } from './shop.ts'

/** Keys after which the flow is over, without the Enter that goes on to the next receipt, which a digit does as well. */
const keysOf = (pressed: readonly string[]): string => pressed.slice(0, -1).join(' ')

const EXPECTED = {
  sale: '1 2 5 0 = = =',
  scans: 'scan scan scan = 2 =',
  return: 'scan = =',
  z: '= 2 =',
} as const

test('[EK0-start] [EK0-sale-s-1] [EK0-sale-s-6] [EK0-sale-x-7] [EK0-ret-1] [EK1-ret-1] [EK0-in-1] [EK1-in-1] [EK0-out-1] [EK1-out-1] [EK0-menu-1] [EK1-menu-1] [EK0-histc-1] [EK0-x-2] [EK1-x-2] [EK0-z-6] [EK1-z-4] the flows of a day in a real terminal, on the smallest screen, against a real daemon', async (t) => {
  const shop = await Shop.open(t)
  const screen = shop.screen('kk', 40, 15)
  t.after(() => screen.kill())
  await screen.signIn()
  for (const flow of FLOWS) {
    screen.pressed.length = 0
    await flow.run(screen, async () => undefined, shop)
    if (flow.counted) assert.equal(keysOf(screen.pressed), EXPECTED[flow.counted], flow.id)
  }
  const { differences, documents } = await shop.world.ofd.summary()
  assert.equal(differences, 0)
  // What the OFD has is what was confirmed on the screen, beside a deposit and two sales that the shop made itself; what was practised is not
  assert.equal(documents.length, 22)
})
