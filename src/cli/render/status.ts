import type { Passport, ShiftStatus, Status } from '../../api/results.ts'
import { FIELD_WORDS } from '../../locale/field-words.ts'
import { DIFFERENCE_WORDS, differenceWord } from '../../locale/report-words.ts'
import { PAPER_WORDS, STATUS_WORDS } from '../../locale/status.ts'
import { type Language, type Text, text } from '../../locale/text.ts'
import { CONNECTION_WORDS, WORDS } from '../../locale/words.ts'
import { blocksText, warningsText } from './ready.ts'
import { label, moneyText, type Row, table, timeText } from './table.ts'

const STATES: Readonly<Record<Status['state'], Text>> = {
  ready: STATUS_WORDS.ready,
  blocked: STATUS_WORDS.notReady,
  'not-set-up': STATUS_WORDS.notSetUp,
  starting: text('іске қосылуда', 'запускается', 'starting'),
  stopping: text('тоқтатылуда', 'останавливается', 'stopping'),
}

const OFD_STATES: Readonly<Record<Status['ofd']['state'], Text>> = {
  reachable: text('жауап береді', 'отвечает', 'answers'),
  silent: text('жауап бермейді', 'не отвечает', 'silent'),
  unknown: text('әлі сұралмады', 'ещё не опрошен', 'not asked yet'),
}

const PRINTER_STATES: Readonly<Record<Status['printer']['state'], Text>> = {
  ok: text('дайын', 'готов', 'ready'),
  offline: text('өшірулі', 'выключен', 'offline'),
  'paper-out': text('қағаз жоқ', 'нет бумаги', 'no paper'),
  'cover-open': text('қақпағы ашық', 'открыта крышка', 'cover open'),
  error: text('қате', 'ошибка', 'error'),
  unknown: text('күйі белгісіз', 'состояние неизвестно', 'state unknown'),
  none: text('бапталмаған', 'не настроен', 'none'),
}

const MODEL = text('Моделі', 'Модель', 'Model')
const YEAR = text('Шығарылған жылы', 'Год выпуска', 'Year of make')
const DIGEST = text('Бағдарлама дайджесі', 'Дайджест ПО', 'Software digest')
const OFD = text('ФДО', 'ОФД', 'OFD')

const field = (name: string, language: Language): string => label(FIELD_WORDS[name]?.[language] ?? name)

function shiftText({ open, number, hoursLeft }: Status['shift'], language: Language): string | undefined {
  if (number === 0) return STATUS_WORDS.shiftClosed[language]
  const state = open ? STATUS_WORDS.shiftOpen[language] : STATUS_WORDS.shiftClosed[language]
  const left = hoursLeft === undefined ? '' : `, ${STATUS_WORDS.hoursLeft[language].toLowerCase()} ${hoursLeft}`
  return `№ ${number}, ${state}${left}`
}

function registerRows({ register }: Status, language: Language) {
  if (register === undefined) return []
  return [
    [STATUS_WORDS.register[language], `${register.name}, ${register.iinBin}`],
    [field('address', language), register.address],
    [field('kkmId', language), register.kkmId],
    [field('regNumber', language), register.regNumber],
    [field('serialNumber', language), register.serialNumber],
  ] as const
}

/** Both figures, the register's first. */
function differenceRows({ difference }: Status, language: Language) {
  const { ours: own, theirs: other } = DIFFERENCE_WORDS
  return (difference?.figures ?? []).map(({ field: name, ours, theirs }): Row => {
    const shown = (value: string) => (value.includes('.') ? moneyText(value) : value)
    const figures = `${own[language]} ${shown(ours)}, ${other[language]} ${shown(theirs)}`
    return [differenceWord(name)[language], figures]
  })
}

export function statusText(status: Status, language: Language): string {
  const words = STATUS_WORDS
  const { ofd, printer, queue, unfinished } = status
  const facts = table([
    ...registerRows(status, language),
    [words.mode[language], words[status.mode][language]],
    [words.shift[language], shiftText(status.shift, language)],
    [OFD[language], [ofd.operator, ofd.version, OFD_STATES[ofd.state][language]].filter(Boolean).join(', ')],
    [words.lastContact[language], timeText(ofd.lastAnswer)],
    [words.printer[language], PRINTER_STATES[printer.state][language]],
    [words.paper[language], PAPER_WORDS[printer.paper][language]],
    [words.queue[language], queue.length === 0 ? words.queueEmpty[language] : queue.length],
    [words.unfinished[language], unfinished?.documentNumber],
    [words.cash[language], moneyText(status.cash)],
    [words.revenue[language], moneyText(status.revenue)],
    [words.release[language], status.release],
    ...differenceRows(status, language),
  ])
  const head = `${STATES[status.state][language]}\n`
  return head + blocksText(status.blocks, language) + facts + warningsText(status.warnings)
}

export function shiftStatusText(shift: ShiftStatus, language: Language): string {
  const words = STATUS_WORDS
  const tickets = Object.values(shift.tickets).reduce((sum, count) => sum + count, 0)
  const mark = shift.training ? `${WORDS.training[language]}\n` : ''
  const rows = table([
    [words.shift[language], shiftText(shift, language)],
    [words.openedAt[language], timeText(shift.openTime)],
    [words.receipts[language], tickets],
    [words.cash[language], moneyText(shift.cash)],
    [words.revenue[language], moneyText(shift.revenue)],
  ])
  return mark + rows
}

export function passportText(passport: Passport, language: Language): string {
  return table([
    [MODEL[language], passport.model],
    [field('serialNumber', language), passport.serialNumber],
    [YEAR[language], passport.year],
    [WORDS.connection[language], CONNECTION_WORDS[passport.connection][language]],
    [STATUS_WORDS.release[language], passport.release],
    [DIGEST[language], passport.digest],
  ])
}
