import { command } from '../command.ts'
import type { Text } from '../../locale/errors.ts'
import { KEEPERS, SENIORS, STAFF } from '../roles.ts'
import type { CommandSpec } from '../spec.ts'

export const CAME_OUT = ['yes', 'no'] as const

const printer = (method: string, summary: Text, more: Partial<CommandSpec> = {}): CommandSpec =>
  command({
    method,
    roles: KEEPERS,
    summary,
    ...more,
  })

export const PRINTER_COMMANDS: readonly CommandSpec[] = [
  printer(
    'printer.status',
    { kk: 'принтердің күйі', ru: 'состояние принтера', en: 'how the printer is, and what it can' },
    { roles: STAFF },
  ),
  printer(
    'printer.test',
    {
      kk: 'принтер профилін таңдауға арналған сынақ парағы',
      ru: 'пробная страница, по которой выбирают профиль принтера',
      en: 'a page by which the printer’s profile is chosen',
    },
    {
      options: [
        {
          flag: 'all',
          type: 'switch',
          parameter: 'all',
          help: {
            kk: 'белгілі принтерлердің бәрінің код беттері',
            ru: 'кодовые страницы всех известных принтеров',
            en: 'the code pages of all known printers',
          },
        },
      ],
      example: 'kkm printer test --all',
    },
  ),
  printer('printer.detect', {
    kk: 'қосылған принтерлерді табу және бапталғанын тексеру',
    ru: 'найти подключённые принтеры и опросить настроенный',
    en: 'find what is plugged in, and probe the configured printer anew',
  }),
  printer('printer.profile.list', {
    kk: 'белгілі принтерлер',
    ru: 'известные принтеры',
    en: 'the known printers',
  }),
  printer(
    'printer.profile.use',
    { kk: 'принтер профилін таңдау', ru: 'выбрать профиль принтера', en: 'choose the printer’s profile' },
    {
      arguments: [
        {
          name: 'NAME',
          type: 'text',
          parameter: 'name',
          required: true,
          help: {
            kk: 'kkm printer profile list тізіміндегі ат',
            ru: 'имя из kkm printer profile list',
            en: 'a name of kkm printer profile list',
          },
        },
      ],
      example: 'kkm printer profile use xprinter',
    },
  ),
  printer(
    'printer.jobs',
    {
      kk: 'басып шығару тапсырмалары',
      ru: 'задания печати',
      en: 'what is printed, waits, or perhaps came out',
    },
    { roles: STAFF },
  ),
  printer(
    'printer.resolve',
    {
      kk: 'басылғаны белгісіз қағаз туралы шешім',
      ru: 'решить, напечатан ли сомнительный документ',
      en: 'say whether an uncertain paper came out',
    },
    {
      roles: SENIORS,
      arguments: [
        {
          name: 'JOB',
          type: 'integer',
          parameter: 'job',
          required: true,
          help: { kk: 'тапсырма нөмірі', ru: 'номер задания', en: 'number of the job' },
        },
      ],
      options: [
        {
          flag: 'came-out',
          value: 'yes|no',
          type: 'choice',
          choices: CAME_OUT,
          parameter: 'cameOut',
          required: true,
          help: {
            kk: 'yes: қағаз шықты; no: шықпады, белгіленген көшірме басылады',
            ru: 'yes: бумага вышла; no: не вышла, печатается помеченная копия',
            en: 'yes: it came out; no: it did not, and a marked copy goes out',
          },
        },
      ],
      example: 'kkm printer resolve 17 --came-out no',
    },
  ),
  printer(
    'drawer.open',
    { kk: 'ақша жәшігін ашу', ru: 'открыть денежный ящик', en: 'open the cash drawer' },
    { roles: SENIORS },
  ),
]
