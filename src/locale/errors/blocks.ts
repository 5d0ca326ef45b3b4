import { command, entryOf } from './entry.ts'

const blocked = entryOf(6)

const SERVICE = ['Сервиске хабарласыңыз', 'Обратитесь в сервис', 'Call service'] as const

/** The register is blocked (interface, "Blocks and their lifting"): exit code 6. */
export const BLOCK_ERRORS = {
  NOT_READY: blocked(
    'later',
    [
      'Касса қазір сата алмайды[: {why}]',
      'Касса сейчас не готова к работе[: {why}]',
      'The register cannot sell now[: {why}]',
    ],
    [
      'Әр себептің шешімін қараңыз: kkm ready',
      'См. способ устранения каждой причины: kkm ready',
      'See the remedy of each reason: kkm ready',
    ],
  ),
  NOT_SET_UP: blocked(
    'never',
    ['Касса бапталмаған', 'Касса не настроена', 'The register is not set up'],
    command('kkm setup'),
  ),
  TRAINING: blocked(
    'later',
    [
      'Оқу режимі: ештеңе тіркелмейді, тек чектер жаттығу үшін жасалады',
      'Учебный режим: ничего не регистрируется, чеки только для обучения',
      'Training mode: nothing is registered, receipts are for practice alone',
    ],
    command('kkm training off'),
  ),
  SHIFT_TOO_LONG: blocked(
    'later',
    [
      'Ауысым 24 сағаттан асты, ауысымды жабыңыз',
      'Смена превышает 24 часа, закройте смену',
      'The shift is longer than 24 hours, close the shift',
    ],
    command('kkm shift close'),
  ),
  SHIFT_NOT_CLOSED: blocked(
    'later',
    [
      'Ауысым ашық: бағдарлама ауысым жабылғаннан кейін жаңартылады',
      'Смена открыта: программа обновляется после закрытия смены',
      'A shift is open: the software is updated after it is closed',
    ],
    command('kkm shift close'),
  ),
  CLOCK_BEHIND: blocked(
    'later',
    [
      'Уақыт соңғы құжаттың уақытынан ерте[: сағат {now}, соңғы құжат {last}]',
      'Время меньше времени последнего документа[: на часах {now}, последний документ {last}]',
      'The time is less than that of the last document[: the clock shows {now}, the document {last}]',
    ],
    ['Сағатты дұрыстаңыз', 'Установите верное время', 'Set the clock'],
  ),
  SERVER_BLOCKED: blocked(
    'later',
    [
      'Касса мемлекеттік кірістер органдарының талабы бойынша бұғатталған[: {text}]',
      'Касса заблокирована по требованию органов государственных доходов[: {text}]',
      'The register is blocked at the demand of the state revenue bodies[: {text}]',
    ],
    [
      'ФДО-ға хабарласыңыз; бұғат өздігінен алынады, қазір сұрау: kkm ofd ping',
      'Обратитесь к ОФД; блокировка снимется сама, спросить сейчас: kkm ofd ping',
      'Ask the OFD; it lifts by itself, to ask now: kkm ofd ping',
    ],
  ),
  TOKEN_INVALID: blocked(
    'never',
    [
      'ФДО токенді қабылдамайды: токен жарамсыз',
      'ОФД не принимает токен: недействительный токен',
      'The OFD does not accept the token',
    ],
    command('kkm token set'),
  ),
  UNKNOWN_ID: blocked(
    'never',
    ['Касса ФДО-да тіркелмеген', 'Касса не зарегистрирована в ОФД', 'The OFD does not know this register'],
    [
      'ФДО-ға хабарласыңыз, содан кейін kkm ofd retry',
      'Обратитесь к ОФД, затем kkm ofd retry',
      'Ask the OFD, then kkm ofd retry',
    ],
  ),
  PROTOCOL_ERROR: blocked(
    'never',
    [
      'Алмасу хаттамасының қатесі[: {text}] (код {ofdCode})',
      'Ошибка протокола обмена[: {text}] (код {ofdCode})',
      'The OFD does not understand us[: {text}] (code {ofdCode})',
    ],
    SERVICE,
  ),
  REQUEST_NUMBER: blocked(
    'never',
    [
      'Сұрау нөмірлерінің қатесі (код {ofdCode})',
      'Ошибка нумерации запросов (код {ofdCode})',
      'The OFD refuses the request number (code {ofdCode})',
    ],
    ['kkm ofd retry; сервиске хабарласыңыз', 'kkm ofd retry; обратитесь в сервис', 'kkm ofd retry; call service'],
  ),
  RETRY_REFUSED: blocked(
    'never',
    [
      '{documentNumber} құжаты қайта жіберілді, ФДО оны қабылдамады (код {ofdCode})',
      'Документ {documentNumber} отправлен повторно и отклонён ОФД (код {ofdCode})',
      'Document {documentNumber} was sent again and refused (code {ofdCode})',
    ],
    SERVICE,
  ),
  QUEUE_REFUSED: blocked(
    'never',
    [
      'ФДО кезектегі {documentNumber} құжатын қабылдамады[: {text}] (код {ofdCode})',
      'ОФД отклонил документ {documentNumber} из очереди[: {text}] (код {ofdCode})',
      'The OFD refused document {documentNumber} of the queue[: {text}] (code {ofdCode})',
    ],
    [
      'Техник: kkm queue show, содан кейін kkm queue retry немесе kkm queue remove',
      'Техник: kkm queue show, затем kkm queue retry или kkm queue remove',
      'A technician: kkm queue show, then kkm queue retry or kkm queue remove',
    ],
  ),
  AUTONOMOUS_TOO_LONG: blocked(
    'later',
    ['Автономды режим 72 сағаттан асты', 'Автономный режим превышает 72 часа', 'Autonomous work exceeds 72 hours'],
    [
      'Байланысты қалпына келтіріңіз: кезек жіберілгенде бұғат өздігінен алынады',
      'Восстановите связь: блокировка снимется сама, когда очередь будет отправлена',
      'Restore the link: it lifts by itself once the queue has been sent',
    ],
  ),
  ROLLBACK: blocked(
    'never',
    [
      'ФДО-да {theirs} құжаты бар, бізде {ours}: жазбалар жоғалған',
      'У ОФД есть документ {theirs}, у нас {ours}: записи утеряны',
      'The OFD has document {theirs}, we have {ours}: records are lost',
    ],
    [
      'Техник пен әкімші бірге: kkm storage adopt-ofd',
      'Техник и администратор вместе: kkm storage adopt-ofd',
      'A technician and an administrator together: kkm storage adopt-ofd',
    ],
  ),
  NOT_RECONCILED: blocked(
    'later',
    [
      'Деректер қалпына келтірілді, ФДО-мен әлі салыстырылмаған',
      'Данные восстановлены и ещё не сверены с ОФД',
      'The data were restored and have not been compared with the OFD yet',
    ],
    [
      'Байланысты қосыңыз: бұғат ФДО жауабымен алынады, қазір сұрау: kkm ofd info',
      'Восстановите связь: блокировка снимется с ответом ОФД, спросить сейчас: kkm ofd info',
      'Restore the link: it lifts with the OFD’s answer, to ask now: kkm ofd info',
    ],
  ),
  SELFTEST_FAILED: blocked(
    'never',
    [
      'Касса өзін-өзі тексеруден өтпеді: {test}[, {problem}][ ({found})]',
      'Касса не прошла самотестирование: {test}[, {problem}][ ({found})]',
      'The register failed its self-test: {test}[, {problem}][ ({found})]',
    ],
    [
      'Сервиске хабарласыңыз; жөндегеннен кейін техник: kkm selftest',
      'Обратитесь в сервис; после устранения техник: kkm selftest',
      'Call service; once it is mended a technician: kkm selftest',
    ],
  ),
  SOFTWARE_CHANGED: blocked(
    'never',
    [
      'Касса бағдарламасы өзгертілген[: {problem}][ ({found})]',
      'Программа кассы изменена[: {problem}][ ({found})]',
      'The software of the register was changed[: {problem}][ ({found})]',
    ],
    [
      'Өндірушінің бағдарламасын қайта орнатыңыз, содан кейін техник: kkm selftest',
      'Установите программу изготовителя заново, затем техник: kkm selftest',
      'Install the maker’s software anew, then a technician: kkm selftest',
    ],
  ),
  DAMAGE: blocked(
    'never',
    [
      'Деректердің тұтастығы бұзылған[: {problem}]',
      'Нарушена целостность данных[: {problem}]',
      'The accumulator is damaged[: {problem}]',
    ],
    [
      'Техник: kkm storage check, содан кейін әкімшімен бірге kkm storage rebuild немесе kkm storage declare-loss',
      'Техник: kkm storage check, затем вместе с администратором kkm storage rebuild или kkm storage declare-loss',
      'A technician: kkm storage check, then with the administrator kkm storage rebuild or kkm storage declare-loss',
    ],
  ),
  STORAGE_FULL: blocked(
    'later',
    [
      'Дискіде орын жоқ: {free} МБ бос, {needed} МБ керек',
      'На диске нет места: свободно {free} МБ, нужно {needed} МБ',
      'The disk is full: {free} MB are free, {needed} MB are needed',
    ],
    [
      'Дискіні босатыңыз: бұғат өздігінен алынады; ауысымды жабуға болады',
      'Освободите диск: блокировка снимется сама; смену закрыть можно',
      'Free the disk: it lifts by itself; the shift can be closed',
    ],
  ),
  PRINTER_PAPER_OUT: blocked(
    'later',
    ['Қағаз жоқ', 'Нет бумаги', 'No paper'],
    ['Қағаз салыңыз', 'Вставьте бумагу', 'Put paper in'],
  ),
  PRINTER_COVER_OPEN: blocked(
    'later',
    ['Принтердің қақпағы ашық', 'Открыта крышка принтера', 'The printer’s cover is open'],
    ['Қақпақты жабыңыз', 'Закройте крышку', 'Close it'],
  ),
  PRINTER_FAILED: blocked(
    'later',
    ['Принтер дайын емес[: {reason}]', 'Принтер не готов[: {reason}]', 'The printer is not ready[: {reason}]'],
    [
      'Кабелі мен қуатын тексеріңіз; kkm printer status',
      'Проверьте кабель и питание; kkm printer status',
      'Check its cable and power; kkm printer status',
    ],
  ),
} as const
