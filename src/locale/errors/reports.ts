import { command, entryOf } from './entry.ts'

const refused = entryOf(5)
const notFound = entryOf(10)

/** Reports and history. */
export const REPORT_ERRORS = {
  PERIOD_INVALID: refused(
    'never',
    [
      'Кезең дұрыс берілмеген: {problem} ({value})',
      'Неверный период: {problem} ({value})',
      'Not a period: {problem} ({value})',
    ],
    [
      '2026-11-01 не today түріндегі күндерді немесе ауысым нөмірлерін беріңіз',
      'Укажите даты вида 2026-11-01 или today, либо номера смен',
      'Give dates as 2026-11-01 or today, or numbers of shifts',
    ],
  ),
  SHIFT_NOT_FOUND: notFound(
    'never',
    ['{shift}-ауысым табылмады', 'Смена {shift} не найдена', 'There is no shift {shift}'],
    command('kkm report list'),
  ),
} as const
