import { command } from '../command.ts'
import { STAFF, TECHNICIANS, TELLERS } from '../roles.ts'
import type { ArgumentSpec, CommandSpec, OptionSpec } from '../spec.ts'
import type { Text } from '../../locale/errors.ts'
import { TWO_PEOPLE } from './options.ts'

const plain = (method: string, summary: Text, more: Partial<CommandSpec> = {}): CommandSpec =>
  command({
    method,
    roles: STAFF,
    summary,
    ...more,
  })

const number = (parameter: string, help: Text): ArgumentSpec => ({
  name: 'N',
  type: 'integer',
  parameter,
  required: true,
  help,
})

const DOCUMENT = number('documentNumber', {
  kk: 'құжат нөмірі',
  ru: 'номер документа',
  en: 'number of the document',
})

const MESSAGE = number('number', { kk: 'хабарлама нөмірі', ru: 'номер сообщения', en: 'number of the message' })

const LIMIT: OptionSpec = {
  flag: 'limit',
  value: 'N',
  type: 'integer',
  parameter: 'limit',
  help: { kk: 'ең көбі неше құжат', ru: 'не больше стольких документов', en: 'at most so many documents' },
}

/** Documents that wait for the OFD, and the notices of the state bodies. */
export const QUEUE_COMMANDS: readonly CommandSpec[] = [
  plain(
    'queue.list',
    {
      kk: 'ФДО-ға жіберілмеген құжаттар',
      ru: 'документы, не переданные ОФД',
      en: 'documents that the OFD does not have',
    },
    { options: [LIMIT] },
  ),
  plain(
    'queue.show',
    { kk: 'кезектегі бір құжат', ru: 'один документ очереди', en: 'one document of the queue' },
    { arguments: [DOCUMENT], example: 'kkm queue show 1420' },
  ),
  plain(
    'queue.retry',
    { kk: 'кезектің басын қазір жіберу', ru: 'отправить начало очереди сейчас', en: 'send the head of the queue now' },
    { roles: TECHNICIANS },
  ),
  plain(
    'queue.remove',
    {
      kk: 'ФДО қабылдамаған құжатты кезектен шығару',
      ru: 'изъять из очереди отклонённый документ',
      en: 'take a refused document out of the queue',
    },
    {
      roles: TECHNICIANS,
      arguments: [DOCUMENT],
      options: TWO_PEOPLE,
      example: "kkm queue remove 1420 --reason 'ОФД: қате дерек' --second-user 1 --second-pin-file pin --yes",
    },
  ),
  plain('message.list', {
    kk: 'мемлекеттік органдардың хабарламалары',
    ru: 'сообщения государственных органов',
    en: 'notices of the state bodies',
  }),
  plain(
    'message.show',
    { kk: 'бір хабарлама', ru: 'одно сообщение', en: 'one notice' },
    { arguments: [MESSAGE], example: 'kkm message show 1' },
  ),
  plain(
    'message.confirm',
    { kk: 'хабарламаның оқылғанын растау', ru: 'подтвердить, что сообщение прочитано', en: 'confirm that it was read' },
    { roles: [...TELLERS, 'technician'], arguments: [MESSAGE], example: 'kkm message confirm 1' },
  ),
]
