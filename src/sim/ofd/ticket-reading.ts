import { toJson } from '../../fiscal/json.ts'
import {
  TicketRequest_Item_ItemTypeEnum as ItemType,
  type TicketRequest as Ticket203,
} from '../../fiscal/wire/gen/v203/ticket_pb.ts'
import { insist } from './objection.ts'
import { type TicketMessage, type Version, demand, demandText, readSum, readTime } from './reading.ts'

type ItemMessage = TicketMessage['items'][number]
type CommodityMessage = NonNullable<ItemMessage['commodity'] | ItemMessage['stornoCommodity']>
type ModifierMessage = NonNullable<ItemMessage['discount']>

/** A position with what belongs to it; sums in tiyn, quantity in thousandths. */
export interface Line {
  readonly name: string
  readonly section: string
  readonly quantity: bigint
  readonly price: bigint
  readonly sum: bigint
  /** Percent in thousandths. */
  readonly tax?: { readonly percent: number; readonly sum: bigint }
  readonly marks: readonly string[]
  readonly discounts: readonly bigint[]
  readonly markups: readonly bigint[]
  /** Its storno has come: it counts as a position and adds nothing (§8.1). */
  readonly storno: boolean
}

export interface Parent {
  readonly sign: string
  readonly time: number
  readonly regNumber: string
  readonly total: bigint
  readonly offline: boolean
}

/** A ticket as this OFD understands it, all demanded fields present (protocol §5, §7). */
export interface TicketReading {
  /** 0 BUY, 1 BUY_RETURN, 2 SELL, 3 SELL_RETURN. */
  readonly operation: 0 | 1 | 2 | 3
  readonly time: number
  readonly lines: readonly Line[]
  readonly total: bigint
  readonly payments: ReadonlyMap<number, bigint>
  readonly taken?: bigint
  readonly change?: bigint
  readonly discount?: bigint
  readonly markup?: bigint
  readonly offlineNumber?: number
  readonly shift: number
  readonly number: number
  readonly documentNumber: bigint
  readonly customerId?: string
  readonly parent?: Parent
}

const VAT = 100
const TAXATION_TYPES: ReadonlySet<number> = new Set([100, 101, 102, 103])
/** CREDIT and TARE, 2 and 3, are withdrawn (§5). */
const PAYMENT_TYPES: ReadonlySet<number> = new Set([0, 1, 4])

export function readTicket(ticket: TicketMessage, version: Version): TicketReading {
  demandOperator(ticket.operator, 'ticket.operator')
  checkDomain(ticket, version)
  insist(ticket.items.length > 0, 'ticket.items is empty')
  const { amounts } = ticket
  insist(amounts !== undefined, 'ticket.amounts is missing')
  insist(!amounts.discount || !amounts.markup, 'ticket.amounts: discount and markup exclude each other')
  const lines = readLines(ticket)
  insist(
    ticket.taxes.length === 0 || lines.every(({ tax }) => !tax),
    'ticket.taxes: taxes stand on the items or on the ticket, not on both',
  )
  const customerId = ticket.extensionOptions?.customerIinOrBin
  insist(!customerId || /^\d{12}$/.test(customerId), `customer_iin_or_bin ${customerId} has not 12 digits`)
  return {
    operation: ticket.operation,
    time: readTime(ticket.dateTime, 'ticket.date_time'),
    lines,
    total: readSum(amounts.total, 'ticket.amounts.total'),
    payments: readPayments(ticket),
    ...(amounts.taken && { taken: readSum(amounts.taken, 'ticket.amounts.taken') }),
    ...(amounts.change && { change: readSum(amounts.change, 'ticket.amounts.change') }),
    ...(amounts.discount && { discount: readModifier(amounts.discount, 'ticket.amounts.discount') }),
    ...(amounts.markup && { markup: readModifier(amounts.markup, 'ticket.amounts.markup') }),
    ...(Object.hasOwn(ticket, 'offlineTicketNumber') && { offlineNumber: ticket.offlineTicketNumber }),
    shift: demand(ticket, 'frShiftNumber', 'ticket'),
    number: demand(ticket, 'shiftDocumentNumber', 'ticket'),
    documentNumber: demand(ticket, 'printedDocumentNumber', 'ticket'),
    ...(customerId && { customerId }),
    ...readParent(ticket, version),
  }
}

