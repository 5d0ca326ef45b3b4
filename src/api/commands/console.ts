import type { CommandSpec } from '../spec.ts'

export const CONSOLE_COMMANDS: readonly CommandSpec[] = [
  {
    method: 'console.attach',
    words: ['console', 'attach'],
    // Who is about to sign in types his PIN on the keypad
    roles: 'anyone',
    makesDocument: false,
    daemon: 'required',
    summary: {
      kk: 'пернетақта мен сканерден келгенді осы байланысқа алу, әрқайсысы бір жол JSON',
      ru: 'получать в это соединение клавиши и сканы, по строке JSON',
      en: 'have keys and scans come to this connection, a line of JSON each',
    },
    arguments: [],
    options: [],
    inputOnly: [],
    example: 'kkm console attach',
  },
]
