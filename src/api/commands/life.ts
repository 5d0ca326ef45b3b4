import { command } from '../command.ts'
import { ADMINISTRATORS, CARETAKERS, TECHNICIANS } from '../roles.ts'
import type { CommandSpec, OptionSpec } from '../spec.ts'
import type { Text } from '../../locale/errors.ts'
import { YES } from './options.ts'
import { DETAILS, text } from './registration.ts'

const CHANGE_OPTIONS: readonly OptionSpec[] = [
  {
    flag: 'kkm-id',
    value: 'N',
    type: 'integer',
    parameter: 'kkmId',
    help: {
      kk: 'жаңа ID (КСН), токенімен бірге',
      ru: 'новый ID (ИНК), вместе с токеном',
      en: 'new ID, with its token',
    },
  },
  {
    flag: 'token-file',
    value: 'FILE',
    type: 'secret',
    parameter: 'token',
    help: {
      kk: 'жаңа токен бірінші жолда тұрған файл; - стандартты кіріс',
      ru: 'файл, в первой строке новый токен; - это стандартный ввод',
      en: 'file with the new token in its first line; - is stdin',
    },
  },
  text('reg-number', 'РНМ', 'regNumber', {
    kk: 'жаңа тіркеу нөмірі (МТН)',
    ru: 'новый регистрационный номер (РНМ)',
    en: 'new registration number (РНМ)',
  }),
  ...DETAILS,
  {
    flag: 'vat-payer',
    value: 'on|off',
    type: 'choice',
    choices: ['on', 'off'],
    parameter: 'vatPayer',
    help: { kk: 'ҚҚС төлеуші', ru: 'плательщик НДС', en: 'pays VAT' },
  },
  YES,
]

const life = (method: string, summary: Text, example: string, more: Partial<CommandSpec> = {}): CommandSpec =>
  command({
    method,
    roles: ADMINISTRATORS,
    summary,
    example,
    ...more,
  })

const date = (flag: string, parameter: string, help: Text): OptionSpec => ({
  flag,
  value: 'YYYY-MM-DD',
  type: 'text',
  parameter,
  required: true,
  help,
})

export const LIFE_COMMANDS: readonly CommandSpec[] = [
  life(
    'register.show',
    { kk: 'тіркеу деректері мен санауыштар', ru: 'регистрационные данные и счётчики', en: 'registration and counters' },
    'kkm register show',
    { roles: CARETAKERS },
  ),
  life(
    'register.change',
    { kk: 'тіркеу деректерін өзгерту', ru: 'изменить регистрационные данные', en: 'change the registration' },
    "kkm register change --address 'г. Астана, Сығанақ 1' --yes",
    { options: CHANGE_OPTIONS },
  ),
  life(
    'register.close',
    { kk: 'кассаны есептен шығару', ru: 'снять кассу с учёта', en: 'take the register out of use, for good' },
    'kkm register close --reason 1 --yes',
    {
      options: [
        {
          flag: 'reason',
          value: 'N',
          type: 'integer',
          parameter: 'reason',
          required: true,
          help: {
            kk: '1 қызмет тоқтады, 2 орын ауысты, 3 ақау, 4 тізілімнен шықты, 5 жаңа модель, 6 ұрлық не жоғалту',
            ru: '1 прекращение деятельности, 2 смена места, 3 неисправность, 4 исключена из реестра, 5 новая модель, 6 кража или утеря',
            en: '1 end of activity, 2 another place, 3 fault, 4 struck off the register, 5 new model, 6 theft or loss',
          },
        },
        YES,
      ],
    },
  ),
  life('time.show', { kk: 'касса сағаты', ru: 'часы кассы', en: 'the clock of the register' }, 'kkm time show', {
    roles: CARETAKERS,
  }),
  life(
    'time.set',
    { kk: 'сағатты қою', ru: 'установить часы', en: 'set the clock' },
    'kkm time set 2026-11-21T10:15:30',
    {
      roles: TECHNICIANS,
      arguments: [
        {
          name: 'TIME',
          type: 'text',
          parameter: 'time',
          required: true,
          help: {
            kk: 'Астана уақыты: 2026-11-21T10:15:30',
            ru: 'время Астаны: 2026-11-21T10:15:30',
            en: 'time of Astana: 2026-11-21T10:15:30',
          },
        },
      ],
    },
  ),
  life(
    'time.confirm',
    {
      kk: 'бір тәуліктен артық озған сағатты растау',
      ru: 'подтвердить часы, ушедшие больше чем на сутки',
      en: 'vouch for a clock that is over a day ahead',
    },
    'kkm time confirm --date 2026-11-21 --again 2026-11-21 --yes',
    {
      roles: TECHNICIANS,
      options: [
        date('date', 'date', { kk: 'бүгінгі күн', ru: 'сегодняшняя дата', en: 'today’s date' }),
        date('again', 'again', { kk: 'сол күн тағы бір рет', ru: 'та же дата ещё раз', en: 'the same date again' }),
        YES,
      ],
    },
  ),
]
