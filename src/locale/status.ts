import { text } from './text.ts'

/** Words of `kkm status`, `ready` and `shift status`: labels and states. */
export const STATUS_WORDS = {
  ready: text('Жұмысқа дайын', 'Готова к работе', 'Ready'),
  notReady: text('Касса бұғатталған', 'Касса заблокирована', 'Blocked'),
  blocks: text('Бұғаттау себептері', 'Причины блокировки', 'Blocks'),
  warnings: text('Ескертулер', 'Предупреждения', 'Warnings'),
  remedy: text('Не істеу керек', 'Что делать', 'What to do'),
  who: text('Кім істейді', 'Кто может', 'Who'),
  since: text('бастап', 'с', 'since'),
  mode: text('Режим', 'Режим', 'Mode'),
  online: text('ФДО-мен байланыста', 'на связи с ОФД', 'online'),
  autonomous: text('автономды режим', 'автономный режим', 'autonomous'),
  sellUntil: text('Сатуға болады, дейін', 'Продажа возможна до', 'Can sell until'),
  register: text('Касса', 'Касса', 'Register'),
  release: text('Бағдарлама нұсқасы', 'Версия ПО', 'Release'),
  daemon: text('Касса қызметі', 'Служба кассы', 'Daemon'),
  notRunning: text('іске қосылмаған', 'не запущена', 'not running'),
  notSetUp: text('бапталмаған', 'не настроена', 'not set up'),

  shift: text('Ауысым', 'Смена', 'Shift'),
  shiftOpen: text('ашық', 'открыта', 'open'),
  shiftClosed: text('жабық', 'закрыта', 'closed'),
  openedAt: text('Ауысымның басталуы', 'Начало смены', 'Opened'),
  hoursLeft: text('Қалған сағат', 'Осталось часов', 'Hours left'),
  receipts: text('Чектер саны', 'Количество чеков', 'Receipts'),
  cash: text('Кассадағы қолма-қол ақша', 'Наличных в кассе', 'Cash in the register'),
  revenue: text('Ауысым түсімі', 'Выручка смены', 'Shift revenue'),
  queue: text('Кезек', 'Очередь', 'Queue'),
  queueEmpty: text('бос', 'пусто', 'empty'),
  unfinished: text('Аяқталмаған құжат', 'Незавершённый документ', 'Unfinished document'),

  link: text('Байланыс арнасы', 'Канал связи', 'Link'),
  lastContact: text('ФДО-мен соңғы байланыс', 'Последняя связь с ОФД', 'Last contact with the OFD'),
  never: text('болған жоқ', 'не было', 'never'),
  printer: text('Принтер', 'Принтер', 'Printer'),
  paper: text('Чек лентасы', 'Чековая лента', 'Paper'),
} as const

/** States of the paper in the printer (`ready`, member `paper`). */
export const PAPER_WORDS = {
  ok: text('бар', 'есть', 'there'),
  'near-end': text('таусылуға жақын', 'заканчивается', 'near its end'),
  out: text('қағаз жоқ', 'нет бумаги', 'out'),
  unknown: text('белгісіз', 'неизвестно', 'unknown'),
} as const

/** What became of a document's paper (`paper.state` of an answer). */
export const PRINT_WORDS = {
  confirmed: text('басып шығарылды', 'напечатан', 'printed'),
  accepted: text('принтерге берілді', 'передан принтеру', 'handed to the printer'),
  waiting: text('принтерді күтуде', 'ожидает принтера', 'waiting for the printer'),
  uncertain: text('басылғаны белгісіз', 'неизвестно, напечатан ли', 'perhaps printed'),
  failed: text('басылмады', 'не напечатан', 'not printed'),
  'not-asked': text('қағаз сұралмады', 'печать не запрошена', 'paper not asked for'),
} as const

