import { command } from '../command.ts'
import { EVENT_TYPES } from '../events.ts'
import { EVERYONE } from '../roles.ts'
import type { CommandSpec } from '../spec.ts'

export const WATCH_COMMANDS: readonly CommandSpec[] = [
  command({
    method: 'watch',
    roles: EVERYONE,
    summary: {
      kk: 'оқиғаларды қадағалау: жолына бір JSON',
      ru: 'следить за событиями: по одному JSON в строке',
      en: 'follow what happens: one JSON object a line',
    },
    options: [
      {
        flag: 'since',
        value: 'CURSOR',
        type: 'text',
        parameter: 'since',
        help: {
          kk: 'осы меңзерден кейінгілердің бәрі; онсыз – қазірден бастап',
          ru: 'всё после этого курсора; без него – с этой минуты',
          en: 'everything after this cursor; without it: from now on',
        },
      },
      {
        flag: 'types',
        value: 'TYPE,…',
        type: 'list',
        choices: EVENT_TYPES,
        parameter: 'types',
        help: {
          kk: 'тек осылар: document.registered немесе document сияқты',
          ru: 'только эти: например document.registered или document',
          en: 'these only: such as document.registered, or document for all of them',
        },
      },
      {
        flag: 'once',
        type: 'switch',
        parameter: 'once',
        help: {
          kk: 'осы кезге дейінгісін айтып, аяқтау',
          ru: 'рассказать до этой минуты и закончить',
          en: 'tell what has happened so far, and end',
        },
      },
    ],
    example: 'kkm watch --types document,block --once',
  }),
]
