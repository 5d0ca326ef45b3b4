import { text } from './text.ts'

/** Words of `kkm journal verify`, `list` and `export`. */
export const JOURNAL_WORDS = {
  export: text('Шығарылған көшірме', 'Выгрузка', 'Export'),
  mirror: text('Журнал', 'Журнал', 'Journal'),
  database: text('Жинақтағыш', 'Накопитель', 'Accumulator'),
  records: text('Жазбалар: фискалдық + оқиғалар', 'Записи: фискальные + события', 'Records: fiscal + events'),
  documents: text('Құжаттар', 'Документы', 'Documents'),
  shifts: text('Жабылған ауысымдар', 'Закрытые смены', 'Closed shifts'),
  signatures: text('Қолтаңбалар', 'Подписи', 'Signatures'),
  key: text('Құрылғының ашық кілті', 'Открытый ключ устройства', 'Public key of the device'),
  head: text('Жалпы бақылау сомасы', 'Общая контрольная сумма', 'Overall checksum'),
  files: text('Файлдар (байт)', 'Файлы (байт)', 'Files (bytes)'),
  broken: text('Бұзылған', 'Повреждено', 'Broken'),
  inUse: text(
    'касса жұмыс істеп тұр, тексерілмеді',
    'касса работает, не проверялся',
    'the register runs: not looked at',
  ),
  sound: text('Барлығы сәйкес', 'Всё сходится', 'Everything agrees'),
} as const
