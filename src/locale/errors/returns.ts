import { command, entryOf } from './entry.ts'

const refused = entryOf(5)
const notFound = entryOf(10)

const LOOK = [
  'Чектегі фискалдық белгіні, күнін және сомасын тексеріңіз',
  'Проверьте фискальный признак, дату и сумму на чеке',
  'Look at the fiscal sign, the date and the sum on the paper',
] as const

/** Returns and the receipts that they go back to; what a ticket says of itself beside its items. */
export const RETURN_ERRORS = {
  PARENT_NOT_FOUND: notFound(
    'never',
    ['Қайтаруға негіз болған чек табылмады: {ref}', 'Чек-основание не найден: {ref}', 'No receipt {ref} to go back to'],
    LOOK,
  ),
  PARENT_INVALID: refused('never', ['{field}: {problem}', '{field}: {problem}', '{field}: {problem}'], LOOK),
  PARENT_MISMATCH: refused(
    'never',
    [
      '{field}: {given} берілген, ал сол чекте {known}',
      '{field}: указано {given}, а у этого чека {known}',
      '{field}: {given} was given, that receipt has {known}',
    ],
    LOOK,
  ),
  PARENT_NOT_RETURNABLE: refused(
    'never',
    [
      '{documentNumber} құжатын бұл операциямен қайтаруға болмайды: ол – басқа түрдегі құжат',
      'Документ {documentNumber} нельзя вернуть этой операцией: он другого вида',
      'Document {documentNumber} cannot be returned so: it is of another kind',
    ],
    [
      'Сату sale-return, сатып алу purchase-return арқылы қайтарылады; қайтарудың өзі қайтарылмайды',
      'Продажа возвращается через sale-return, покупка через purchase-return; возврат не возвращается',
      'A sale goes back by sale-return, a purchase by purchase-return; a return does not go back',
    ],
  ),
  PARENT_LINES_UNKNOWN: refused(
    'never',
    [
      'Басқа кассаның чегіндегі жолдар белгісіз',
      'Строки чека другой кассы неизвестны',
      'The lines of another register’s receipt are not known',
    ],
    ['Позицияларды --item арқылы беріңіз', 'Укажите позиции через --item', 'Give the items with --item'],
  ),
  PARENT_LINE_UNKNOWN: refused(
    'never',
    [
      'Негіз чекте {line}-жол жоқ, барлығы {lines}',
      'В чеке-основании нет строки {line}, всего их {lines}',
      'The receipt has no line {line}; it has {lines}',
    ],
    command('kkm receipt show REF'),
  ),
  RETURN_NOT_SOLD: refused(
    'never',
    [
      '{line}-позиция негіз чекте жоқ: атауы, бірлігі, бағасы және мөлшерлемесі сәйкес келуі керек',
      'Позиции {line} нет в чеке-основании: наименование, единица, цена и ставка должны совпасть',
      'Item {line} is not on the receipt: name, unit, price and rate must be the same',
    ],
    ['--line немесе --whole қолданыңыз', 'Используйте --line или --whole', 'Use --line or --whole'],
  ),
  RETURN_EXCEEDS_SALE: refused(
    'never',
    [
      'Қайтару сатылғаннан артық[: {line}-позиция, қалғаны {quantity}, оған ең көбі] {sum}',
      'Возврат больше проданного[: позиция {line}, осталось {quantity}, за это самое большее] {sum}',
      'More than was sold[: item {line}, {quantity} left, at most for it] {sum}',
    ],
    ['Саны мен сомасын азайтыңыз', 'Уменьшите количество и сумму', 'Take less, in quantity and sum'],
  ),
  RETURN_MARKS: refused(
    'never',
    [
      '{line}-позиция: таңбалау кодтары сатылған тауардікі болуы керек',
      'Позиция {line}: нужны коды маркировки проданного товара',
      'Item {line}: needs the marking codes of the goods that were sold',
    ],
    [
      'Қайтарылатын әр дананың кодын сканерлеңіз: --line "N*1;mark=CODE"',
      'Отсканируйте код каждой возвращаемой штуки: --line "N*1;mark=CODE"',
      'Scan the code of each piece that comes back: --line "N*1;mark=CODE"',
    ],
  ),
  MARK_SOLD: refused(
    'never',
    [
      '{line}-позиция: {mark} таңбалау коды {documentNumber} құжатымен сатылған',
      'Позиция {line}: код маркировки {mark} уже продан документом {documentNumber}',
      'Item {line}: the marking code {mark} was sold by document {documentNumber}',
    ],
    [
      'Дәл осы дананы сканерлеңіз; қайтарылған болса, алдымен қайтаруды тіркеңіз',
      'Отсканируйте именно эту штуку; если её вернули, сначала оформите возврат',
      'Scan this very piece; if it came back, register its return first',
    ],
  ),
  PURCHASES_OFF: refused(
    'never',
    [
      'Сатып алу операциялары өшірілген: purchases баптауы',
      'Операции покупки отключены: настройка purchases',
      'Purchases are turned off: setting purchases',
    ],
    command('kkm settings set purchases on'),
  ),
  CASH_FOR_CARD_OFF: refused(
    'never',
    [
      'Осы чек бойынша қолма-қол ақшамен ең көбі {maximum} қайтарылады: cash-for-card баптауы',
      'Наличными по этому чеку можно вернуть не больше {maximum}: настройка cash-for-card',
      'At most {maximum} of this receipt goes back in cash: setting cash-for-card',
    ],
    [
      'Қалғанын төленген тәсілмен қайтарыңыз: --card немесе --mobile',
      'Остальное верните тем же способом, каким платили: --card или --mobile',
      'Give the rest back as it was paid: --card or --mobile',
    ],
  ),
  DOMAIN_INVALID: refused(
    'never',
    ['{field}: {problem}', '{field}: {problem}', '{field}: {problem}'],
    ['Түзетіңіз немесе алып тастаңыз', 'Исправьте или уберите', 'Mend it or leave it out'],
  ),
  STORNO_INVALID: refused(
    'never',
    ['{item}-позицияны сторнолау: {problem}', 'Сторно позиции {item}: {problem}', 'Storno of item {item}: {problem}'],
    ['Позиция нөмірін тексеріңіз', 'Проверьте номер позиции', 'Look at the number of the item'],
  ),
} as const
