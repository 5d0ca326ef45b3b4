import { error, type Subject, skipped, subject, warning } from './entry.ts'

/** The configuration, the service, its socket and the rights to it, as they can be seen without the daemon. */
export const MACHINE_SUBJECTS = {
  'config.file': subject(
    ['конфигурация дұрыс: {file}', 'конфигурация верна: {file}', 'the configuration is right: {file}'],
    [
      'қате конфигурациямен kkmd іске қосылмайды',
      'с неверной конфигурацией kkmd не запускается',
      'kkmd does not start with a wrong configuration',
    ],
    {
      missing: error(
        ['конфигурация жоқ: {file}', 'нет конфигурации: {file}', 'there is no configuration: {file}'],
        'sudoedit {file}; man kkm.toml',
      ),
      forbidden: skipped(
        ['{file} көруге рұқсат жоқ', 'нет прав посмотреть: {file}', 'no right to look at {file}'],
        'sudo kkm doctor',
      ),
      invalid: error(
        ['конфигурация қате: {problem}', 'ошибка в конфигурации: {problem}', 'the configuration is wrong: {problem}'],
        'sudoedit {file} && kkmd --check-config --config {file}',
      ),
      incomplete: error(
        ['конфигурацияда жоқ: {keys}', 'в конфигурации не хватает: {keys}', 'the configuration lacks {keys}'],
        'sudoedit {file} && sudo systemctl restart kkmd',
      ),
      writable: error(
        [
          'конфигурацияны бөтендер өзгерте алады: {file}',
          'конфигурацию могут менять посторонние: {file}',
          'others may change the configuration: {file}',
        ],
        'sudo chmod o-w {file}',
      ),
      doubtful: warning(
        ['конфигурация: {problem}', 'конфигурация: {problem}', 'the configuration: {problem}'],
        'sudoedit {file}',
      ),
    },
  ),
  'config.receipt': subject(
    ['әр чек қағазда', 'каждый чек на бумаге', 'every receipt is on paper'],
    [
      'заң бойынша касса чекті қағазға басады',
      'по закону касса печатает чек на бумаге',
      'the law’s register prints its receipts',
    ],
    {
      electronic: warning(
        [
          'receipt = "{receipt}": чек қағазсыз',
          'receipt = "{receipt}": чек без бумаги',
          'receipt = "{receipt}": no paper',
        ],
        'receipt = "paper"',
      ),
    },
  ),
  'links.count': subject(
    ['ФДО-ға арналар: {links}', 'каналов к ОФД: {links}', 'links to the OFD: {links}'],
    [
      'екі тәуелсіз арна міндетті: бірі үзілсе, екіншісі жеткізеді',
      'нужны два независимых канала: если один оборвётся, передаст второй',
      'two independent links are asked for: when one breaks, the other carries on',
    ],
    {
      one: warning(
        ['ФДО-ға арна біреу ғана', 'канал к ОФД только один', 'there is only one link to the OFD'],
        ['kkm.toml: тағы бір link кестесі', 'kkm.toml: ещё одна таблица link', 'kkm.toml: one more table link'],
      ),
    },
  ),
  'links.interface': subject(
    ['желі интерфейстері бар', 'сетевые интерфейсы на месте', 'the network interfaces are there'],
    [
      'интерфейссіз арна жұмыс істемейді',
      'без интерфейса канал не работает',
      'a link does not work without its interface',
    ],
    {
      absent: warning(
        ['желі интерфейсі жоқ: {names}', 'нет сетевого интерфейса: {names}', 'no such network interface: {names}'],
        'ip link; sudoedit {file}',
      ),
      down: warning(
        ['мекенжайы жоқ интерфейс: {names}', 'интерфейс без адреса: {names}', 'interface without an address: {names}'],
        'ip addr; ip route',
      ),
    },
  ),
  'service.kkmd': subject(
    ['kkmd қызметі жұмыс істейді', 'служба kkmd работает', 'the service kkmd runs'],
    ['касса – kkmd қызметі', 'касса – это служба kkmd', 'the register is the service kkmd'],
    {
      stopped: error(
        [
          'kkmd қызметі тоқтатылған ({state})',
          'служба kkmd не работает ({state})',
          'the service kkmd does not run ({state})',
        ],
        'sudo systemctl start kkmd; journalctl -u kkmd -n 20',
      ),
      absent: warning(
        ['kkmd қызметі орнатылмаған', 'служба kkmd не установлена', 'the service kkmd is not installed'],
        ['docs/install.md, 2-тарау', 'docs/install.md, раздел 2', 'docs/install.md, section 2'],
      ),
      disabled: warning(
        [
          'kkmd компьютермен бірге қосылмайды',
          'kkmd не запускается вместе с компьютером',
          'kkmd does not start with the machine',
        ],
        'sudo systemctl enable kkmd',
      ),
      restarts: warning(
        ['kkmd {count} рет қайта қосылды', 'kkmd перезапускался {count} раз', 'kkmd was started again {count} times'],
        'journalctl -u kkmd -n 50',
      ),
      'no-systemd': skipped(['systemd жоқ', 'systemd нет', 'there is no systemd'], 'kkmd --config {file}'),
    },
  ),
  'daemon.socket': subject(
    ['kkmd жауап береді: {socket}', 'kkmd отвечает: {socket}', 'kkmd answers: {socket}'],
    [
      'командалар мен сценарийлер сокет арқылы жұмыс істейді',
      'команды и скрипты работают через сокет',
      'commands and scripts work over the socket',
    ],
    {
      absent: error(
        ['сокет жоқ: {socket}', 'сокета нет: {socket}', 'there is no socket {socket}'],
        'sudo systemctl start kkmd',
      ),
      elsewhere: error(
        [
          'kkmd басқа сокетті тыңдайды: {other}',
          'kkmd слушает другой сокет: {other}',
          'kkmd listens on another socket: {other}',
        ],
        'export KKM_SOCKET={other}',
      ),
      refused: error(
        ['сокетті ешкім тыңдамайды: {socket}', 'сокет никто не слушает: {socket}', 'nobody listens on {socket}'],
        'sudo systemctl restart kkmd',
      ),
      forbidden: error(
        ['сокетке рұқсат жоқ: {socket}', 'нет доступа к сокету: {socket}', 'no access to {socket}'],
        'sudo usermod -aG kkm $USER && newgrp kkm',
      ),
      silent: error(
        ['kkmd үндемейді: {socket}', 'kkmd молчит: {socket}', 'kkmd is silent on {socket}'],
        'sudo systemctl restart kkmd; journalctl -u kkmd -n 50',
      ),
    },
  ),
  versions: subject(
    ['нұсқасы {ours}', 'версия {ours}', 'release {ours}'],
    [
      'екі жақтың нұсқасы бірдей болуы керек',
      'версии обеих сторон должны совпадать',
      'both sides must be of the same release',
    ],
    {
      differ: error(
        ['kkm {ours}, ал kkmd {theirs}', 'kkm {ours}, а kkmd {theirs}', 'kkm is {ours}, kkmd is {theirs}'],
        'kkm ready --for update && sudo systemctl restart kkmd',
      ),
      stale: error(
        [
          'kkmd қосылғаннан кейін оның файлы өзгерді: {file}',
          'файл kkmd изменён после её запуска: {file}',
          'the file of kkmd has changed since it started: {file}',
        ],
        'kkm ready --for update && sudo systemctl restart kkmd',
      ),
      unknown: skipped(
        ['kkm {ours}; kkmd жауап бермейді', 'kkm {ours}; kkmd не отвечает', 'kkm is {ours}; kkmd does not answer'],
        '{mend}',
      ),
    },
  ),
  'group.kkm': subject(
    ['{user} сокетке кіре алады', '{user} имеет доступ к сокету', '{user} may use the socket'],
    [
      'kkm тобына кірмегендер 9 кодын алады',
      'кто не в группе kkm, получает код 9',
      'who is not in the group kkm gets exit code 9',
    ],
    {
      absent: warning(['kkm тобы жоқ', 'группы kkm нет', 'there is no group kkm'], 'sudo systemd-sysusers kkm.conf'),
      outside: warning(
        ['{user} kkm тобында емес', '{user} не состоит в группе kkm', '{user} is not in the group kkm'],
        'sudo usermod -aG kkm {user}',
      ),
    },
  ),
} as const satisfies Record<string, Subject>
