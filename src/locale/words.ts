import { text } from './text.ts'

/**
 * Words of papers. The Kazakh is that of the orders (practice §6, mark S) where they have a word, else what operators and
 * tills in use print (P). For the registration and factory numbers both abbreviations stand: МТН and МЗН are the
 * orders' (R208N-26), КТН and КЗН are what buyers know from other tills (contradiction 20).
 */
export const WORDS = {
  /* who and where */
  bin: text('БСН', 'БИН', 'BIN'),
  iin: text('ЖСН', 'ИИН', 'IIN'),
  vatSeries: text('ҚҚС сериясы', 'НДС серия', 'VAT series'),
  address: text('Мекенжайы', 'Адрес', 'Address'),
  ofd: text('ФДО', 'ОФД', 'OFD'),
  kkmId: text('КСН', 'ИНК', 'Register ID'),
  regNumber: text('МТН (КТН)', 'РНМ', 'Registration number'),
  serialNumber: text('МЗН (КЗН)', 'ЗНМ', 'Factory number'),
  cashier: text('Кассир', 'Кассир', 'Cashier'),
  cashierCode: text('Оператор-кассирдің коды', 'Код кассира', 'Cashier’s code'),

  /* which document, when */
  shift: text('Ауысым', 'Смена', 'Shift'),
  receiptNumber: text('Чектің реттік нөмірі', 'Порядковый номер чека', 'Receipt'),
  documentNumber: text('Құжат', 'Документ', 'Document'),
  time: text('Уақыты', 'Время', 'Time'),
  fiscalSign: text('Фискалдық белгі', 'Фискальный признак', 'Fiscal sign'),
  autonomousSign: text('Автономды фискалдық белгі', 'Автономный ФП', 'Autonomous fiscal sign'),
  autonomous: text('АВТОНОМДЫ', 'АВТОНОМНЫЙ', 'AUTONOMOUS'),
  autonomousHint: text(
    'Байланыс қалпына келген соң чек ФДО-ға жіберіледі',
    'Чек будет передан ОФД после восстановления связи',
    'The receipt goes to the OFD when the link is back',
  ),
  fiscalReceipt: text('ФИСКАЛДЫҚ ЧЕК', 'ФИСКАЛЬНЫЙ ЧЕК', 'FISCAL RECEIPT'),
  fiscalMode: text('ФИСКАЛДЫҚ РЕЖИМ', 'ФИСКАЛЬНЫЙ РЕЖИМ', 'FISCAL MODE'),
  notFiscal: text('ФИСКАЛДЫҚ ЕМЕС', 'НЕ ФИСКАЛЬНЫЙ', 'NOT FISCAL'),
  training: text('ОҚУ РЕЖИМІ', 'УЧЕБНЫЙ РЕЖИМ', 'TRAINING'),
  notRegistered: text('ТІРКЕЛМЕГЕН', 'НЕ ЗАРЕГИСТРИРОВАН', 'NOT REGISTERED'),
  copy: text('КӨШІРМЕ', 'ДУБЛИКАТ', 'COPY'),
  preview: text('АЛДЫН АЛА ЧЕК', 'ПРЕДВАРИТЕЛЬНЫЙ ЧЕК', 'PRELIMINARY RECEIPT'),
  testReceipt: text('СЫНАҚ ЧЕГІ', 'ТЕСТОВЫЙ ЧЕК', 'TEST RECEIPT'),
  checkSite: text('Чекті тексеру үшін сайтқа кіріңіз', 'Для проверки чека зайдите на сайт', 'Check the receipt at'),

  /* lines and sums */
  cost: text('Құны', 'Стоимость', 'Cost'),
  section: text('Секция', 'Секция', 'Section'),
  ntin: text('ҰТК коды', 'Код НКТ', 'NTIN'),
  barcode: text('Штрих-код', 'Штрихкод', 'Bar code'),
  mark: text('Таңбалау коды', 'Код маркировки', 'Marking code'),
  stamp: text('Есепке алу-бақылау таңбасы', 'Учётно-контрольная марка', 'Excise stamp'),
  discount: text('Шегерім', 'Скидка', 'Discount'),
  markup: text('Үстеме', 'Наценка', 'Markup'),
  subtotal: text('Аралық жиынтық', 'Промежуточный итог', 'Subtotal'),
  total: text('БАРЛЫҒЫ', 'ИТОГО', 'TOTAL'),
  tenge: text('теңге', 'тенге', 'tenge'),
  taken: text('Алынды', 'Получено', 'Received'),
  change: text('Қайтарылатын сома', 'Сдача', 'Change'),
  includingVat: text('оның ішінде ҚҚС {rate}\u00a0%', 'в т.ч. НДС {rate}\u00a0%', 'including VAT {rate}\u00a0%'),
  buyerIin: text('Сатып алушының ЖСН', 'ИИН покупателя', 'Buyer’s IIN'),
  buyerBin: text('Сатып алушының БСН', 'БИН покупателя', 'Buyer’s BIN'),
  parent: text('Қайтаруға негіз болған чек', 'Чек-основание для возврата', 'Receipt that is returned'),
  parentTotal: text('Чек сомасы', 'Сумма чека', 'Its total'),

  storno: text('сторно', 'сторно', 'storno'),

  /* what a trade asks for */
  accountNumber: text('Дербес шот', 'Лицевой счёт', 'Account'),
  fuelCard: text('Жанармай картасы', 'Топливная карта', 'Fuel card'),
  correctionNumber: text('Түзету нөмірі', 'Номер коррекции', 'Correction'),
  correctionSum: text('Түзету сомасы', 'Сумма коррекции', 'Sum of the correction'),
  carNumber: text('Көлік нөмірі', 'Номер автомобиля', 'Car'),
  ordered: text('Тапсырыс бойынша', 'По заказу', 'Ordered'),
  currentFee: text('Ағымдағы тариф', 'Текущий тариф', 'Fare'),
  parkingBegin: text('Тұрақтың басталуы', 'Начало стоянки', 'Parked from'),
  parkingEnd: text('Тұрақтың аяқталуы', 'Конец стоянки', 'Parked until'),
  yes: text('иә', 'да', 'yes'),
  no: text('жоқ', 'нет', 'no'),

  /* slips of a terminal */
  terminal: text('Терминал', 'Терминал', 'Terminal'),
  cardType: text('Карта түрі', 'Тип карты', 'Card'),
  authorization: text('Авторлау коды', 'Код авторизации', 'Authorization'),
  rrn: text('RRN', 'RRN', 'RRN'),
  slipNumber: text('Терминал чегі', 'Чек терминала', 'Slip'),
  qrType: text('QR төлемі', 'QR-платёж', 'QR payment'),
  qrId: text('Төлем нөмірі', 'Номер платежа', 'Payment'),

  /* cash in and out */
  deposit: text('КАССАҒА ҚОЛМА-ҚОЛ АҚШАНЫ ЕНГІЗУ', 'ВНЕСЕНИЕ НАЛИЧНЫХ', 'CASH PUT IN'),
  withdrawal: text('КАССАДАН ҚОЛМА-ҚОЛ АҚШАНЫ АЛУ', 'ИЗЪЯТИЕ НАЛИЧНЫХ', 'CASH TAKEN OUT'),
  cashInDrawer: text('Кассадағы қолма-қол ақша', 'Наличных в кассе', 'Cash in the register'),
  sum: text('Сомасы', 'Сумма', 'Sum'),

  /* passport and test page */
  passport: text('БКМ ПАСПОРТЫ', 'ПАСПОРТ ККМ', 'REGISTER PASSPORT'),
  model: text('Моделі', 'Модель', 'Model'),
  year: text('Шығарылған жылы', 'Год выпуска', 'Year of make'),
  connection: text('Қосылуы', 'Подключение', 'Connection'),
  release: text('Бағдарлама нұсқасы', 'Версия ПО', 'Release'),
  digest: text('Бағдарламаның бақылау сомасы', 'Контрольная сумма ПО', 'Software digest'),
} as const

