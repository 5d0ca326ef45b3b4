import { command, entryOf } from './entry.ts'

const refused = entryOf(5)
const notFound = entryOf(10)
const blocked = entryOf(6)

/** The register's life: what its owner settles. */
export const LIFE_ERRORS = {
  SETTING_UNKNOWN: notFound(
    'never',
    [
      '«{name}» деген баптау жоқ; баптаулар: {known}',
      'Настройки «{name}» нет; настройки: {known}',
      'There is no setting “{name}”; settings: {known}',
    ],
    command('kkm settings list'),
  ),
  SETTING_INVALID: refused(
    'never',
    [
      '{name} баптауының мәні жарамсыз: {problem} ({value})',
      'Неверное значение настройки {name}: {problem} ({value})',
      'Not a value of the setting {name}: {problem} ({value})',
    ],
    ['Басқа мән беріңіз', 'Укажите другое значение', 'Give another value'],
  ),
  DISCOUNT_OFF: refused(
    'never',
    [
      'Мұндай шегерімдер мен үстемелер өшірілген: {name} баптауы',
      'Такие скидки и наценки отключены: настройка {name}',
      'Such discounts and markups are turned off: setting {name}',
    ],
    [
      'Шегерімсіз сатыңыз немесе әкімшіге айтыңыз',
      'Продайте без неё или обратитесь к администратору',
      'Sell without it, or ask the administrator',
    ],
  ),
  BUYER_ID_OFF: refused(
    'never',
    [
      'Сатып алушының ЖСН/БСН енгізу өшірілген: buyer-id баптауы',
      'Ввод ИИН/БИН покупателя отключён: настройка buyer-id',
      'The buyer’s IIN/BIN is turned off: setting buyer-id',
    ],
    command('kkm settings set buyer-id on'),
  ),
  MAX_SUM_EXCEEDED: refused(
    'never',
    [
      'Чек сомасы {total} рұқсат етілген ең жоғары {maximum} сомасынан асады',
      'Сумма чека {total} больше максимальной суммы {maximum}',
      'The total {total} is over the maximum of {maximum}',
    ],
    [
      'Чекті бөліңіз немесе max-sum баптауын өзгертіңіз',
      'Разделите чек или измените настройку max-sum',
      'Split the receipt, or change the setting max-sum',
    ],
  ),
  REGISTRATION_USED: refused(
    'never',
    [
      'ФДО-да осы ID бойынша {theirs} құжаты бар, бізде {ours}',
      'У ОФД под этим ID уже есть документ {theirs}, у нас {ours}',
      'The OFD has document {theirs} under this ID, we have {ours}',
    ],
    [
      'Басқа касса пайдаланған ID: ФДО кабинетін қараңыз',
      'Этот ID использовала другая касса: проверьте кабинет ОФД',
      'Another register has used this ID: look into the OFD’s cabinet',
    ],
  ),
  NOTHING_TO_CHANGE: refused(
    'never',
    ['Не өзгертілетіні көрсетілмеген', 'Не указано, что изменить', 'Nothing was named that should change'],
    command('kkm register change --help'),
  ),
  QUEUE_NOT_EMPTY: refused(
    'never',
    ['Кезек бос емес: {length}', 'Очередь не пуста: {length}', 'The queue is not empty: {length}'],
    [
      'Байланыс қалпына келгенше күтіңіз; kkm queue list',
      'Дождитесь, пока очередь будет отправлена; kkm queue list',
      'Wait until it has been sent; kkm queue list',
    ],
  ),
  SHIFT_OPEN: refused(
    'never',
    [
      'Ауысым ашық: мұны тек ауысым жабылғаннан кейін өзгертуге болады',
      'Смена открыта: это можно изменить только после закрытия смены',
      'A shift is open: this may be changed only after it is closed',
    ],
    command('kkm shift close'),
  ),
  DEREGISTERED: blocked(
    'never',
    ['Касса есептен шығарылған', 'Касса снята с учёта', 'The register is deregistered'],
    [
      'Құжаттар жасалмайды; есептер мен көшірмелер қолжетімді',
      'Документы больше не оформляются; отчёты и дубликаты доступны',
      'No document is made any more; reports and copies are there',
    ],
  ),
  CLOCK_JUMP: blocked(
    'never',
    [
      'Сағат соңғы құжаттан бір тәуліктен астам озып кеткен[: сағат {now}, соңғы құжат {last}]',
      'Часы опережают последний документ больше чем на сутки[: на часах {now}, последний документ {last}]',
      'The clock is more than a day ahead of the last document[: the clock shows {now}, the document {last}]',
    ],
    [
      'Күнін тексеріп, екі рет растаңыз: kkm time confirm --date D --again D',
      'Проверьте дату и подтвердите дважды: kkm time confirm --date D --again D',
      'Check the date and confirm it twice: kkm time confirm --date D --again D',
    ],
  ),
  TIME_NOT_CONFIRMED: refused(
    'never',
    [
      'Күндер сәйкес емес: {date} және {again}, сағатта {now}',
      'Даты не совпадают: {date} и {again}, на часах {now}',
      'The dates differ: {date} and {again}, the clock shows {now}',
    ],
    [
      'Бүгінгі күнді екі рет енгізіңіз немесе сағатты дұрыстаңыз',
      'Введите сегодняшнюю дату дважды или исправьте часы',
      'Enter today’s date twice, or mend the clock',
    ],
  ),
  TIME_INVALID: refused(
    'never',
    ['Уақыт жарамсыз: {value}', 'Неверное время: {value}', 'Not a time: {value}'],
    ['2026-11-21T10:15:30 түрінде жазыңыз', 'Укажите в виде 2026-11-21T10:15:30', 'Write it as 2026-11-21T10:15:30'],
  ),
  TIME_BEFORE_DOCUMENT: refused(
    'never',
    [
      '{value} соңғы құжаттың {last} уақытынан ерте',
      '{value} раньше последнего документа {last}',
      '{value} is before the last document, {last}',
    ],
    ['Кейінгі уақытты беріңіз', 'Укажите более позднее время', 'Give a later time'],
  ),
  TIME_NOT_SET: refused(
    'never',
    [
      'Жүйе сағатты қоюға рұқсат бермеді[: {problem}]',
      'Система не дала установить часы[: {problem}]',
      'The system did not let the clock be set[: {problem}]',
    ],
    [
      'sudo timedatectl set-time; желі арқылы дәл уақыт: timedatectl set-ntp true',
      'sudo timedatectl set-time; точное время по сети: timedatectl set-ntp true',
      'sudo timedatectl set-time; time from the network: timedatectl set-ntp true',
    ],
  ),
  USER_NOT_FOUND: notFound(
    'never',
    ['{code} пайдаланушысы жоқ', 'Пользователя {code} нет', 'There is no user {code}'],
    command('kkm user list'),
  ),
  USER_DISABLED: refused(
    'never',
    ['{code} пайдаланушысы өшірілген', 'Пользователь {code} отключён', 'User {code} is disabled'],
    ['Жаңа кодпен қосыңыз: kkm user add', 'Добавьте с новым кодом: kkm user add', 'Add a new one: kkm user add'],
  ),
  LAST_ADMINISTRATOR: refused(
    'never',
    [
      '{code} – соңғы әкімші: оны өшіруге не рөлін өзгертуге болмайды',
      '{code} – последний администратор: его нельзя отключить или сменить ему роль',
      '{code} is the last administrator: neither disabled nor given another role',
    ],
    ['Алдымен басқа әкімшіні қосыңыз', 'Сначала добавьте другого администратора', 'Add another administrator first'],
  ),
} as const
