import { ADMINISTRATORS } from '../roles.ts'
import type { CommandSpec, OptionSpec } from '../spec.ts'
import { YES } from './options.ts'
import { DETAILS, text } from './registration.ts'
import { plain, STATE_COMMANDS } from './state.ts'

const SETUP_OPTIONS: readonly OptionSpec[] = [
  {
    flag: 'kkm-id',
    value: 'N',
    type: 'integer',
    parameter: 'kkmId',
    required: true,
    help: { kk: 'кассаның ФДО-дағы ID (КСН)', ru: 'ID кассы у ОФД (ИНК)', en: 'ID of the register at the OFD (ИНК)' },
  },
  {
    flag: 'token-file',
    value: 'FILE',
    type: 'secret',
    parameter: 'token',
    required: true,
    help: {
      kk: 'токен бірінші жолда тұрған файл; - стандартты кіріс',
      ru: 'файл, в первой строке токен; - это стандартный ввод',
      en: 'file with the token in its first line; - is stdin',
    },
  },
  text(
    'reg-number',
    'РНМ',
    'regNumber',
    { kk: 'тіркеу нөмірі (МТН)', ru: 'регистрационный номер (РНМ)', en: 'registration number (РНМ)' },
    true,
  ),
  text(
    'serial-number',
    'ЗНМ',
    'serialNumber',
    { kk: 'зауыт нөмірі (МЗН)', ru: 'заводской номер (ЗНМ)', en: 'factory number (ЗНМ)' },
    true,
  ),
  {
    flag: 'admin-pin-file',
    value: 'FILE',
    type: 'secret',
    parameter: 'adminPin',
    required: true,
    help: {
      kk: 'әкімші (коды 1) PIN-і жазылған файл',
      ru: 'файл с PIN администратора (код 1)',
      en: 'file with the PIN of the administrator (code 1)',
    },
  },
  ...DETAILS,
  {
    flag: 'test-page',
    type: 'switch',
    parameter: 'testPage',
    help: { kk: 'сынақ бетін басып шығару', ru: 'напечатать тестовую страницу', en: 'print a test page' },
  },
  {
    flag: 'again',
    type: 'switch',
    parameter: 'again',
    help: {
      kk: 'бірінші құжатқа дейін қайта баптау',
      ru: 'настроить заново, до первого документа',
      en: 'set up anew, until the first document',
    },
  },
  YES,
]

export const REGISTER_COMMANDS: readonly CommandSpec[] = [
  plain(
    'passport',
    { kk: 'кассаның паспорты', ru: 'паспорт кассы', en: 'what registration in the OFD’s cabinet asks for' },
    {
      options: [
        {
          flag: 'no-print',
          type: 'switch',
          parameter: 'print',
          help: { kk: 'басып шығармау', ru: 'не печатать', en: 'do not print it' },
        },
      ],
    },
  ),
  /** Open to anyone while NOT_SET_UP; after that the handler asks for an administrator or a technician. */
  plain(
    'setup',
    { kk: 'кассаны баптау', ru: 'настроить кассу', en: 'set the register up' },
    {
      options: SETUP_OPTIONS,
      inputOnly: ['probe'],
      example:
        'kkm setup --kkm-id 1024 --token-file token --reg-number 010102345678 --serial-number SWK00412345 --admin-pin-file pin',
    },
  ),
  plain(
    'token.set',
    { kk: 'жаңа токен енгізу', ru: 'ввести новый токен', en: 'enter a new token' },
    {
      roles: ADMINISTRATORS,
      options: [
        {
          flag: 'token-file',
          value: 'FILE',
          type: 'secret',
          parameter: 'token',
          required: true,
          help: {
            kk: 'токен бірінші жолда тұрған файл; - стандартты кіріс',
            ru: 'файл, в первой строке токен; - это стандартный ввод',
            en: 'file with the token in its first line; - is stdin',
          },
        },
      ],
      example: 'kkm token set --token-file token',
    },
  ),
  ...STATE_COMMANDS,
  plain(
    'version',
    { kk: 'бағдарлама нұсқасы', ru: 'версия программы', en: 'version of the software' },
    { daemon: 'optional' },
  ),
]
