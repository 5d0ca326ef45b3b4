import { command } from '../command.ts'
import type { CommandSpec } from '../spec.ts'

export const CONSOLE_COMMANDS: readonly CommandSpec[] = [
  command({
    method: 'console.attach',
    // Who is about to sign in types his PIN on the keypad
    roles: 'anyone',
    summary: {
      kk: 'пернетақта мен сканерден келгенді осы байланысқа алу, әрқайсысы бір жол JSON',
      ru: 'получать в это соединение клавиши и сканы, по строке JSON',
      en: 'have keys and scans come to this connection, a line of JSON each',
    },
  }),
]
