import { command } from '../command.ts'
import { READERS, TELLERS } from '../roles.ts'
import type { CommandSpec } from '../spec.ts'
import { KEY, WAIT } from './options.ts'

export const SHIFT_COMMANDS: readonly CommandSpec[] = [
  command({
    method: 'shift.status',
    roles: READERS,
    summary: { kk: 'ауысымның күйі', ru: 'состояние смены', en: 'state of the shift' },
  }),
  command({
    method: 'shift.close',
    roles: TELLERS,
    makesDocument: true,
    summary: {
      kk: 'ауысымды жабу (Z-есеп)',
      ru: 'закрыть смену (Z-отчёт)',
      en: 'close the shift (Z report)',
    },
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
    example: 'kkm shift close --withdraw',
  }),
  command({
    method: 'report.x',
    roles: READERS,
    makesDocument: true,
    summary: { kk: 'X-есеп (өшірусіз)', ru: 'X-отчёт (без гашения)', en: 'X report (without clearing)' },
    options: [KEY, WAIT],
    inputOnly: ['lines'],
  }),
]
