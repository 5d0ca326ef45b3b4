import { HELP_WORDS } from '../locale/status.ts'
import type { Language, Text } from '../locale/text.ts'

/** Commander's own headings, in the language of the call. */
export const TITLES: Readonly<Record<string, Text>> = {
  'Usage:': HELP_WORDS.usage,
  'Arguments:': HELP_WORDS.arguments,
  'Options:': HELP_WORDS.options,
  'Commands:': HELP_WORDS.commands,
}

/** The options before the command, as commander takes them, with their words. */
export const GLOBAL_OPTIONS: readonly { readonly flags: string; readonly help: Text }[] = [
  {
    flags: '--json',
    help: {
      kk: 'жауап бір жолдағы бір JSON нысаны',
      ru: 'ответ одним объектом JSON в одной строке',
      en: 'answer with one JSON object in one line',
    },
  },
  {
    flags: '--lang <LANG>',
    help: {
      kk: 'хабарлама тілі: kk, ru, en (KKM_LANG)',
      ru: 'язык сообщений: kk, ru, en (KKM_LANG)',
      en: 'language of messages: kk, ru, en (KKM_LANG)',
    },
  },
  {
    flags: '--socket <PATH>',
    help: { kk: 'kkmd сокеті (KKM_SOCKET)', ru: 'сокет kkmd (KKM_SOCKET)', en: 'socket of kkmd (KKM_SOCKET)' },
  },
  {
    flags: '--user <CODE>',
    help: {
      kk: 'осы шақыруға кіретін пайдаланушы коды (KKM_USER)',
      ru: 'код пользователя на этот вызов (KKM_USER)',
      en: 'code of the user who signs this call in (KKM_USER)',
    },
  },
  {
    flags: '--pin-file <FILE>',
    help: {
      kk: 'PIN бірінші жолда тұрған файл; - стандартты кіріс (KKM_PIN_FILE)',
      ru: 'файл, в первой строке PIN; - это стандартный ввод (KKM_PIN_FILE)',
      en: 'file with the PIN in its first line; - is stdin (KKM_PIN_FILE)',
    },
  },
  {
    flags: '--timeout <SECONDS>',
    help: {
      kk: 'жауапты неше секунд күту керек',
      ru: 'сколько секунд ждать ответа',
      en: 'how many seconds to wait for the answer',
    },
  },
  {
    flags: '-t, --terse',
    help: {
      kk: 'қабықшаға арналған жауап: әр жолда жол атауы, табуляция, мәні',
      ru: 'ответ для оболочки: в строке путь, табуляция, значение',
      en: 'answer for a shell: path, tab and value in each line',
    },
  },
  {
    flags: '-f, --fields <FIELDS>',
    help: {
      kk: 'тек осы өрістердің мәндері, табуляциямен: shift,payments.cash; тізімде әр элемент бір жол',
      ru: 'только значения этих полей через табуляцию: shift,payments.cash; у списка строка на элемент',
      en: 'the values of these fields alone, apart by tabs: shift,payments.cash; of a list a line an element',
    },
  },
  {
    flags: '--progress',
    help: {
      kk: 'ұзақ жұмыстың барысы: stderr-де әр қадам бір JSON нысаны',
      ru: 'ход долгой работы: объекты JSON в stderr',
      en: 'how far long work is: JSON objects on stderr',
    },
  },
  { flags: '-q, --quiet', help: { kk: 'ескертпелерсіз', ru: 'без примечаний', en: 'no notes on stderr' } },
]

export const GROUP_HELP: Readonly<Record<string, Text>> = {
  receipt: { kk: 'чектер', ru: 'чеки', en: 'receipts' },
  shift: { kk: 'ауысым', ru: 'смена', en: 'the shift' },
  training: { kk: 'оқу режимі', ru: 'учебный режим', en: 'training mode' },
  hold: { kk: 'ұсталған тауарлар', ru: 'удержания', en: 'what is held' },
  report: { kk: 'есептер', ru: 'отчёты', en: 'reports' },
  history: { kk: 'чектер мен есептер тарихы', ru: 'история чеков и отчётов', en: 'history of receipts and reports' },
  token: { kk: 'ФДО токені', ru: 'токен ОФД', en: 'the OFD’s token' },
  screen: { kk: 'кассир экраны', ru: 'экран кассира', en: 'the cashier’s screen' },
  draft: { kk: 'аяқталмаған чек', ru: 'незавершённый чек', en: 'the unfinished receipt' },
  settings: { kk: 'баптаулар', ru: 'настройки', en: 'settings' },
  register: { kk: 'тіркеу деректері', ru: 'регистрация кассы', en: 'the registration' },
  time: { kk: 'касса сағаты', ru: 'часы кассы', en: 'the clock' },
  journal: { kk: 'журнал', ru: 'журнал', en: 'the journal' },
  link: { kk: 'байланыс арналары', ru: 'каналы связи', en: 'the links to the OFD' },
  'link wifi': { kk: 'Wi-Fi желілері', ru: 'сети Wi-Fi', en: 'Wi-Fi networks' },
  printer: { kk: 'принтер', ru: 'принтер', en: 'the printer' },
  'printer.profile': { kk: 'принтер профильдері', ru: 'профили принтера', en: 'kinds of printers' },
  drawer: { kk: 'ақша жәшігі', ru: 'денежный ящик', en: 'the cash drawer' },
  ofd: { kk: 'ФДО', ru: 'ОФД', en: 'the OFD' },
  queue: { kk: 'ФДО-ға жіберілмеген құжаттар', ru: 'очередь документов', en: 'documents for the OFD' },
  message: { kk: 'хабарламалар', ru: 'сообщения', en: 'notices' },
  goods: { kk: 'прайс-парақ', ru: 'прайс-лист', en: 'the price list' },
  console: { kk: 'пернетақта мен сканер', ru: 'клавиатура и сканер', en: 'keypad and scanner' },
  keypad: { kk: 'пернетақта', ru: 'клавиатура', en: 'the keypad' },
  scanner: { kk: 'сканер', ru: 'сканер', en: 'the scanner' },
  display: { kk: 'сатып алушы дисплейі', ru: 'дисплей покупателя', en: 'the customer display' },
  backup: { kk: 'сақтық көшірме', ru: 'резервная копия', en: 'backups' },
  storage: { kk: 'жинақтауыш және оны жөндеу', ru: 'накопитель и его починка', en: 'the accumulator and its repair' },
  'printer profile': { kk: 'белгілі принтерлер', ru: 'известные принтеры', en: 'known printers' },
  user: { kk: 'пайдаланушылар', ru: 'пользователи', en: 'users' },
}

const WORDS = {
  about: {
    kk: 'kkm – бақылау-касса машинасының командалық жолы',
    ru: 'kkm – командная строка контрольно-кассовой машины',
    en: 'kkm – the command line of the fiscal cash register',
  },
  usage: { kk: '[опциялар] КОМАНДА', ru: '[опции] КОМАНДА', en: '[options] COMMAND' },
  options: { kk: '[опциялар]', ru: '[опции]', en: '[options]' },
  help: HELP_WORDS.help,
  version: { kk: 'нұсқасы', ru: 'версия', en: 'version' },
  example: HELP_WORDS.example,
  exitCodes: HELP_WORDS.exitCodes,
} as const satisfies Record<string, Text>

export const words = (name: keyof typeof WORDS, language: Language): string => WORDS[name][language]
