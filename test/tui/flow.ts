import { SCREEN_WORDS as W } from '../../src/locale/screen-words.ts'
import type { Text } from '../../src/locale/text.ts'
import type { Screen, Shop } from './shop.ts'

/** Takes a picture of the screen, with a title. */
export type Shot = (title: string) => Promise<void>

export interface Flow {
  readonly id: string
  readonly title: Text
  /** The keys that a cashier needs once the screen is at its place, where the flow is one that manuals have too. */
  readonly counted?: 'sale' | 'scans' | 'return' | 'z'
  /** Begins and ends where selling begins. */
  readonly run: (screen: Screen, shot: Shot, shop: Shop) => Promise<void>
}

export const text = (kk: string, ru: string, en: string): Text => ({ kk, ru, en })

export async function done(screen: Screen, shot: Shot, title = 'done'): Promise<void> {
  await screen.sees(W.registered)
  await shot(title)
  await screen.press('=')
  await screen.sees(W.total)
}

/** «Далее» and «Сформировать»: as the buyer prefers, then the preview. */
export async function pay(screen: Screen, shot: Shot, ...keys: string[]): Promise<void> {
  await screen.sees(W.toPay)
  await settled(screen)
  await shot('payment')
  await screen.press(...keys)
  await screen.sees(W.preview)
  await shot('preview')
  await screen.press('=')
}

/** The total of the register, not the screen's own guess. */
export const settled = (screen: Screen): Promise<void> =>
  new Promise((resolve) => setTimeout(() => resolve(void screen), 150))

export async function lastUrl(shop: Shop): Promise<string> {
  const client = await shop.client()
  const { receipts } = (await client.result('receipt.list', { limit: 20 })) as unknown as {
    readonly receipts: readonly { readonly document: string; readonly checkUrl: string }[]
  }
  client.close()
  return receipts.find(({ document }) => document === 'sale')?.checkUrl ?? ''
}