/** Which data go with which domain (§5); 2.0.3 demands the domain itself (§7). */
const DOMAIN_DATA = new Map([
  [1, 'services'],
  [2, 'gasoil'],
  [4, 'taxi'],
  [5, 'parking'],
] as const)

function checkDomain(ticket: TicketMessage, version: Version): void {
  const where = 'ticket.domain'
  if (version === 203) demand(demand(ticket, 'domain', 'ticket'), 'type', where)
  const { domain } = ticket
  if (!domain) return
  for (const [type, member] of DOMAIN_DATA)
    insist(!domain[member] || domain.type === type, `${where}.${member} in a domain of type ${domain.type}`)
  const { parking, services, taxi } = domain
  if (services) demandText(services, 'accountNumber', `${where}.services`)
  if (taxi) {
    demandText(taxi, 'carNumber', `${where}.taxi`)
    readSum(taxi.currentFee, `${where}.taxi.current_fee`)
  }
  if (!parking) return
  const begin = readTime(parking.beginTime, `${where}.parking.begin_time`)
  insist(readTime(parking.endTime, `${where}.parking.end_time`) >= begin, `${where}.parking ends before it begins`)
}

export function demandOperator(operator: { code: number; name: string } | undefined, where: string): void {
  insist(operator !== undefined, `${where} is missing`)
  insist(operator.code > 0, `${where}.code is 0`)
  demandText(operator, 'name', where)
}

/** Discounts, markups and stornos belong to the commodity before them (§9). */
function readLines(ticket: TicketMessage): readonly Line[] {
  const lines = new LineReader()
  for (const [index, item] of ticket.items.entries()) lines.take(item, `ticket.items[${index}]`)
  return lines.end()
}

/** A commodity as its storno must repeat it. */
const facts = (line: Line): string => toJson({ ...line, discounts: [], markups: [], storno: false })

/** The lines of a ticket, from items as they come. */
class LineReader {
  readonly #lines: Line[] = []
  /** Modifiers of the last line whose storno has not come yet; undefined: that line is no storno. */
  #owed: { discounts: bigint[]; markups: bigint[] } | undefined

  take(item: ItemMessage, where: string): void {
    switch (item.type) {
      case ItemType.ITEM_TYPE_COMMODITY:
        this.#settled(where)
        this.#lines.push(readCommodity(demand(item, 'commodity', where), `${where}.commodity`))
        return
      case ItemType.ITEM_TYPE_STORNO_COMMODITY:
        return this.#takeBack(readCommodity(demand(item, 'stornoCommodity', where), `${where}.storno_commodity`), where)
      case ItemType.ITEM_TYPE_DISCOUNT:
        return this.#modify('discounts', readModifier(demand(item, 'discount', where), `${where}.discount`), where)
      case ItemType.ITEM_TYPE_MARKUP:
        return this.#modify('markups', readModifier(demand(item, 'markup', where), `${where}.markup`), where)
      case ItemType.ITEM_TYPE_STORNO_DISCOUNT:
        return this.#pay(
          'discounts',
          readModifier(demand(item, 'stornoDiscount', where), `${where}.storno_discount`),
          where,
        )
      case ItemType.ITEM_TYPE_STORNO_MARKUP:
        return this.#pay('markups', readModifier(demand(item, 'stornoMarkup', where), `${where}.storno_markup`), where)
      default:
        throw new Error(`unknown item ${String(item satisfies never)}`)
    }
  }

  end(): readonly Line[] {
    this.#settled('ticket.items')
    return this.#lines
  }

  #last(where: string): Line {
    const last = this.#lines.pop()
    insist(last !== undefined, `${where}: a modifier or a storno before any commodity`)
    return last
  }

  /** A storno takes its line back whole, its modifiers too. */
  #settled(where: string): void {
    const open = this.#owed && [...this.#owed.discounts, ...this.#owed.markups].length > 0
    insist(!open, `${where}: the storno before it leaves a discount or a markup`)
    this.#owed = undefined
  }

  #modify(list: 'discounts' | 'markups', sum: bigint, where: string): void {
    insist(this.#owed === undefined, `${where}: a modifier of a line that was taken back`)
    const last = this.#last(where)
    this.#lines.push({ ...last, [list]: [...last[list], sum] })
  }

  #takeBack(line: Line, where: string): void {
    const last = this.#last(where)
    insist(!last.storno, `${where}: the line was taken back before`)
    insist(facts(line) === facts(last), `${where}: the storno is not that of the commodity before it`)
    this.#owed = { discounts: [...last.discounts], markups: [...last.markups] }
    this.#lines.push({ ...last, storno: true })
  }

  #pay(list: 'discounts' | 'markups', sum: bigint, where: string): void {
    const place = this.#owed?.[list].indexOf(sum) ?? -1
    insist(place >= 0, `${where}: the storno of a modifier that is not there`)
    this.#owed?.[list].splice(place, 1)
  }
}

