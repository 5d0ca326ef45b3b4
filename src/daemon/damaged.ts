import type { DamageError } from '../accumulator/damage.ts'
import { COMMANDS } from '../api/commands/index.ts'
import { method } from '../api/methods.ts'
import type { ResultOf } from '../api/schemas/index.ts'
import type { Method } from '../api/types.ts'
import { Refusal } from '../fiscal/refusal.ts'
import type { Block } from '../fiscal/register/blocks.ts'
import { formatIso } from '../fiscal/time.ts'
import type { Clock } from '../hw/ports.ts'
import type { Language } from '../locale/errors.ts'
import { findingOf } from '../locale/doctor/index.ts'
import { renderFailure } from '../locale/render.ts'
import { RELEASE } from '../release.ts'
import type { Configuration } from './configuration/index.ts'
import type { Daemon } from './daemon.ts'
import { blockView } from './handlers/status.ts'
import type { Log } from './log.ts'
import { Notifier } from './notify.ts'
import { openSocket } from './socket/index.ts'

/**
 * A register whose accumulator is damaged: it sells nothing, touches nothing, and says so to everybody who asks. A daemon
 * that only died again and again would leave the shop guessing (R1326-3.3).
 */
export async function startDamaged(
  {
    configuration,
    log,
    clock,
    onBug,
  }: { configuration: Configuration; log: Log; clock: Clock; onBug: (error: unknown) => void },
  error: DamageError,
): Promise<Daemon> {
  log.error({ err: error, fault: error.fault }, 'the accumulator is damaged: the register is blocked')
  const details = { problem: error.fault, found: error.message }
  const block: Block = { code: 'DAMAGE', since: clock.now(), details }
  const refuse = (): never => {
    throw new Refusal('DAMAGE', details)
  }
  const notifier = new Notifier({
    environment: process.env,
    log,
    healthy: () => true,
    status: () => `kkm ${RELEASE}: DAMAGE, ${error.fault}`,
  })
  const socket = await openSocket({
    path: configuration.socket,
    methods: new Map(methodsOf(block, clock, refuse).map((one) => [one.name, one])),
    sessions: { open: refuse, resume: refuse, actor: refuse },
    release: RELEASE,
    state: () => 'blocked',
    render: renderFailure,
    log,
    onBug,
  })
  return {
    run: () => notifier.ready(),
    reload: async () => undefined,
    stop: async () => {
      await notifier.stopping()
      await socket.stop()
    },
  }
}

function methodsOf(block: Block, clock: Clock, refuse: () => never): readonly Method[] {
  const answered: readonly Method[] = [
    method('version', async () => ({ release: RELEASE, schemas: [1], node: process.versions.node })),
    method('ready', async (_, { language }) => {
      const ready = readiness(block, language)
      throw new Refusal('NOT_READY', { why: ready.blocks.map(({ message }) => message).join('; '), ...ready })
    }),
    method('status', async (_, { language }) => status(block, clock, language)),
    method('doctor', async (_, { language }) => {
      const { message, remedy } = blockView(block, language)
      const found = { id: 'block', of: block.code, fault: 'set', details: { message, remedy } } as const
      return { findings: [findingOf(found, language)] }
    }),
  ]
  const names = new Set(answered.map(({ name }) => name))
  const refused = COMMANDS.filter(({ daemon, method: name }) => daemon !== 'none' && !names.has(name)).map(
    (command): Method => ({ name: command.method, roles: 'anyone', parse: refuse, run: refuse }),
  )
  return [...answered, ...refused]
}

const readiness = (block: Block, language: Language): ResultOf<'ready'> => ({
  ready: false,
  blocks: [blockView(block, language)],
  warnings: [],
  mode: 'online',
  autonomous: { queue: 0, hoursLeft: '0.0' },
  paper: 'unknown',
  holdsOwed: 0,
})

const status = (block: Block, clock: Clock, language: Language): ResultOf<'status'> => ({
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
