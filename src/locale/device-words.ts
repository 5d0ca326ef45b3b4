import { text } from './text.ts'

/** Words on the customer display: short, since a line has 20 places and a sum stands in it. */
export const BUYER_WORDS = {
  total: text('БАРЛЫҒЫ', 'ИТОГО', 'TOTAL'),
  change: text('ҚАЙТАРЫМ', 'СДАЧА', 'CHANGE'),
  back: text('ҚАЙТАРУ', 'ВОЗВРАТ', 'REFUND'),
  paidOut: text('ТӨЛЕНДІ', 'ВЫПЛАЧЕНО', 'PAID OUT'),
  thanks: text('РАҚМЕТ!', 'СПАСИБО!', 'THANK YOU!'),
  welcome: text('ҚОШ КЕЛДІҢІЗ!', 'ДОБРО ПОЖАЛОВАТЬ!', 'WELCOME!'),
} as const

/** Words of `kkm keypad test`, `scanner test` and `display test`. */
export const DEVICE_WORDS = {
  device: text('Құрылғы', 'Устройство', 'Device'),
  pressKeys: text(
    'Пернелерді басыңыз; Enter аяқтайды ({seconds} с)',
    'Нажимайте клавиши; Enter заканчивает ({seconds} с)',
    'Press keys; Enter ends it ({seconds} s)',
  ),
  scanNow: text(
    'Кез келген кодты сканерлеңіз ({seconds} с)',
    'Отсканируйте любой код ({seconds} с)',
    'Scan any code ({seconds} s)',
  ),
  keys: text('Пернелер', 'Клавиши', 'Keys'),
  unknownKey: text('белгісіз {code}', 'неизвестная {code}', 'unknown {code}'),
  grabbed: text('Тек касса үшін', 'Только для кассы', 'For the register alone'),
  notGrabbed: text(
    'жоқ: пернелер консольге де жетеді ({problem})',
    'нет: клавиши видит и консоль ({problem})',
    'no: a console hears the keys too ({problem})',
  ),
  yes: text('иә', 'да', 'yes'),
  symbol: text('Код түрі', 'Вид кода', 'Kind of code'),
  prefix: text('AIM префиксі', 'Префикс AIM', 'AIM prefix'),
  noPrefix: text(
    'жоқ: сканерде қосуға кеңес береміз',
    'нет: советуем включить в сканере',
    'none: better switched on in the scanner',
  ),
  data: text('Деректер', 'Данные', 'Data'),
  barcode: text('Штрихкод', 'Штрихкод', 'Barcode'),
  mark: text('Таңбалау коды', 'Код маркировки', 'Marking code'),
  checkUrl: text('Чек мекенжайы', 'Адрес чека', 'Address of a receipt'),
  soldBy: text('Сатылған, құжат №', 'Продано, документ №', 'Sold, document No'),
  problem: text('Ақау', 'Сбой', 'Problem'),
  profile: text('Профиль', 'Профиль', 'Profile'),
  encoding: text('Таңбалар', 'Кодировка', 'Characters'),
  mustShow: text('Дисплейде көрінуі керек', 'На дисплее должно быть', 'The display must show'),
  shown: text('Дисплейге жіберілді', 'Отправлено на дисплей', 'Sent to the display'),
} as const
