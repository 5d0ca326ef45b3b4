import { command, entryOf } from './entry.ts'

const refused = entryOf(5)

const NOTHING_REGISTERED = [
  'Деректерді түзетіңіз; ештеңе тіркелген жоқ',
  'Исправьте данные; ничего не зарегистрировано',
  'Mend the data; nothing was registered',
] as const
const MEND = ['Түзетіңіз', 'Исправьте', 'Mend it'] as const

/** A rule of the register or of the OFD says no: exit code 5. Those of a ticket are in `ticket.ts`. */
export const RULE_ERRORS = {
  NOT_ENOUGH_CASH: refused(
    'never',
    [
      'Кассада қолма-қол ақша жеткіліксіз: {cash} бар, {needed} керек',
      'Недостаточно наличных в кассе: есть {cash}, нужно {needed}',
      'Not enough cash in the register: {cash} of {needed}',
    ],
    ['Алдымен кассаға ақша енгізіңіз', 'Сначала внесите наличные', 'Put cash in first'],
  ),
  OFD_REFUSED: refused(
    'never',
    [
      'ФДО операцияны қабылдамады[: {text}] (код {ofdCode})',
      'Операция отклонена ОФД[: {text}] (код {ofdCode})',
      'The OFD refused the document[: {text}] (code {ofdCode})',
    ],
    NOTHING_REGISTERED,
  ),
  OFD_NOT_ENOUGH_CASH: refused(
    'never',
    [
      'ФДО операцияны қабылдамады: кассада қолма-қол ақша жеткіліксіз (код 14)',
      'Операция отклонена ОФД: недостаточно наличных в кассе (код 14)',
      'The OFD refused: not enough cash in the register (code 14)',
    ],
    [
      'Алдымен кассаға ақша енгізіңіз; ештеңе тіркелген жоқ',
      'Сначала внесите наличные; ничего не зарегистрировано',
      'Put cash in first; nothing was registered',
    ],
  ),
  REGISTRATION_MISMATCH: refused(
    'never',
    [
      '{field}: енгізілгені {ours}, ФДО-да {theirs}',
      '{field}: введено {ours}, у ОФД {theirs}',
      '{field}: {ours} was entered, the OFD has {theirs}',
    ],
    [
      'Енгізілгенді немесе ФДО кабинетіндегі тіркеуді түзетіңіз',
      'Исправьте введённое или регистрацию в кабинете ОФД',
      'Mend the input, or the registration in the OFD’s cabinet',
    ],
  ),
  SETUP_INVALID: refused('never', ['{field}: {problem}', '{field}: {problem}', '{field}: {problem}'], MEND),
  ALREADY_SET_UP: refused(
    'never',
    ['Касса бапталып қойған', 'Касса уже настроена', 'The register is set up already'],
    command('kkm register show'),
  ),
  TOKEN_REFUSED: refused(
    'never',
    ['Қате. Токен жарамсыз', 'Ошибка. Недействительный токен', 'Error. Invalid token'],
    [
      'ФДО кабинетінен жаңа токен алыңыз; бұрынғы токен сақталды',
      'Получите новый токен в кабинете ОФД; прежний токен сохранён',
      'Take a new token from the OFD’s cabinet; the old one stays',
    ],
  ),
  SHIFT_NOT_OPEN: refused(
    'never',
    ['Ауысым ашылмаған', 'Смена не открыта', 'No shift is open'],
    ['Ауысым алғашқы құжатпен ашылады', 'Смена открывается первым документом', 'A shift opens with its first document'],
  ),
  PIN_TOO_SHORT: refused(
    'never',
    ['PIN 4–32 цифрдан тұрады', 'PIN состоит из 4–32 цифр', 'A PIN has 4 to 32 digits'],
    ['Басқасын таңдаңыз', 'Выберите другой', 'Choose another'],
  ),
  SECRET_TOO_SHORT: refused(
    'never',
    [
      'Киоск құпиясы кіші әріптермен жазылған 32 он алтылық цифрдан тұрады',
      'Секрет киоска состоит из 32 шестнадцатеричных цифр строчными буквами',
      'The secret of a kiosk has 32 hexadecimal digits, in lower case',
    ],
    ['openssl rand -hex 16', 'openssl rand -hex 16', 'openssl rand -hex 16'],
  ),
  USER_EXISTS: refused(
    'never',
    ['{code} пайдаланушысы бар', 'Пользователь {code} уже есть', 'User {code} exists'],
    ['Басқа код алыңыз', 'Возьмите другой код', 'Take another code'],
  ),
  USER_INVALID: refused('never', ['{field}: {problem}', '{field}: {problem}', '{field}: {problem}'], MEND),
} as const
