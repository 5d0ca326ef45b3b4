import type { ReturnParams, TicketParams } from '../api/ticket-request.ts'
import { compact } from '../fiscal/compact.ts'
import { formatTenge } from '../fiscal/money.ts'
import { Refusal } from '../fiscal/refusal.ts'
import { ONE, parseQuantity } from '../fiscal/quantity.ts'
import { conditionsOf, registrationOf } from '../fiscal/register/message.ts'
import { type Settings, settingsOf } from '../fiscal/register/settings.ts'
import { shown } from '../fiscal/text.ts'
import type { Operation, ReceiptLanguage } from '../fiscal/ticket/types.ts'
import type { Good } from '../goods/good.ts'
import type { Services } from './services.ts'

type Item = TicketParams['items'][number]

/** What an item is looked up by. */
export interface Looking {
  readonly prices: Pick<Services['prices'], 'one' | 'byCode'>
  readonly settings: Pick<Settings, 'priceList' | 'defaultItem' | 'marksRequired'>
  readonly operation: Operation
  readonly language: ReceiptLanguage
  /** One who pays no VAT sells without, whatever the list says. */
  readonly vatPayer: boolean
}

/** Facts of a line as they stand on a receipt; what the list does not say is left to the settings. */
function factsOf({ barcode, name, nameKk, ntin, section, unit, vat }: Good, { language, vatPayer }: Looking): Item {
  return compact({
    name: language === 'kk' ? (nameKk ?? name) : name,
    unit,
    section,
    vat: vat === undefined || !vatPayer ? undefined : String(vat),
    barcode,
    ntin,
  })
}

/** What the buyer pays; what a person is paid who sells to the shop. */
function priceOf({ price, purchasePrice }: Good, code: string, operation: Operation): string {
  if (operation === 'sale' || operation === 'sale-return') return formatTenge(price)
  if (purchasePrice === undefined) throw new Refusal('GOODS_WITHOUT_PRICE', { goods: shown(code) })
  return formatTenge(purchasePrice)
}

/**
 * Marked goods leave and enter the shop by the code of each piece; a part of a piece needs the code of the whole. A return
 * is measured by what was sold. A quantity that is none is refused where the ticket is made.
 */
function assertMarks({ marked, name }: Good, { marks = [], quantity }: Item, looking: Looking): void {
  const { operation, settings } = looking
  const isFirst = operation === 'sale' || operation === 'purchase'
  if (marked !== true || !settings.marksRequired || !isFirst) return
  const thousandths = quantity === undefined ? ONE : (parseQuantity(quantity) ?? ONE)
  const needed = Number((thousandths + 999n) / 1000n)
  if (marks.length < needed) throw new Refusal('MARK_REQUIRED', { goods: shown(name), needed, marks: marks.length })
}

async function listed(code: string, own: Item, looking: Looking): Promise<Item> {
  if (!looking.settings.priceList) throw new Refusal('PRICE_LIST_OFF')
  const good = await looking.prices.one(code)
  assertMarks(good, own, looking)
  return { ...factsOf(good, looking), price: priceOf(good, code, looking.operation), ...own }
}

/** The default item by a sum: a name, or a code of the price list, whose name, unit, rate and NTIN then count. */
async function byDefault(sum: string, own: Item, looking: Looking): Promise<Item> {
  const { defaultItem, priceList } = looking.settings
  if (defaultItem === undefined) throw new Refusal('DEFAULT_ITEM_MISSING')
  const [good, ...more] = priceList ? await looking.prices.byCode(defaultItem) : []
  if (good === undefined || more.length > 0) return { name: defaultItem, price: sum, ...own }
  assertMarks(good, own, looking)
  return { ...factsOf(good, looking), price: sum, ...own }
}

/** One item with its name and price; what the call itself says counts before the list. */
export async function itemOf({ goods, sum, ...own }: Item, looking: Looking): Promise<Item> {
  if (goods !== undefined) return listed(goods, compact(own), looking)
  return sum === undefined ? own : byDefault(sum, compact(own), looking)
}

/**
 * A call whose items all have a name and a price: those sold by a code or by a sum are looked up, as the list is now.
 * @throws Refusal GOODS_NOT_FOUND, GOODS_AMBIGUOUS, PRICE_LIST_OFF, DEFAULT_ITEM_MISSING, MARK_REQUIRED, GOODS_DAMAGED
 */
export async function withGoods<P extends TicketParams | ReturnParams>(
  { prices, register }: Pick<Services, 'prices' | 'register'>,
  operation: Operation,
  params: P,
): Promise<P> {
  if (params.items.every(({ goods, sum }) => goods === undefined && sum === undefined)) return params
  const { state } = register
  const looking: Looking = {
    prices,
    settings: settingsOf(state),
    operation,
    language: params.receiptLanguage ?? conditionsOf(state, register.circumstances()).receiptLanguage,
    vatPayer: registrationOf(state).vatPayer,
  }
  return { ...params, items: await Promise.all(params.items.map((item) => itemOf(item, looking))) }
}
