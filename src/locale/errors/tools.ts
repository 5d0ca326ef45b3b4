import { entryOf } from './entry.ts'

/** What the command line itself finds out: `doctor`, `wait`. */
export const TOOL_ERRORS = {
  FAULTS_FOUND: entryOf(6)(
    'later',
    ['Ақаулар табылды: {count}', 'Найдены неисправности: {count}', 'Faults were found: {count}'],
    [
      'Әрқайсысында не істеу керегі жазылған (mend)',
      'У каждой написано, что делать (mend)',
      'Each says what mends it (mend)',
    ],
  ),
  NOT_YET: entryOf(7)(
    'later',
    [
      '{seconds} секундта күткен болмады ({goal})[: {why}]',
      'За {seconds} с не дождались ({goal})[: {why}]',
      'Not within {seconds} s ({goal})[: {why}]',
    ],
    ['kkm doctor', 'kkm doctor', 'kkm doctor'],
  ),
} as const
