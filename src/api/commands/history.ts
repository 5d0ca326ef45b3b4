import { command } from '../command.ts'
import { RECEIPT_READERS, REPORTERS } from '../roles.ts'
import type { CommandSpec, OptionSpec } from '../spec.ts'
import type { Text } from '../../locale/errors.ts'
import { PERIOD_OPTIONS, SHIFT } from './options.ts'

const SIGN: OptionSpec = {
  flag: 'sign',
  value: 'SIGN',
  type: 'text',
  parameter: 'sign',
  help: { kk: 'фискалдық белгі бойынша', ru: 'по фискальному признаку', en: 'by fiscal sign' },
}

const LIMIT: OptionSpec = {
  flag: 'limit',
  value: 'N',
  type: 'integer',
  parameter: 'limit',
  help: {
    kk: 'бірден көп дегенде неше (әдепкі 50)',
    ru: 'сколько за раз, не больше (по умолчанию 50)',
    en: 'how many at once at most (default 50)',
  },
}

const CURSOR: OptionSpec = {
  flag: 'cursor',
  value: 'CURSOR',
  type: 'text',
  parameter: 'cursor',
  help: {
    kk: 'келесі бет: алдыңғы жауаптың курсоры',
    ru: 'следующая страница: курсор из прошлого ответа',
    en: 'the next page: the cursor of the answer before',
  },
}

const RECEIPTS: Text = { kk: 'чектер тарихы', ru: 'история чеков', en: 'history of receipts' }
const REPORTS: Text = { kk: 'есептер тарихы', ru: 'история отчётов', en: 'history of reports' }

const list = (words: readonly [string, string], summary: Text, more: Partial<CommandSpec>): CommandSpec =>
  command({
    method: words.join('.'),
    words,
    roles: REPORTERS,
    summary,
    options: [...PERIOD_OPTIONS, SHIFT, LIMIT, CURSOR],
    example: `kkm ${words.join(' ')} --period month`,
    ...more,
  })

const OF_RECEIPTS = { roles: RECEIPT_READERS, options: [...PERIOD_OPTIONS, SHIFT, SIGN, LIMIT, CURSOR] }

/** The same two lists under the names of the manuals' menu and under those of their nouns. */
export const HISTORY_COMMANDS: readonly CommandSpec[] = [
  list(['receipt', 'list'], RECEIPTS, OF_RECEIPTS),
  list(['report', 'list'], REPORTS, {}),
  list(['history', 'receipt'], RECEIPTS, OF_RECEIPTS),
  list(['history', 'report'], REPORTS, {}),
]
