import { type Text, text } from './text.ts'

const COLUMN_NAMES = 'article, barcode, ntin, name, name_kk, unit, price, purchase_price, vat, section, marked'

/** What can be wrong with a row of a price list, beside what can be wrong with any text: what was expected. */
export const GOODS_PROBLEM_WORDS: Readonly<Record<string, Text>> = {
  'not-text': text(
    'файл мәтін емес: UTF-8 не CP1251 кодтаулы CSV керек',
    'файл – не текст: нужен CSV в UTF-8 или CP1251',
    'the file is no text: a CSV in UTF-8 or CP1251 is needed',
  ),
  'no-header': text(
    'бірінші жолда бағандардың атауы болуы керек',
    'в первой строке должны быть названия столбцов',
    'the first row must name the columns',
  ),
  'unknown-column': text(
    `белгісіз баған; белгілілері: ${COLUMN_NAMES}`,
    `неизвестный столбец; известны: ${COLUMN_NAMES}`,
    `unknown column; known are ${COLUMN_NAMES}`,
  ),
  'column-missing': text('баған жоқ', 'нет столбца', 'the column is missing'),
  'column-twice': text('баған екі рет берілген', 'столбец указан дважды', 'the column is there twice'),
  'field-count': text(
    'өрістер саны тақырыптағыдай болуы керек',
    'полей должно быть столько же, сколько в заголовке',
    'there must be as many fields as the header has',
  ),
  'quote-inside': text(
    'тырнақша өрістің ішінде тұр: өрісті тырнақшаға алып, ішкісін қосарлаңыз',
    'кавычка внутри поля: возьмите поле в кавычки, внутренние удвойте',
    'a quote inside the field: put the field in quotes and double those inside',
  ),
  'quote-unclosed': text('тырнақша жабылмаған', 'кавычка не закрыта', 'the quote is not closed'),
  'text-after-quote': text(
    'жабылған тырнақшадан кейін мәтін тұр',
    'после закрывающей кавычки стоит текст',
    'text after the closing quote',
  ),
  'no-code': text(
    'артикул, штрихкод не NTIN керек',
    'нужен артикул, штрихкод или NTIN',
    'an article, a barcode or an NTIN is needed',
  ),
  'not-a-barcode': text(
    'бақылау цифры дұрыс 8, 12, 13 не 14 цифр керек',
    'нужно 8, 12, 13 или 14 цифр с верной контрольной',
    '8, 12, 13 or 14 digits with a right check digit are needed',
  ),
  'not-an-ntin': text(
    'бақылау цифры дұрыс 13 цифр керек',
    'нужно 13 цифр с верной контрольной',
    '13 digits with a right check digit are needed',
  ),
  'not-yes-no': text('yes не no керек', 'нужно yes или no', 'yes or no is needed'),
  repeated: text(
    'файлдағы басқа жол осы тауар туралы',
    'об этом товаре уже говорит другая строка файла',
    'another row of the file speaks of the same goods',
  ),
  'several-goods': text(
    'бұл кодпен бірнеше тауар бар: артикулын көрсетіңіз',
    'с этим кодом несколько товаров: укажите артикул',
    'several goods have this code: give the article',
  ),
  'too-many-goods': text(
    'тізімде 100 000 жолдан артық болмайды',
    'в списке не больше 100 000 строк',
    'the list has at most 100,000 lines',
  ),
}

/** Words of `kkm goods`. */
export const GOODS_WORDS = {
  row: text('жол', 'строка', 'row'),
  expected: text('керегі', 'нужно', 'expected'),
  rows: text('Файлдағы жолдар', 'Строк в файле', 'Rows of the file'),
  added: text('Қосылды', 'Добавлено', 'Added'),
  changed: text('Өзгертілді', 'Изменено', 'Changed'),
  unchanged: text('Өзгеріссіз', 'Без изменений', 'Unchanged'),
  removed: text('Алып тасталды', 'Убрано', 'Removed'),
  skipped: text('Өткізіп жіберілді', 'Пропущено', 'Left out'),
  size: text('Прайс-парақтағы тауарлар', 'Товаров в прайс-листе', 'Goods in the price list'),
  nothing: text('Ештеңе табылмады', 'Ничего не найдено', 'Nothing was found'),
  empty: text('Прайс-парақ бос', 'Прайс-лист пуст', 'The price list is empty'),
  more: text('… тағы бар', '… есть ещё', '… there are more'),
  gone: text('Прайс-парақтан алынды', 'Убрано из прайс-листа', 'Taken off the price list'),
  nowhere: text('Тауар ҰТК-да табылмады', 'Товар в НКТ отсутствует', 'The national catalogue does not have it'),
  name: text('Атауы', 'Наименование', 'Name'),
  nameKk: text('Қазақша атауы', 'На казахском', 'In Kazakh'),
  barcode: text('Штрихкод', 'Штрихкод', 'Barcode'),
  unit: text('Өлшем бірлігі', 'Единица измерения', 'Unit'),
  price: text('Бағасы', 'Цена', 'Price'),
  vat: text('ҚҚС', 'НДС', 'VAT'),
  marked: text('Таңбаланады', 'Подлежит маркировке', 'Sold with a mark'),
  social: text('Әлеуметтік маңызы бар', 'Социально значимый', 'Of social importance'),
  yes: text('иә', 'да', 'yes'),
  actual: text('ФДО тізімі өзгерген жоқ', 'Номенклатура ОФД не изменилась', 'The OFD’s list has not changed'),
} as const satisfies Record<string, Text>

/** What each column wants, for whoever mends the file; `{rates}` are the VAT rates of the day. */
export const COLUMN_WORDS: Readonly<Record<string, Text>> = {
  article: text('1–64 таңба', '1–64 знака', '1 to 64 characters'),
  name: text(
    '1–256 таңба, қағазға басылатын',
    '1–256 печатаемых знаков',
    '1 to 256 characters that the paper can show',
  ),
  name_kk: text(
    '1–256 таңба, қағазға басылатын',
    '1–256 печатаемых знаков',
    '1 to 256 characters that the paper can show',
  ),
  unit: text(
    'өлшем бірлігінің коды не қысқа атауы: 796, дана, кг',
    'код единицы или краткое название: 796, шт, кг',
    'code of the unit or its short name: 796, шт, кг',
  ),
  price: text(
    '0-ден үлкен, үтірден кейін екі цифрдан аспайтын сома: 150 не 1 500,50',
    'сумма больше 0, не больше двух знаков после запятой: 150 или 1 500,50',
    'a sum over 0 with at most two decimals: 150 or 1 500,50',
  ),
  purchase_price: text(
    '0-ден үлкен, үтірден кейін екі цифрдан аспайтын сома: 150 не 1 500,50',
    'сумма больше 0, не больше двух знаков после запятой: 150 или 1 500,50',
    'a sum over 0 with at most two decimals: 150 or 1 500,50',
  ),
  vat: text('мына мөлшерлемелердің бірі: {rates}', 'одна из ставок: {rates}', 'one of the rates {rates}'),
  section: text(
    '1–99 не 16 таңбаға дейінгі мәтін',
    '1–99 или текст до 16 знаков',
    '1 to 99, or a text of up to 16 characters',
  ),
  marked: text(
    'таңбаланатын тауар: yes не no, 1 не 0',
    'подлежит маркировке: yes или no, 1 или 0',
    'sold with a marking code: yes or no, 1 or 0',
  ),
}
