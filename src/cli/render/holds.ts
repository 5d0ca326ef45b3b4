import type { ResultOf } from '../../api/schemas/index.ts'
import { type Language, type Text, text } from '../../locale/text.ts'
import { moneyText, table, timeText } from './table.ts'

type Held = ResultOf<'hold'>

const STATES: Readonly<Record<Held['state'], Text>> = {
  open: text('ұсталған', 'удержан', 'held'),
  expired: text('мерзімі өтті', 'срок истёк', 'expired'),
  owed: text('тіркелуі тиіс', 'ждёт регистрации', 'owed'),
  committed: text('тіркелді', 'зарегистрирован', 'registered'),
  cancelled: text('тоқтатылды', 'снят', 'cancelled'),
}

const KEY = text('Кілт', 'Ключ', 'Key')
const TOTAL = text('БАРЛЫҒЫ', 'ИТОГО', 'TOTAL')
const STATE = text('Күйі', 'Состояние', 'State')
const EXPIRES = text('Мерзімі', 'Срок', 'Expires')
const SELL_UNTIL = text('Тіркеу мерзімі', 'Зарегистрировать до', 'To be registered by')
const DOCUMENT = text('Құжат №', 'Документ №', 'Document No.')
const NONE = text('Ұсталған тауар жоқ', 'Удержаний нет', 'Nothing is held')

export const heldText = ({ documentNumber, expires, key, sellUntil, state, total }: Held, language: Language): string =>
  table([
    [KEY[language], key],
    [STATE[language], STATES[state][language]],
    [TOTAL[language], moneyText(total)],
    [EXPIRES[language], state === 'open' ? timeText(expires) : undefined],
    [SELL_UNTIL[language], sellUntil && timeText(sellUntil)],
    [DOCUMENT[language], documentNumber],
  ])

export const holdsText = ({ holds }: ResultOf<'hold.list'>, language: Language): string =>
  holds.length === 0
    ? `${NONE[language]}\n`
    : holds
        .map(
          ({ expires, key, owed, state, total }) =>
            `${key}  ${moneyText(total)}  ${STATES[state][language]}${owed ? ` (${owed.code})` : ''}  ${timeText(expires)}\n`,
        )
        .join('')
