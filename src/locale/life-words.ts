import { text } from './text.ts'

/** Words of the slips of registration and decommissioning. */
export const LIFE_WORDS = {
  registration: text('ТІРКЕУ ДЕРЕКТЕРІ', 'РЕГИСТРАЦИОННЫЕ ДАННЫЕ', 'REGISTRATION'),
  decommission: text('КАССА ЕСЕПТЕН ШЫҒАРЫЛДЫ', 'КАССА СНЯТА С УЧЁТА', 'THE REGISTER IS DEREGISTERED'),
  lifeReport: text('ФИСКАЛДЫҚ ЕСЕП', 'ФИСКАЛЬНЫЙ ОТЧЁТ', 'FISCAL REPORT'),
  reason: text('Есептен шығару себебі', 'Причина снятия с учёта', 'Reason'),
  documents: text('Құжаттар саны', 'Количество документов', 'Documents'),
  shifts: text('Ауысымдар саны', 'Количество смен', 'Shifts'),
  vatPayer: text('ҚҚС төлеуші', 'Плательщик НДС', 'VAT payer'),
  okved: text('ЭҚЖЖ', 'ОКЭД', 'Kind of activity'),
  yes: text('иә', 'да', 'yes'),
  no: text('жоқ', 'нет', 'no'),
} as const

/** Why a register is taken off, 1 to 6: the cases of the tax code, in its order (R1326-F3). */
export const CLOSING_REASONS = [
  text('қызметті тоқтату', 'прекращение деятельности', 'end of the activity'),
  text(
    'басқа салық органында тіркеуді талап ететін орын ауыстыру',
    'смена места с постановкой на учёт в другом налоговом органе',
    'a new place that belongs to another tax body',
  ),
  text('техникалық ақау', 'техническая неисправность', 'a technical fault'),
  text('мемлекеттік тізілімнен шығару', 'исключение из государственного реестра', 'struck off the state register'),
  text('жаңа модельге ауыстыру', 'замена на новую модель', 'replaced by a new model'),
  text('ұрлау немесе жоғалту', 'кража или утеря', 'theft or loss'),
] as const
