import { sealEntries, BEGINNING, type Place } from '../../src/accumulator/chain.ts'
import type { Entry } from '../../src/accumulator/journal.ts'
import { MemoryJournal } from '../../src/accumulator/memory-journal.ts'
import type { StoredRecord } from '../../src/accumulator/record.ts'
import type { DocumentRequest } from '../../src/fiscal/register/decide.ts'
import type { TicketRequest } from '../../src/fiscal/ticket/types.ts'
import { tiyn } from '../../src/fiscal/money.ts'
import { MINUTE, SECOND } from '../../src/fiscal/time.ts'
import type { Clock } from '../../src/hw/ports.ts'
import { TEST_SIGNER } from '../accumulator/test-key.ts'
import { later, okReply, refusal, START, World } from '../register/world.ts'

/* Days of a register, the same bytes each time: the real core with a clock of its own and the tests' key. */

const CLOSE: DocumentRequest = { type: 'close', withdraw: false }

/** What one append made durable together. */
export type Transition = readonly StoredRecord[]

/** A journal that also keeps its records as they were sealed. */
class KeptJournal extends MemoryJournal {
  readonly transitions: Transition[] = []
  #place: Place = BEGINNING

  override async append(entries: readonly Entry[]) {
    const { end, sealed } = sealEntries(this.#place, entries, TEST_SIGNER)
    this.#place = end
    if (sealed.length > 0) this.transitions.push(sealed)
    return super.append(entries)
  }
}

/** A world whose clock is moved by its documents alone. */
class Day extends World {
  override clock(): Clock {
    return { ...super.clock(), monotonic: () => this.now - START }
  }

  /** A document a minute later, its paper, and now and then somebody who signs in. */
  async next(request: DocumentRequest): Promise<void> {
    this.now = later(this.now, MINUTE + 7 * SECOND)
    const before = this.printed.length
    await this.make(request)
    for (const documentNumber of this.printed.slice(before)) await this.paper(documentNumber)
    if (this.register.state.lastDocumentNumber % 9 === 0) await this.register.record(() => [{ kind: 'login', code: 7 }])
  }

  private async paper(documentNumber: number): Promise<void> {
    const job = this.register.state.lastJob + 1
    const subject = { type: 'document', documentNumber } as const
    await this.register.record(() => [{ kind: 'paper', job, subject, copy: false, state: 'confirmed' }])
  }

  async some(count: number, request: (n: number) => DocumentRequest): Promise<void> {
    for (let n = 0; n < count; n++) await this.next(request(n))
  }

