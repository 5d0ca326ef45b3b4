import { text } from '../../src/locale/text.ts'

/** Running text of the manual pages; whatever the registry, the parser and the catalogue know comes from there. */
export const MANUAL = {
  name: text('атауы', 'имя', 'name'),
  synopsis: text('қолданылуы', 'использование', 'synopsis'),
  description: text('сипаттама', 'описание', 'description'),
  options: text('опциялар', 'параметры', 'options'),
  commands: text('командалар', 'команды', 'commands'),
  exit: text('шығу кодтары', 'коды завершения', 'exit status'),
  environment: text('айнымалылар', 'переменные', 'environment'),
  files: text('файлдар', 'файлы', 'files'),
  signals: text('сигналдар', 'сигналы', 'signals'),
  example: text('мысал', 'пример', 'example'),
  seeAlso: text('қараңыз', 'смотрите также', 'see also'),
  needed: text('міндетті', 'обязательно', 'needed'),
  repeatable: text('қайталауға болады', 'можно повторять', 'repeatable'),
  initial: text('әдепкі', 'по умолчанию', 'default'),
  expected: text('мәні', 'значение', 'value'),
  codes: text('Шығу кодтары', 'Коды завершения', 'Exit codes'),

  kkm: text(
    'бақылау-касса машинасының командалық жолы',
    'командная строка контрольно-кассовой машины',
    'the command line of the fiscal cash register',
  ),
  kkmAbout: text(
    'kkm – kkmd қызметінің клиенті: құжат тіркейді, есеп алады, кассаны баптайды. Жауап стандартты шығыста, қалғаны stderr-де. Жалпы опциялар команданың алдында тұрады. Құпиялар тек файлдан не сұралып алынады.',
    'kkm – клиент службы kkmd: регистрирует документы, снимает отчёты, настраивает кассу. Ответ идёт в стандартный вывод, всё остальное в stderr. Общие параметры стоят перед командой. Секреты берутся только из файла или по запросу.',
    'kkm is a client of kkmd: it registers documents, takes reports, sets the register up. The answer goes to standard output, the rest to stderr. Global options stand before the command. Secrets come from a file or a prompt, never from an argument.',
  ),
  otherCodes: text(
    'Құжат жасайтын командадан кейінгі кез келген басқа код – нәтижесі белгісіз, 3 сияқты.',
    'Любой другой код после команды, создающей документ, означает неизвестный исход, как 3.',
    'After a command that makes a document any other code means outcome unknown, as 3.',
  ),
  socketVariable: text('--socket орнына', 'вместо --socket', 'in place of --socket'),
  userVariable: text('--user орнына', 'вместо --user', 'in place of --user'),
  pinVariable: text('--pin-file орнына', 'вместо --pin-file', 'in place of --pin-file'),
  langVariable: text('--lang орнына', 'вместо --lang', 'in place of --lang'),
  credentials: text(
    'systemd берген қалта: ондағы kkm-pin – PIN файлы',
    'папка от systemd: kkm-pin в ней – файл с PIN',
    'folder given by systemd: kkm-pin in it is the file with the PIN',
  ),
  noColour: text('түссіз', 'без цвета', 'no colours'),

  kkmd: text(
    'бақылау-касса машинасының қызметі',
    'служба контрольно-кассовой машины',
    'the daemon of the fiscal cash register',
  ),
  kkmdAbout: text(
    'Кассаның өзі: жадын, принтерді және ФДО байланысын жалғыз сол ашады. Алдыңғы планда жұмыс істейді, журналын stderr-ге жазады (journald), дайын болғанын systemd-ге айтады. Қате конфигурациямен қосылмайды: файлды, жолды және күтілген мәнді айтады.',
    'Сама касса: только она открывает память, принтер и связь с ОФД. Работает на переднем плане, пишет журнал в stderr (journald), сообщает systemd о готовности. С неверной конфигурацией не запускается: называет файл, строку и что ожидалось.',
    'The register itself: the only process that opens the memory, the printer and the links to the OFD. It runs in the foreground, logs to stderr (journald) and tells systemd when it is ready. It does not start with a wrong configuration: it names file, line and what was expected.',
  ),
  kkmdConfig: text('конфигурация файлы', 'файл конфигурации', 'the configuration file'),
  kkmdCheck: text('конфигурацияны тексеріп, шығу', 'проверить конфигурацию и выйти', 'check the configuration and end'),
  kkmdVersion: text('нұсқасын айтып, шығу', 'назвать версию и выйти', 'say the release and end'),
  kkmdHelp: text('анықтама', 'справка', 'say the usage and end'),
  kkmdStop: text(
    'басталғанын аяқтап, екі секунд ішінде тоқтайды',
    'заканчивает начатое и останавливается за две секунды',
    'finishes what has begun and ends within two seconds',
  ),
  kkmdOk: text('тоқтатылды', 'остановлена', 'stopped'),
  kkmdCannot: text(
    'жұмыс істей алмайды: басқа kkmd қосулы, сокет орны бос емес, диск толы',
    'не может работать: запущена другая, место сокета занято, диск полон',
    'cannot work: another kkmd runs, the place of the socket is taken, the medium is full',
  ),
  kkmdUsage: text('командалық жол қате', 'неверная командная строка', 'wrong command line'),
  kkmdWrong: text('конфигурация қате', 'неверная конфигурация', 'wrong configuration'),
  kkmdLog: text(
    'журнал деңгейі: debug, info, warn',
    'уровень журнала: debug, info, warn',
    'level of the log: debug, info, warn',
  ),

  toml: text('kkmd конфигурациясы', 'конфигурация kkmd', 'configuration of kkmd'),
  tomlAbout: text(
    'TOML 1.0. Құрылғыға тиесілі нәрсе: жолдар, байланыс, принтер. Кассаның фискалдық өміріне тиесілісі (тіркеу, токен, пайдаланушылар) командалармен енгізіледі. Белгісіз кілт пен қате мән қабылданбайды. [ofd].operator, servers және [geo] әдепкі мәнсіз: оларсыз касса NOT_SET_UP. Тексеру: kkmd --check-config.',
    'TOML 1.0. То, что относится к устройству: пути, связь, принтер. Относящееся к фискальной жизни кассы (регистрация, токен, пользователи) вводится командами. Неизвестные ключи и неверные значения не принимаются. У [ofd].operator, servers и [geo] нет значений по умолчанию: без них касса NOT_SET_UP. Проверка: kkmd --check-config.',
    'TOML 1.0. What belongs to the device: paths, links, printer. What belongs to the register’s fiscal life (registration, token, users) is entered by commands. Unknown keys and wrong values are refused. [ofd].operator, servers and [geo] have no default: without them the register is NOT_SET_UP. kkmd --check-config checks a file.',
  ),
  tomlTop: text('Кестелерден бұрын', 'До таблиц', 'Before the tables'),
} as const
