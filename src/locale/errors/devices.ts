import { entryOf } from './entry.ts'

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
} as const
