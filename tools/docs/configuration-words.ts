import { type Text, text } from '../../src/locale/text.ts'

export interface KeyWords {
  readonly says: Text
  /** As it is written in the file; absent: there is none. */
  readonly initial?: string
}

const key = (kk: string, ru: string, en: string, initial?: string): KeyWords => ({
  says: text(kk, ru, en),
  ...(initial !== undefined && { initial }),
})

const baud = key('тізбекті порттың жылдамдығы', 'скорость последовательного порта', 'speed of the serial port', '9600')

const peripheral = (transport: string, path: string) => ({
  transport: key('қалай қосылған', 'как подключено', 'how it is connected', `"${transport}"`),
  path: key('құрылғы файлы', 'файл устройства', 'its device file', `"${path}"`),
  baud,
})

/** What each key of `kkm.toml` says, table by table; '' is what stands before the first table. */
export const CONFIGURATION_WORDS: Readonly<Record<string, Readonly<Record<string, KeyWords>>>> = {
  '': {
    state_dir: key(
      'касса жадының қалтасы; жоқ болса, жасалады',
      'папка памяти кассы; создаётся, если её нет',
      'folder of the register’s memory; made when missing',
      '"/var/lib/kkm"',
    ),
    mirror_dir: key(
      'журнал көшірмесінің қалтасы, дұрысы басқа дискіде; берілмесе, state_dir ішіндегі journal',
      'папка второй копии журнала, лучше на другом носителе; без неё journal внутри state_dir',
      'folder of the mirror journal, better on another medium; left out: journal under state_dir',
    ),
    socket: key(
      'kkmd тыңдайтын сокет',
      'сокет, который слушает kkmd',
      'socket that kkmd listens on',
      '"/run/kkm/kkm.sock"',
    ),
    profile: key(
      'register: тіркейді және жібереді, автономды жұмыс істейді; transmit-only: байланыссыз бұғатталады',
      'register: фиксирует и передаёт, работает автономно; transmit-only: без связи блокируется',
      'register: fixes and transmits, works autonomously; transmit-only: blocks without a link',
      '"register"',
    ),
    receipt: key(
      'чек қағазда ма; соңғы екеуі – заңдағы касса емес',
      'чек на бумаге или нет; последние два – не касса по закону',
      'whether receipts are paper; the last two are not the law’s register',
      '"paper"',
    ),
    receipt_language: key('чек тілі', 'язык чека', 'language of receipts', '"kk+ru"'),
  },
  device: {
    model: key('модель атауы', 'название модели', 'name of the model', '"kkm"'),
    serial_number: key(
      'зауыт нөмірі (МЗН); баптауда жадқа бір рет жазылады',
      'заводской номер (ЗНМ); один раз записывается в память при настройке',
      'factory number (ЗНМ), written once into the memory at set-up',
    ),
    year: key('шығарылған жылы', 'год выпуска', 'year of make'),
  },
  ofd: {
    operator: key('ФДО', 'оператор фискальных данных', 'operator of fiscal data'),
    version: key('хаттама нұсқасы', 'версия протокола', 'version of the protocol', '"2.0.3"'),
    servers: key('серверлер, кезекпен байқалады', 'серверы, пробуются по порядку', 'servers, tried in order'),
    transaction_seconds: key(
      'бір алмасуға берілген уақыт',
      'время на один обмен',
      'time for one exchange over all links and servers',
      '5',
    ),
    recovery_seconds: key(
      'ФДО үндемегенде екі талпыныс арасы',
      'между двумя попытками, пока ОФД молчит',
      'between two tries while the OFD is silent',
      '60',
    ),
  },
  link: {
    name: key('арна аты', 'имя канала', 'name of the link'),
    interface: key('желі интерфейсі (не source)', 'сетевой интерфейс (или source)', 'network interface (or source)'),
    source: key('шығатын IP мекенжай', 'исходящий IP-адрес', 'source address'),
  },
  printer: {
    transport: key('принтер қалай қосылған', 'как подключён принтер', 'how the printer is connected', '"device"'),
    path: key(
      'құрылғы файлы немесе файл (usb, serial, device, file)',
      'файл устройства или файл (usb, serial, device, file)',
      'device file, or file (usb, serial, device, file)',
      '"/dev/kkm-printer"',
    ),
    address: key('желідегі мекенжайы (tcp)', 'адрес в сети (tcp)', 'address in the network (tcp)'),
    baud: key('жылдамдығы (serial)', 'скорость (serial)', 'speed (serial)', '115200'),
    flow: key('ағынды басқару (serial)', 'управление потоком (serial)', 'flow control (serial)', '"none"'),
    drawer: key(
      'принтерге қосылған ақша жәшігі, оны ашатын түйреуіш бойынша',
      'денежный ящик при принтере, по контакту, который его открывает',
      'cash drawer at the printer, by the pin that opens it',
      '"none"',
    ),
    drawer_sense: key(
      'жәшік датчигінің қай деңгейі «ашық» дегенді білдіреді',
      'какой уровень датчика означает открытый ящик',
      'which level of the drawer’s sensor is an open drawer',
      '"none"',
    ),
    profile: key('белгілі принтердің аты', 'имя известного принтера', 'name of a known printer', '"auto"'),
    width_mm: key('қағаз ені', 'ширина бумаги', 'width of the paper', '80'),
    encoding: key(
      'қазақ әріптері қалай басылады',
      'как печатаются казахские буквы',
      'how Kazakh letters are printed',
      '"auto"',
    ),
    qr: key('QR кодты кім салады', 'кто рисует QR-код', 'who draws the QR code', '"auto"'),
  },
  geo: {
    latitude: key('ендік', 'широта', 'latitude in degrees'),
    longitude: key('бойлық', 'долгота', 'longitude in degrees'),
    source: key('координаттар қайдан', 'откуда координаты', 'where they come from', '"manual"'),
  },
  keypad: {
    ...peripheral('evdev', '/dev/input/kkm-keypad'),
    profile: key('пернетақта түрі', 'вид клавиатуры', 'kind of keypad', '"auto"'),
    grab: key(
      'пернелер тек кассаға жетеді',
      'нажатия видит только касса',
      'what is typed reaches the register alone',
      'true',
    ),
    keys: key(
      'өз пернелері: [keypad.keys] кестесінде нөмір = "перне аты"',
      'свои клавиши: в таблице [keypad.keys] номер = "имя клавиши"',
      'keys of its own: in the table [keypad.keys], number = "name of the key"',
    ),
  },
  scanner: peripheral('serial', '/dev/kkm-scanner'),
  display: {
    ...peripheral('serial', '/dev/kkm-display'),
    profile: key('дисплей командалары', 'команды дисплея', 'commands of the display', '"escpos"'),
    encoding: key(
      'дисплей әріптері; жоқ қазақ әріптерінің орнына ұқсас орыс әріптері тұрады',
      'буквы дисплея; вместо казахских, которых нет, стоят похожие русские',
      'letters of the display; Russian ones stand for Kazakh ones that it lacks',
      '"cp866"',
    ),
  },
}
