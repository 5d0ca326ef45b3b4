import type { OptionSpec } from '../spec.ts'
import type { Text } from '../../locale/errors.ts'

export const text = (flag: string, value: string, parameter: string, help: Text, required = false): OptionSpec => ({
  flag,
  value,
  type: 'text',
  parameter,
  required,
  help,
})

/** What is registered of the taxpayer and the place; at set-up INFO gives most of it. */
export const DETAILS: readonly OptionSpec[] = [
  text('name', 'NAME', 'name', {
    kk: 'салық төлеушінің атауы, орысша',
    ru: 'наименование налогоплательщика',
    en: 'taxpayer’s name in Russian',
  }),
  text('name-kk', 'NAME', 'nameKk', {
    kk: 'салық төлеушінің атауы, қазақша',
    ru: 'наименование на казахском',
    en: 'taxpayer’s name in Kazakh',
  }),
  text('iin-bin', 'N', 'iinBin', { kk: 'салық төлеушінің ЖСН/БСН', ru: 'ИИН/БИН', en: 'taxpayer’s IIN or BIN' }),
  text('address', 'TEXT', 'address', {
    kk: 'пайдалану орны, орысша',
    ru: 'адрес места использования',
    en: 'address of use in Russian',
  }),
  text('address-kk', 'TEXT', 'addressKk', {
    kk: 'пайдалану орны, қазақша',
    ru: 'адрес на казахском',
    en: 'address of use in Kazakh',
  }),
  text('okved', 'CODE', 'okved', { kk: 'ЭҚЖЖ коды', ru: 'код ОКЭД', en: 'OKED code' }),
  text('vat-series', 'N', 'vatSeries', {
    kk: 'ҚҚС куәлігінің сериясы',
    ru: 'серия свидетельства НДС',
    en: 'series of the VAT certificate',
  }),
  text('vat-number', 'N', 'vatNumber', {
    kk: 'ҚҚС куәлігінің нөмірі',
    ru: 'номер свидетельства НДС',
    en: 'number of the VAT certificate',
  }),
  text('section', 'CODE', 'section', { kk: 'әдепкі секция', ru: 'секция по умолчанию', en: 'default section' }),
]
