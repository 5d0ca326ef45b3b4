import { command } from '../command.ts'
import { KEEPERS } from '../roles.ts'
import type { Text } from '../../locale/errors.ts'
import type { ArgumentSpec, CommandSpec, OptionSpec } from '../spec.ts'

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

const SSID: ArgumentSpec = {
  name: 'SSID',
  type: 'text',
  parameter: 'ssid',
  required: true,
  help: { kk: 'желінің аты', ru: 'имя сети', en: 'name of the network' },
}

const WIFI_OPTIONS: readonly OptionSpec[] = [
  {
    flag: 'password-file',
    value: 'FILE',
    type: 'secret',
    parameter: 'password',
    required: true,
    inPlace: 'open',
    help: {
      kk: 'желі құпиясөзі бірінші жолда тұрған файл; - стандартты кіріс',
      ru: 'файл, в первой строке пароль сети; - это стандартный ввод',
      en: 'file with the password of the network in its first line; - is stdin',
    },
  },
  {
    flag: 'open',
    type: 'switch',
    parameter: 'open',
    help: { kk: 'құпиясөзсіз желі', ru: 'сеть без пароля', en: 'a network without a password' },
  },
  {
    flag: 'hidden',
    type: 'switch',
    parameter: 'hidden',
    help: { kk: 'атын жарияламайтын желі', ru: 'сеть, которая не объявляет имени', en: 'it does not tell its name' },
  },
]

const links = (method: string, summary: Text, more: Partial<CommandSpec> = {}): CommandSpec =>
  command({
    method,
    roles: KEEPERS,
    summary,
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
  links('link.wifi.list', {
    kk: 'рұқсат етілген Wi-Fi желілері',
    ru: 'разрешённые сети Wi-Fi',
    en: 'list the permitted Wi-Fi networks',
  }),
  links(
    'link.wifi.add',
    { kk: 'Wi-Fi желісіне рұқсат беру', ru: 'разрешить сеть Wi-Fi', en: 'permit a Wi-Fi network' },
    {
      arguments: [SSID],
      options: WIFI_OPTIONS,
      example: 'kkm link wifi add Дүкен --password-file wifi.txt',
    },
  ),
  links(
    'link.wifi.remove',
    { kk: 'Wi-Fi желісіне тыйым салу', ru: 'запретить сеть Wi-Fi', en: 'forbid a Wi-Fi network' },
    { arguments: [SSID], example: 'kkm link wifi remove Дүкен' },
  ),
  links('ofd.retry', {
    kk: 'ФДО-ға қазір қайта жүгіну',
    ru: 'обратиться к ОФД ещё раз сейчас',
    en: 'ask the OFD again now',
  }),
]
