/** Chance of one seed: the same seed, the same numbers. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = Math.imul(seed ^ 0x5bf03635, 0x9e3779b1) >>> 0
  }

  /** From 0 to 1, 1 excluded. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1))
  }

  hits(probability: number): boolean {
    return this.fraction() < probability
  }

  /** One of a list that is not empty. */
  of<T>(list: readonly T[]): T {
    const chosen = list[this.between(0, list.length - 1)]
    if (chosen === undefined) throw new Error('nothing to choose from')
    return chosen
  }
}

/** What may go wrong in a world; each is on or off for a seed (swarm). */
export const FAULT_CLASSES = [
  'crash',
  'disk-error',
  'cut-before',
  'cut-after',
  'late',
  'duplicate',
  'unreachable',
  'code',
  'forget',
  'garbage',
  'server-block',
  'token-change',
  'same-token',
  'odd-token',
  'bare-info',
  'unread-retries',
  'clock',
  'paper-out',
  'printer-dies',
  'status-lost',
  'repeated-keys',
  'long-pauses',
  'transmit-only',
  'old-image',
  'disk-full',
] as const
export type FaultClass = (typeof FAULT_CLASSES)[number]

const RARE: ReadonlySet<FaultClass> = new Set(['transmit-only', 'old-image'])

/** Classes that came later are for later seeds: what a seed below once was it stays. */
const SINCE: Readonly<Partial<Record<FaultClass, number>>> = { 'disk-full': 300_000 }

export function swarm(dice: Dice, seed: number): ReadonlySet<FaultClass> {
  const there = FAULT_CLASSES.filter((one) => seed >= (SINCE[one] ?? 0))
  return new Set(there.filter((one) => dice.hits(RARE.has(one) ? 0.12 : 0.4)))
}
