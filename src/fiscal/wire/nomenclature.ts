import type { Tiyn } from '../money.ts'
import type { Response as Response202 } from './gen/v202/message_pb.ts'
import type { Response as Response203 } from './gen/v203/message_pb.ts'
import { PERCENT_UNIT, TAX_VAT, readMoney } from './values.ts'

type Message = NonNullable<(Response202 | Response203)['nomenclature']>
type Element = Message['elements'][number]

/** One of the OFD's goods; what it does not say is absent. */
export interface NomenclatureItem {
  readonly title: string
  readonly titleKk?: string
  readonly article?: string
  readonly barcode?: string
  readonly ntin?: string
  readonly unit?: string
  /** What the buyer pays, and what the shop paid. */
  readonly price?: Tiyn
  readonly purchasePrice?: Tiyn
  /** Whole percent, when it has a VAT at all. */
  readonly vat?: number
  /** Under marking by the rules of the customs union; of social importance. */
  readonly isMarked: boolean
  readonly isSocial: boolean
}

/** The OFD's goods, or why there are none (protocol §5, §7). */
export interface OfdGoods {
  readonly version: number
  readonly result: 'ok' | 'actual' | 'no-version' | 'not-found'
  readonly items: readonly NomenclatureItem[]
}

const RESULTS = ['ok', 'actual', 'no-version', 'not-found'] as const
const ITEM = 1

/** Groups are passed over: the price list has none. */
export const readNomenclature = ({ elements, result, version }: Message): OfdGoods => ({
  version,
  result: RESULTS[result] ?? 'no-version',
  items: elements.filter(({ type }) => type === ITEM).map(readElement),
})

/** An empty text says as little as none. */
function readElement(element: Element): NomenclatureItem {
  const { item, title } = element
  const vat = item?.taxes.find(({ taxType }) => taxType === TAX_VAT)
  const titleKk = 'titleKk' in element ? element.titleKk : ''
  const ntin = item && 'ntin' in item ? item.ntin : ''
  return {
    title,
    ...(titleKk && { titleKk }),
    ...(item?.article && { article: item.article }),
    ...(item?.barcode && { barcode: item.barcode }),
    ...(ntin && { ntin }),
    ...(item?.measureUnitCode && { unit: item.measureUnitCode }),
    ...(item?.sellPrice && { price: readMoney(item.sellPrice) }),
    ...(item?.purchasePrice && { purchasePrice: readMoney(item.purchasePrice) }),
    ...(vat && { vat: vat.taxPercent / PERCENT_UNIT }),
    isMarked: item !== undefined && 'isMarkedeac' in item && item.isMarkedeac,
    isSocial: item !== undefined && 'isSocial' in item && item.isSocial,
  }
}