/** How a register reaches the OFD, as its registration form has it (EK-ui-16). */
export const CONNECTION_WORDS = {
  wired: text('Сымды', 'Проводной', 'Wired'),
  wireless: text('Сымсыз', 'Беспроводной', 'Wireless'),
} as const

/** The four operations as the paper names them (glossary 40 to 43). */
export const OPERATION_WORDS = {
  sale: text('Сату', 'Продажа', 'Sale'),
  'sale-return': text('Сатуды қайтару', 'Возврат продажи', 'Sale return'),
  purchase: text('Сатып алу', 'Покупка', 'Purchase'),
  'purchase-return': text('Сатып алуды қайтару', 'Возврат покупки', 'Purchase return'),
} as const

/** The six trades of the protocol (§5, DomainTypeEnum). */
export const DOMAIN_WORDS = {
  trading: text('Сауда', 'Торговля', 'Trade'),
  services: text('Қызмет көрсету', 'Услуги', 'Services'),
  gasoil: text('Жанармай құю бекеті', 'Автозаправочная станция', 'Fuel station'),
  hotels: text('Қонақүй қызметі', 'Гостиничные услуги', 'Hotel'),
  taxi: text('Такси', 'Такси', 'Taxi'),
  parking: text('Автотұрақ', 'Парковка', 'Parking'),
} as const

