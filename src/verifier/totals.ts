import { hash } from 'node:crypto'
import {
  type BaseBody,
  type CountSumText,
  type Direction,
  DIRECTIONS,
  type Operation,
  OPERATIONS,
  PAYMENTS,
  type PlacementBody,
  type TicketsText,
  type TotalsSeen,
  type TotalsText,
} from './bodies.ts'
import { big, type Counted, type CountedDocument, type CountedTicket } from './document.ts'
import { Fault } from './fault.ts'

/*
 * The running totals folded a second time, from docs/record-format.md and not from the register's own counters: what a
 * document adds, and the text that is hashed. The text is all that there is
 * to go on from, so that one thread may go on where another ended.
 */

/** Its text is kept until it changes: a document changes few of them, and all are hashed behind each. */
class CountSum {
  #count: number
  #sum: bigint
  #text: string | undefined

  constructor(count = 0, sum = 0n) {
    this.#count = count
    this.#sum = sum
  }

  static of({ count, sum }: CountSumText): CountSum {
    return new CountSum(count, big(sum))
  }

  get count(): number {
    return this.#count
  }

  get sum(): bigint {
    return this.#sum
  }

  add(sum: bigint, count = 1): void {
    this.#count += count
    this.#sum += sum
    this.#text = undefined
  }

  text(): string {
    return (this.#text ??= `{"count":${this.#count},"sum":${int(this.#sum)}}`)
  }
}

/** Of each operation. */
class Counts {
  readonly #list: Record<Operation, CountSum>
  #text: string | undefined

  constructor(list = per(() => new CountSum())) {
    this.#list = list
  }

  static of(told: Readonly<Record<Operation, CountSumText>>): Counts {
    return new Counts(per((operation) => CountSum.of(told[operation])))
  }

  add(operation: Operation, { count, sum }: Readonly<Counted>): void {
    if (count === 0) return
    this.#list[operation].add(sum, count)
    this.#text = undefined
  }

  text(): string {
    return (this.#text ??= texts(this.#list, (entry) => entry.text()))
  }
}

/** What is taxed at a rate, of each operation. */
class Tax {
  readonly #list: Record<Operation, { turnover: bigint; sum: bigint }>
  #text: string | undefined

  constructor(list = per(() => ({ turnover: 0n, sum: 0n }))) {
    this.#list = list
  }

  add(operation: Operation, turnover: bigint, sum: bigint): void {
    const entry = this.#list[operation]
    entry.turnover += turnover
    entry.sum += sum
    this.#text = undefined
  }

  text(): string {
    return (this.#text ??= texts(this.#list, ({ sum, turnover }) => `{"sum":${int(sum)},"turnover":${int(turnover)}}`))
  }
}

class Tickets {
  totalCount: number
  all = new CountSum()
  offlineCount = 0
  discountSum = 0n
  markupSum = 0n
  changeSum = 0n
  payments = { card: new CountSum(), cash: new CountSum(), mobile: new CountSum() }
  #text: string | undefined

  constructor(totalCount: number) {
    this.totalCount = totalCount
  }

  static of(told: TicketsText): Tickets {
    const tickets = new Tickets(told.totalCount)
    tickets.all = CountSum.of(told)
    tickets.offlineCount = told.offlineCount
    tickets.discountSum = big(told.discountSum)
    tickets.markupSum = big(told.markupSum)
    tickets.changeSum = big(told.changeSum)
    const { card, cash, mobile } = told.payments
    tickets.payments = { card: CountSum.of(card), cash: CountSum.of(cash), mobile: CountSum.of(mobile) }
    return tickets
  }

  /** To be called behind a change. */
  changed(): void {
    this.#text = undefined
  }

  text(): string {
    return (this.#text ??= this.#made())
  }

  #made(): string {
    const payments = PAYMENTS.map((type) => `"${type}":${this.payments[type].text()}`).join(',')
    const { count, sum } = this.all
    return (
      `{"changeSum":${int(this.changeSum)},"count":${count},"discountSum":${int(this.discountSum)},` +
      `"markupSum":${int(this.markupSum)},"offlineCount":${this.offlineCount},"payments":{${payments}},` +
      `"sum":${int(sum)},"totalCount":${this.totalCount}}`
    )
  }
}

class Placements {
  totalCount: number
  count = 0
  sum = 0n
  offlineCount = 0

  constructor(totalCount: number) {
    this.totalCount = totalCount
  }

