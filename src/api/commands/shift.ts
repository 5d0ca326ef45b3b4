import { READERS, TELLERS } from '../roles.ts'
import type { CommandSpec } from '../spec.ts'
import { KEY, WAIT } from './options.ts'

export const SHIFT_COMMANDS: readonly CommandSpec[] = [
  {
    method: 'shift.status',
    words: ['shift', 'status'],
    roles: READERS,
    makesDocument: false,
    daemon: 'required',
    summary: { kk: 'ауысымның күйі', ru: 'состояние смены', en: 'state of the shift' },
    arguments: [],
    options: [],
    inputOnly: [],
    example: 'kkm shift status',
  },
  {
    method: 'shift.close',
    words: ['shift', 'close'],
    roles: TELLERS,
    makesDocument: true,
    daemon: 'required',
    summary: {
      kk: 'ауысымды жабу (Z-есеп)',
      ru: 'закрыть смену (Z-отчёт)',
      en: 'close the shift (Z report)',
    },
    arguments: [],
    options: [
      {
        flag: 'withdraw',
        type: 'switch',
        parameter: 'withdraw',
        help: {
          kk: 'барлық қолма-қол ақшаны алу',
          ru: 'изъять все наличные',
          en: 'take all cash out of the drawer',
        },
      },
      KEY,
      WAIT,
    ],
    inputOnly: [],
    example: 'kkm shift close --withdraw',
  },
  {
    method: 'report.x',
    words: ['report', 'x'],
    roles: READERS,
    makesDocument: true,
    daemon: 'required',
    summary: { kk: 'X-есеп (өшірусіз)', ru: 'X-отчёт (без гашения)', en: 'X report (without clearing)' },
    arguments: [],
    options: [KEY, WAIT],
    inputOnly: ['lines'],
    example: 'kkm report x',
  },
]
