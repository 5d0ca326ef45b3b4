import { type Text, text } from './text.ts'

/** Settings as people know them; where both manuals of the OFD have one, in their words (EK-ui-10, EK-ui-11). */
export const SETTING_WORDS: Readonly<Record<string, Text>> = {
  'register-name': text('Касса атауы', 'Название кассы', 'Name of the register'),
  purchases: text('Сатып алу', 'Покупки', 'Purchases'),
  'default-unit': text('Өлшем бірлігі', 'Единица измерения', 'Unit'),
  'price-list': text('Прайс-парақты пайдалану', 'Использовать прайс-лист', 'Use the price list'),
  'discount-item': text(
    'Позицияға шегерімдер/үстемелер',
    'Скидки/наценки на позиции',
    'Discounts and markups of items',
  ),
  'discount-ticket': text('Чекке шегерімдер/үстемелер', 'Скидки/наценки на чек', 'Discounts and markups of receipts'),
  'discount-percent': text(
    'Пайызбен шегерім/үстемелер',
    'Скидка/наценки в процентах',
    'Discounts and markups in per cent',
  ),
  'max-sum': text('Ең үлкен сома', 'Максимальная сумма', 'Largest sum'),
  'preferred-payment': text('Төлем түрі', 'Тип оплаты', 'Kind of payment'),
  'default-item': text('Позиция атауы', 'Наименование позиции', 'Name of the item'),
  'auto-withdraw': text('Автоматты түрде алу', 'Автоизъятие', 'Cash taken out at the close'),
  'buyer-id': text('Сатып алушының ЖСН/БСН', 'ИИН/БИН покупателя', 'Buyer’s IIN/BIN'),
  'vat-payer': text('ҚҚС төлеуші', 'Плательщик НДС', 'VAT payer'),
  'vat-rate': text('ҚҚС мөлшерлемесі', 'Ставка НДС', 'VAT rate'),
  'vat-series': text('ҚҚС сериясы', 'Серия НДС', 'VAT series'),
  'vat-number': text('ҚҚС нөмірі', 'Номер НДС', 'VAT number'),
  'idle-minutes': text('Әрекетсіз сеанс, минут', 'Сеанс без действий, минут', 'Idle session, minutes'),
  'shift-auto-close': text('Ауысымды автоматты жабу', 'Автозакрытие смены', 'Shift closes by itself'),
  'cash-rounding': text('Қолма-қол ақшаны дөңгелектеу', 'Округление наличных', 'Rounding of cash'),
  'cash-for-card': text('Карта үшін қолма-қол қайтару', 'Возврат наличными за карту', 'Cash back for a card'),
  'marks-required': text(
    'Таңбалау кодынсыз сатпау',
    'Не продавать без кода маркировки',
    'No sale without a marking code',
  ),
  favourites: text('Таңдаулы тауарлар', 'Избранные товары', 'Favourite goods'),
}
