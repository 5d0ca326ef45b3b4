import type { ResultOf } from '../api/schemas/index.ts'
import type { Block } from '../fiscal/register/blocks.ts'
import { formatIso } from '../fiscal/time.ts'
import type { Language } from '../locale/errors.ts'
import { RELEASE } from '../release.ts'
import type { DaemonPorts } from './daemon.ts'
import { blockView } from './handlers/status.ts'

/* What a register says of itself that has nothing but the reason why it does not sell. */

export const readiness = (block: Block, language: Language): ResultOf<'ready'> => ({
  ready: false,
  blocks: [blockView(block, language)],
  warnings: [],
  mode: 'online',
  autonomous: { queue: 0, hoursLeft: '0.0' },
  paper: 'unknown',
  holdsOwed: 0,
})

export const status = (
  block: Block,
  { clock }: Pick<DaemonPorts, 'clock'>,
  language: Language,
): ResultOf<'status'> => ({
  release: RELEASE,
  time: formatIso(clock.now()),
  state: 'blocked',
  mode: 'online',
  shift: { open: false, number: 0 },
  ofd: { state: 'unknown' },
  printer: { state: 'unknown', paper: 'unknown', waiting: 0 },
  queue: { length: 0 },
  blocks: [blockView(block, language)],
  warnings: [],
})
