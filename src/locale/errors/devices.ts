import { command, entryOf } from './entry.ts'

const refused = entryOf(5)
const notNow = entryOf(7)
const notFound = entryOf(10)

/** Keypads, scanners, displays. */
export const DEVICE_ERRORS = {
  CONSOLE_TAKEN: notNow(
    'later',
    [
      'Пернетақта мен сканерді басқа бағдарлама пайдалануда',
      'Клавиатуру и сканер уже держит другая программа',
      'Another program holds keypad and scanner',
    ],
    [
      'Касса экранын немесе kkm console attach бағдарламасын жабыңыз',
      'Закройте экран кассы или другую kkm console attach',
      'Close the screen of the till, or the other kkm console attach',
    ],
  ),
  DEVICE_NOT_CONFIGURED: notFound(
    'never',
    ['kkm.toml ішінде {device} бөлімі жоқ', 'В kkm.toml нет раздела {device}', 'kkm.toml has no section {device}'],
    [
      'Бөлімді қосып, systemctl reload kkmd орындаңыз',
      'Добавьте раздел и выполните systemctl reload kkmd',
      'Add the section, then systemctl reload kkmd',
    ],
  ),
  DEVICE_NOT_READY: notNow(
    'later',
    [
      '{path} құрылғысы дайын емес ({device})[: {problem}]',
      'Устройство {path} не готово ({device})[: {problem}]',
      'The device {path} is not ready ({device})[: {problem}]',
    ],
    [
      'Қосылғанын, атын (udev) және kkm тобының құқығын тексеріңіз',
      'Проверьте, что оно подключено, его имя (udev) и права группы kkm',
      'See that it is plugged in, its name (udev) and the rights of the group kkm',
    ],
  ),
  NOTHING_READ: notNow(
    'later',
    [
      '{seconds} секундта ештеңе келмеді ({device})',
      'За {seconds} секунд ничего не пришло ({device})',
      'Nothing came in {seconds} seconds ({device})',
    ],
    [
      'Құрылғыны, kkm.toml ішіндегі path пен transport мәнін тексеріңіз',
      'Проверьте устройство и path с transport в kkm.toml',
      'Check the device, and path and transport in kkm.toml',
    ],
  ),
  PRINTER_PROFILE_UNKNOWN: notFound(
    'never',
    [
      '«{name}» деген принтер профилі жоқ; белгілілері: {known}',
      'Профиля принтера «{name}» нет; известны: {known}',
      'There is no printer profile “{name}”; known: {known}',
    ],
    command('kkm printer profile list'),
  ),
  PRINTER_PROFILE_FIXED: refused(
    'never',
    [
      'Профиль {file} файлында берілген: {name}',
      'Профиль задан в {file}: {name}',
      'The profile stands in {file}: {name}',
    ],
    [
      'Файлда printer.profile = "auto" деп жазып, kkmd қызметін қайта іске қосыңыз',
      'Укажите в файле printer.profile = "auto" и перезапустите kkmd',
      'Set printer.profile = "auto" there and restart kkmd',
    ],
  ),
  PRINTER_JOB_UNKNOWN: notFound(
    'never',
    ['{job} тапсырмасы жоқ', 'Задания печати {job} нет', 'There is no print job {job}'],
    command('kkm printer jobs'),
  ),
  PRINTER_JOB_CERTAIN: refused(
    'never',
    [
      '{job} тапсырмасында белгісіз ештеңе жоқ: {state}',
      'По заданию {job} сомнений нет: {state}',
      'Nothing is uncertain about job {job}: {state}',
    ],
    command('kkm printer jobs'),
  ),
  DRAWER_UNKNOWN: refused(
    'never',
    ['Ақша жәшігі бапталмаған', 'Денежный ящик не настроен', 'No cash drawer is configured'],
    [
      'kkm.toml файлының [printer] бөліміне drawer = "pin2" жазыңыз',
      'Добавьте drawer = "pin2" в раздел [printer] файла kkm.toml',
      'Put drawer = "pin2" into [printer] of kkm.toml',
    ],
  ),
} as const
