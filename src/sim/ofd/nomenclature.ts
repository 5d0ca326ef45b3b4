import type { MessageInitShape } from '@bufbuild/protobuf'
import type { NomenclatureResponseSchema } from '../../fiscal/wire/gen/v203/catalogue_pb.ts'
import type { Taken } from './documents.ts'
import { Objection, RESULT, insist } from './objection.ts'
import { type Request, type Version, demand, sent } from './reading.ts'
import type { OfdState } from './state.ts'

export type NomenclatureMessage = MessageInitShape<typeof NomenclatureResponseSchema>
type Element = NonNullable<NomenclatureMessage['elements']>[number]

/** Of this OFD's list. */
const CURRENT = 7
const OK = 0
const ACTUAL = 1
const GROUP = 0
const ITEM = 1

interface Listed {
  readonly article?: string
  readonly barcode: string
  readonly ntin: string
  readonly title: string
  readonly titleKk: string
  /** Tenge; absent: the national catalogue knows no price. */
  readonly price?: number
  readonly unit: string
  readonly percent: number
  readonly isMarked?: boolean
  readonly isSocial?: boolean
}

/** A small shop: bread that is of social importance, beer that is marked, a line without a price. */
const LIST: readonly Listed[] = [
  {
    article: 'OFD-1',
    barcode: '4870001112226',
    ntin: '0200000000004',
    title: 'Хлеб формовой',
    titleKk: 'Қалыпты нан',
    price: 180,
    unit: '796',
    percent: 16_000,
    isSocial: true,
  },
  {
    article: 'OFD-2',
    barcode: '4870000000012',
    ntin: '0200000000011',
    title: 'Пиво светлое 0,5 л',
    titleKk: 'Ашық сыра 0,5 л',
    price: 650,
    unit: '868',
    percent: 16_000,
    isMarked: true,
  },
  {
    barcode: '96385074',
    ntin: '0200000000028',
    title: 'Жевательная резинка',
    titleKk: 'Сағыз',
    unit: '796',
    percent: 16_000,
  },
]

/**
 * NOMENCLATURE (protocol §5, §7): the whole list unless the register has it, or in 2.0.3 one line by its barcode.
 * @throws Objection 18 for a barcode that nobody has
 */
export function takeNomenclature(state: OfdState, request: Request, version: Version): Taken {
  const asked = demand(request, 'nomenclature', 'Request')
  if (version === 203 && 'barcode' in asked && sent(asked, 'barcode')) {
    insist(!sent(asked, 'currentVersion'), 'nomenclature has current_version and barcode')
    const found = LIST.filter(({ barcode }) => barcode === asked.barcode)
    if (found.length === 0) throw new Objection(RESULT.ELEMENT_NOT_FOUND_BY_BARCODE, `no goods ${asked.barcode}`)
    return { state, nomenclature: message(found, version) }
  }
  insist(sent(asked, 'currentVersion'), 'nomenclature.current_version is missing')
  if (asked.currentVersion === CURRENT)
    return { state, nomenclature: { version: CURRENT, result: ACTUAL, elements: [] } }
  return { state, nomenclature: message(LIST, version) }
}

function message(list: readonly Listed[], version: Version): NomenclatureMessage {
  const group: Element = { type: GROUP, title: 'Продукты', id: 1n }
  const items = list.flatMap((listed, index) =>
    version === 202 && listed.price === undefined ? [] : [element(listed, index, version)],
  )
  return { version: CURRENT, result: OK, elements: [group, ...items] }
}

/** What only 2.0.3 has is put in for 2.0.3 alone; 2.0.2 demands both prices (§5, §7). */
function element(listed: Listed, index: number, version: Version): Element {
  const { article, barcode, isMarked, isSocial, ntin, percent, price, title, titleKk, unit } = listed
  const money = price === undefined ? undefined : { bills: BigInt(price), coins: 0 }
  return {
    type: ITEM,
    title,
    parentGroupId: 1n,
    id: BigInt(index + 2),
    ...(version === 203 && { titleKk }),
    item: {
      ...(article !== undefined && { article }),
      barcode,
      ...(money && { sellPrice: money }),
      ...(money && version === 202 && { purchasePrice: { bills: 0n, coins: 0 } }),
      taxes: [{ taxationType: 101, taxType: 100, taxPercent: percent }],
      measureUnitCode: unit,
      ...(version === 203 && { ntin, isMarkedeac: isMarked ?? false, isSocial: isSocial ?? false }),
    },
  }
}
