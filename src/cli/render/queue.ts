import type { ResultOf } from '../../api/schemas/index.ts'
import { ENTRY_WORDS, QUEUE_WORDS } from '../../locale/queue-words.ts'
import { DOCUMENT_WORDS } from '../../locale/status.ts'
import type { Language } from '../../locale/text.ts'
import { WORDS } from '../../locale/words.ts'
import { documentName } from './document.ts'
import { moneyText, table, timeText } from './table.ts'

export function queueText({ entries, length }: ResultOf<'queue.list'>, language: Language): string {
  if (length === 0) return `${QUEUE_WORDS.empty[language]}\n`
  const rows = entries.map(
    ({ document, documentNumber, state, time }) =>
      `${documentNumber}  ${timeText(time)}  ${documentName(document, language)}  ${ENTRY_WORDS[state][language]}\n`,
  )
  const rest = length - entries.length
  return `${rows.join('')}${rest > 0 ? `… ${rest}\n` : ''}`
}

export function queuedText(shown: ResultOf<'queue.show'>, language: Language): string {
  const { document, documentNumber, fiscalSign, message, operator, refusal, shift, state, time, total } = shown
  const said = refusal && [refusal.code, refusal.ofdCode, refusal.text].filter((part) => part !== undefined).join(' ')
  const rows = table([
    [WORDS.documentNumber[language], `${documentNumber} (${documentName(document, language)})`],
    [WORDS.time[language], timeText(time)],
    [WORDS.shift[language], shift],
    [WORDS.cashier[language], `${operator.code} ${operator.name}`],
    [WORDS.total[language], moneyText(total)],
    [WORDS.autonomousSign[language], fiscalSign],
    [QUEUE_WORDS.message[language], ENTRY_WORDS[state][language]],
    [QUEUE_WORDS.refusal[language], said],
  ])
  return message === undefined ? rows : `${rows}${JSON.stringify(message, undefined, 2)}\n`
}

export const retriedText = ({ delivered, length }: ResultOf<'queue.retry'>, language: Language): string =>
  `${delivered ? `${QUEUE_WORDS.delivered[language]}\n` : ''}${QUEUE_WORDS.left[language]}: ${length}\n`

export const removedText = ({ length, printed }: ResultOf<'queue.remove'>, language: Language): string =>
  `${QUEUE_WORDS.withdrawn[language]}\n${QUEUE_WORDS.left[language]}: ${length}\n${
    printed ? '' : `! ${DOCUMENT_WORDS.slipNotPrinted[language]}\n`
  }`

type Message = ResultOf<'message.show'>

export const messageText = ({ confirmed, number, text, time }: Message, language: Language): string =>
  `${number}  ${timeText(time)}\n${text}\n${
    confirmed ? `${QUEUE_WORDS.confirmed[language]}: ${confirmed.by}, ${timeText(confirmed.time)}\n` : ''
  }`

export const messagesText = ({ messages }: ResultOf<'message.list'>, language: Language): string =>
  messages.length === 0
    ? `${QUEUE_WORDS.noMessages[language]}\n`
    : messages.map((message) => messageText(message, language)).join('\n')
