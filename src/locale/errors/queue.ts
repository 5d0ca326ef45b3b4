import { command, entryOf } from './entry.ts'

const refused = entryOf(5)
const denied = entryOf(9)
const notFound = entryOf(10)

/** What a person does with the queue, and with the notices of the state bodies. */
export const QUEUE_ERRORS = {
  QUEUE_NO_DOCUMENT: notFound(
    'never',
    [
      '{documentNumber} құжаты кезекте жоқ',
      'Документа {documentNumber} нет в очереди',
      'Document {documentNumber} is not in the queue',
    ],
    command('kkm queue list'),
  ),
  QUEUE_NOT_REFUSED: refused(
    'never',
    [
      '{documentNumber} құжатын кезектен шығаруға болмайды: ФДО ешқайсысынан бас тартқан жоқ',
      'Документ {documentNumber} нельзя изъять из очереди: ОФД ничего не отклонил',
      'Document {documentNumber} cannot be taken out of the queue: the OFD has refused nothing',
    ],
    command('kkm queue list'),
  ),
  QUEUE_NOT_HEAD: refused(
    'never',
    [
      '{documentNumber} емес, тек ФДО қабылдамаған {head} құжаты шығарылады',
      'Изъять можно только отклонённый документ {head}, а не {documentNumber}',
      'Only the refused document {head} can be taken out, not {documentNumber}',
    ],
    command('kkm queue show {head}'),
  ),
  QUEUE_REASON_INVALID: refused(
    'never',
    ['Себебі: {problem}', 'Причина: {problem}', 'The reason: {problem}'],
    ['--reason себебін беріңіз', 'Укажите --reason', 'Give --reason'],
  ),
  SECOND_PERSON: denied(
    'never',
    [
      'Екінші адам – басқа әкімші болуы керек: {code}',
      'Второй человек должен быть администратором: {code}',
      'The second person must be an administrator: {code}',
    ],
    command('--second-user 1 --second-pin-file PIN'),
  ),
  MESSAGE_NOT_FOUND: notFound(
    'never',
    ['{number} хабарламасы жоқ', 'Сообщения {number} нет', 'There is no message {number}'],
    command('kkm message list'),
  ),
} as const
