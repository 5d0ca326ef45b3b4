import type { Language, Text } from '../locale/errors.ts'

/** What can be wrong with a command line. `{}` is the option, the argument or the value. */
const PROBLEMS = {
  'unknown-option': { kk: 'белгісіз опция: {}', ru: 'неизвестная опция: {}', en: 'unknown option {}' },
  'unknown-command': { kk: 'белгісіз команда: {}', ru: 'неизвестная команда: {}', en: 'unknown command {}' },
  'missing-command': { kk: 'команда көрсетілмеген', ru: 'не указана команда', en: 'no command is named' },
  'missing-argument': { kk: 'аргумент жоқ: {}', ru: 'не указан аргумент: {}', en: 'argument {} is missing' },
  'excess-arguments': { kk: 'артық аргументтер', ru: 'лишние аргументы', en: 'too many arguments' },
  'missing-value': { kk: 'опцияның мәні жоқ: {}', ru: 'у опции нет значения: {}', en: 'option {} has no value' },
  missing: { kk: 'жетіспейді: {}', ru: 'не хватает: {}', en: 'missing: {}' },
  together: { kk: '{} бірге берілмейді', ru: '{} не указываются вместе', en: '{} do not go together' },
  twice: { kk: '{} екі рет берілген', ru: '{} указано дважды', en: '{} is given twice' },
  'global-after': {
    kk: '{} команданың алдында тұрады: kkm {} …',
    ru: '{} ставится перед командой: kkm {} …',
    en: '{} stands before the command: kkm {} …',
  },
  integer: { kk: '{}: бүтін сан керек', ru: '{}: нужно целое число', en: '{}: a whole number is needed' },
  'public-key': {
    kk: 'ашық кілт емес: {}; 64 он алтылық таңба керек',
    ru: 'не открытый ключ: {}; нужны 64 шестнадцатеричных знака',
    en: '{} is no public key: 64 hexadecimal digits are needed',
  },
  choice: { kk: 'рұқсат етілмеген мән: {}', ru: 'недопустимое значение: {}', en: 'not one of the choices: {}' },
  item: {
    kk: '--item {}: NAME=PRICE[*QTY][@VAT][;FIELD=VALUE] түрінде жазыңыз',
    ru: '--item {}: пишите как NAME=PRICE[*QTY][@VAT][;FIELD=VALUE]',
    en: '--item {}: write it as NAME=PRICE[*QTY][@VAT][;FIELD=VALUE]',
  },
  'item-field': {
    kk: '--item: белгісіз өріс {}; белгілілері: unit, section, barcode, ntin, discount, markup, mark, stamp',
    ru: '--item: неизвестное поле {}; известны: unit, section, barcode, ntin, discount, markup, mark, stamp',
    en: '--item: unknown field {}; known are unit, section, barcode, ntin, discount, markup, mark, stamp',
  },
  'item-field-twice': {
    kk: '--item: {} өрісі екі рет берілген',
    ru: '--item: поле {} указано дважды',
    en: '--item: the field {} is given twice',
  },
  goods: {
    kk: '--goods {}: CODE[*QTY][;FIELD=VALUE]… түрінде жазыңыз',
    ru: '--goods {}: пишите как CODE[*QTY][;FIELD=VALUE]…',
    en: '--goods {}: write CODE[*QTY][;FIELD=VALUE]…',
  },
  line: {
    kk: '--line {}: N[*QTY] түрінде жазыңыз',
    ru: '--line {}: пишите как N[*QTY]',
    en: '--line {}: write N[*QTY]',
  },
  'cannot-read': { kk: 'файл оқылмайды: {}', ru: 'не удаётся прочитать файл: {}', en: 'the file cannot be read: {}' },
  'cannot-write': {
    kk: 'файл жазылмайды: {}',
    ru: 'не удаётся записать файл: {}',
    en: 'the file cannot be written: {}',
  },
  'stdin-twice': {
    kk: 'стандартты кірісті тек бір опция оқи алады',
    ru: 'стандартный ввод может читать только одна опция',
    en: 'only one option can read stdin',
  },
  'binary-to-terminal': {
    kk: 'терминалға екілік деректер шығарылмайды; --output FILE беріңіз',
    ru: 'двоичные данные не выводятся на терминал; укажите --output FILE',
    en: 'binary data does not go to a terminal; give --output FILE',
  },
  'user-needed': {
    kk: 'пайдаланушы коды керек: kkm --user N {}',
    ru: 'нужен код пользователя: kkm --user N {}',
    en: 'a user’s code is needed: kkm --user N {}',
  },
  'no-terminal': {
    kk: 'экранға терминал керек',
    ru: 'экрану нужен терминал',
    en: 'the screen needs a terminal',
  },
  keymap: { kk: 'пернелер файлы: {}', ru: 'файл клавиш: {}', en: 'the key map file: {}' },
} as const satisfies Record<string, Text>

export type UsageProblem = keyof typeof PROBLEMS

export const usageText = (problem: UsageProblem, value: string, language: Language): string =>
  PROBLEMS[problem][language].replaceAll('{}', () => value)
