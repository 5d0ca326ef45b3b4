import { type Text, text } from './text.ts'

/** What does not forbid a sale. Codes are a promise like those of the refusals. */
export const WARNINGS = {
  SHIFT_LONG: text(
    'Ауысым 23 сағаттан асты: 24 сағат толғанға дейін жабыңыз',
    'Смена длится больше 23 часов: закройте её до 24 часов',
    'The shift is older than 23 hours: close it before 24',
  ),
  CONFIG_PENDING: text(
    'Конфигурация өзгерді: ауысым жабылып, кезек жіберілгеннен кейін қолданылады',
    'Конфигурация изменена: вступит в силу, когда смена закрыта и очередь отправлена',
    'The configuration has changed: it takes effect when the shift is closed and the queue is sent',
  ),
  PAPER_UNCERTAIN: text(
    'Соңғы чектің қағазы шыққаны белгісіз: қарап, қажет болса көшірмесін басып шығарыңыз',
    'Неизвестно, вышел ли последний чек: посмотрите и при нужде напечатайте дубликат',
    'Whether the last receipt came out is not known: look, and print a copy if it did not',
  ),
  HOLD_OWED: text(
    'Берілген тауардың сатуы тіркелмеген: {what}',
    'Товар выдан, а продажа не зарегистрирована: {what}',
    'Goods are out whose sale is not registered: {what}',
  ),
  PRICE_LIST_LOST: text(
    'Прайс-парақ зақымдалып, шетке қойылды, қазір бос: қайта жүктеңіз',
    'Прайс-лист был повреждён и отложен, сейчас он пуст: загрузите его заново',
    'The price list was damaged and set aside, it is empty now: import it anew',
  ),
  STORAGE_LOW: text(
    'Жадта {what} ауысымға ғана орын қалды: дискіні босатыңыз немесе ауыстырыңыз',
    'В памяти осталось места только на столько смен: {what}. Освободите диск или замените его',
    'There is room for {what} more shifts only: free the disk or replace it',
  ),
  OFD_DIFFERENCE: text(
    'ФДО санауыштары кассаныкінен өзгеше: {what}',
    'Счётчики ОФД расходятся с кассой: {what}',
    'The OFD’s counters differ from the register’s: {what}',
  ),
  STATE_NOTICE: text(
    'Мемлекеттік кіріс органдарының хабарламасы № {number}: {text}',
    'Сообщение органов государственных доходов № {number}: {text}',
    'Notice of the state revenue bodies No. {number}: {text}',
  ),
} as const satisfies Record<string, Text>

export type WarningCode = keyof typeof WARNINGS
