import { REPORTERS } from '../roles.ts'
import type { CommandSpec, OptionSpec } from '../spec.ts'
import type { Text } from '../../locale/errors.ts'
import { NO_PRINT, PERIOD_OPTIONS, SHIFT, WAIT } from './options.ts'

const report = (
  word: string,
  summary: Text,
  example: string,
  options: readonly OptionSpec[],
  more: Partial<CommandSpec> = {},
): CommandSpec => ({
  method: `report.${word}`,
  words: ['report', word],
  roles: REPORTERS,
  makesDocument: false,
  daemon: 'required',
  summary,
  arguments: [],
  options: [...options, NO_PRINT, WAIT],
  inputOnly: ['lines'],
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
      kk: 'кезең үшін фискалдық есеп: қысқаша немесе толық',
      ru: 'фискальный отчёт за период: краткий или полный',
      en: 'fiscal report for a period: short or full',
    },
    'kkm report period --from 2026-11-01 --to 2026-11-30 --full',
    [
      ...PERIOD_OPTIONS,
      {
        flag: 'full',
        type: 'switch',
        parameter: 'full',
        help: { kk: 'толық: әр ауысыммен', ru: 'полный: с каждой сменой', en: 'full: with each shift' },
      },
    ],
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
