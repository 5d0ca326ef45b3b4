import { entryOf } from './entry.ts'

const damaged = entryOf(12)
const notFound = entryOf(10)
const forbidden = entryOf(9)
const wrong = entryOf(5)

/** The journal as it is verified and handed over. */
export const JOURNAL_ERRORS = {
  JOURNAL_DAMAGED: damaged(
    'never',
    [
      'Журнал бүлінген ({fault}): {where}[, {found}]',
      'Журнал повреждён ({fault}): {where}[, {found}]',
      'The journal is damaged ({fault}): {where}[, {found}]',
    ],
    [
      'Деректерді өзгертпей, сервиске хабарласыңыз',
      'Ничего не меняйте в данных и обратитесь в сервис',
      'Change nothing in the data and call service',
    ],
  ),
  JOURNAL_NOT_FOUND: notFound(
    'never',
    ['{folder} қалтасында журнал жоқ', 'В папке {folder} нет журнала', 'There is no journal in {folder}'],
    [
      'Шығарылған көшірменің қалтасын немесе --config файлын көрсетіңіз',
      'Укажите папку выгрузки или файл --config',
      'Name the folder of an export, or the file with --config',
    ],
  ),
  JOURNAL_UNREADABLE: forbidden(
    'never',
    ['Журналды оқу мүмкін емес: {found}', 'Журнал не читается: {found}', 'The journal cannot be read: {found}'],
    ['root пайдаланушысы ретінде қайталаңыз', 'Повторите от имени root', 'Try again as root'],
  ),
  CHECKSUM_INVALID: wrong(
    'never',
    [
      '«{value}» бақылау сомасы емес: A–Z әріптері мен 2–7 цифрларынан 16 таңба',
      '«{value}» не контрольная сумма: 16 знаков из букв A–Z и цифр 2–7',
      '“{value}” is no checksum: 16 of the letters A–Z and the digits 2–7',
    ],
    [
      'Z- немесе X-есептегідей енгізіңіз',
      'Введите, как на Z- или X-отчёте',
      'Enter it as it stands on a Z or X report',
    ],
  ),
} as const
