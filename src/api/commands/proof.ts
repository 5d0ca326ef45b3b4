import { CARETAKERS } from '../roles.ts'
import type { CommandSpec } from '../spec.ts'

/** What the register proves of itself. */
export const PROOF_COMMANDS: readonly CommandSpec[] = [
  {
    method: 'selftest',
    words: ['selftest'],
    roles: CARETAKERS,
    makesDocument: false,
    daemon: 'required',
    summary: {
      kk: 'кассаны тексеру: құрылғылар, бағдарлама, деректер, ФДО',
      ru: 'самотестирование: устройства, программа, данные, ОФД',
      en: 'test the register: units, software, accumulator, OFD',
    },
    arguments: [],
    options: [
      {
        flag: 'last',
        type: 'switch',
        parameter: 'last',
        help: {
          kk: 'сынақсыз, соңғы нәтижелерді көрсету',
          ru: 'без проверки, показать последние результаты',
          en: 'test nothing, show how each test ended last',
        },
      },
      {
        flag: 'whole',
        type: 'switch',
        parameter: 'whole',
        help: {
          kk: 'барлық жазбаларды да тексеріп, соңын күту',
          ru: 'проверить и все записи, дождаться конца',
          en: 'look through all records too, and wait for it',
        },
      },
      {
        flag: 'print',
        type: 'switch',
        parameter: 'print',
        help: { kk: 'нәтижелерді басып шығару', ru: 'напечатать результаты', en: 'print the results' },
      },
    ],
    inputOnly: [],
    example: 'kkm selftest --print',
  },
]
