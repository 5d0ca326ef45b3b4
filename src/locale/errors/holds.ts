import { command, entryOf } from './entry.ts'

const refused = entryOf(5)
const blocked = entryOf(6)
const notNow = entryOf(7)
const notFound = entryOf(10)

/** Goods held for a vending machine, and sales without paper. */
export const HOLD_ERRORS = {
  HOLD_TOO_MANY: notNow(
    'later',
    [
      'Бір мезгілде {maximum} ұстаудан артық болмайды',
      'Одновременно не больше {maximum} удержаний',
      'No more than {maximum} holds at once',
    ],
    [
      'Бұрынғыларын аяқтаңыз (commit, cancel) немесе мерзімін күтіңіз',
      'Завершите прежние (commit, cancel) или дождитесь их срока',
      'End earlier ones (commit, cancel), or wait until they expire',
    ],
  ),
  HOLD_TOO_LATE: blocked(
    'later',
    [
      'Ауысымның немесе автономды жұмыстың соңына {minutes} минуттан аз қалды',
      'До конца смены или автономной работы меньше {minutes} минут',
      'Less than {minutes} minutes are left of the shift or of autonomous work',
    ],
    ['Ауысымды жабыңыз; kkm ready', 'Закройте смену; kkm ready', 'Close the shift; kkm ready'],
  ),
  HOLD_DISCOUNT: refused(
    'never',
    [
      'Ұстауда шегерім мен үстеме тек пайызбен болады',
      'В удержании скидка и наценка только в процентах',
      'Discounts and markups of a hold are in per cent',
    ],
    ['Пайызбен көрсетіңіз', 'Укажите в процентах', 'Give them in per cent'],
  ),
  HOLD_LINES: refused(
    'never',
    [
      '{line}-жол ұсталмаған немесе одан көп: не берілгенін көрсетіңіз',
      'Строка {line}: не удержана, названа дважды или больше удержанного; у маркированной части нужны коды',
      'Line {line}: not held, named twice, or more than is held; a part of marked goods needs its codes',
    ],
    command('kkm hold list'),
  ),
  HOLD_ENDED: refused(
    'never',
    [
      '{key} ұстауы аяқталған ({state})',
      'Удержание {key} уже завершено ({state})',
      'The hold {key} has ended ({state})',
    ],
    [
      'Тауар берілсе, жаңа кілтпен сату жасаңыз',
      'Если товар выдан, проведите продажу с новым ключом',
      'If the goods are out, make a sale with a new key',
    ],
  ),
  HOLD_OWED: refused(
    'never',
    [
      '{key} ұстауының тауары берілген, сатуы тіркелуі тиіс',
      'Товар удержания {key} выдан, его продажа должна быть зарегистрирована',
      'The goods of the hold {key} are out: their sale is owed',
    ],
    [
      'Бұғат алынғанда сол commit-ті қайталаңыз',
      'Повторите тот же commit, когда блокировка снята',
      'Repeat the same commit once the block is lifted',
    ],
  ),
  MARK_HELD: refused(
    'never',
    [
      '{line}-позиция: {mark} таңбалау кодты дана басқа сатып алушыға ұсталған, {until} дейін',
      'Позиция {line}: штука с кодом маркировки {mark} удержана для другого покупателя до {until}',
      'Item {line}: the piece with the marking code {mark} is held for another buyer until {until}',
    ],
    [
      'Басқа дананы беріңіз немесе ұстау аяқталғанша күтіңіз: kkm hold list',
      'Выдайте другую штуку или дождитесь конца удержания: kkm hold list',
      'Give another piece, or wait for the end of the hold: kkm hold list',
    ],
  ),
  TRAINING_NOT_NOW: refused(
    'never',
    [
      'Оқу режимі ауысым жабық, кезек пен ұстаулар бос кезде ғана қосылады',
      'Учебный режим включается при закрытой смене, пустой очереди и без удержаний',
      'Training begins with the shift closed, the queue empty and nothing held',
    ],
    command('kkm shift close'),
  ),
  HOLD_NOT_FOUND: notFound(
    'never',
    ['Ұстау табылмады: {key}', 'Удержание не найдено: {key}', 'No hold {key}'],
    command('kkm hold list'),
  ),
  PAPER_NEEDED: refused(
    'never',
    [
      'Бұл касса чекті қағазда береді: баптау файлында receipt = "paper"',
      'Эта касса выдаёт чек на бумаге: в файле настройки receipt = "paper"',
      'This register gives receipts on paper: its file says receipt = "paper"',
    ],
    ['--electronic опциясынсыз сатыңыз', 'Продавайте без --electronic', 'Sell without --electronic'],
  ),
} as const
