import type { ResultOf } from '../../api/schemas/index.ts'
import { CLOSING_REASONS, LIFE_WORDS } from '../../locale/life-words.ts'
import { type Language, text } from '../../locale/text.ts'
import { SETTING_WORDS } from '../../locale/setting-words.ts'
import { OPERATION_WORDS, REPORT_WORDS, WORDS } from '../../locale/words.ts'
import { DOCUMENT_WORDS } from '../../locale/status.ts'
import { registrationText } from './setup.ts'
import { moneyText, type Row, table, timeText } from './table.ts'

type Setting = ResultOf<'settings.get'>
type Shown = ResultOf<'register.show'>
type Totals = Shown['totals']

export const settingText = ({ value }: Setting): string => `${value}\n`

/** Name, value, and what it is called. */
export function settingsText({ settings }: ResultOf<'settings.list'>, language: Language): string {
  const width = Math.max(0, ...settings.map(({ value }) => value.length))
  const words = (name: string): string => SETTING_WORDS[name]?.[language] ?? ''
  return table(settings.map(({ name, value }) => [name, `${value.padEnd(width)}  ${words(name)}`]))
}

const OPERATIONS = ['sale', 'sale-return', 'purchase', 'purchase-return'] as const

function totalRows(totals: Totals, language: Language): Row[] {
  return [
    [LIFE_WORDS.documents[language], totals.documents],
    [LIFE_WORDS.shifts[language], totals.shifts],
    ...OPERATIONS.map((operation): Row => {
      const sum = moneyText(totals.nonNullable[operation]) ?? ''
      return [OPERATION_WORDS[operation][language], `${sum} (${totals.tickets[operation]})`]
    }),
    [REPORT_WORDS.deposits[language], totals.deposits],
    [REPORT_WORDS.withdrawals[language], totals.withdrawals],
    [WORDS.cashInDrawer[language], moneyText(totals.cash)],
    [REPORT_WORDS.checksum[language], totals.checksum],
  ]
}

function closingRows({ reason, time }: NonNullable<Shown['decommissioned']>, language: Language): Row[] {
  return [
    [WORDS.time[language], timeText(time)],
    [LIFE_WORDS.reason[language], `${reason}: ${CLOSING_REASONS[reason - 1]?.[language] ?? ''}`],
  ]
}

export function registerText({ registration, geo, decommissioned, totals }: Shown, language: Language): string {
  const shown = registrationText({ registered: true, registration, geo }, language)
  const closing = decommissioned
    ? `${LIFE_WORDS.decommission[language]}\n${table(closingRows(decommissioned, language))}`
    : ''
  return `${closing}${shown}\n${table(totalRows(totals, language))}`
}

const CHANGED = text('Тіркеу деректері өзгертілді', 'Регистрационные данные изменены', 'The registration is changed')

/** The slip beside the change: whether it came out is told when it did not. */
const slipText = (printed: boolean, language: Language): string =>
  printed ? '' : `! ${DOCUMENT_WORDS.slipNotPrinted[language]}\n`

export const changedText = ({ printed }: ResultOf<'register.change'>, language: Language): string =>
  `${CHANGED[language]}\n${slipText(printed, language)}`

export function closedText(
  { decommissioned, printed, totals }: ResultOf<'register.close'>,
  language: Language,
): string {
  const rows = [...closingRows(decommissioned, language), ...totalRows(totals, language)]
  return `${LIFE_WORDS.decommission[language]}\n${table(rows)}${slipText(printed, language)}`
}

const LAST_DOCUMENT = text('Соңғы құжат', 'Последний документ', 'Last document')
const CONFIRMED = text('Расталған', 'Подтверждено', 'Confirmed')
const FORBIDS = text('Кедергі', 'Препятствие', 'In the way')

export const clockText = (
  { time, lastDocument, confirmed, block }: ResultOf<'time.show'>,
  language: Language,
): string =>
  table([
    [WORDS.time[language], timeText(time)],
    [LAST_DOCUMENT[language], timeText(lastDocument)],
    [CONFIRMED[language], timeText(confirmed)],
    [FORBIDS[language], block],
  ])
