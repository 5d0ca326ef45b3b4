/** Calls of a day out of a seed: the same seed is the same day. */
export interface Call {
  readonly method: 'sale' | 'sale-return' | 'purchase' | 'purchase-return' | 'deposit' | 'withdraw'
  readonly params: Readonly<Record<string, unknown>> & { readonly key: string }
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

const DOMAINS = [
  { type: 'trading' },
  { type: 'services', accountNumber: 'ЛС-0012345' },
  { type: 'gasoil', correctionNumber: '77', correctionSum: '12.34', cardNumber: '9000123' },
  { type: 'hotels' },
  { type: 'taxi', carNumber: '123 ABC 02', order: true, currentFee: '350.00' },
  { type: 'parking', begin: '2026-11-21T08:00:00', end: '2026-11-21T10:15:30' },
]

const decimal = (amount: number, digits: number): string => (amount / 10 ** digits).toFixed(digits)

/** What of a receipt may still come back: thousandths by the number of the line. */
interface Sold {
  readonly key: string
  readonly of: 'sale' | 'purchase'
  readonly lines: Map<number, number>
}

/** Parts are cut at tenths, so that none is worth less than a tiyn. */
const TENTH = 100

/** Makes up one call after the other; returns go back to what was sold before, in parts. */
export class Day {
  readonly #chance: () => number
  readonly #sold: Sold[] = []
  #count = 0

  constructor(seed: number) {
    this.#chance = chanceOf(seed)
  }

  next(): Call {
    this.#count += 1
    const key = `day-${this.#count}`
    // Cash first, so that there is some to give back
    if (this.#count === 1) return { method: 'deposit', params: { key, sum: '50000000' } }
    const lot = this.#chance()
    if (lot < 0.05) return { method: 'deposit', params: { key, sum: decimal(this.#upTo(2_000_000), 2) } }
    if (lot < 0.09) return { method: 'withdraw', params: { key, sum: decimal(this.#upTo(10_000), 2) } }
    if (lot < 0.22 && this.#sold.length > 0) return this.#return(key)
    return this.#ticket(lot < 0.3 ? 'purchase' : 'sale', key)
  }

  #upTo(most: number): number {
    return 1 + Math.floor(this.#chance() * most)
  }

  #oneOf<T>(values: readonly T[]): T {
    return values[Math.floor(this.#chance() * values.length)] as T
  }

  #ticket(method: 'sale' | 'purchase', key: string): Call {
    const items = Array.from({ length: this.#upTo(6) }, () => this.#item())
    const storno = items.length > 1 && this.#chance() < 0.15 ? this.#upTo(items.length) : undefined
    const lines = items.flatMap(({ quantity }, at) => (at + 1 === storno ? [] : [[at + 1, quantity] as const]))
    this.#sold.push({ key, of: method, lines: new Map(lines) })
    return {
      method,
      params: {
        key,
        items: [
          ...items.map((item) => ({ ...item, quantity: decimal(item.quantity, 3) })),
          ...(storno === undefined ? [] : [{ storno }]),
        ],
        ...(this.#chance() < 0.3 ? this.#modifier(900) : {}),
        ...(this.#chance() < 0.1 ? { customer: { iinOrBin: '190540005749', phone: '+77010000000' } } : {}),
        ...(this.#chance() < 0.2 ? { domain: this.#oneOf(DOMAINS) } : {}),
        payments: this.#payments(method),
      },
    }
  }

  #item() {
    const [vat, section] = [this.#oneOf(RATES), this.#oneOf(SECTIONS)]
    // A line costs ten tenge at least
    const quantity = this.#chance() < 0.5 ? this.#upTo(9) * 1000 : 499 + this.#upTo(4999)
    return {
      name: this.#oneOf(NAMES),
      price: decimal(2000 + this.#upTo(this.#chance() < 0.1 ? 300_000_000 : 300_000), 2),
      quantity,
      unit: this.#oneOf(UNITS),
      ...(vat === undefined ? {} : { vat }),
      ...(section === undefined ? {} : { section }),
      ...(this.#chance() < 0.3 ? this.#modifier(900) : {}),
    }
  }

  /** @param most tiyn, when it is a sum */
  #modifier(most: number) {
    const kind = this.#chance() < 0.6 ? 'discount' : 'markup'
    const amount =
      this.#chance() < 0.5
        ? { percent: this.#oneOf(['1', '5', '7.5', '12.345', '33']) }
        : { sum: decimal(this.#upTo(most), 2) }
    return { [kind]: { ...amount, ...(this.#chance() < 0.3 ? { name: 'Жеңілдік' } : {}) } }
  }

  #payments(method: string) {
    const [small, other] = [decimal(this.#upTo(30), 2), decimal(this.#upTo(30), 2)]
    return this.#oneOf<Readonly<Record<string, string>>>([
      { cash: 'rest' },
      method === 'sale' ? { cash: '10000000000' } : { cash: 'rest' },
      { card: 'rest' },
      { mobile: 'rest' },
      { card: small, cash: 'rest' },
      { mobile: small, card: 'rest' },
      { mobile: small, card: other, cash: 'rest' },
    ])
  }

  #return(key: string): Call {
    const sold = this.#oneOf(this.#sold)
    const method = sold.of === 'sale' ? 'sale-return' : 'purchase-return'
    const payments = this.#oneOf<Readonly<Record<string, string>>>([{ cash: 'rest' }, { card: 'rest' }])
    const whole = this.#chance() < 0.35
    const lines = whole ? [] : this.#parts(sold)
    if (whole) sold.lines.clear()
    if (sold.lines.size === 0) this.#sold.splice(this.#sold.indexOf(sold), 1)
    return { method, params: { key, parent: `key:${sold.key}`, ...(whole ? { whole } : { lines }), payments } }
  }

  /** Up to three lines, of each a part or all that is left. */
  #parts({ lines }: Sold) {
    return [...lines].slice(0, this.#upTo(3)).map(([line, left]) => {
      const quantity = TENTH * this.#upTo(Math.max(1, Math.floor(left / TENTH)))
      if (left - quantity < 5 * TENTH) {
        lines.delete(line)
        return { line }
      }
      lines.set(line, left - quantity)
      return { line, quantity: decimal(quantity, 3) }
    })
  }
}
