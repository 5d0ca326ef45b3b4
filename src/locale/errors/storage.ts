import { command, entryOf } from './entry.ts'

const refused = entryOf(5)
const damaged = entryOf(12)
const notNow = entryOf(7)
const internal = entryOf(1)

/** Checks and repairs of the accumulator. */
export const STORAGE_ERRORS = {
  STORAGE_DAMAGED: damaged(
    'never',
    [
      'Тексеру зақымды тапты ({fault}): {found}',
      'Проверка нашла повреждение ({fault}): {found}',
      'The check found damage ({fault}): {found}',
    ],
    [
      'Техник пен әкімші бірге: kkm storage rebuild, ол жетпесе kkm storage declare-loss',
      'Техник и администратор вместе: kkm storage rebuild, если этого мало — kkm storage declare-loss',
      'A technician and an administrator together: kkm storage rebuild, and if that is not enough kkm storage declare-loss',
    ],
  ),
  STORAGE_SOUND: refused(
    'never',
    [
      'Зақым жоқ: жөндейтін ештеңе жоқ',
      'Повреждений нет: чинить нечего',
      'Nothing is damaged: there is nothing to repair',
    ],
    command('kkm storage check'),
  ),
  STORAGE_LOSS: refused(
    'never',
    [
      'Жазбалардың бәрін қалпына келтіру мүмкін емес: кемінде фискалдық {fiscal}, оқиғалар {events} жоғалған немесе соңы белгісіз',
      'Восстановить все записи нельзя: утеряно не менее: фискальных {fiscal}, событий {events}, или конец неизвестен',
      'Not all records can be had back: lost are at least {fiscal} fiscal ones and {events} events, or nobody knows what came last',
    ],
    [
      'Деректердің басқа көшірмесі болса: kkm backup restore; әйтпесе kkm storage declare-loss',
      'Если есть резервная копия: kkm backup restore; иначе kkm storage declare-loss',
      'If there is a backup: kkm backup restore; else kkm storage declare-loss',
    ],
  ),
  STORAGE_KEY_LOST: refused(
    'never',
    [
      'Құрылғының кілті жоқ немесе басқа: {found}',
      'Ключ устройства утерян или другой: {found}',
      'The device key is lost or another one: {found}',
    ],
    [
      'Кілт файлын қайтарыңыз; мүмкін болмаса: kkm storage declare-loss',
      'Верните файл ключа; если его нет: kkm storage declare-loss',
      'Bring the key file back; if it is gone: kkm storage declare-loss',
    ],
  ),
  BACKUP_FOREIGN: refused(
    'never',
    [
      'Тізімге осы құрылғы қол қоймаған',
      'Список подписан не этим устройством',
      'The list is not signed by this device',
    ],
    command('kkm backup create --output FOLDER'),
  ),
  RESTORE_RUNNING: notNow(
    'later',
    ['kkmd жұмыс істеп тұр: жинақтауыш ашық', 'kkmd работает: накопитель открыт', 'kkmd runs: the accumulator is open'],
    command('systemctl stop kkmd'),
  ),
  RESTORE_OTHER: refused(
    'never',
    [
      'Көшірме басқа құрылғыдікі: {theirs}, мұнда {ours}',
      'Копия другого устройства: {theirs}, здесь {ours}',
      'The backup is another device’s: {theirs}, this one is {ours}',
    ],
    ['Осы құрылғының көшірмесін беріңіз', 'Укажите копию этого устройства', 'Name a backup of this device'],
  ),
  STORAGE_UNUSABLE: internal(
    'never',
    [
      'Жинақтауышпен жұмыс істеу мүмкін емес: {found}',
      'С накопителем нельзя работать: {found}',
      'The accumulator cannot be worked on: {found}',
    ],
    [
      'Дискіні босатыңыз немесе root ретінде қайталаңыз; kkm doctor',
      'Освободите место на диске или повторите от имени root; kkm doctor',
      'Free room on the medium, or try again as root; kkm doctor',
    ],
  ),
  NOT_ROLLED_BACK: refused(
    'never',
    ['ФДО-да бізде жоқ құжат жоқ', 'У ОФД нет документов, которых нет у нас', 'The OFD has no document that we lack'],
    command('kkm status'),
  ),
} as const
