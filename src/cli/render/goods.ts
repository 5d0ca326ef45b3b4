import type { GoodsFound, GoodsImported, GoodsList, GoodsRemoved } from '../../api/results.ts'
import { unitName } from '../../fiscal/units.ts'
import { GOODS_WORDS } from '../../locale/goods.ts'
import type { Language } from '../../locale/text.ts'
import { moneyText, table } from './table.ts'

type Good = GoodsRemoved['removed']

/** Codes, name, price: what is needed to call and to recognise it. */
function goodRow({ article, barcode, name, ntin, price, unit, vat }: Good, language: Language) {
  const codes = [article, barcode, ntin === undefined ? undefined : `NTIN ${ntin}`].filter(Boolean).join('  ')
  const per = unit === undefined ? '' : ` / ${unitName(unit, language === 'kk' ? 'kk' : 'ru')}`
  const rate = vat === undefined ? '' : `  ${vat === 'none' ? vat : `${vat}%`}`
  return [`${moneyText(price)}${per}${rate}`, `${name}  [${codes}]`] as const
}

const goodsText = (goods: readonly Good[], language: Language): string =>
  table(goods.map((good) => goodRow(good, language)))

export function listText({ goods, next, size }: GoodsList, language: Language): string {
  if (size === 0) return `${GOODS_WORDS.empty[language]}\n`
  const more = next === undefined ? '' : `${GOODS_WORDS.more[language]}: --after '${next}'\n`
  return `${goodsText(goods, language)}${more}${GOODS_WORDS.size[language]}: ${size}\n`
}

type OfdGood = NonNullable<GoodsFound['ofd']>[number]

/** What the national catalogue says of it: both names, codes, what must be sold with a mark. */
function ofdText({ barcode, isMarked, isSocial, ntin, price, title, titleKk, unit, vat }: OfdGood, language: Language) {
  const yes = (holds: boolean) => (holds ? GOODS_WORDS.yes[language] : undefined)
  return table([
    [GOODS_WORDS.name[language], title],
    [GOODS_WORDS.nameKk[language], titleKk],
    ['NTIN', ntin],
    [GOODS_WORDS.barcode[language], barcode],
    [GOODS_WORDS.unit[language], unit === undefined ? undefined : unitName(unit, language === 'kk' ? 'kk' : 'ru')],
    [GOODS_WORDS.price[language], moneyText(price)],
    [GOODS_WORDS.vat[language], vat === undefined ? undefined : `${vat}%`],
    [GOODS_WORDS.marked[language], yes(isMarked)],
    [GOODS_WORDS.social[language], yes(isSocial)],
  ])
}

export function foundText({ goods, more, ofd, size }: GoodsFound, language: Language): string {
  if (ofd !== undefined)
    return ofd.map((one) => ofdText(one, language)).join('\n') || `${GOODS_WORDS.nowhere[language]}\n`
  if (size === 0) return `${GOODS_WORDS.empty[language]}\n`
  if (goods.length === 0) return `${GOODS_WORDS.nothing[language]}\n`
  return goodsText(goods, language) + (more ? `${GOODS_WORDS.more[language]}\n` : '')
}

export const removedText = ({ removed }: GoodsRemoved, language: Language): string =>
  `${GOODS_WORDS.gone[language]}: ${removed.name}\n`

export const importedText = (imported: GoodsImported, language: Language): string =>
  (imported.actual === true ? `${GOODS_WORDS.actual[language]}\n` : '') +
  table([
    [GOODS_WORDS.rows[language], imported.rows],
    [GOODS_WORDS.added[language], imported.added],
    [GOODS_WORDS.changed[language], imported.changed],
    [GOODS_WORDS.unchanged[language], imported.unchanged],
    [GOODS_WORDS.removed[language], imported.removed],
    [GOODS_WORDS.skipped[language], imported.skipped],
    [GOODS_WORDS.size[language], imported.size],
  ])
