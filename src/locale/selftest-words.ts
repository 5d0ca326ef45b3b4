import { type Text, text } from './text.ts'

/** What the register tests of itself. */
export const SELF_TEST_WORDS: Readonly<Record<string, Text>> = {
  printer: text('принтер', 'принтер', 'printer'),
  storage: text('дерек жинақтағыш', 'накопитель данных', 'storage'),
  space: text('бос орын', 'свободное место', 'free space'),
  clock: text('сағат', 'часы', 'clock'),
  memory: text('жедел жады', 'оперативная память', 'memory'),
  links: text('байланыс арналары', 'каналы связи', 'links'),
  software: text('бағдарлама', 'программа', 'software'),
  'last-shift': text(
    'соңғы ауысымның құжаттары мен Z-есебі',
    'документы последней смены и её Z-отчёт',
    'documents of the last shift and its Z report',
  ),
  records: text('барлық жазбалар мен Z-есептер', 'все записи и все Z-отчёты', 'all records and all Z reports'),
  ofd: text('ФДО-мен байланыс', 'связь с ОФД', 'the OFD'),
}

/** How a test ended. */
export const SELF_TEST_STATES = {
  ok: text('жарамды', 'исправно', 'ok'),
  warning: text('ескерту', 'предупреждение', 'warning'),
  failed: text('ақау', 'неисправно', 'failed'),
  skipped: text('өткізілмеді', 'не проводился', 'not made'),
} as const satisfies Record<string, Text>

/** When it was made, and of which software. */
export const SELF_TEST_FACTS = {
  title: text('ӨЗІН-ӨЗІ ТЕКСЕРУ', 'САМОТЕСТИРОВАНИЕ', 'SELF-TEST'),
  never: text('әлі өткізілмеді', 'ещё не проводился', 'not made yet'),
  passed: text('касса тексеруден өтті', 'касса прошла тестирование', 'the register passed'),
  notPassed: text('касса тексеруден өтпеді', 'касса не прошла тестирование', 'the register did not pass'),
  release: text('өндірушінің шығарылымы', 'выпуск изготовителя', 'a release of the maker'),
  source: text('бастапқы кодтан құрастырылған', 'сборка из исходного кода', 'built from source'),
} as const satisfies Record<string, Text>

export const SELF_TEST_PROBLEM_WORDS: Readonly<Record<string, Text>> = {
  'printer-offline': text('байланыс жоқ', 'нет связи', 'cannot be reached'),
  'paper-out': text('қағаз жоқ', 'нет бумаги', 'no paper'),
  'cover-open': text('қақпағы ашық', 'открыта крышка', 'its cover is open'),
  'printer-error': text('ақау бар', 'сообщает о неисправности', 'reports a fault'),
  'printer-silent': text('күйін айта алмайды', 'не сообщает о себе', 'cannot tell of itself'),
  'storage-unwritable': text('жазу мүмкін емес', 'запись невозможна', 'cannot be written'),
  'storage-unlike': text(
    'жазылғаны оқылғанына тең емес',
    'прочитано не то, что записано',
    'what was read is not what was written',
  ),
  'little-space': text('орын аз қалды', 'осталось мало места', 'little room is left'),
  'clock-wrong': text('уақыт дұрыс емес', 'неверное время', 'does not show the right time'),
  'little-memory': text('жады жетіспейді', 'не хватает памяти', 'there is too little of it'),
  'link-down': text('арна жұмыс істемейді', 'канал не работает', 'a link is down'),
  'from-source': text(
    'бастапқы кодтан құрастырылған, шығарылым емес',
    'сборка из исходного кода, не выпуск',
    'built from source, not a release',
  ),
  'software-changed': text('файл өзгертілген', 'файл изменён', 'a file was changed'),
  'software-missing': text('файл жоқ', 'файла нет', 'a file is missing'),
  'software-added': text('бөгде файл', 'посторонний файл', 'a foreign file'),
  'software-unsigned': text(
    'файлдар тізімінің қолтаңбасы дұрыс емес',
    'подпись списка файлов неверна',
    'the list of files is not signed by its key',
  ),
  'software-other-key': text(
    'басқа кілтпен қол қойылған немесе шығарылым емес',
    'подписана другим ключом или не является выпуском',
    'signed by another key, or no release',
  ),
  'software-unread': text('файл оқылмайды', 'файл не читается', 'a file cannot be read'),
  'chain-broken': text('жазбалар бүлінген', 'записи повреждены', 'records are damaged'),
  'z-unlike': text(
    'жазбалар Z-есептің бақылау сомасына сәйкес емес',
    'записи не сходятся с контрольной суммой Z-отчёта',
    'records do not agree with the checksum of a Z report',
  ),
  'ofd-silent': text('ФДО жауап бермейді', 'ОФД не отвечает', 'the OFD does not answer'),
  'ofd-refused': text('ФДО бас тартты', 'ОФД отказал', 'the OFD refuses'),
  'queue-waits': text(
    'кезекте құжаттар бар: сынақ хабарламасы жіберілмейді',
    'в очереди есть документы: тестовое сообщение не посылается',
    'documents are queued: no test message is sent',
  ),
  'in-flight': text(
    'хабарлама жіберілуде: сынақ хабарламасы жіберілмейді',
    'сообщение в пути: тестовое не посылается',
    'a message is on its way: no test message is sent',
  ),
  'not-set-up': text('касса бапталмаған', 'касса не настроена', 'the register is not set up'),
  'no-shift-yet': text('жабылған ауысым жоқ', 'закрытых смен ещё нет', 'no shift was closed yet'),
}
