import { text } from './text.ts'

/** Words of checks and repairs of the accumulator: papers and answers. */
export const STORAGE_WORDS = {
  recovery: text('ДЕРЕКТЕРДІ ҚАЛПЫНА КЕЛТІРУ', 'ВОССТАНОВЛЕНИЕ ДАННЫХ', 'DATA WERE REPAIRED'),
  act: text('Әрекет', 'Действие', 'Act'),
  found: text('Анықталған', 'Обнаружено', 'Found'),
  lostFiscal: text('Жоғалған фискалдық жазбалар', 'Утеряно фискальных записей', 'Fiscal records lost'),
  lostEvents: text('Жоғалған оқиғалар', 'Утеряно событий', 'Events lost'),
  lastDocument: text('Соңғы құжат', 'Последний документ', 'Last document'),
  sound: text('Деректер бүтін', 'Данные целы', 'The data are whole'),
  fiscal: text('Фискалдық жазбалар', 'Фискальных записей', 'Fiscal records'),
  events: text('Оқиғалар', 'Событий', 'Events'),
  files: text('Журнал файлдары', 'Файлов журнала', 'Journal files'),
  signatures: text('Қолтаңбалар', 'Подписей', 'Signatures'),
  start: text(
    'kkmd іске қосыңыз: алдымен ФДО-мен салыстырылады',
    'Запустите kkmd: сначала будет сверка с ОФД',
    'Start kkmd: first it compares with the OFD',
  ),
  starting: text(
    'Касса қайта іске қосылуда: kkm wait --for ready',
    'Касса запускается заново: kkm wait --for ready',
    'The register starts again: kkm wait --for ready',
  ),
} as const

export const ACT_WORDS = {
  rebuild: text('журналдан қайта құру', 'перестроено из журнала', 'rebuilt from the journal'),
  'declare-loss': text('жоғалғаны мойындалды', 'признана утрата', 'a loss was declared'),
  restore: text('сақтық көшірмеден', 'восстановлено из копии', 'restored from a backup'),
  'adopt-ofd': text('ФДО деректері қабылданды', 'приняты данные ОФД', 'the OFD’s data were taken over'),
} as const
