import { command, entryOf } from './entry.ts'

const unknown = entryOf(3)
const notNow = entryOf(7)
const unreachable = entryOf(8)
const notPermitted = entryOf(9)
const notFound = entryOf(10)
const otherKey = entryOf(11)

const SAME_KEY = ['Сол кілтпен қайталаңыз', 'Повторите с тем же ключом', 'Repeat with the same key'] as const
const AGAIN = ['Қайталап көріңіз', 'Повторите попытку', 'Try again'] as const

/** Nobody knows, not now, not you, not there: exit codes 3 and 7 to 11. */
export const OUTCOME_ERRORS = {
  OUTCOME_UNKNOWN: unknown(
    'same-key',
    [
      'ФДО жауап бермеді: {documentNumber} құжаты аяқталмаған',
      'ОФД не ответил: документ {documentNumber} не завершён',
      'The OFD did not answer: document {documentNumber} is not finished',
    ],
    ['Сол {key} кілтімен қайталаңыз', 'Повторите с тем же ключом {key}', 'Repeat with the same key {key}'],
  ),
  DRAFT_NOT_KEPT: notNow(
    'later',
    [
      'Аяқталмаған чек сақталмады[: {reason}]',
      'Незавершённый чек не сохранён[: {reason}]',
      'The unfinished receipt was not kept[: {reason}]',
    ],
    [
      'Чекті аяқтаңыз; дискідегі орынды тексеріңіз: kkm status',
      'Завершите чек; проверьте место на диске: kkm status',
      'Finish the receipt; look at the room on the disk: kkm status',
    ],
  ),
  CONNECTION_LOST: unknown(
    'same-key',
    [
      'Жауап келгенше kkmd-мен байланыс үзілді',
      'Связь с kkmd прервалась до ответа',
      'The connection to kkmd broke before the answer',
    ],
    SAME_KEY,
  ),
  TIMED_OUT: unknown(
    'same-key',
    [
      'kkmd {seconds} секунд ішінде жауап бермеді',
      'Нет ответа от kkmd за {seconds} с',
      'No answer from kkmd within {seconds} s',
    ],
    SAME_KEY,
  ),
  INTERRUPTED: unknown(
    'same-key',
    ['Жауап келгенше күту үзілді', 'Ожидание ответа прервано', 'Interrupted before the answer'],
    SAME_KEY,
  ),
  DAEMON_SILENT: notNow(
    'later',
    [
      'kkmd {seconds} секунд ішінде жауап бермеді',
      'Нет ответа от kkmd за {seconds} с',
      'No answer from kkmd within {seconds} s',
    ],
    ['Қайталап көріңіз; kkm status', 'Повторите попытку; kkm status', 'Try again; kkm status'],
  ),
  STARTING: notNow(
    'later',
    ['Касса іске қосылуда', 'Касса запускается', 'The register is starting'],
    ['Бірнеше секундтан кейін қайталаңыз', 'Повторите через несколько секунд', 'Try again in a few seconds'],
  ),
  STOPPING: notNow(
    'later',
    ['Касса тоқтатылуда', 'Касса останавливается', 'The register is stopping'],
    ['Касса қайта қосылғанда қайталаңыз', 'Повторите, когда касса снова запустится', 'Try again when it is up'],
  ),
  BUSY: notNow(
    'later',
    ['Басқа құжат өңделуде', 'Обрабатывается другой документ', 'Another document is under way'],
    AGAIN,
  ),
  UNFINISHED_DOCUMENT: notNow(
    'later',
    [
      '{documentNumber} құжатына ФДО әлі жауап берген жоқ',
      'На документ {documentNumber} ещё нет ответа ОФД',
      'Document {documentNumber} has no answer from the OFD yet',
    ],
    ['Байланыс қалпына келгенде қайталаңыз', 'Повторите, когда связь восстановится', 'Try again when the link is back'],
  ),
  OFD_UNREACHABLE: notNow(
    'later',
    ['ФДО-мен байланыс жоқ[: {reason}]', 'Нет связи с ОФД[: {reason}]', 'No link with the OFD[: {reason}]'],
    ['Байланысты тексеріңіз; kkm status', 'Проверьте связь; kkm status', 'Check the link; kkm status'],
  ),
  TOO_MANY_CONNECTIONS: notNow(
    'later',
    [
      'Бір мезгілде {maximum} клиенттен артық',
      'Одновременно больше {maximum} клиентов',
      'More than {maximum} clients at once',
    ],
    AGAIN,
  ),
  DAEMON_UNREACHABLE: unreachable(
    'later',
    ['kkmd {socket} мекенжайында жауап бермейді', 'kkmd недоступен: {socket}', 'kkmd is not reachable at {socket}'],
    command('systemctl start kkmd'),
  ),
  SIGN_IN_REQUIRED: notPermitted(
    'never',
    ['Алдымен жүйеге кіріңіз', 'Сначала войдите', 'Sign in first'],
    [
      'kkm login немесе --user және --pin-file',
      'kkm login или --user и --pin-file',
      'kkm login, or --user and --pin-file',
    ],
  ),
  PIN_WRONG: notPermitted(
    'never',
    [
      'Пайдаланушы немесе PIN дұрыс емес; қалған талпыныс: {left}',
      'Неверный пользователь или PIN; осталось попыток: {left}',
      'Wrong user or PIN; tries left: {left}',
    ],
    AGAIN,
  ),
  PIN_NEEDED: notPermitted(
    'never',
    [
      'Бұған сақталған сессия жеткіліксіз: осы шақыруда PIN керек',
      'Сохранённой сессии для этого мало: нужен PIN в этом вызове',
      'A kept session is not enough for this: it needs the PIN in the same call',
    ],
    ['--user және --pin-file', '--user и --pin-file', '--user and --pin-file'],
  ),
  LOCKED_OUT: notPermitted(
    'later',
    [
      '{code} пайдаланушысы {until} дейін бұғатталған',
      'Пользователь {code} заблокирован до {until}',
      'User {code} is locked out until {until}',
    ],
    ['Күтіңіз немесе әкімшіге айтыңыз', 'Подождите или обратитесь к администратору', 'Wait, or ask the administrator'],
  ),
  NOT_PERMITTED: notPermitted(
    'never',
    [
      'Операцияны орындауға құқық жоқ[ (рөл: {role})]',
      'Нет прав на операцию[ (роль: {role})]',
      'No right for the operation[ (role: {role})]',
    ],
    ['Құқығы барлар: {roles}', 'Права есть у ролей: {roles}', 'Ask one who may: {roles}'],
  ),
  SOCKET_FORBIDDEN: notPermitted(
    'never',
    ['{socket} файлына қол жеткізуге рұқсат жоқ', 'Нет доступа к {socket}', 'No access to {socket}'],
    command('sudo adduser $USER kkm'),
  ),
  SESSION_EXPIRED: notPermitted(
    'never',
    ['Сессия мерзімі аяқталды', 'Срок действия сессии истёк', 'The session has ended'],
    command('kkm login'),
  ),
  DOCUMENT_NOT_FOUND: notFound(
    'never',
    ['Құжат табылмады: {ref}', 'Документ не найден: {ref}', 'No document {ref}'],
    command('kkm receipt list'),
  ),
  USER_NOT_FOUND: notFound(
    'never',
    ['Пайдаланушы табылмады: {code}', 'Пользователь не найден: {code}', 'No user {code}'],
    command('kkm user list'),
  ),
  KEY_CONFLICT: otherKey(
    'never',
    [
      '{key} кілті басқа мазмұнмен пайдаланылған',
      'Ключ {key} уже использован с другим содержанием',
      'The key {key} was used with other content',
    ],
    ['Жаңа кілт алыңыз', 'Возьмите новый ключ', 'Take a new key'],
  ),
} as const
