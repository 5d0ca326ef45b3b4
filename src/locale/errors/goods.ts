import { command, entryOf } from './entry.ts'

const refused = entryOf(5)
const notFound = entryOf(10)

/** The price list. */
export const GOODS_ERRORS = {
  GOODS_NOT_FOUND: notFound(
    'never',
    [
      'Прайс-парақта {goods} коды бар тауар жоқ',
      'В прайс-листе нет товара с кодом {goods}',
      'The price list has no goods with the code {goods}',
    ],
    command('kkm goods find {goods}'),
  ),
  GOODS_AMBIGUOUS: refused(
    'never',
    [
      '{goods} кодымен бірнеше тауар бар: {candidates}',
      'С кодом {goods} несколько товаров: {candidates}',
      'Several goods have the code {goods}: {candidates}',
    ],
    ['Артикулын көрсетіңіз', 'Укажите артикул', 'Give the article'],
  ),
  GOODS_WITHOUT_PRICE: refused(
    'never',
    [
      '{goods}: сатып алу бағасы прайс-парақта жоқ',
      '{goods}: в прайс-листе нет закупочной цены',
      '{goods}: the price list has no purchase price',
    ],
    ['Атауы мен бағасын көрсетіңіз', 'Укажите наименование и цену', 'Give the name and the price'],
  ),
  GOODS_FILE_INVALID: refused(
    'never',
    [
      'Прайс-парақ жүктелген жоқ: {bad} қате, алғашқысы – {first}',
      'Прайс-лист не загружен: ошибок {bad}, первая – {first}',
      'The price list was not imported: {bad} errors, the first is {first}',
    ],
    [
      'Файлды түзетіңіз немесе дұрыс жолдарын ғана жүктеңіз: --skip-bad',
      'Исправьте файл или загрузите только верные строки: --skip-bad',
      'Mend the file, or import only the good rows: --skip-bad',
    ],
  ),
  GOODS_FILE_TOO_LARGE: refused(
    'never',
    ['Файл {maximum} байттан үлкен', 'Файл больше {maximum} байт', 'The file is larger than {maximum} bytes'],
    ['Бірнеше файлға бөліңіз', 'Разделите на несколько файлов', 'Split it into several files'],
  ),
  GOODS_UPLOAD_LOST: refused(
    'never',
    [
      'Файл бөліктері ретімен келмеді',
      'Части файла пришли не по порядку',
      'The parts of the file did not come in their order',
    ],
    ['Файлды қайта жүктеңіз', 'Загрузите файл заново', 'Import the file anew'],
  ),
  GOODS_DAMAGED: refused(
    'never',
    [
      'Прайс-парақ зақымдалған және шетке қойылды; касса жұмыс істейді',
      'Прайс-лист повреждён и отложен; касса работает',
      'The price list is damaged and was set aside; the register works',
    ],
    command('kkm goods import FILE'),
  ),
  NOMENCLATURE_UNSUPPORTED: refused(
    'never',
    [
      'ФДО тауарлар тізімін бермейді[: {text}]',
      'ОФД не даёт номенклатуру[: {text}]',
      'The OFD gives no list of goods[: {text}]',
    ],
    command('kkm goods import FILE'),
  ),
  PRICE_LIST_OFF: refused(
    'never',
    [
      'Прайс-парақтан сату өшірілген: price-list баптауы',
      'Продажа из прайс-листа отключена: настройка price-list',
      'Selling from the price list is turned off: setting price-list',
    ],
    command('kkm settings set price-list on'),
  ),
  DEFAULT_ITEM_MISSING: refused(
    'never',
    [
      'Сомамен сату үшін тауардың атауы бапталмаған',
      'Для продажи по сумме не задано наименование позиции',
      'To sell by a sum, the name of the default item must be set',
    ],
    command('kkm settings set default-item NAME'),
  ),
} as const
