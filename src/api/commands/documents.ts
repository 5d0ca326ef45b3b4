import { command } from '../command.ts'
import { SELLERS, TELLERS } from '../roles.ts'
import type { ArgumentSpec, CommandSpec, OptionSpec } from '../spec.ts'
import type { Text } from '../../locale/errors.ts'
import { INPUT, KEY, SECTION, WAIT } from './options.ts'

const ITEM: OptionSpec = {
  flag: 'item',
  value: 'NAME=PRICE[*QTY][@VAT][;FIELD=VALUE]',
  type: 'item',
  parameter: 'items',
  repeatable: true,
  help: {
    kk: 'тауар; FIELD: unit, section, barcode, ntin, discount, markup, mark, stamp',
    ru: 'позиция; FIELD: unit, section, barcode, ntin, discount, markup, mark, stamp',
    en: 'an item; FIELD: unit, section, barcode, ntin, discount, markup, mark, stamp',
  },
}

const payment = (flag: 'cash' | 'card' | 'mobile', help: Text): OptionSpec => ({
  flag,
  value: '[SUM]',
  type: 'payment',
  parameter: `payments.${flag}`,
  help,
})

export const PAYMENTS: readonly OptionSpec[] = [
  payment('cash', {
    kk: 'қолма-қол: алынған сома; сомасыз: қалғаны',
    ru: 'наличные: сколько дал покупатель; без суммы: остаток',
    en: 'cash handed over; without a sum: the rest',
  }),
  payment('card', {
    kk: 'банк картасы, дәл сома; сомасыз: қалғаны',
    ru: 'карта, точная сумма; без суммы: остаток',
    en: 'card, exact; without a sum: the rest',
  }),
  payment('mobile', {
    kk: 'мобильді төлем, дәл сома; сомасыз: қалғаны',
    ru: 'мобильный платёж, точная сумма; без суммы: остаток',
    en: 'mobile payment, exact; without a sum: the rest',
  }),
]

const MODIFIERS: readonly OptionSpec[] = [
  {
    flag: 'discount',
    value: 'SUM|N%',
    type: 'modifier',
    parameter: 'discount',
    help: { kk: 'чекке шегерім: 100 немесе 10%', ru: 'скидка на чек: 100 или 10%', en: 'discount: 100 or 10%' },
  },
  {
    flag: 'markup',
    value: 'SUM|N%',
    type: 'modifier',
    parameter: 'markup',
    help: { kk: 'чекке үстеме: 100 немесе 10%', ru: 'наценка на чек: 100 или 10%', en: 'markup: 100 or 10%' },
  },
]

const BUYER: readonly OptionSpec[] = [
  {
    flag: 'customer',
    value: 'IIN/BIN',
    type: 'text',
    parameter: 'customer.iinOrBin',
    help: { kk: 'сатып алушының ЖСН/БСН', ru: 'ИИН/БИН покупателя', en: 'buyer’s IIN or BIN' },
  },
  {
    flag: 'phone',
    value: 'PHONE',
    type: 'text',
    parameter: 'customer.phone',
    help: { kk: 'сатып алушының телефоны', ru: 'телефон покупателя', en: 'buyer’s phone' },
  },
  {
    flag: 'email',
    value: 'EMAIL',
    type: 'text',
    parameter: 'customer.email',
    help: { kk: 'сатып алушының поштасы', ru: 'почта покупателя', en: 'buyer’s e-mail' },
  },
]

const RECEIPT_LANGUAGE: OptionSpec = {
  flag: 'receipt-lang',
  value: 'LANG',
  type: 'choice',
  choices: ['kk+ru', 'kk', 'ru'],
  parameter: 'receiptLanguage',
  help: { kk: 'чек тілі: kk+ru, kk, ru', ru: 'язык чека: kk+ru, kk, ru', en: 'language of the receipt: kk+ru, kk, ru' },
}

export const ELECTRONIC: OptionSpec = {
  flag: 'electronic',
  type: 'switch',
  parameter: 'electronic',
  help: {
    kk: 'қағазсыз; kkm.toml файлындағы receipt рұқсат берсе',
    ru: 'без бумаги; если это разрешает receipt в kkm.toml',
    en: 'without paper, where receipt in kkm.toml allows it',
  },
}

const PREVIEW: OptionSpec = {
  flag: 'preview',
  type: 'switch',
  parameter: 'preview',
  help: {
    kk: 'есептеп көрсету, ештеңе тіркемеу',
    ru: 'посчитать и показать, ничего не регистрируя',
    en: 'compute and show, register nothing',
  },
}

const GOODS: OptionSpec = {
  flag: 'goods',
  value: 'CODE[*QTY][;FIELD=VALUE]…',
  type: 'goods',
  parameter: 'items',
  repeatable: true,
  help: {
    kk: 'прайс-парақтағы тауар: артикул, штрихкод не NTIN',
    ru: 'товар из прайс-листа: артикул, штрихкод или NTIN',
    en: 'from the price list: article, barcode or NTIN',
  },
}

const SUM_OF_DEFAULT: OptionSpec = {
  flag: 'sum',
  value: 'SUM',
  type: 'sum',
  parameter: 'items',
  repeatable: true,
  help: {
    kk: 'default-item баптауындағы тауар осы сомаға',
    ru: 'позиция из настройки default-item на эту сумму',
    en: 'the item of setting default-item for this sum',
  },
}

