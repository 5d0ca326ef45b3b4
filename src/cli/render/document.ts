import type {
  CloseAnswer,
  CopyAnswer,
  DocumentAnswer,
  PaperFacts,
  PlacementAnswer,
  PreviewAnswer,
  TicketAnswer,
  TrainingAnswer,
} from '../../api/results.ts'
import { DOCUMENT_WORDS, PRINT_WORDS, STATUS_WORDS } from '../../locale/status.ts'
import { type Language, type Text, text } from '../../locale/text.ts'
import { PAYMENT_WORDS, WORDS } from '../../locale/words.ts'
import type { Context } from '../context.ts'
import { bold, moneyText, type Row, table } from './table.ts'

const NAMES: Readonly<Record<DocumentAnswer['document'], Text>> = {
  sale: text('Сату', 'Продажа', 'Sale'),
  'sale-return': text('Сатуды қайтару', 'Возврат продажи', 'Return of sale'),
  purchase: text('Сатып алу', 'Покупка', 'Purchase'),
  'purchase-return': text('Сатып алуды қайтару', 'Возврат покупки', 'Return of purchase'),
  deposit: text('Енгізу', 'Внесение', 'Deposit'),
  withdraw: text('Алу', 'Изъятие', 'Withdrawal'),
  'shift-close': text('Z-есеп', 'Z-отчёт', 'Z report'),
}

export const documentName = (document: DocumentAnswer['document'], language: Language): string =>
  NAMES[document][language]

const TOTAL = text('БАРЛЫҒЫ', 'ИТОГО', 'TOTAL')
const TAKEN = text('Алынды', 'Получено', 'Received')
const CHANGE = text('ҚАЙТАРЫМ', 'СДАЧА', 'CHANGE')
const SIGN = text('Фискалдық белгі', 'Фискальный признак', 'Fiscal sign')
const CHECK = text('Чекті тексеру', 'Проверка чека', 'Check address')
const NUMBER = text('Құжат №', 'Документ №', 'Document No.')
const LEFT = text('Қайтаруға қалды, жол', 'Осталось к возврату, строка', 'Left to return, line')
const WITHDRAWN = text('Алынды', 'Изъято', 'Taken out')
const COPY = text('Көшірме', 'Дубликат', 'Copy')
const PRINT = text('Басып шығару', 'Печать', 'Print')
const TRAINING_ON = text(
  'Оқу режимі: ештеңе тіркелмейді',
  'Учебный режим: ничего не регистрируется',
  'Training mode: nothing is registered',
)
const TRAINING_OVER = text('Оқу режимі аяқталды', 'Учебный режим закончен', 'The training mode is over')
const KEY = text('Кілт', 'Ключ', 'Key')

const paperText = ({ state, reason }: PaperFacts, language: Language): string =>
  [PRINT_WORDS[state][language], reason].filter(Boolean).join(': ')

type Sums = TicketAnswer | PreviewAnswer | Extract<TrainingAnswer, { payments: unknown }>

function payments(document: Sums, language: Language): Row[] {
  return Object.entries(document.payments).map(([type, sum]) => [
    PAYMENT_WORDS[type as keyof typeof PAYMENT_WORDS][language],
    moneyText(sum),
  ])
}

/** What the cashier reads aloud: the total, and the change in bold. */
function sums(document: Sums, { language, colour }: Context): Row[] {
  // Change is given in a sale alone.
  const { change, taken } = document.document === 'sale' ? document : { change: undefined, taken: undefined }
  return [
    [TOTAL[language], bold(moneyText(document.total) ?? '', colour.out)],
    ...payments(document, language),
    [TAKEN[language], moneyText(taken)],
    [CHANGE[language], change && bold(moneyText(change) ?? '', colour.out)],
  ]
}