/** After a document: two facts, registered and printed (invariant 5). */
export const DOCUMENT_WORDS = {
  registered: text('Чек тіркелді', 'Чек зарегистрирован', 'The receipt is registered'),
  queued: text(
    'Кезекке қойылды, байланыс болғанда жіберіледі',
    'В очереди, будет отправлен при появлении связи',
    'Queued, will be sent when the link is back',
  ),
  replayed: text(
    'Бұл кілтпен бұрын тіркелген құжат',
    'Документ уже был зарегистрирован с этим ключом',
    'This key’s document was registered before',
  ),
  shiftClosed: text('Ауысым жабылды', 'Смена закрыта', 'The shift is closed'),
  slipNotPrinted: text(
    'Жазылды, бірақ қағазы шықпады',
    'Записано, но бланк не напечатан',
    'Recorded, but its paper did not come out',
  ),
  notPrinted: text(
    'Тіркелді, бірақ басылмады: сатып алушыға тексеру мекенжайын беріңіз',
    'Зарегистрирован, но не напечатан: дайте покупателю адрес для проверки',
    'Registered, not printed: give the buyer the check address',
  ),
} as const

/** The set-up dialogue, with the words of the manuals where they have them (EK-ui-10, -11, -13 to -15). */
export const SETUP_WORDS = {
  title: text('Кассаны қосу', 'Подключить кассу', 'Set up the register'),
  newRegister: text('Жаңа касса', 'Новая касса', 'New register'),
  tokenHint: text(
    'Токен алу: ФДО кабинетінде «Токен алу» не «Токенді генерациялау»',
    'Получение токена: в кабинете ОФД «Получить токен» или «Сгенерировать токен»',
    'The token is made in the cabinet of the OFD',
  ),
  language: text('Тіл', 'Язык', 'Language'),
  kkmId: text('Жүйелік идентификатор/ID (КСН)', 'Системный идентификатор/ID ККМ (ИНК)', 'Register ID'),
  token: text('Токен', 'Токен', 'Token'),
  regNumber: text('Тіркеу нөмірі (МТН)', 'Регистрационный номер (РНМ)', 'Registration number'),
  serialNumber: text('Зауыт нөмірі (МЗН)', 'Серийный/заводской номер, ЗНМ ККМ', 'Factory number'),
  vatPayer: text('ҚҚС төлеуші', 'Плательщик НДС', 'VAT payer'),
  vatSeries: text('ҚҚС сериясы', 'Серия НДС', 'VAT series'),
  vatNumber: text('ҚҚС нөмірі', 'Номер НДС', 'VAT number'),
  ofdAnswered: text('ФДО мына деректерді берді', 'ОФД сообщил эти данные', 'The OFD says'),
  taxRegistration: text('КГД тіркеуі', 'Регистрация в КГД', 'At the tax authority'),
  connect: text('Қосу', 'Подключить', 'Connect'),
  confirm: text('Растау', 'Подтвердить', 'Confirm'),
  yes: text('иә', 'да', 'yes'),
  no: text('жоқ', 'нет', 'no'),
  adminPin: text('Әкімшінің PIN коды', 'PIN администратора', 'PIN of the administrator'),
  pinAgain: text('PIN тағы бір рет', 'PIN ещё раз', 'The PIN again'),
  pinsDiffer: text('PIN кодтары әртүрлі', 'PIN не совпадают', 'The PINs differ'),
  password: text('Желі құпиясөзі', 'Пароль сети', 'Password of the network'),
  enterPin: text('PIN енгізіңіз', 'Введите PIN', 'Enter the PIN'),
  connected: text('Сәтті. Байланыс орнатылды', 'Успешно. Соединение успешно', 'Success. The connection is established'),
  done: text('Касса жұмысқа дайын', 'Касса готова к работе', 'The register is ready'),
} as const

/** What the cabinet calls the state of a register, as far as the OFD tells it us (EK-ui-15). */
export const TAX_REGISTRATION_WORDS = {
  registered: text('Тіркелген', 'Зарегистрирована', 'Registered'),
  awaited: text('КГД тіркеуін күтуде', 'Ожидает регистрацию в КГД', 'Awaits registration by the tax authority'),
} as const

/** Headings of help pages. */
export const HELP_WORDS = {
  usage: text('Қолданылуы', 'Использование', 'Usage'),
  commands: text('Командалар', 'Команды', 'Commands'),
  arguments: text('Аргументтер', 'Аргументы', 'Arguments'),
  options: text('Опциялар', 'Параметры', 'Options'),
  globalOptions: text('Жалпы опциялар', 'Общие параметры', 'Global options'),
  example: text('Мысал', 'Пример', 'Example'),
  exitCodes: text('Шығу кодтары', 'Коды завершения', 'Exit codes'),
  help: text('анықтаманы көрсету', 'показать справку', 'show help'),
} as const