  static of({ count, offlineCount, sum, totalCount }: PlacementBody): Placements {
    return Object.assign(new Placements(totalCount), { count, offlineCount, sum: big(sum) })
  }

  text(): string {
    return `{"count":${this.count},"offlineCount":${this.offlineCount},"sum":${int(this.sum)},"totalCount":${this.totalCount}}`
  }
}

const int = (value: bigint): string => `{"int":"${value}"}`
const per = <T>(value: (operation: Operation) => T): Record<Operation, T> => ({
  purchase: value('purchase'),
  'purchase-return': value('purchase-return'),
  sale: value('sale'),
  'sale-return': value('sale-return'),
})
/** Written out, since it is made for each document. */
const texts = <T>(list: Record<Operation, T>, text: (entry: T) => string): string =>
  `{"purchase":${text(list.purchase)},"purchase-return":${text(list['purchase-return'])},` +
  `"sale":${text(list.sale)},"sale-return":${text(list['sale-return'])}}`

/** Sales and returned purchases bring cash, the other two take it. */
const brings = (operation: Operation): boolean => operation === 'sale' || operation === 'purchase-return'

/** What is counted of one shift. */
class Shift {
  operations = new Counts()
  discounts = new Counts()
  markups = new Counts()
  /** In the order of first use. */
  readonly sections = new Map<string, Counts>()
  readonly taxes = new Map<number, Tax>()
  readonly startNonNullable: Record<Operation, bigint>

  constructor(nonNullable: Record<Operation, bigint>) {
    this.startNonNullable = { ...nonNullable }
  }

  static of(told: TotalsText): Shift {
    const { discounts, markups, operations, sections, startNonNullable, taxes } = told
    const shift = new Shift(per((operation) => big(startNonNullable[operation])))
    shift.operations = Counts.of(operations)
    shift.discounts = Counts.of(discounts)
    shift.markups = Counts.of(markups)
    for (const { code, operations: list } of sections) shift.sections.set(code, Counts.of(list))
    for (const { operations: list, rate } of taxes)
      shift.taxes.set(
        rate,
        new Tax(per((operation) => ({ turnover: big(list[operation].turnover), sum: big(list[operation].sum) }))),
      )
    return shift
  }
}

/** The register's counters, changed as its documents count. */
export class Totals {
  #nonNullable = per(() => 0n)
  #cash = 0n
  #tickets = per(() => new Tickets(0))
  #placements = { deposit: new Placements(0), withdrawal: new Placements(0) }
  #shift = new Shift(this.#nonNullable)
  /** Number of the open shift; undefined: none is open. */
  #open: number | undefined
  #hash: Buffer | undefined

  /** Goes on where others ended. */
  static of({ open, text }: TotalsSeen): Totals {
    const told = JSON.parse(text) as TotalsText
    const totals = new Totals()
    totals.#open = open
    totals.#cash = big(told.cash)
    totals.#nonNullable = per((operation) => big(told.nonNullable[operation]))
    totals.#tickets = per((operation) => Tickets.of(told.tickets[operation]))
    const { deposit, withdrawal } = told.placements
    totals.#placements = { deposit: Placements.of(deposit), withdrawal: Placements.of(withdrawal) }
    totals.#shift = Shift.of(told)
    return totals
  }

