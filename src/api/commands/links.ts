import type { Role } from '../../fiscal/register/records.ts'
import type { Text } from '../../locale/errors.ts'
import type { CommandSpec, OptionSpec } from '../spec.ts'

/** Who looks after the way to the OFD. */
const KEEPERS: readonly Role[] = ['technician', 'administrator']

const LINK: OptionSpec = {
  flag: 'link',
  value: 'NAME',
  type: 'text',
  parameter: 'link',
  help: {
    kk: 'тек осы арна: TCP байланысы ғана, ФДО-ға ештеңе жіберілмейді',
    ru: 'только этот канал: одно соединение TCP, ОФД ничего не отправляется',
    en: 'this link alone: a TCP connection, nothing is sent to the OFD',
  },
}

const links = (method: string, summary: Text, more: Partial<CommandSpec> = {}): CommandSpec => ({
  method,
  words: method.split('.'),
  roles: KEEPERS,
  makesDocument: false,
  daemon: 'required',
  summary,
  arguments: [],
  options: [],
  inputOnly: [],
  example: `kkm ${method.split('.').join(' ')}`,
  ...more,
})

export const LINK_COMMANDS: readonly CommandSpec[] = [
  links('link.status', { kk: 'байланыс арналарының күйі', ru: 'состояние каналов связи', en: 'how each link does' }),
  links(
    'ofd.ping',
    { kk: 'ФДО-мен байланысты тексеру', ru: 'проверить связь с ОФД', en: 'try the way to the OFD' },
    { options: [LINK], example: 'kkm ofd ping --link ethernet' },
  ),
  links('ofd.info', { kk: 'касса туралы ФДО деректері', ru: 'что ОФД знает о кассе', en: 'what the OFD says of us' }),
  links('ofd.retry', {
    kk: 'ФДО-ға қазір қайта жүгіну',
    ru: 'обратиться к ОФД ещё раз сейчас',
    en: 'ask the OFD again now',
  }),
]
