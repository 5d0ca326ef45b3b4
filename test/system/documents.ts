/** Calls of a day out of a seed: the same seed is the same day. */
export interface Call {
  readonly method: 'sale' | 'sale-return' | 'purchase' | 'purchase-return' | 'deposit' | 'withdraw'
  readonly params: Readonly<Record<string, unknown>>
}

/** Numbers from 0 up to 1 (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const NAMES = [
  'Нан',
  'Сүт 2,5 %',
  'Ірімшік «Қазақстан»',
  'Шай қара, 250 г',
  'Картоп',
  'Мандарин импорттық, Түркістан облысынан жеткізілген, жоғары сұрыпты',
  'Кофе Jacobs Monarch растворимый сублимированный',
  'Батон нарезной',
]
const UNITS = ['796', '166', '112', '006', '5114']
const RATES = ['16', '16', '16', '10', '5', '0', 'none', undefined]
const SECTIONS = [undefined, undefined, '1', '2', '17']

const decimal = (amount: number, digits: number): string => (amount / 10 ** digits).toFixed(digits)

interface Sold {
  readonly key: string
  readonly lines: number
  /** Thousandths sold of the first line. */
  readonly quantity: number
}

/** Makes up one call after the other; a return goes back to what was sold before, each sale once. */
export class Day {
  readonly #chance: () => number
  readonly #sold: Record<'sale' | 'purchase', Sold[]> = { sale: [], purchase: [] }
  #count = 0

  constructor(seed: number) {
    this.#chance = chanceOf(seed)
  }

  next(): Call {
    this.#count += 1
    const key = `day-${this.#count}`
    // Cash first, so that there is some to give back
    if (this.#count === 1) return { method: 'deposit', params: { key, sum: '5000000' } }
    const lot = this.#chance()
    if (lot < 0.05) return { method: 'deposit', params: { key, sum: decimal(this.#upTo(2_000_000), 2) } }
    if (lot < 0.09) return { method: 'withdraw', params: { key, sum: decimal(this.#upTo(10_000), 2) } }
    if (lot < 0.17) return this.#return('sale', key) ?? this.#ticket('sale', key)
    if (lot < 0.24) return this.#ticket('purchase', key)
    if (lot < 0.28) return this.#return('purchase', key) ?? this.#ticket('purchase', key)
    return this.#ticket('sale', key)
  }

  #upTo(most: number): number {
    return 1 + Math.floor(this.#chance() * most)
  }

  #oneOf<T>(values: readonly T[]): T {
    const value = values[Math.floor(this.#chance() * values.length)]
    if (value === undefined && !values.includes(value as T)) throw new Error('an empty choice')
    return value as T
  }

  #ticket(method: 'sale' | 'purchase', key: string): Call {
    const count = this.#upTo(6)
    const quantity = this.#chance() < 0.4 ? 1000 : this.#upTo(3) * 1000
    const items = Array.from({ length: count }, (_, at) => this.#item(at === 0 ? quantity : undefined, method))
    const modifier = this.#chance() < 0.25 ? this.#modifier() : {}
    // A fifth of what it costs at least: no card sum below is more than the total
    this.#sold[method].push({ key, lines: count, quantity })
    return { method, params: { key, items, ...modifier, payments: this.#payments(method) } }
  }

  #item(quantity: number | undefined, method: string) {
    const [vat, section] = [this.#oneOf(RATES), this.#oneOf(SECTIONS)]
    const fraction = this.#chance() < 0.5 ? this.#upTo(9) * 1000 : this.#upTo(4999)
    return {
      name: this.#oneOf(NAMES),
      price: decimal(1000 + this.#upTo(method === 'purchase' ? 100_000 : 3_000_000), 2),
      quantity: decimal(quantity ?? fraction, 3),
      unit: this.#oneOf(UNITS),
      ...(vat === undefined ? {} : { vat }),
      ...(section === undefined ? {} : { section }),
      ...(this.#chance() < 0.25 ? this.#modifier() : {}),
    }
  }

  #modifier() {
    const kind = this.#chance() < 0.6 ? 'discount' : 'markup'
    const percent = this.#chance() < 0.5
    const amount = percent
      ? { percent: this.#oneOf(['1', '5', '7.5', '12.345', '33']) }
      : { sum: decimal(this.#upTo(9), 2) }
    return { [kind]: { ...amount, ...(this.#chance() < 0.3 ? { name: 'Жеңілдік' } : {}) } }
  }

  #payments(method: string) {
    const small = decimal(this.#upTo(50), 2)
    const other = decimal(this.#upTo(50), 2)
    return this.#oneOf<Readonly<Record<string, string>>>([
      { cash: 'rest' },
      method === 'sale' ? { cash: '100000000' } : { cash: 'rest' },
      { card: 'rest' },
      { mobile: 'rest' },
      { card: small, cash: 'rest' },
      { mobile: small, card: 'rest' },
      { mobile: small, card: other, cash: 'rest' },
    ])
  }

  #return(of: 'sale' | 'purchase', key: string): Call | undefined {
    const sold = this.#sold[of].shift()
    if (!sold) return undefined
    const lot = this.#chance()
    const what = lot < 0.4 ? { whole: true } : { lines: [{ line: 1, ...(lot < 0.7 ? { quantity: '1' } : {}) }] }
    const payments = this.#oneOf<Readonly<Record<string, string>>>([{ cash: 'rest' }, { card: 'rest' }])
    return {
      method: of === 'sale' ? 'sale-return' : 'purchase-return',
      params: { key, parent: `key:${sold.key}`, ...what, payments },
    }
  }
}