function ownRows(document: DocumentAnswer | TrainingAnswer, context: Context): Row[] {
  const { language } = context
  switch (document.document) {
    case 'deposit':
    case 'withdraw':
      return placementRows(document, language)
    case 'shift-close':
      return closeRows(document, language)
    case 'sale':
    case 'sale-return':
    case 'purchase':
    case 'purchase-return':
      return [...sums(document, context), ...('training' in document ? [] : fiscalRows(document, language))]
    default:
      throw new Error(`unknown document ${String(document satisfies never)}`)
  }
}

const fiscalRows = (document: TicketAnswer, language: Language): Row[] => [
  ...remainingRows(document, language),
  [SIGN[language], document.fiscalSign],
  [CHECK[language], document.checkUrl],
]

/** Of a return: what each line of the receipt still holds. */
const remainingRows = ({ remaining = [] }: TicketAnswer, language: Language): Row[] =>
  remaining.map(({ line, quantity, sum }) => [`${LEFT[language]} ${line}`, `${quantity} = ${moneyText(sum)}`])

const placementRows = (document: Pick<PlacementAnswer, 'total' | 'cash'>, language: Language): Row[] => [
  [TOTAL[language], moneyText(document.total)],
  [STATUS_WORDS.cash[language], moneyText(document.cash)],
]

const closeRows = (document: Pick<CloseAnswer, 'report' | 'withdrawn' | 'cash'>, language: Language): Row[] => [
  [STATUS_WORDS.revenue[language], moneyText(document.report.revenue)],
  [WITHDRAWN[language], document.withdrawn === '0.00' ? undefined : moneyText(document.withdrawn)],
  [STATUS_WORDS.cash[language], moneyText(document.cash)],
]

const headText = (document: DocumentAnswer | TrainingAnswer, { language }: Context): string => {
  const head = `${NAMES[document.document][language]} № ${document.number}, ${STATUS_WORDS.shift[language].toLowerCase()} ${document.shift}\n`
  return document.replayed ? `${head}${DOCUMENT_WORDS.replayed[language]}\n` : head
}

/** A short summary of a document: what it is, its sums, and the two facts, registered and printed. */
export function documentText(document: DocumentAnswer, context: Context): string {
  const { language } = context
  const rows = table([
    ...ownRows(document, context),
    [NUMBER[language], document.documentNumber],
    [STATUS_WORDS.mode[language], STATUS_WORDS[document.mode][language]],
    [PRINT[language], paperText(document.paper, language)],
  ])
  const unprinted = document.registered && !document.printed && document.paper.state !== 'not-asked'
  return headText(document, context) + rows + (unprinted ? `${DOCUMENT_WORDS.notPrinted[language]}\n` : '')
}

/** What stands above the paper of a shown document: facts that the paper does not say. */
export const shownText = (document: DocumentAnswer, { language }: Context): string =>
  table([
    [KEY[language], document.key],
    [STATUS_WORDS.mode[language], STATUS_WORDS[document.mode][language]],
    [PRINT[language], paperText(document.paper, language)],
  ])

export const previewText = (preview: PreviewAnswer, context: Context): string => table(sums(preview, context))

export const copyText = (copy: CopyAnswer, context: Context): string => {
  const { language } = context
  const rows = table([
    [`${COPY[language]}, ${NUMBER[language]}`, copy.documentNumber],
    [PRINT[language], paperText(copy.paper, language)],
  ])
  return copy.training ? `${trainingMark(context)}\n${rows}` : rows
}

/** What was practised: the mark first, so that nobody takes it for a sale. */
export const trainingText = (answer: TrainingAnswer, context: Context): string =>
  `${trainingMark(context)}: ${WORDS.notRegistered[context.language]}\n${headText(answer, context)}${table([
    ...ownRows(answer, context),
    [NUMBER[context.language], answer.documentNumber],
    [PRINT[context.language], paperText(answer.paper, context.language)],
  ])}`

/** Practice has begun, or is over. */
export const turnedText = ({ training }: { readonly training: boolean }, { language }: Context): string =>
  `${(training ? TRAINING_ON : TRAINING_OVER)[language]}\n`

const trainingMark = ({ colour, language }: Context): string => bold(WORDS.training[language], colour.out)
