import { type Text, text } from './text.ts'
import { OPERATION_WORDS, REPORT_WORDS, WORDS } from './words.ts'

/** Reports that are no documents: by cashiers, by sections, for a period (glossary 115 to 117). */
export const SUMMARY_WORDS = {
  cashier: text('КАССИРЛЕР БОЙЫНША ЕСЕП', 'ОТЧЁТ ПО КАССИРАМ', 'REPORT BY CASHIERS'),
  section: text('СЕКЦИЯЛАР БОЙЫНША ЕСЕП', 'ОТЧЁТ ПО СЕКЦИЯМ', 'REPORT BY SECTIONS'),
  short: text('ФИСКАЛДЫҚ ЕСЕП (ҚЫСҚАША)', 'ФИСКАЛЬНЫЙ ОТЧЁТ (КРАТКИЙ)', 'FISCAL REPORT (SHORT)'),
  full: text('ФИСКАЛДЫҚ ЕСЕП (ТОЛЫҚ)', 'ФИСКАЛЬНЫЙ ОТЧЁТ (ПОЛНЫЙ)', 'FISCAL REPORT (FULL)'),
  shiftIsOpen: text('ауысым жабылған жоқ', 'смена не закрыта', 'the shift is not closed'),
  nothing: text('Құжаттар жоқ', 'Документов нет', 'No documents'),
  period: text('Кезең', 'Период', 'Period'),
  wholeLife: text('бүкіл уақыт', 'за всё время', 'all of it'),
  shifts: text('Жабылған ауысымдар', 'Закрыто смен', 'Shifts closed'),
  shiftNumbers: text('Ауысымдар', 'Смены', 'Shifts'),
  byShifts: text('АУЫСЫМДАР БОЙЫНША', 'ПО СМЕНАМ', 'BY SHIFTS'),
  periodTotal: text('КЕЗЕҢ ЖИЫНТЫҒЫ', 'ИТОГИ ПЕРИОДА', 'TOTALS OF THE PERIOD'),
  revenue: text('Кезең түсімі', 'Выручка за период', 'Revenue of the period'),
  shiftRevenue: text('Ауысым түсімі', 'Выручка смены', 'Revenue of the shift'),
  startNonNullable: text(
    'Кезеңнің басындағы нөлденбейтін сомалар',
    'Необнуляемые суммы на начало периода',
    'Non-nullable sums before the period',
  ),
  nonNullable: text(
    'Кезеңнің соңындағы нөлденбейтін сомалар',
    'Необнуляемые суммы на конец периода',
    'Non-nullable sums after the period',
  ),
  cashAtEnd: text('Кезең соңындағы қолма-қол ақша', 'Наличных на конец периода', 'Cash at the end of the period'),
  registered: text('Тіркелген уақыты', 'Дата регистрации', 'Registered'),
  lastDocument: text('Соңғы құжат', 'Последний документ', 'Last document'),
  /* sheets of a workbook */
  sheet: text('Есеп', 'Отчёт', 'Report'),
  paper: text('Қағаз', 'Бумага', 'Paper'),
  count: text('Саны', 'Количество', 'Count'),
} as const

/** Where the OFD’s counters are not the register’s own: on the Z, in `status` and in warnings. */
export const DIFFERENCE_WORDS = {
  title: text('ФДО-мен айырмашылық', 'Расхождение с ОФД', 'Difference from the OFD'),
  ours: text('касса', 'касса', 'register'),
  theirs: text('ФДО', 'ОФД', 'OFD'),
  yes: text('иә', 'да', 'yes'),
  no: text('жоқ', 'нет', 'no'),
} as const

const FAMILIES: Readonly<Record<string, Text>> = {
  shift: WORDS.shift,
  shiftOpen: text('Ауысым ашық', 'Смена открыта', 'Shift is open'),
  cash: WORDS.cashInDrawer,
  nonNullable: REPORT_WORDS.nonNullableNow,
  tickets: REPORT_WORDS.ticketCount,
  'placements.deposit': REPORT_WORDS.deposits,
  'placements.withdrawal': REPORT_WORDS.withdrawals,
}

const OPERATIONS: Readonly<Record<string, Text>> = OPERATION_WORDS

/** `nonNullable.sale` in words. */
export function differenceWord(field: string): Text {
  const whole = FAMILIES[field]
  if (whole) return whole
  const [family = '', operation = ''] = field.split('.')
  const of = FAMILIES[family]
  const by = OPERATIONS[operation]
  if (!of || !by) throw new Error(`no word for the figure ${field}`)
  return text(`${of.kk} (${by.kk})`, `${of.ru} (${by.ru})`, `${of.en} (${by.en})`)
}

/** Rows of `report list` and `receipt list`. */
export const HISTORY_WORDS = {
  empty: text('Ештеңе табылмады', 'Ничего не найдено', 'Nothing found'),
  more: text('Әрі қарай', 'Дальше', 'More'),
  x: text('X-есеп', 'X-отчёт', 'X report'),
  z: text('Z-есеп', 'Z-отчёт', 'Z report'),
} as const
