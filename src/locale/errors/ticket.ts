import { entryOf } from './entry.ts'

const refused = entryOf(5)

const MEND = ['Түзетіңіз', 'Исправьте', 'Mend it'] as const
const SCAN_AGAIN = ['Қайта сканерлеңіз', 'Отсканируйте ещё раз', 'Scan it again'] as const

/** What a ticket may not hold: exit code 5, nothing was sent. Items count from 1. */
export const TICKET_ERRORS = {
  NO_ITEMS: refused(
    'never',
    ['Құжатта позиция жоқ', 'В документе нет позиций', 'The document has no items'],
    ['Кемінде бір позиция қосыңыз', 'Добавьте хотя бы одну позицию', 'Add at least one item'],
  ),
  TOO_MANY_ITEMS: refused(
    'never',
    ['Позиция саны {maximum} шегінен асады', 'Больше {maximum} позиций', 'More than {maximum} items'],
    ['Бірнеше құжатқа бөліңіз', 'Разделите на несколько документов', 'Split it into several documents'],
  ),
  NAME_INVALID: refused(
    'never',
    [
      '{line}-позиция, тауардың атауы: {problem}',
      'Позиция {line}, наименование товара: {problem}',
      'Item {line}, name: {problem}',
    ],
    ['Атауын түзетіңіз', 'Исправьте наименование', 'Mend the name'],
  ),
  NAME_UNPRINTABLE: refused(
    'never',
    [
      '{line}-позиция: қағазға мына таңбалар басылмайды: {characters}',
      'Позиция {line}: на бумаге нельзя напечатать {characters}',
      'Item {line}: the paper cannot show {characters}',
    ],
    ['Атауын түзетіңіз', 'Исправьте наименование', 'Mend the name'],
  ),
  PRICE_INVALID: refused(
    'never',
    [
      '{line}-позиция: баға {value} – 0-ден үлкен, үтірден кейін екі цифрдан аспайтын сома болуы керек',
      'Позиция {line}: цена {value} – не сумма больше 0 с двумя знаками после запятой',
      'Item {line}: price {value} is not a sum over 0 with at most two decimals',
    ],
    ['Бағасын түзетіңіз', 'Исправьте цену', 'Mend the price'],
  ),
  QUANTITY_INVALID: refused(
    'never',
    [
      '{line}-позиция: саны {value} – 0-ден үлкен, үтірден кейін үш цифрдан аспайтын, {maximum} шегіндегі сан болуы керек',
      'Позиция {line}: количество {value} – не число больше 0 с тремя знаками после запятой и не больше {maximum}',
      'Item {line}: quantity {value} is not a number over 0 with at most three decimals, up to {maximum}',
    ],
    ['Санын түзетіңіз', 'Исправьте количество', 'Mend the quantity'],
  ),
  SUM_TOO_LARGE: refused(
    'never',
    [
      'Сома рұқсат етілген шектен асады: {maximum}',
      'Сумма превышает максимальную: {maximum}',
      'A sum exceeds the allowed maximum: {maximum}',
    ],
    ['Құжатты бөліңіз', 'Разделите документ', 'Split the document'],
  ),
  SUM_INVALID: refused(
    'never',
    [
      '{value} – 0-ден үлкен, үтірден кейін екі цифрдан аспайтын сома болуы керек',
      '{value} – не сумма больше 0 с двумя знаками после запятой',
      '{value} is not a sum over 0 with at most two decimals',
    ],
    ['Соманы түзетіңіз', 'Исправьте сумму', 'Mend the sum'],
  ),
  LINE_TOO_SMALL: refused(
    'never',
    [
      '{line}-позиция: құны бір тиыннан кем',
      'Позиция {line}: стоимость меньше одного тиына',
      'Item {line}: price times quantity is less than one tiyn',
    ],
    ['Бағасын немесе санын түзетіңіз', 'Исправьте цену или количество', 'Mend price or quantity'],
  ),
  VAT_RATE_UNKNOWN: refused(
    'never',
    [
      '{line}-позиция: бұл күні {value} ҚҚС мөлшерлемесі жоқ; бары: {known}',
      'Позиция {line}: ставки НДС {value} на эту дату нет; есть: {known}',
      'Item {line}: {value} is not a VAT rate of this date; known: {known}',
    ],
    ['Мөлшерлемені түзетіңіз', 'Исправьте ставку', 'Mend the rate'],
  ),
  VAT_NOT_PAYER: refused(
    'never',
    [
      '{line}-позиция: салық төлеуші ҚҚС төлемейді, мөлшерлеме көрсетілмейді',
      'Позиция {line}: налогоплательщик – не плательщик НДС, ставка не указывается',
      'Item {line}: the taxpayer pays no VAT, so a rate cannot stand here',
    ],
    [
      'Мөлшерлемені алып тастаңыз немесе ҚҚС төлеуші ретінде тіркеліңіз',
      'Уберите ставку или зарегистрируйтесь плательщиком НДС',
      'Leave the rate out or register as a VAT payer',
    ],
  ),
  SECTION_INVALID: refused(
    'never',
    ['{line}-позиция, секция: {problem}', 'Позиция {line}, секция: {problem}', 'Item {line}, section: {problem}'],
    ['Секцияны түзетіңіз', 'Исправьте секцию', 'Mend the section'],
  ),
  UNIT_UNKNOWN: refused(
    'never',
    [
      '{line}-позиция: {value} өлшем бірлігі тізімде жоқ',
      'Позиция {line}: единицы измерения {value} нет в списке',
      'Item {line}: {value} is not a unit of the list',
    ],
    ['Кодын көрсетіңіз, мысалы 796', 'Укажите код, например 796', 'Use a code such as 796'],
  ),
  BARCODE_INVALID: refused(
    'never',
    [
      '{line}-позиция: {value} штрих-коды дұрыс емес',
      'Позиция {line}: неверный штрихкод {value}',
      'Item {line}: barcode {value} is not valid',
    ],
    SCAN_AGAIN,
  ),
  NTIN_INVALID: refused(
    'never',
    [
      '{line}-позиция: {value} ҰТК коды (NTIN) дұрыс емес',
      'Позиция {line}: неверный код НКТ (NTIN) {value}',
      'Item {line}: NTIN {value} is not valid',
    ],
    ['Кодты түзетіңіз', 'Исправьте код', 'Mend the code'],
  ),
  MARK_INVALID: refused(
    'never',
    [
      '{line}-позиция, таңбалау коды: {problem}',
      'Позиция {line}, код маркировки: {problem}',
      'Item {line}, marking code: {problem}',
    ],
    SCAN_AGAIN,
  ),
  MARK_REQUIRED: refused(
    'never',
    [
      '{goods}: таңбалау кодтары керек: {needed}, берілгені: {marks}',
      '{goods}: нужно кодов маркировки: {needed}, указано: {marks}',
      '{goods}: marking codes needed: {needed}, given: {marks}',
    ],
    [
      'Әр данасына бір таңбалау кодын сканерлеңіз',
      'Отсканируйте код маркировки каждой штуки',
      'Scan the marking code of each piece',
    ],
  ),
  MARKS_COUNT: refused(
    'never',
    [
      '{line}-позиция: {quantity} дана үшін {marks} таңбалау коды берілген',
      'Позиция {line}: на количество {quantity} – кодов маркировки: {marks}',
      'Item {line}: {marks} marking codes for a quantity of {quantity}',
    ],
    [
      'Әр данасына бір таңбалау кодын сканерлеңіз',
      'Отсканируйте код маркировки каждой штуки',
      'Scan one marking code for each piece',
    ],
  ),
  MARK_REPEATED: refused(
    'never',
    [
      '{mark} таңбалау коды екі рет берілген',
      'Код маркировки {mark} указан дважды',
      'The marking code {mark} stands twice',
    ],
    ['Әр дананы бір рет сканерлеңіз', 'Сканируйте каждую штуку один раз', 'Scan each piece once'],
  ),
  PHYSICAL_LABEL_INVALID: refused(
    'never',
    [
      '{line}-позиция, есепке алу-бақылау таңбасы: {problem}',
      'Позиция {line}, учётно-контрольная марка: {problem}',
      'Item {line}, excise stamp: {problem}',
    ],
    MEND,
  ),
  DISCOUNT_INVALID: refused(
    'never',
    ['{where}, шегерім: {problem}', '{where}, скидка: {problem}', '{where}, discount: {problem}'],
    ['Шегерімді түзетіңіз', 'Исправьте скидку', 'Mend the discount'],
  ),
  MARKUP_INVALID: refused(
    'never',
    ['{where}, үстеме: {problem}', '{where}, наценка: {problem}', '{where}, markup: {problem}'],
    ['Үстемені түзетіңіз', 'Исправьте наценку', 'Mend the markup'],
  ),
  MARKUP_AND_DISCOUNT: refused(
    'never',
    [
      '{where}: шегерім мен үстеме қатар берілмейді',
      '{where}: скидка и наценка исключают друг друга',
      '{where}: a discount and a markup exclude each other',
    ],
    ['Біреуін алып тастаңыз', 'Уберите одну из них', 'Leave one out'],
  ),
  NO_PAYMENT: refused(
    'never',
    ['Төлем түрі көрсетілмеген', 'Не указан вид оплаты', 'No payment is named'],
    [
      '--cash, --card немесе --mobile көрсетіңіз',
      'Укажите --cash, --card или --mobile',
      'Name --cash, --card or --mobile',
    ],
  ),
  PAYMENT_INVALID: refused(
    'never',
    [
      '{type}: {value} – 0-ден үлкен, үтірден кейін екі цифрдан аспайтын сома болуы керек',
      '{type}: {value} – не сумма больше 0 с двумя знаками после запятой',
      '{type}: {value} is not a sum over 0 with at most two decimals',
    ],
    ['Соманы түзетіңіз', 'Исправьте сумму', 'Mend the sum'],
  ),
  PAYMENT_SHORT: refused(
    'never',
    ['{total} сомасының {paid} төленді', 'Оплачено {paid} из {total}', 'Paid {paid} of {total}'],
    ['Тағы {missing} қосыңыз', 'Добавьте {missing}', 'Add {missing}'],
  ),
  PAYMENT_OVER: refused(
    'never',
    [
      '{total} орнына {paid} төленді, ал қайтарым тек сатуда, қолма-қол ақшадан беріледі',
      'Оплачено {paid} из {total}, а сдача бывает только с наличных при продаже',
      'Paid {paid} of {total}, and only cash in a sale gives change',
    ],
    ['{excess} азайтыңыз', 'Уменьшите на {excess}', 'Take {excess} off'],
  ),
  PAYMENT_REST: refused(
    'never',
    [
      'Қалған соманы тек бір төлем түрі ала алады және қалдық болуы керек',
      'Остаток может взять только один вид оплаты, и он должен оставаться',
      'Only one payment may take the rest, and something must be left for it',
    ],
    ['Сомаларды көрсетіңіз', 'Укажите суммы', 'Give the sums'],
  ),
  PAYMENT_DUPLICATE: refused(
    'never',
    ['{type} төлемі екі рет берілген', 'Оплата «{type}» указана дважды', 'Two payments of kind {type}'],
    ['Біріктіріңіз', 'Объедините их', 'Add them into one'],
  ),
  CUSTOMER_ID_INVALID: refused(
    'never',
    [
      'Сатып алушының ЖСН/БСН дұрыс емес: {value} – {problem}',
      'Неверный ИИН/БИН покупателя: {value} – {problem}',
      '{value} is not an IIN or BIN: {problem}',
    ],
    ['Сатып алушыдан қайта сұраңыз', 'Уточните у покупателя', 'Ask the buyer again'],
  ),
  CUSTOMER_IS_SELLER: refused(
    'never',
    [
      'Сатып алушы мен сатушы – бір тұлға',
      'Покупатель и продавец – одно лицо',
      'The buyer and the seller are one person',
    ],
    ['Сатып алушының ЖСН/БСН түзетіңіз', 'Исправьте ИИН/БИН покупателя', 'Mend the IIN/BIN of the buyer'],
  ),
  PHONE_INVALID: refused(
    'never',
    ['{value} – телефон нөмірі емес', '{value} – не номер телефона', '{value} is not a phone number'],
    ['+77010000000 түрінде жазыңыз', 'Запишите в виде +77010000000', 'Write it as +77010000000'],
  ),
  EMAIL_INVALID: refused(
    'never',
    [
      '{value} – электрондық пошта мекенжайы емес',
      '{value} – не адрес электронной почты',
      '{value} is not an e-mail address',
    ],
    MEND,
  ),
  SLIP_INVALID: refused(
    'never',
    ['{field}: {problem}', '{field}: {problem}', '{field}: {problem}'],
    ['Түзетіңіз немесе алып тастаңыз', 'Исправьте или уберите', 'Mend it or leave it out'],
  ),
  PARENT_REQUIRED: refused(
    'never',
    [
      'Қайтару үшін негіз болған чек керек',
      'Для возврата нужен чек-основание',
      'A return names the receipt that it goes back to',
    ],
    ['--parent көрсетіңіз', 'Укажите --parent', 'Give --parent'],
  ),
} as const
