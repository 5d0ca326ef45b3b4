import { entryOf } from './entry.ts'

const notNow = entryOf(7)

/** Keypads, scanners, displays. */
export const DEVICE_ERRORS = {
  CONSOLE_TAKEN: notNow(
    'later',
    [
      'Пернетақта мен сканерді басқа бағдарлама пайдалануда',
      'Клавиатуру и сканер уже держит другая программа',
      'Another program holds keypad and scanner',
    ],
    [
      'Касса экранын немесе kkm console attach бағдарламасын жабыңыз',
      'Закройте экран кассы или другую kkm console attach',
      'Close the screen of the till, or the other kkm console attach',
    ],
  ),
} as const
