import { PERIODS } from '../../fiscal/span.ts'
import type { ArgumentSpec, OptionSpec } from '../spec.ts'

/** Options that several commands share, worded once. */
export const KEY: OptionSpec = {
  flag: 'key',
  value: 'KEY',
  type: 'text',
  parameter: 'key',
  help: {
    kk: 'қайталау кілті: сол кілт екінші құжат жасамайды; берілмесе, жасалып, stderr-ге жазылады',
    ru: 'ключ повтора: с тем же ключом второй документ не создаётся; без него ключ создаётся и пишется в stderr',
    en: 'key for repeating: the same key never makes a second document; without it one is made and told on stderr',
  },
}

export const WAIT: OptionSpec = {
  flag: 'wait',
  value: 'SECONDS',
  type: 'integer',
  parameter: 'wait',
  help: {
    kk: 'қағаз басылуын неше секунд күту керек (әдепкі 20)',
    ru: 'сколько секунд ждать печати (по умолчанию 20)',
    en: 'how many seconds to wait for the paper (default 20)',
  },
}

export const INPUT: OptionSpec = {
  flag: 'input',
  value: 'FILE',
  type: 'input',
  help: {
    kk: 'бүкіл құжат JSON түрінде; - стандартты кіріс; опциялар оған қосылады',
    ru: 'весь документ как JSON; - это стандартный ввод; опции добавляются к нему',
    en: 'the whole document as JSON; - is stdin; options add to it',
  },
}

export const SECTION: OptionSpec = {
  flag: 'section',
  value: 'CODE',
  type: 'text',
  parameter: 'section',
  help: {
    kk: 'секция, егер тауарда көрсетілмесе',
    ru: 'секция для позиций, где она не указана',
    en: 'section of items that name none',
  },
}

export const YES: OptionSpec = {
  flag: 'yes',
  type: 'switch',
  help: { kk: 'сұрамай растау', ru: 'подтвердить без вопроса', en: 'confirm without being asked' },
}

/** What two people do together: the one who is signed in, an administrator, and why. */
export const TWO_PEOPLE: readonly OptionSpec[] = [
  {
    flag: 'reason',
    value: 'TEXT',
    type: 'text',
    parameter: 'reason',
    required: true,
    help: { kk: 'себебі', ru: 'причина', en: 'why' },
  },
  {
    flag: 'second-user',
    value: 'CODE',
    type: 'integer',
    parameter: 'secondUser',
    required: true,
    help: { kk: 'әкімшінің коды', ru: 'код администратора', en: 'code of the administrator' },
  },
  {
    flag: 'second-pin-file',
    value: 'FILE',
    type: 'secret',
    parameter: 'secondPin',
    required: true,
    help: {
      kk: 'әкімшінің PIN-і бірінші жолда тұрған файл',
      ru: 'файл, в первой строке PIN администратора',
      en: 'file with the administrator’s PIN in its first line',
    },
  },
  YES,
]

export const REF: ArgumentSpec = {
  name: 'REF',
  type: 'text',
  parameter: 'ref',
  required: true,
  help: {
    kk: 'құжат: sign:…, no:…, key:…, тексеру мекенжайы немесе жай нөмір',
    ru: 'документ: sign:…, no:…, key:…, адрес проверки или просто номер',
    en: 'the document: sign:…, no:…, key:…, a check address, or a bare number',
  },
}

/** How people look at a document, and on what. */
export const PAGE_FORMATS = ['text', 'png', 'pdf'] as const
export const PAPERS = ['58', '80', 'a4'] as const

export const PAGE_PAPER: OptionSpec = {
  flag: 'paper',
  value: 'PAPER',
  type: 'choice',
  choices: PAPERS,
  parameter: 'paper',
  help: {
    kk: 'қағаз: 58, 80 мм немесе a4 (әдепкі принтердікі)',
    ru: 'бумага: 58, 80 мм или a4 (по умолчанию как у принтера)',
    en: 'the paper: 58, 80 mm or a4 (default: the printer’s)',
  },
}

export const OUTPUT: OptionSpec = {
  flag: 'output',
  value: 'FILE',
  type: 'output',
  help: {
    kk: 'stdout орнына файлға жазу',
    ru: 'записать в файл вместо stdout',
    en: 'write to a file instead of stdout',
  },
}

export const NO_PRINT: OptionSpec = {
  flag: 'no-print',
  type: 'switch',
  parameter: 'print',
  help: { kk: 'басып шығармау', ru: 'не печатать', en: 'do not print it' },
}

export const SHIFT: OptionSpec = {
  flag: 'shift',
  value: 'N',
  type: 'integer',
  parameter: 'shift',
  help: { kk: 'бір ауысым, нөмірі бойынша', ru: 'одна смена, по номеру', en: 'one shift, by its number' },
}

/** Bounds of a report or a search, or one of the manuals' words for them. */
export const PERIOD_OPTIONS: readonly OptionSpec[] = [
  {
    flag: 'from',
    value: 'DATE|N',
    type: 'text',
    parameter: 'from',
    help: {
      kk: 'басы: 2026-11-01 түріндегі күн, today, yesterday не ауысым нөмірі',
      ru: 'начало: дата вида 2026-11-01, today, yesterday или номер смены',
      en: 'from: a date as 2026-11-01, today, yesterday, or the number of a shift',
    },
  },
  {
    flag: 'to',
    value: 'DATE|N',
    type: 'text',
    parameter: 'to',
    help: { kk: 'соңы, қоса алғанда', ru: 'конец, включительно', en: 'to, inclusive' },
  },
  {
    flag: 'period',
    value: 'PERIOD',
    type: 'choice',
    choices: PERIODS,
    parameter: 'period',
    help: {
      kk: 'соңғы ай, 3 ай, жарты жыл, жыл: month, quarter, half-year, year',
      ru: 'за месяц, 3 месяца, полгода, год: month, quarter, half-year, year',
      en: 'the last month, quarter, half-year or year',
    },
  },
]

/** For what works without the daemon. */
export const CONFIG: OptionSpec = {
  flag: 'config',
  value: 'FILE',
  type: 'file',
  help: {
    kk: 'kkmd конфигурациясы (KKM_CONFIG; әдепкі /etc/kkm/kkm.toml)',
    ru: 'конфигурация kkmd (KKM_CONFIG; по умолчанию /etc/kkm/kkm.toml)',
    en: 'configuration of kkmd (KKM_CONFIG; default /etc/kkm/kkm.toml)',
  },
}