  seen(): TotalsSeen {
    return { text: this.text(), open: this.#open }
  }

  /** SHA-256 of the text. */
  get hash(): Buffer {
    return (this.#hash ??= hash('sha256', this.text(), 'buffer'))
  }

  text(): string {
    const { discounts, markups, operations, sections, startNonNullable, taxes } = this.#shift
    const sectionTexts = [...sections].map(
      ([code, list]) => `{"code":${JSON.stringify(code)},"operations":${list.text()}}`,
    )
    const taxTexts = [...taxes].map(([rate, tax]) => `{"operations":${tax.text()},"rate":${rate}}`)
    return (
      `{"cash":${int(this.#cash)},"discounts":${discounts.text()},"markups":${markups.text()},` +
      `"nonNullable":${texts(this.#nonNullable, int)},"operations":${operations.text()},` +
      `"placements":{"deposit":${this.#placements.deposit.text()},"withdrawal":${this.#placements.withdrawal.text()}},` +
      `"sections":[${sectionTexts.join(',')}],"startNonNullable":${texts(startNonNullable, int)},` +
      `"taxes":[${taxTexts.join(',')}],"tickets":${texts(this.#tickets, (entry) => entry.text())}}`
    )
  }

  /** A document counts. @throws Fault (totals): cash below zero */
  count(document: CountedDocument, autonomous: boolean, where: string): void {
    this.#hash = undefined
    if (document.type === 'close') return this.#close(document.report)
    if (this.#open === undefined) this.#clear()
    this.#open = document.shift
    if (document.type === 'ticket') this.#ticket(document, autonomous)
    else this.#place(document.direction, document.sum, autonomous)
    if (this.#cash < 0n) throw new Fault('totals', where, 'takes more cash than there is')
  }

  /** What somebody else counted is gone on from. A shift that it has left behind is over. */
  base({ cash, nonNullable, placementTotalCounts, shift, standing, ticketTotalCounts }: BaseBody): void {
    this.#hash = undefined
    if (standing !== undefined && standing !== 'closed') {
      const { counters } = standing
      return this.#take(Totals.of({ open: shift, text: JSON.stringify(counters) }))
    }
    if (standing === 'closed' && this.#open === shift) this.#open = undefined
    if (this.#open !== undefined && this.#open < shift) this.#open = undefined
    this.#cash = big(cash)
    this.#nonNullable = per((operation) => big(nonNullable[operation]))
    Object.assign(this.#shift.startNonNullable, this.#nonNullable)
    for (const operation of OPERATIONS) {
      this.#tickets[operation].totalCount = ticketTotalCounts[operation]
      this.#tickets[operation].changed()
    }
    for (const direction of DIRECTIONS) this.#placements[direction].totalCount = placementTotalCounts[direction]
  }

  /** A shift that is open elsewhere is gone on with, with all that was counted there. */
  #take(there: Totals): void {
    this.#nonNullable = there.#nonNullable
    this.#cash = there.#cash
    this.#tickets = there.#tickets
    this.#placements = there.#placements
    this.#shift = there.#shift
    this.#open = there.#open
  }

  /** The Z may have taken the cash out as it closed: its own figures go on. */
  #close({ cash, placements }: Extract<CountedDocument, { type: 'close' }>['report']): void {
    this.#cash = big(cash)
    for (const direction of DIRECTIONS) this.#placements[direction].totalCount = placements[direction].totalCount
    this.#clear()
    this.#open = undefined
  }

  /** All of the shift at zero; what counts for life goes on. */
  #clear(): void {
    this.#shift = new Shift(this.#nonNullable)
    this.#tickets = per((operation) => new Tickets(this.#tickets[operation].totalCount))
    this.#placements = {
      deposit: new Placements(this.#placements.deposit.totalCount),
      withdrawal: new Placements(this.#placements.withdrawal.totalCount),
    }
  }

  #place(direction: Direction, sum: bigint, autonomous: boolean): void {
    const placements = this.#placements[direction]
    placements.totalCount += 1
    placements.count += 1
    placements.sum += sum
    placements.offlineCount += autonomous ? 1 : 0
    this.#cash += direction === 'deposit' ? sum : -sum
  }

  #ticket(ticket: CountedTicket, autonomous: boolean): void {
    const { change, discounts, items, markups, operation, payments, sections, total, vat } = ticket
    const tickets = this.#tickets[operation]
    tickets.changed()
    this.#nonNullable[operation] += total
    tickets.totalCount += 1
    tickets.all.add(total)
    tickets.offlineCount += autonomous ? 1 : 0
    tickets.changeSum += change
    for (const type of PAYMENTS) {
      const sum = payments[type]
      if (sum !== undefined) tickets.payments[type].add(sum)
    }
    const { cash = 0n } = payments
    this.#cash += brings(operation) ? cash : -cash
    this.#shift.operations.add(operation, items)
    for (const section of sections)
      entryOf(this.#shift.sections, section.code, () => new Counts()).add(operation, section)
    this.#shift.discounts.add(operation, discounts)
    this.#shift.markups.add(operation, markups)
    tickets.discountSum += discounts.sum
    tickets.markupSum += markups.sum
    for (const { rate, sum, turnover } of vat)
      entryOf(this.#shift.taxes, rate, () => new Tax()).add(operation, turnover, sum)
  }
}

function entryOf<K, V>(map: Map<K, V>, key: K, fresh: () => V): V {
  const there = map.get(key)
  if (there !== undefined) return there
  const made = fresh()
  map.set(key, made)
  return made
}
