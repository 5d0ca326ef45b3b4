import { text } from './text.ts'

/** Words of the queue and of the notices of the state bodies: slips and answers. */
export const QUEUE_WORDS = {
  withdrawn: text('КЕЗЕКТЕН ШЫҒАРЫЛДЫ', 'ИЗЪЯТ ИЗ ОЧЕРЕДИ', 'TAKEN OUT OF THE QUEUE'),
  reason: text('Себебі', 'Причина', 'Reason'),
  technician: text('Техниктің коды', 'Код техника', 'Technician’s code'),
  administrator: text('Әкімшінің коды', 'Код администратора', 'Administrator’s code'),
  takenOut: text('Шығарылған уақыты', 'Время изъятия', 'Taken out'),
  notice: text(
    'МЕМЛЕКЕТТІК КІРІС ОРГАНДАРЫНЫҢ ХАБАРЛАМАСЫ',
    'СООБЩЕНИЕ ОРГАНОВ ГОСУДАРСТВЕННЫХ ДОХОДОВ',
    'NOTICE OF THE STATE REVENUE BODIES',
  ),
  message: text('Хабарлама', 'Сообщение', 'Message'),
  empty: text('Кезек бос', 'Очередь пуста', 'The queue is empty'),
  noMessages: text('Хабарлама жоқ', 'Сообщений нет', 'There are no messages'),
  delivered: text('Құжат ФДО-ға жіберілді', 'Документ передан ОФД', 'The OFD has the document'),
  left: text('Кезекте қалды', 'Осталось в очереди', 'Left in the queue'),
  confirmed: text('Оқылды', 'Прочитано', 'Read'),
  refusal: text('ФДО жауабы', 'Ответ ОФД', 'The OFD’s answer'),
} as const

export const ENTRY_WORDS = {
  waiting: text('күтуде', 'ожидает', 'waiting'),
  sending: text('жіберілуде', 'отправляется', 'being sent'),
  refused: text('ФДО қабылдамады', 'отклонён ОФД', 'refused by the OFD'),
  unfinished: text('аяқталмаған', 'не завершён', 'unfinished'),
} as const
