import { command, entryOf } from './entry.ts'

const bug = entryOf(1)
const usage = entryOf(2)

const SEE_HELP = ['kkm --help қараңыз', 'См. kkm --help', 'See kkm --help'] as const

/** The call itself is wrong, or the program: exit codes 1 and 2. */
export const USAGE_ERRORS = {
  INTERNAL: bug(
    'same-key',
    ['Ішкі қате', 'Внутренняя ошибка', 'Internal error'],
    [
      'Сол кілтпен қайталаңыз; сервиске kkm support-bundle файлын жіберіңіз',
      'Повторите с тем же ключом; отправьте в сервис файл kkm support-bundle',
      'Repeat with the same key; send the file of kkm support-bundle to the service',
    ],
  ),
  USAGE: usage(
    'never',
    ['Команда дұрыс берілмеген: {problem}', 'Неверный вызов: {problem}', 'Wrong usage: {problem}'],
    SEE_HELP,
  ),
  BAD_REQUEST: usage(
    'never',
    ['{path}: күтілгені – {expected}', '{path}: ожидалось {expected}', '{path}: expected {expected}'],
    [
      'Сұрауды түзетіңіз; оның сипаттамасы – kkm schema',
      'Исправьте запрос; его описание – kkm schema',
      'Mend the request; kkm schema describes it',
    ],
  ),
  UNKNOWN_METHOD: usage(
    'never',
    ['{method} командасы жоқ', 'Нет команды {method}', 'There is no command {method}'],
    SEE_HELP,
  ),
  MESSAGE_TOO_LARGE: usage(
    'never',
    [
      'Хабарлама {maximum} байттан асады',
      'Сообщение больше {maximum} байт',
      'The message is larger than {maximum} bytes',
    ],
    [
      'Бір хабарламада азырақ деректер жіберіңіз',
      'Отправляйте меньше данных в одном сообщении',
      'Send less in one message',
    ],
  ),
  NOT_JSON: usage(
    'never',
    ['Хабарлама JSON емес: {problem}', 'Сообщение – не JSON: {problem}', 'The message is not JSON: {problem}'],
    [
      'Бір жолда бір JSON нысанын жіберіңіз',
      'Отправьте один объект JSON одной строкой',
      'Send one JSON object in one line',
    ],
  ),
  KEY_INVALID: usage(
    'never',
    [
      'Кілт 1–64 таңбадан тұрады: A-Z a-z 0-9 . _ : -',
      'Ключ состоит из 1–64 знаков A-Z a-z 0-9 . _ : -',
      'A key has 1 to 64 of A-Z a-z 0-9 . _ : -',
    ],
    ['Басқа кілт алыңыз', 'Возьмите другой ключ', 'Use another key'],
  ),
  SECRET_FILE: usage(
    'never',
    [
      '{path} файлын құпия ретінде пайдалануға болмайды: {problem}',
      'Файл {path} не годится для секрета: {problem}',
      'The file {path} cannot serve as a secret: {problem}',
    ],
    command('chmod 600 {path}'),
  ),
  SETUP_INCOMPLETE: usage(
    'never',
    ['Жетіспейді: {missing}', 'Не хватает: {missing}', 'Missing: {missing}'],
    ['Бәрін бірге көрсетіңіз', 'Укажите всё сразу', 'Give them all'],
  ),
  CONFIRMATION_NEEDED: usage(
    'never',
    ['Бұл әрекет қайтарылмайды', 'Это действие необратимо', 'This cannot be taken back'],
    ['--yes қосыңыз', 'Добавьте --yes', 'Add --yes'],
  ),
} as const
