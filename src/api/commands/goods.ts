import { command } from '../command.ts'
import { ADMINISTRATORS, READERS } from '../roles.ts'
import type { CommandSpec, OptionSpec } from '../spec.ts'

const LIMIT: OptionSpec = {
  flag: 'limit',
  value: 'N',
  type: 'integer',
  parameter: 'limit',
  help: {
    kk: 'ең көбі неше тауар (әдепкі 50)',
    ru: 'не больше стольких товаров (по умолчанию 50)',
    en: 'at most so many goods (default 50)',
  },
}

const IMPORT_OPTIONS: readonly OptionSpec[] = [
  {
    flag: 'from-ofd',
    type: 'switch',
    parameter: 'fromOfd',
    help: {
      kk: 'файлдың орнына ФДО номенклатурасынан',
      ru: 'не из файла, а из номенклатуры ОФД',
      en: 'from the OFD’s list of goods instead of a file',
    },
  },
  {
    flag: 'skip-bad',
    type: 'switch',
    parameter: 'skipBad',
    help: {
      kk: 'қате жолдарды өткізіп, қалғанын жүктеу',
      ru: 'пропустить строки с ошибками, загрузить остальные',
      en: 'leave bad rows out and import the rest',
    },
  },
  {
    flag: 'replace',
    type: 'switch',
    parameter: 'replace',
    help: {
      kk: 'файл – бүкіл тізім: онда жоқ тауарлар алынады',
      ru: 'файл – весь список: чего в нём нет, убирается',
      en: 'the file is the whole list: what is not in it goes',
    },
  },
]

export const GOODS_COMMANDS: readonly CommandSpec[] = [
  command({
    method: 'goods.import',
    roles: ADMINISTRATORS,
    summary: {
      kk: 'прайс-парақты CSV файлынан не ФДО-дан жүктеу',
      ru: 'загрузить прайс-лист из файла CSV или из ОФД',
      en: 'import the price list from a CSV file or from the OFD',
    },
    arguments: [
      {
        name: 'FILE',
        type: 'text',
        help: {
          kk: 'бағандар: article, barcode, ntin, name, name_kk, unit, price, purchase_price, vat, section, marked; - стандартты кіріс',
          ru: 'столбцы: article, barcode, ntin, name, name_kk, unit, price, purchase_price, vat, section, marked; - это стандартный ввод',
          en: 'columns: article, barcode, ntin, name, name_kk, unit, price, purchase_price, vat, section, marked; - is stdin',
        },
      },
    ],
    options: IMPORT_OPTIONS,
    inputOnly: ['content', 'upload', 'part', 'parts'],
    example: 'kkm goods import prices.csv',
  }),
  command({
    method: 'goods.list',
    roles: ['administrator', 'inspector'],
    summary: { kk: 'прайс-парақ', ru: 'прайс-лист', en: 'the price list' },
    options: [
      LIMIT,
      {
        flag: 'after',
        value: 'CURSOR',
        type: 'text',
        parameter: 'after',
        help: {
          kk: 'алдыңғы жауаптағы next мәнінен кейін',
          ru: 'продолжить после next из прошлого ответа',
          en: 'go on behind `next` of the answer before',
        },
      },
    ],
    example: 'kkm goods list --limit 500',
  }),
  command({
    method: 'goods.find',
    roles: READERS,
    summary: {
      kk: 'тауарды атауы, артикулы, штрихкоды не NTIN бойынша іздеу',
      ru: 'найти товар по названию, артикулу, штрихкоду или NTIN',
      en: 'find goods by name, article, barcode or NTIN',
    },
    arguments: [
      {
        name: 'TEXT',
        type: 'text',
        parameter: 'text',
        required: true,
        help: {
          kk: 'атауындағы сөздер немесе код, бас әріп маңызды емес',
          ru: 'слова названия или код, в любом регистре',
          en: 'words of the name, or a code, in any case',
        },
      },
    ],
    options: [
      LIMIT,
      {
        flag: 'ofd',
        type: 'switch',
        parameter: 'ofd',
        help: {
          kk: 'штрихкодты ФДО арқылы ұлттық каталогтан сұрау',
          ru: 'спросить штрихкод в национальном каталоге через ОФД',
          en: 'ask the national catalogue for this barcode, through the OFD',
        },
      },
    ],
    example: 'kkm goods find нан',
  }),
  command({
    method: 'goods.remove',
    roles: ADMINISTRATORS,
    summary: {
      kk: 'тауарды прайс-парақтан алу',
      ru: 'убрать товар из прайс-листа',
      en: 'take goods off the price list',
    },
    arguments: [
      {
        name: 'CODE',
        type: 'text',
        parameter: 'code',
        required: true,
        help: {
          kk: 'артикул, штрихкод не NTIN',
          ru: 'артикул, штрихкод или NTIN',
          en: 'article, barcode or NTIN',
        },
      },
    ],
    example: 'kkm goods remove A-17',
  }),
]
