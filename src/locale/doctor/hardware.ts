import { error, type Subject, skipped, subject, warning } from './entry.ts'

const sudo = (path: string) =>
  skipped(
    [`${path} көруге рұқсат жоқ`, `нет прав посмотреть: ${path}`, `no right to look at ${path}`],
    'sudo kkm doctor',
  )

const device = (kk: string, ru: string, en: string) =>
  subject(
    [`${kk}: {path}`, `${ru}: {path}`, `${en}: {path}`],
    [
      `${kk} жұмыс істемесе, касса ыңғайсыз`,
      `без этого устройства (${ru}) кассиру неудобно`,
      `without it (${en}) the cashier is slower`,
    ],
    {
      absent: error(
        [`${kk} жоқ: {path}`, `${ru}: нет {path}`, `${en}: there is no {path}`],
        [
          'Кабельді тексеріңіз; udev: ls -l {path}',
          'Проверьте кабель и правила udev: ls -l {path}',
          'Check the cable and the udev rules: ls -l {path}',
        ],
      ),
      denied: error(
        [
          `${kk}: {user} пайдаланушысының {path} рұқсаты жоқ`,
          `${ru}: у пользователя {user} нет прав на {path}`,
          `${en}: user {user} may not use {path}`,
        ],
        'sudo usermod -aG {group} {user} && sudo systemctl restart kkmd',
      ),
    },
  )