const STORNO: OptionSpec = {
  flag: 'storno',
  value: 'N',
  type: 'storno',
  parameter: 'items',
  repeatable: true,
  help: {
    kk: 'N-позицияны тіркеуге дейін сторнолау',
    ru: 'сторнировать позицию N до регистрации',
    en: 'take item N back before anything is registered',
  },
}

export const TICKET: readonly OptionSpec[] = [
  ITEM,
  GOODS,
  SUM_OF_DEFAULT,
  STORNO,
  ...PAYMENTS,
  ...MODIFIERS,
  ...BUYER,
  SECTION,
  RECEIPT_LANGUAGE,
  KEY,
  WAIT,
  ELECTRONIC,
  PREVIEW,
  INPUT,
]

const PARENT: readonly OptionSpec[] = [
  {
    flag: 'parent',
    value: 'REF',
    type: 'text',
    parameter: 'parent',
    help: {
      kk: 'осы кассаның негіз чегі',
      ru: 'чек-основание этой кассы',
      en: 'the receipt of this register that it goes back to',
    },
  },
  {
    flag: 'parent-url',
    value: 'URL',
    type: 'text',
    parameter: 'parent.url',
    help: {
      kk: 'негіз чектің тексеру мекенжайы',
      ru: 'адрес проверки чека-основания',
      en: 'check address of another register’s receipt',
    },
  },
  {
    flag: 'parent-sign',
    value: 'SIGN',
    type: 'text',
    parameter: 'parent.sign',
    help: { kk: 'негіз чектің фискалдық белгісі', ru: 'ФП чека-основания', en: 'its fiscal sign' },
  },
  {
    flag: 'parent-time',
    value: 'TIME',
    type: 'text',
    parameter: 'parent.time',
    help: { kk: 'оның уақыты', ru: 'его время', en: 'its time, 2026-11-21T10:15:30' },
  },
  {
    flag: 'parent-reg-number',
    value: 'РНМ',
    type: 'text',
    parameter: 'parent.regNumber',
    help: { kk: 'оның кассасының МТН', ru: 'РНМ его кассы', en: 'РНМ of its register' },
  },
  {
    flag: 'parent-total',
    value: 'SUM',
    type: 'text',
    parameter: 'parent.total',
    help: { kk: 'оның сомасы', ru: 'его сумма', en: 'its total' },
  },
  {
    flag: 'parent-autonomous',
    type: 'switch',
    parameter: 'parent.autonomous',
    help: { kk: 'автономды жасалған', ru: 'сделан автономно', en: 'its paper says “autonomous”' },
  },
  {
    flag: 'whole',
    type: 'switch',
    parameter: 'whole',
    help: { kk: 'чекті түгел қайтару', ru: 'вернуть весь чек', en: 'return all of it' },
  },
  {
    flag: 'line',
    value: 'N[*QTY][;mark=CODE]',
    type: 'line',
    parameter: 'lines',
    repeatable: true,
    help: {
      kk: 'оның N-жолын қайтару; таңбаланған тауардың бөлігі – кодымен',
      ru: 'вернуть его строку N; часть маркированного товара – с кодом',
      en: 'return its line N; of marked goods a part by its code',
    },
  },
]

export const INPUT_ONLY = ['domain', 'cardSlip', 'mobileSlip']

const ticket = (word: string, summary: Text, example: string, more: Partial<CommandSpec> = {}): CommandSpec =>
  command({
    method: word,
    roles: TELLERS,
    makesDocument: true,
    summary,
    options: TICKET,
    inputOnly: INPUT_ONLY,
    example,
    ...more,
  })

const SUM: ArgumentSpec = {
  name: 'SUM',
  type: 'text',
  parameter: 'sum',
  required: true,
  help: { kk: 'теңгемен сома', ru: 'сумма в тенге', en: 'sum in tenge' },
}

const placement = (word: string, summary: Text, example: string): CommandSpec =>
  command({
    method: word,
    roles: TELLERS,
    makesDocument: true,
    summary,
    arguments: [SUM],
    options: [KEY, WAIT],
    example,
  })

export const DOCUMENT_COMMANDS: readonly CommandSpec[] = [
  ticket(
    'sale',
    { kk: 'сату', ru: 'продажа', en: 'register a sale' },
    "kkm sale --item 'Нан=150*2@16' --item 'Сүт=420' --cash 1000",
    { roles: SELLERS },
  ),
  ticket(
    'sale-return',
    { kk: 'сатуды қайтару', ru: 'возврат продажи', en: 'return a sale' },
    'kkm sale-return --parent no:1419 --line 1*1 --cash',
    { options: [...TICKET, ...PARENT] },
  ),
  ticket(
    'purchase',
    { kk: 'сатып алу', ru: 'покупка', en: 'register a purchase from a person' },
    "kkm purchase --item 'Макулатура=40*12.5;unit=166' --cash",
  ),
  ticket(
    'purchase-return',
    { kk: 'сатып алуды қайтару', ru: 'возврат покупки', en: 'return a purchase' },
    'kkm purchase-return --parent no:1420 --whole --cash',
    { options: [...TICKET, ...PARENT] },
  ),
  placement(
    'deposit',
    { kk: 'кассаға ақша енгізу', ru: 'внесение', en: 'put cash into the drawer' },
    'kkm deposit 20000',
  ),
  placement(
    'withdraw',
    { kk: 'кассадан ақша алу', ru: 'изъятие', en: 'take cash out of the drawer' },
    'kkm withdraw 50000',
  ),
]
