import { text } from './text.ts'

/** Words of `kkm printer …` and `kkm drawer open`. */
export const PRINTER_WORDS = {
  place: text('Қайда', 'Где', 'Where'),
  state: text('Күйі', 'Состояние', 'State'),
  drawer: text('Ақша жәшігі', 'Денежный ящик', 'Drawer'),
  profile: text('Профиль', 'Профиль', 'Profile'),
  paperWidth: text('Қағаз ені, мм', 'Ширина бумаги, мм', 'Paper, mm'),
  barrier: text('Басылғанын растау', 'Подтверждение печати', 'Confirms'),
  nearEnd: text('Таусылуын ескертеді', 'Предупреждает о конце ленты', 'Warns of the roll’s end'),
  model: text('Үлгісі', 'Модель', 'Model'),
  waiting: text('Кезекте', 'В очереди', 'In line'),
  devices: text('Қосылған құрылғылар', 'Подключённые устройства', 'Plugged in'),
  noDevices: text('Принтер табылмады', 'Принтеров не найдено', 'No printer was found'),
  configured: text('Бапталған принтер', 'Настроенный принтер', 'The configured printer'),
  busy: text('қазір басып жатыр', 'сейчас печатает', 'busy with a paper'),
  suggested: text('профиль', 'профиль', 'profile'),
  noJobs: text('Тапсырма жоқ', 'Заданий нет', 'No jobs'),
  copy: text('көшірме', 'копия', 'copy'),
  copyGoes: text(
    'Белгіленген көшірме басылады, тапсырма',
    'Печатается помеченная копия, задание',
    'A marked copy goes out, job',
  ),
  opened: text('Жәшікке импульс берілді', 'Импульс на ящик подан', 'The drawer got its pulse'),
  chosen: text('Профиль таңдалды', 'Профиль выбран', 'Profile in use'),
  look: text(
    'Қазақ әріптері дұрыс шыққан жол профильді көрсетеді: kkm printer profile use NAME',
    'Строка с верными казахскими буквами показывает профиль: kkm printer profile use NAME',
    'The line whose Kazakh letters are right names the profile: kkm printer profile use NAME',
  ),
} as const

export const PRINTER_STATES = {
  ok: text('дайын', 'готов', 'ready'),
  offline: text('жауап бермейді', 'не отвечает', 'does not answer'),
  'paper-out': text('қағаз жоқ', 'нет бумаги', 'out of paper'),
  'cover-open': text('қақпағы ашық', 'открыта крышка', 'its cover is open'),
  error: text('ақау', 'ошибка', 'in error'),
  unknown: text('күйін айта алмайды', 'не умеет сообщать о себе', 'cannot tell'),
} as const

export const BARRIER_WORDS = {
  process: text('әр қағазды растайды', 'подтверждает каждый документ', 'each paper by its number'),
  'in-order': text('кезекпен растайды', 'подтверждает по порядку', 'by an answer in order'),
  none: text('растамайды: чекті қараңыз', 'не подтверждает: смотрите на чек', 'never: look at the paper'),
  unknown: text('әлі белгісіз', 'пока неизвестно', 'not known yet'),
} as const

export const NEAR_END_WORDS = {
  told: text('иә', 'да', 'yes'),
  untold: text('мұндай сезбегі көрінген жоқ', 'такого датчика не замечено', 'no such sensor was seen'),
} as const

export const DRAWER_WORDS = {
  open: text('ашық', 'открыт', 'open'),
  closed: text('жабық', 'закрыт', 'closed'),
  unknown: text('белгісіз', 'неизвестно', 'unknown'),
} as const

export const KAZAKH_WORDS = {
  page: text('қазақша: өз беті', 'казахский: своя страница', 'Kazakh: a page of its own'),
  'user-defined': text('қазақша: жүктелетін әріптер', 'казахский: загружаемые буквы', 'Kazakh: letters sent to it'),
  images: text('қазақша: сурет', 'казахский: картинкой', 'Kazakh: as images'),
} as const

/** A job on its way; its ends are in PRINT_WORDS. */
export const JOB_WORDS = {
  queued: text('кезекте', 'в очереди', 'in line'),
  sending: text('жіберілуде', 'передаётся', 'being sent'),
  sent: text('жіберілді, растау күтілуде', 'передано, ждём подтверждения', 'sent, not confirmed yet'),
} as const

export const SUBJECT_WORDS = {
  document: text('құжат', 'документ', 'document'),
  report: text('есеп', 'отчёт', 'report'),
  summary: text('есеп', 'отчёт', 'report'),
  page: text('парақ', 'страница', 'page'),
  withdrawal: text('кезектен шығару', 'изъятие из очереди', 'withdrawal'),
  message: text('хабарлама', 'сообщение', 'notice'),
} as const