/** Storage, devices and clocks, as they can be seen without the daemon. */
export const HARDWARE_SUBJECTS = {
  'state.folder': subject(
    [
      'касса жадының қалтасы қорғалған: {path}',
      'папка памяти кассы закрыта: {path}',
      'the folder of the memory is closed to others: {path}',
    ],
    ['онда токендер мен PIN кодтар бар', 'в ней токены и PIN-коды', 'it holds tokens and PINs'],
    {
      absent: error(
        [
          'касса жадының қалтасы жоқ: {path}',
          'папки памяти кассы нет: {path}',
          'there is no folder of the memory: {path}',
        ],
        [
          'дискіні қосыңыз; mount; жаңа касса болса: sudo systemctl start kkmd',
          'подключите диск; mount; если касса новая: sudo systemctl start kkmd',
          'attach the disk; mount; of a new register: sudo systemctl start kkmd',
        ],
      ),
      open: error(
        [
          'касса жадын бөтендер оқи алады: {path}',
          'память кассы могут читать посторонние: {path}',
          'others may read the memory: {path}',
        ],
        'sudo chmod 0700 {path}',
      ),
      forbidden: sudo('{path}'),
    },
  ),
  'storage.space': subject(
    ['дискіде {free} МБ бос', 'на диске свободно {free} МБ', '{free} MB free'],
    [
      'орын біткенде касса сатпайды',
      'когда место кончится, касса не продаёт',
      'without room the register does not sell',
    ],
    {
      low: warning(
        ['дискіде {free} МБ ғана бос', 'на диске свободно только {free} МБ', 'only {free} MB free'],
        'du -xh {path} / | sort -h | tail -20',
      ),
      full: error(
        ['дискіде орын жоқ дерлік: {free} МБ', 'на диске почти нет места: {free} МБ', 'hardly any room: {free} MB'],
        'du -xh {path} / | sort -h | tail -20',
      ),
      forbidden: sudo('{path}'),
    },
  ),
  'storage.mount': subject(
    ['дискіге жазуға болады', 'диск доступен для записи', 'the medium can be written'],
    ['жазылмайтын дискіде құжат сақталмайды', 'без записи документы не сохранить', 'documents must be written'],
    {
      'read-only': error(
        [
          'диск тек оқуға қосылған: {mount}',
          'диск смонтирован только для чтения: {mount}',
          'mounted read-only: {mount}',
        ],
        'dmesg | tail; sudo mount -o remount,rw {mount}',
      ),
    },
  ),
  'storage.health': subject(
    ['диск сау: {device}', 'диск исправен: {device}', 'the medium is well: {device}'],
    ['тозған диск құжаттарды жоғалтады', 'изношенный диск теряет документы', 'a worn medium loses documents'],
    {
      worn: warning(
        [
          'диск тозған: {device}, {percent} %',
          'диск изношен: {device}, {percent} %',
          'the medium is worn: {device}, {percent} %',
        ],
        [
          'kkm backup create, дискіні ауыстырыңыз',
          'kkm backup create, замените диск',
          'kkm backup create, then replace it',
        ],
      ),
      errors: error(
        [
          'файл жүйесінде қателер бар: {device}, {count}',
          'ошибки файловой системы: {device}, {count}',
          'errors of the file system: {device}, {count}',
        ],
        'sudo systemctl stop kkmd; sudo fsck {device}',
      ),
      unknown: skipped(
        ['{device} өз күйін айтпайды', '{device} не сообщает о себе', '{device} says nothing of itself'],
        'sudo smartctl -H /dev/{device}',
      ),
    },
  ),
  'storage.mirror': subject(
    [
      'журналдың көшірмесі бөлек дискіде: {path}',
      'копия журнала на другом носителе: {path}',
      'the mirror is on another medium: {path}',
    ],
    [
      'бір диск істен шықса, екіншісінен қалпына келтіріледі',
      'если один носитель откажет, второй восстановит',
      'when one medium fails the other restores it',
    ],
    {
      same: warning(
        [
          'журналдың көшірмесі сол дискіде: {path}',
          'копия журнала на том же носителе: {path}',
          'the mirror is on the same medium: {path}',
        ],
        'kkm.toml: mirror_dir',
      ),
      absent: error(
        ['көшірме қалтасы жоқ: {path}', 'папки копии нет: {path}', 'the folder of the mirror is missing: {path}'],
        'mount; ls -ld {path}',
      ),
      forbidden: sudo('{path}'),
    },
  ),
  'printer.device': subject(
    ['принтер: {path}', 'принтер: {path}', 'the printer: {path}'],
    ['принтерсіз чек шықпайды', 'без принтера нет чека', 'no receipt without the printer'],
    {
      absent: error(
        ['принтер жоқ: {path}', 'принтера нет: {path}', 'there is no printer at {path}'],
        [
          'Қуатын және кабелін тексеріңіз; lsusb; ls -l {path}',
          'Проверьте питание и кабель; lsusb; ls -l {path}',
          'Check power and cable; lsusb; ls -l {path}',
        ],
      ),
    },
  ),
  'printer.permission': subject(
    ['kkmd принтерге жаза алады', 'kkmd может писать на принтер', 'kkmd may write to the printer'],
    ['рұқсатсыз чек шықпайды', 'без прав чек не напечатать', 'without the right to it nothing is printed'],
    {
      denied: error(
        [
          '{user} пайдаланушысының принтерге рұқсаты жоқ: {path}',
          'у пользователя {user} нет прав на принтер {path}',
          'user {user} may not write to the printer {path}',
        ],
        'sudo usermod -aG {group} {user} && sudo systemctl restart kkmd',
      ),
    },
  ),
  'udev.rules': subject(
    ['udev ережелері орнатылған', 'правила udev установлены', 'the udev rules are installed'],
    [
      '/dev/kkm-* атаулары udev ережелерінен шығады',
      'имена /dev/kkm-* создают правила udev',
      'the names /dev/kkm-* come from udev rules',
    ],
    {
      absent: warning(
        ['{names} атауын жасайтын udev ережесі жоқ', 'нет правила udev для {names}', 'no udev rule makes {names}'],
        'sudo cp /opt/kkm/systemd/kkm-udev.rules /etc/udev/rules.d/70-kkm.rules && sudo udevadm control --reload && sudo udevadm trigger',
      ),
    },
  ),
  'device.keypad': device('пернетақта', 'клавиатура', 'the keypad'),
  'device.scanner': device('сканер', 'сканер', 'the scanner'),
  'device.display': device('сатып алушы дисплейі', 'дисплей покупателя', 'the display'),
  'clock.battery': subject(
    ['тірек сағат жүреді', 'часы на батарее идут', 'the clock on its battery runs'],
    [
      'батареясыз касса қуат үзілгеннен кейін уақытты білмейді',
      'без батареи касса после отключения питания не знает времени',
      'without it the register does not know the time after a power cut',
    ],
    {
      none: warning(
        ['батареялы сағат жоқ', 'часов с батареей нет', 'there is no clock with a battery'],
        [
          'RTC модулін орнатыңыз (мысалы DS3231)',
          'Установите модуль RTC (например DS3231)',
          'Fit an RTC module (such as a DS3231)',
        ],
      ),
      wrong: error(
        [
          'батареялы сағат {seconds} с қателеседі',
          'часы на батарее расходятся на {seconds} с',
          'the clock on its battery is {seconds} s off',
        ],
        [
          'Батареяны ауыстырыңыз; sudo hwclock --systohc',
          'Замените батарею; sudo hwclock --systohc',
          'Replace the battery; sudo hwclock --systohc',
        ],
      ),
    },
  ),
  'clock.sync': subject(
    ['уақытты желі түзетеді', 'время ведёт сеть', 'a time server leads the clock'],
    ['чектегі уақыт дұрыс болуы керек', 'время в чеке должно быть верным', 'the time on a receipt must be right'],
    {
      none: warning(
        ['уақытты ешкім түзетпейді', 'время никто не ведёт', 'nothing leads the clock'],
        'sudo apt-get install systemd-timesyncd; sudo timedatectl set-ntp true',
      ),
    },
  ),
  'console.font': subject(
    [
      'консоль қаріпінде қазақ әріптері бар',
      'в шрифте консоли есть казахские буквы',
      'the console’s font has the Kazakh letters',
    ],
    [
      'онсыз экранда әріптердің орнына белгілер тұрады',
      'без него на экране вместо букв знаки',
      'without it the screen shows marks in the place of letters',
    ],
    {
      none: warning(
        ['console-setup орнатылмаған', 'console-setup не установлен', 'console-setup is not installed'],
        'sudo apt-get install console-setup && sudo dpkg-reconfigure console-setup',
      ),
      letters: warning(
        [
          'консоль қаріпінде қазақ әріптері немесе QR белгілері жоқ: {codeset}',
          'в шрифте консоли нет казахских букв или знаков QR: {codeset}',
          'the console’s font lacks Kazakh letters or the blocks of a QR code: {codeset}',
        ],
        'sudoedit /etc/default/console-setup (CODESET="FullCyrAsia") && sudo setupcon',
      ),
    },
  ),
} as const satisfies Record<string, Subject>