/** Kinds of payment (glossary 90 to 92). */
export const PAYMENT_WORDS = {
  cash: text('Қолма-қол', 'Наличные', 'Cash'),
  card: text('Банктің төлем картасы', 'Банковская карта', 'Bank card'),
  mobile: text('Мобильді төлем', 'Мобильный платёж', 'Mobile payment'),
} as const

/** Lines of the X and the Z report (practice 5.9). */
export const REPORT_WORDS = {
  x: text('ӨШІРУСІЗ ЕСЕП (X-ЕСЕП)', 'ОТЧЁТ БЕЗ ГАШЕНИЯ (X-ОТЧЁТ)', 'X REPORT'),
  z: text('АУЫСЫМДЫҚ ЕСЕП (Z-ЕСЕП)', 'СМЕННЫЙ ОТЧЁТ (Z-ОТЧЁТ)', 'Z REPORT'),
  shiftStart: text('Ауысымның басталуы', 'Начало смены', 'Start of the shift'),
  shiftEnd: text('Ауысымның аяқталуы', 'Конец смены', 'End of the shift'),
  countsNote: text('жақшада – саны', 'в скобках – количество', 'counts in brackets'),
  startNonNullable: text(
    'Ауысымның басындағы нөлденбейтін сомалар',
    'Необнуляемые суммы на начало смены',
    'Non-nullable sums at the start of the shift',
  ),
  nonNullable: text(
    'Ауысымның соңындағы нөлденбейтін сомалар',
    'Необнуляемые суммы на конец смены',
    'Non-nullable sums at the end of the shift',
  ),
  nonNullableNow: text('Нөлденбейтін сомалар', 'Необнуляемые суммы', 'Non-nullable sums'),
  ticketCount: text('Чектер саны', 'Количество чеков', 'Receipts'),
  lifeCount: text('барлық уақытта', 'за всё время', 'over all time'),
  autonomousCount: text('оның ішінде автономды', 'в т.ч. автономных', 'of them autonomous'),
  positions: text('Позициялар', 'Позиции', 'Positions'),
  result: text('Шегерімдер мен үстемелерден кейін', 'С учётом скидок и наценок', 'After discounts and markups'),
  discounts: text('Шегерімдер', 'Скидки', 'Discounts'),
  markups: text('Үстемелер', 'Наценки', 'Markups'),
  changeSum: text('Қайтарым сомасы', 'Сумма сдачи', 'Change given'),
  deposits: text('Енгізулер', 'Внесения', 'Deposits'),
  withdrawals: text('Алулар', 'Изъятия', 'Withdrawals'),
  bySections: text('СЕКЦИЯЛАР БОЙЫНША ЕСЕП', 'ОТЧЁТ ПО СЕКЦИЯМ', 'BY SECTIONS'),
  byTaxes: text('МӨЛШЕРЛЕМЕЛЕР БОЙЫНША САЛЫҚТАР', 'НАЛОГИ ПО СТАВКАМ', 'BY TAX RATES'),
  turnover: text('айналым', 'оборот', 'turnover'),
  vatSum: text('ҚҚС сомасы', 'сумма НДС', 'VAT'),
  turnoverWithoutVat: text('ҚҚС-сыз айналым', 'оборот без НДС', 'turnover without VAT'),
  vat: text('ҚҚС {rate}\u00a0%', 'НДС {rate}\u00a0%', 'VAT {rate}\u00a0%'),
  revenue: text('Ауысым түсімі', 'Выручка смены', 'Shift revenue'),
  checksum: text('Бақылау сомасы', 'Контрольная сумма', 'Checksum'),
} as const