  async drain(): Promise<void> {
    this.otherwise = okReply
    while (this.register.state.queue.length > 0) {
      this.now = later(this.now, SECOND)
      if (!(await this.register.drain())) throw new Error('the queue stays')
    }
  }
}

const ticket = (more: Partial<TicketRequest> & Pick<TicketRequest, 'items'>): DocumentRequest => ({
  type: 'ticket',
  request: { operation: 'sale', payments: { cash: 'rest' }, ...more },
})

const cash = (direction: 'deposit' | 'withdrawal', tenge: bigint): DocumentRequest => ({
  type: 'placement',
  direction,
  sum: tiyn(tenge * 100n),
})

const RATES = ['16', '10', '5', '0', 'none'] as const

/** A receipt of one to three items; its sums follow from its number. */
const sold = (n: number): DocumentRequest =>
  ticket({
    items: Array.from({ length: 1 + (n % 3) }, (_, place) => ({
      name: `Тауар ${n}-${place}`,
      price: `${100 + 37 * n}.${String((n * 13 + place) % 100).padStart(2, '0')}`,
      quantity: place === 2 ? '0.333' : String(1 + (n % 4)),
      vat: RATES[(n + place) % RATES.length] ?? 'none',
      section: String(1 + (n % 5)),
    })),
  })

const paidBy = (n: number): TicketRequest['payments'] => {
  const ways: readonly TicketRequest['payments'][] = [
    { cash: 'rest' },
    { card: 'rest' },
    { mobile: 'rest' },
    { card: '50.00', cash: 'rest' },
    { mobile: '20.00', card: '30.00', cash: 'rest' },
  ]
  return ways[n % ways.length] ?? { cash: 'rest' }
}

const item = (n: number) => ({ name: 'Нан', price: `${200 + n}.50`, vat: '16' }) as const

/** A foreign receipt, so that a return needs no search. */
const parent = {
  sign: '1846203957',
  time: START,
  regNumber: '010102345679',
  total: tiyn(100_000_00n),
  autonomous: false,
}

/** Eighty documents or so each. Every one is sound. */
export const SCENARIOS: Readonly<Record<string, (day: Day) => Promise<void>>> = {
  plain: async (day) => {
    await day.some(79, sold)
    await day.next(CLOSE)
  },
  'many-shifts': async (day) => {
    for (let shift = 0; shift < 8; shift++) {
      await day.some(9, (n) => sold(n + shift))
      await day.next(CLOSE)
    }
  },
  autonomous: async (day) => {
    await day.some(20, sold)
    day.otherwise = () => 'unreachable'
    await day.some(30, sold)
    await day.next(CLOSE)
    await day.some(10, sold)
    await day.drain()
    await day.some(18, sold)
    await day.next(CLOSE)
  },
  refusals: async (day) => {
    for (let n = 0; n < 80; n++) {
      if (n % 5 === 4) day.script.push(refusal(13, 'Недостаточно данных'))
      await day.next(sold(n))
    }
    await day.next(CLOSE)
  },
  returns: async (day) => {
    await day.some(40, sold)
    await day.some(39, (n) => ticket({ operation: 'sale-return', items: [item(n)], parent }))
    await day.next(CLOSE)
  },
  purchases: async (day) => {
    await day.register.record(() => [{ kind: 'setting', name: 'purchases', value: 'on', by: 1 }])
    await day.next(cash('deposit', 500_000n))
    await day.some(40, (n) => ticket({ operation: 'purchase', items: [item(n)] }))
    await day.some(38, (n) => ticket({ operation: 'purchase-return', items: [item(n)], parent }))
    await day.next(CLOSE)
  },
  drawer: async (day) => {
    for (let shift = 0; shift < 4; shift++) {
      await day.some(9, (n) => cash('deposit', 1000n + BigInt(n)))
      await day.some(9, (n) => cash('withdrawal', 100n + BigInt(n)))
      await day.some(1, sold)
      await day.next({ type: 'close', withdraw: shift % 2 === 0 })
    }
  },
  modifiers: async (day) => {
    await day.some(79, (n) =>
      ticket({
        items: [
          { ...item(n), ...(n % 3 === 0 ? { discount: { percent: '7.5' } } : { markup: { sum: '3.33' } }) },
          item(n),
        ],
        ...(n % 2 === 0 && { discount: { sum: '10.00' } }),
        ...(n % 4 === 1 && { markup: { percent: '1.25' } }),
        ...(n % 6 === 5 && { stornos: [2] }),
      }),
    )
    await day.next(CLOSE)
  },
  payments: async (day) => {
    await day.some(79, (n) => ticket({ items: [item(n)], payments: paidBy(n) }))
    await day.next(CLOSE)
  },
  restarts: async (day) => {
    for (let run = 0; run < 8; run++) {
      await day.some(9, sold)
      day.now = later(day.now, MINUTE)
      await day.restart()
    }
    await day.next(CLOSE)
  },
  'open-shift': async (day) => {
    await day.some(40, sold)
    await day.next(CLOSE)
    await day.some(40, (n) => ticket({ items: [item(n)], payments: paidBy(n) }))
  },
  adopted: async (day) => {
    const nothing = { sale: 0, 'sale-return': 0, purchase: 0, 'purchase-return': 0 }
    const sums = { 'sale-return': tiyn(0n), purchase: tiyn(0n), 'purchase-return': tiyn(0n) }
    await day.some(30, sold)
    await day.register.record(() => [
      {
        kind: 'adopted',
        base: {
          documentNumber: 60,
          shift: 5,
          nonNullable: { sale: tiyn(1_000_000n), ...sums },
          ticketTotalCounts: { ...nothing, sale: 58 },
          placementTotalCounts: { deposit: 1, withdrawal: 0 },
          cash: tiyn(77_700n),
        },
        reason: 'an older image was restored',
        by: 3,
        second: 1,
      },
    ])
    await day.some(49, sold)
    await day.next(CLOSE)
  },
  'end-of-life': async (day) => {
    await day.some(78, sold)
    await day.next({ type: 'close', withdraw: true })
    day.now = later(day.now, MINUTE)
    await day.register.dispatch({ type: 'decommission', reason: 5, operator: { code: 1, name: 'Айгүл' } })
  },
}

export const FACTS = {
  made: '2026-11-28T12:00:00+05:00',
  release: 'test',
  register: { serialNumber: 'SWK00412345', regNumber: '010102345678', kkmId: 1024 },
} as const

/** Lives a scenario. @returns its transitions, in order */
export async function live(name: string): Promise<readonly Transition[]> {
  const scenario = SCENARIOS[name]
  if (!scenario) throw new Error(`there is no scenario ${name}`)
  const journal = new KeptJournal(TEST_SIGNER)
  const day = new Day(journal)
  await day.start()
  await day.setUp()
  await scenario(day)
  return journal.transitions
}