function readCommodity(commodity: CommodityMessage, where: string): Line {
  demandText(commodity, 'measureUnitCode', where)
  const { exciseStamp, sectionCode, taxes } = commodity
  insist(sectionCode !== '', `${where}.section_code is empty`)
  insist(taxes.length <= 1, `${where}.taxes: a percent at most once, and an item has one`)
  const [tax] = taxes
  return {
    name: demandText(commodity, 'name', where),
    section: sectionCode,
    quantity: BigInt(commodity.quantity),
    price: readSum(commodity.price, `${where}.price`),
    sum: readSum(commodity.sum, `${where}.sum`),
    ...(tax && { tax: readTax(tax, `${where}.taxes[0]`) }),
    marks: readMarks(commodity, exciseStamp),
    discounts: [],
    markups: [],
    storno: false,
  }
}

/** 2.0.3 lists them; 2.0.2 has one field, and further ones under the same name among the auxiliary pairs. */
function readMarks(commodity: CommodityMessage, exciseStamp: string): readonly string[] {
  const listed = 'listExciseStamp' in commodity ? commodity.listExciseStamp : []
  const further = commodity.auxiliary.filter(({ key }) => key === 'excise_stamp').map(({ value }) => value)
  return [...listed, ...(exciseStamp === '' ? [] : [exciseStamp]), ...further]
}

function readTax(tax: CommodityMessage['taxes'][number], where: string): NonNullable<Line['tax']> {
  insist(tax.taxType === VAT, `${where}.tax_type ${tax.taxType} is not known`)
  insist(TAXATION_TYPES.has(demand(tax, 'taxationType', where)), `${where}.taxation_type ${tax.taxationType}`)
  insist(tax.isInTotalSum, `${where}: VAT is inside the price`)
  return { percent: tax.percent, sum: readSum(tax.sum, `${where}.sum`) }
}

function readModifier(modifier: ModifierMessage, where: string): bigint {
  demandText(modifier, 'name', where)
  insist(modifier.taxes.length === 0, `${where} carries taxes`)
  const sum = readSum(modifier.sum, `${where}.sum`)
  insist(sum > 0n, `${where}.sum is 0`)
  return sum
}

function readPayments({ payments }: TicketMessage): ReadonlyMap<number, bigint> {
  insist(payments.length > 0, 'ticket.payments is empty')
  const sums = new Map<number, bigint>()
  for (const { sum, type } of payments) {
    insist(PAYMENT_TYPES.has(type), `ticket.payments: type ${type} is withdrawn`)
    insist(!sums.has(type), `ticket.payments: two of type ${type}`)
    sums.set(type, readSum(sum, `ticket.payments[${type}].sum`))
  }
  return sums
}

/** Demanded of returns in 2.0.3 (§7); 2.0.2 knows none. */
function readParent(ticket: TicketMessage, version: Version): { parent?: Parent } {
  const isReturn = ticket.operation === 1 || ticket.operation === 3
  if (version === 202) return {}
  const { parentTicket: parent } = ticket as Ticket203
  insist(!isReturn || parent !== undefined, 'ticket.parent_ticket is missing')
  if (!parent) return {}
  insist(isReturn, 'ticket.parent_ticket: only a return has one')
  const where = 'ticket.parent_ticket'
  insist(/^\d{12}$/.test(parent.kgdKkmId), `${where}.kgd_kkm_id ${parent.kgdKkmId} is no registration number`)
  return {
    parent: {
      sign: demandText(parent, 'parentTicketNumber', where),
      time: readTime(parent.parentTicketDataTime, `${where}.parent_ticket_data_time`),
      regNumber: parent.kgdKkmId,
      total: readSum(parent.parentTicketTotal, `${where}.parent_ticket_total`),
      offline: parent.parentTicketIsOffline,
    },
  }
}
