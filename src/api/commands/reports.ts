import { command } from '../command.ts'
import { REPORTERS } from '../roles.ts'
import type { CommandSpec, OptionSpec } from '../spec.ts'
import type { Text } from '../../locale/errors.ts'
import { NO_PRINT, OUTPUT, PAGE_FORMATS, PAGE_PAPER, PERIOD_OPTIONS, SHIFT, WAIT } from './options.ts'

export const REPORT_FORMATS = [...PAGE_FORMATS, 'json'] as const
export const PERIOD_FORMATS = [...REPORT_FORMATS, 'xlsx'] as const

/** What `--format` makes is no parameter: the command line asks the daemon for some of it, and makes the rest. */
const format = (choices: readonly string[]): OptionSpec => ({
  flag: 'format',
  value: 'FORMAT',
  type: 'choice',
  choices,
  help: {
    kk: `басып шығармай, файл ретінде: ${choices.join(', ')}`,
    ru: `файлом, без печати: ${choices.join(', ')}`,
    en: `as a file, not printed: ${choices.join(', ')}`,
  },
})

const report = (
  word: string,
  summary: Text,
  example: string,
  options: readonly OptionSpec[],
  more: Partial<CommandSpec> = {},
): CommandSpec =>
  command({
    method: `report.${word}`,
    words: ['report', word],
    roles: REPORTERS,
    summary,
    options: [
      ...options,
      format(word === 'period' ? PERIOD_FORMATS : REPORT_FORMATS),
      PAGE_PAPER,
      OUTPUT,
      NO_PRINT,
      WAIT,
    ],
    inputOnly: ['lines', 'format'],
    example,
    ...more,
  })

export const REPORT_COMMANDS: readonly CommandSpec[] = [
  report(
    'cashier',
    { kk: 'кассирлер бойынша есеп', ru: 'отчёт по кассирам', en: 'report by cashiers' },
    'kkm report cashier --shift 13',
    [SHIFT],
  ),
  report(
    'section',
    { kk: 'секциялар бойынша есеп', ru: 'отчёт по секциям', en: 'report by sections' },
    'kkm report section',
    [SHIFT],
  ),
  report(
    'period',
    {
      kk: 'кезең үшін фискалдық есеп: қысқаша немесе толық, қағазға не файлға; осы шақырудағы PIN бойынша',
      ru: 'фискальный отчёт за период: краткий или полный, на бумагу или в файл; по PIN в этом вызове',
      en: 'fiscal report for a period: short or full, on paper or as a file; by a PIN in this call',
    },
    'kkm report period --from 2026-11-01 --to 2026-11-30 --full --format xlsx --output november.xlsx',
    [
      ...PERIOD_OPTIONS,
      {
        flag: 'full',
        type: 'switch',
        parameter: 'full',
        help: { kk: 'толық: әр ауысыммен', ru: 'полный: с каждой сменой', en: 'full: with each shift' },
      },
    ],
    { needsPin: true },
  ),
  report(
    'z',
    {
      kk: 'жабылған ауысымның Z-есебінің көшірмесі',
      ru: 'дубликат Z-отчёта закрытой смены',
      en: 'a marked copy of the Z report of a closed shift',
    },
    'kkm report z 13',
    [],
    {
      arguments: [
        {
          name: 'N',
          type: 'integer',
          parameter: 'number',
          required: true,
          help: {
            kk: 'Z-есептің нөмірі: ауысымның нөмірі',
            ru: 'номер Z-отчёта: номер смены',
            en: 'number of the Z report: that of its shift',
          },
        },
      ],
    },
  ),
]
