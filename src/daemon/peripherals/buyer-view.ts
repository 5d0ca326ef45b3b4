import { type DisplayEncoding, type DisplayLines, DISPLAY_COLUMNS, leftAndRight } from '../../escpos/display.ts'
import { paperSum } from '../../fiscal/documents/format.ts'
import { tonguesOf } from '../../fiscal/documents/voice.ts'
import type { DocumentFacts } from '../../fiscal/register/facts.ts'
import type { ReceiptLanguage, Ticket } from '../../fiscal/ticket/types.ts'
import { BUYER_WORDS } from '../../locale/device-words.ts'
import type { Text } from '../../locale/text.ts'

/** In which letters and languages a display speaks. */
export interface BuyerTongue {
  readonly language: ReceiptLanguage
  readonly encoding: DisplayEncoding
}

/** Both languages where they fit beside the sum, else the first. */
function worded(word: Text, sum: string, { encoding, language }: BuyerTongue): string {
  const words = tonguesOf(language).map((tongue) => word[tongue])
  const joined = words.join('/')
  const fits = joined.length + 1 + sum.length <= DISPLAY_COLUMNS
  return leftAndRight(fits ? joined : (words[0] ?? ''), sum, encoding)
}

/** One word, one language a line; of a single language in the upper line. */
function both(word: Text, { language }: BuyerTongue): DisplayLines {
  const [upper = '', lower = ''] = tonguesOf(language).map((tongue) => word[tongue])
  return { upper, lower }
}

/** While nothing is being sold. */
export const idleView = (tongue: BuyerTongue): DisplayLines => both(BUYER_WORDS.welcome, tongue)

/** A registered document, for the buyer before it; undefined: it is none of his. */
export function documentView({ attempt }: DocumentFacts, tongue: BuyerTongue): DisplayLines | undefined {
  const { document } = attempt
  return document.type === 'ticket' ? ticketView(document.ticket, tongue) : undefined
}

function ticketView({ change, operation, total }: Ticket, tongue: BuyerTongue): DisplayLines {
  const thanks = both(BUYER_WORDS.thanks, tongue)
  const joined = [thanks.upper, thanks.lower].filter(Boolean).join(' ')
  if (operation === 'sale' || operation === 'purchase-return') {
    const lower = change !== undefined && change > 0n ? worded(BUYER_WORDS.change, paperSum(change), tongue) : joined
    return { upper: worded(BUYER_WORDS.total, paperSum(total), tongue), lower }
  }
  const word = operation === 'purchase' ? BUYER_WORDS.paidOut : BUYER_WORDS.back
  return { upper: worded(word, paperSum(total), tongue), lower: joined }
}

/** A line that a program wants shown: what follows a tab stands at the right edge and is never cut. */
export function askedLine(text: string, { encoding }: BuyerTongue): string {
  const [left = '', right] = text.split('\t', 2)
  return right === undefined ? left : leftAndRight(left, right, encoding)
}

/** All that a display may get wrong: Kazakh letters, Russian ones, figures, both edges. */
export const TEST_LINES: DisplayLines = { upper: 'ӘҒҚҢӨҰҮҺІ Щщ Ёё №12|', lower: '|1 234 567,89 тг ijk|' }
