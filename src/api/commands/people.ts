import { ADMINISTRATORS, EVERYONE } from '../roles.ts'
import type { CommandSpec, OptionSpec } from '../spec.ts'

/** A kiosk has a secret of another kind; it joins with the vending commands. */
export const NEW_USER_ROLES = ['cashier', 'senior-cashier', 'administrator', 'technician', 'inspector'] as const

const USER_ADD_OPTIONS: readonly OptionSpec[] = [
  {
    flag: 'code',
    value: 'N',
    type: 'integer',
    parameter: 'code',
    required: true,
    help: { kk: 'пайдаланушы коды, чекке басылады', ru: 'код, печатается в чеке', en: 'code, printed on receipts' },
  },
  {
    flag: 'name',
    value: 'NAME',
    type: 'text',
    parameter: 'name',
    required: true,
    help: { kk: 'аты, чекке басылады', ru: 'имя, печатается в чеке', en: 'name, printed on receipts' },
  },
  {
    flag: 'role',
    value: 'ROLE',
    type: 'choice',
    choices: NEW_USER_ROLES,
    parameter: 'role',
    required: true,
    help: {
      kk: `рөлі: ${NEW_USER_ROLES.join(', ')}`,
      ru: `роль: ${NEW_USER_ROLES.join(', ')}`,
      en: `role: ${NEW_USER_ROLES.join(', ')}`,
    },
  },
  {
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
  },
]

export const PEOPLE_COMMANDS: readonly CommandSpec[] = [
  {
    method: 'user.add',
    words: ['user', 'add'],
    roles: ADMINISTRATORS,
    makesDocument: false,
    daemon: 'required',
    summary: { kk: 'пайдаланушы қосу', ru: 'добавить пользователя', en: 'add a user' },
    arguments: [],
    options: USER_ADD_OPTIONS,
    inputOnly: [],
    example: 'kkm user add --code 7 --name Айгүл --role cashier --pin-file pin.txt',
  },
  {
    method: 'user.list',
    words: ['user', 'list'],
    roles: ADMINISTRATORS,
    makesDocument: false,
    daemon: 'required',
    summary: { kk: 'пайдаланушылар тізімі', ru: 'список пользователей', en: 'list the users' },
    arguments: [],
    options: [],
    inputOnly: [],
    example: 'kkm user list',
  },
  {
    method: 'login',
    words: ['login'],
    roles: 'anyone',
    makesDocument: false,
    daemon: 'required',
    summary: { kk: 'кіру және сеансты сақтау', ru: 'войти и сохранить сеанс', en: 'sign in and keep the session' },
    arguments: [],
    options: [],
    inputOnly: ['user', 'pin'],
    example: 'kkm --user 7 login',
  },
  {
    method: 'logout',
    words: ['logout'],
    roles: EVERYONE,
    makesDocument: false,
    daemon: 'required',
    summary: { kk: 'сеансты аяқтау', ru: 'завершить сеанс', en: 'end the session' },
    arguments: [],
    options: [],
    inputOnly: [],
    example: 'kkm logout',
  },
  {
    method: 'whoami',
    words: ['whoami'],
    roles: EVERYONE,
    makesDocument: false,
    daemon: 'required',
    summary: { kk: 'кім кірді', ru: 'кто вошёл', en: 'who is signed in' },
    arguments: [],
    options: [],
    inputOnly: [],
    example: 'kkm whoami',
  },
]
