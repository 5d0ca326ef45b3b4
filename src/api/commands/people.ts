import { command } from '../command.ts'
import { ADMINISTRATORS, EVERYONE } from '../roles.ts'
import type { CommandSpec, OptionSpec } from '../spec.ts'
import { LANGUAGES, type Text } from '../../locale/text.ts'
import { YES } from './options.ts'

/** Roles of people, who have a PIN; a kiosk has a secret, and neither becomes the other. */
export const PERSONS_ROLES = ['cashier', 'senior-cashier', 'administrator', 'technician', 'inspector'] as const
export const NEW_USER_ROLES = [...PERSONS_ROLES, 'kiosk'] as const

const CODE: OptionSpec = {
  flag: 'code',
  value: 'N',
  type: 'integer',
  parameter: 'code',
  required: true,
  help: { kk: 'пайдаланушы коды, чекке басылады', ru: 'код, печатается в чеке', en: 'code, printed on receipts' },
}

const OWN_CODE: OptionSpec = {
  flag: 'code',
  value: 'N',
  type: 'integer',
  parameter: 'code',
  help: {
    kk: 'басқа адамның коды (тек әкімші); берілмесе, өзіңіз',
    ru: 'код другого человека (только администратор); без него вы сами',
    en: 'another person’s code (an administrator only); without it yourself',
  },
}

const role = (choices: readonly string[]): OptionSpec => ({
  flag: 'role',
  value: 'ROLE',
  type: 'choice',
  choices,
  parameter: 'role',
  required: true,
  help: {
    kk: `рөлі: ${choices.join(', ')}`,
    ru: `роль: ${choices.join(', ')}`,
    en: `role: ${choices.join(', ')}`,
  },
})

const PIN_FILE: OptionSpec = {
  flag: 'pin-file',
  value: 'FILE',
  type: 'secret',
  parameter: 'pin',
  required: true,
  help: {
    kk: 'PIN бірінші жолда тұрған файл; - стандартты кіріс',
    ru: 'файл, в первой строке PIN; - это стандартный ввод',
    en: 'file with the PIN in its first line; - is stdin',
  },
}

const SECRET_FILE: OptionSpec = {
  flag: 'secret-file',
  value: 'FILE',
  type: 'secret',
  parameter: 'secret',
  help: {
    kk: 'kiosk рөлі үшін PIN орнына: бірінші жолында 32 он алтылық цифр тұрған файл (openssl rand -hex 16)',
    ru: 'для роли kiosk вместо PIN: файл, в первой строке 32 шестнадцатеричные цифры (openssl rand -hex 16)',
    en: 'for role kiosk in place of a PIN: file with 32 hexadecimal digits in its first line (openssl rand -hex 16)',
  },
}

const LANG: OptionSpec = {
  flag: 'lang',
  value: 'LANG',
  type: 'choice',
  choices: LANGUAGES,
  parameter: 'language',
  help: {
    kk: 'жауаптар тілі: kk, ru, en',
    ru: 'язык ответов: kk, ru, en',
    en: 'language of the answers: kk, ru, en',
  },
}

const USER_ADD_OPTIONS: readonly OptionSpec[] = [
  CODE,
  {
    flag: 'name',
    value: 'NAME',
    type: 'text',
    parameter: 'name',
    required: true,
    help: { kk: 'аты, чекке басылады', ru: 'имя, печатается в чеке', en: 'name, printed on receipts' },
  },
  role(NEW_USER_ROLES),
  { ...PIN_FILE, inPlace: SECRET_FILE.flag },
  SECRET_FILE,
  LANG,
]

const user = (word: string, summary: Text, example: string, more: Partial<CommandSpec>): CommandSpec =>
  command({
    method: `user.${word}`,
    words: ['user', word],
    roles: ADMINISTRATORS,
    summary,
    example,
    ...more,
  })

/** What changes of a person. A PIN and a language are also everybody's own. */
const CHANGE_COMMANDS: readonly CommandSpec[] = [
  user(
    'set-pin',
    { kk: 'PIN ауыстыру', ru: 'сменить PIN', en: 'change a PIN' },
    'kkm user set-pin --code 7 --pin-file pin.txt',
    { roles: EVERYONE, options: [OWN_CODE, PIN_FILE] },
  ),
  user(
    'set-role',
    { kk: 'рөлін ауыстыру', ru: 'сменить роль', en: 'give another role' },
    'kkm user set-role --code 7 --role senior-cashier',
    { options: [CODE, role(PERSONS_ROLES)] },
  ),
  user(
    'set-lang',
    { kk: 'жауаптар тілін таңдау', ru: 'выбрать язык ответов', en: 'choose the language of the answers' },
    'kkm user set-lang --lang kk',
    { roles: EVERYONE, options: [OWN_CODE, { ...LANG, required: true }] },
  ),
  user(
    'unlock',
    { kk: 'бұғатын алу', ru: 'снять блокировку входа', en: 'take a lock-out off' },
    'kkm user unlock --code 7',
    { options: [CODE] },
  ),
  user(
    'disable',
    { kk: 'пайдаланушыны өшіру', ru: 'отключить пользователя', en: 'disable a user, for good' },
    'kkm user disable --code 7 --yes',
    { options: [CODE, YES] },
  ),
]

export const PEOPLE_COMMANDS: readonly CommandSpec[] = [
  command({
    method: 'user.add',
    roles: ADMINISTRATORS,
    summary: { kk: 'пайдаланушы қосу', ru: 'добавить пользователя', en: 'add a user' },
    options: USER_ADD_OPTIONS,
    example: 'kkm user add --code 7 --name Айгүл --role cashier --pin-file pin.txt',
  }),
  command({
    method: 'user.list',
    roles: ADMINISTRATORS,
    summary: { kk: 'пайдаланушылар тізімі', ru: 'список пользователей', en: 'list the users' },
  }),
  ...CHANGE_COMMANDS,
  command({
    method: 'login',
    roles: 'anyone',
    summary: { kk: 'кіру және сеансты сақтау', ru: 'войти и сохранить сеанс', en: 'sign in and keep the session' },
    inputOnly: ['user', 'pin'],
    example: 'kkm --user 7 login',
  }),
  command({
    method: 'logout',
    roles: EVERYONE,
    summary: { kk: 'сеансты аяқтау', ru: 'завершить сеанс', en: 'end the session' },
  }),
  command({
    method: 'whoami',
    roles: EVERYONE,
    summary: { kk: 'кім кірді', ru: 'кто вошёл', en: 'who is signed in' },
  }),
]
