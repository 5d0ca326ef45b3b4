import type { DamageError } from '../accumulator/damage.ts'
import { existingKey } from '../accumulator/device-key.ts'
import { COMMANDS } from '../api/commands/index.ts'
import { method } from '../api/methods.ts'
import type { Method } from '../api/types.ts'
import { Refusal } from '../fiscal/refusal.ts'
import type { Block } from '../fiscal/register/blocks.ts'
import type { TwoPeople } from '../fiscal/register/fiscal-records.ts'
import { findingOf } from '../locale/doctor/index.ts'
import { renderFailure } from '../locale/render.ts'
import { RELEASE } from '../release.ts'
import { readiness, status } from './blocked.ts'
import type { Daemon, DaemonPorts } from './daemon.ts'
import { noteExport } from './exported.ts'
import { journalMethods } from './handlers/journal.ts'
import { blockView } from './handlers/status.ts'
import { damaged, twoPeople } from './handlers/storage.ts'
import { Notifier } from './notify.ts'
import { openSocket } from './socket/index.ts'
import { SalvagedPeople } from './storage/people.ts'
import { keyPathOf } from './storage/places.ts'
import { checkInChild, repairInChild } from './storage/child.ts'
import { DamageError as Damage } from '../accumulator/damage.ts'

/**
 * A register whose accumulator is damaged: it sells nothing, touches nothing, says so to everybody who asks (R1326-3.3),
 * and lets two people have it repaired. A daemon that only died again and again would leave the shop guessing.
 */
export async function startDamaged(ports: DaemonPorts, error: DamageError): Promise<Daemon> {
  const { clock, configuration, log, onBug } = ports
  log.error({ err: error, fault: error.fault }, 'the accumulator is damaged: the register is blocked')
  const details = { problem: error.fault, found: error.message }
  const block: Block = { code: 'DAMAGE', since: clock.now(), details }
  const people = new SalvagedPeople(ports)
  const over = Promise.withResolvers<boolean>()
  const notifier = new Notifier({
    environment: process.env,
    log,
    healthy: () => true,
    status: () => `kkm ${RELEASE}: DAMAGE, ${error.fault}`,
  })
  const methods = methodsOf(ports, { block, error, people, repaired: () => over.resolve(true) })
  const socket = await openSocket({
    path: configuration.socket,
    methods: new Map(methods.map((one) => [one.name, one])),
    sessions: people,
    languageOf: (code) => people.languageOf(code),
    release: RELEASE,
    state: () => 'blocked',
    render: renderFailure,
    log,
    onBug,
  })
  return {
    reload: async () => undefined,
    async run() {
      await notifier.ready()
      people.load().catch(onBug)
      const isRepaired = await over.promise
      if (isRepaired) await socket.stop()
      notifier.pause()
      return isRepaired
    },
    stop: async () => {
      over.resolve(false)
      await notifier.stopping()
      await socket.stop()
    },
  }
}

interface Damaged {
  readonly block: Block
  readonly error: DamageError
  readonly people: SalvagedPeople
  readonly repaired: () => void
}

function methodsOf(ports: DaemonPorts, { block, error, people, repaired }: Damaged): readonly Method[] {
  const { configuration, clock } = ports
  const refuse = (): never => {
    throw new Refusal('DAMAGE', block.details)
  }
  const repair = async (act: 'rebuild' | 'declare-loss', who: TwoPeople) => {
    const { fault, message: found } = error
    const times = { since: block.since, now: clock.now(), monotonic: clock.monotonic() }
    const { done, isKeyLost, lastDocument, lost } = await repairInChild(configuration, {
      act,
      ...who,
      fault,
      found,
      ...times,
    })
    if (!done && isKeyLost) throw new Refusal('STORAGE_KEY_LOST', { found })
    if (!done) throw new Refusal('STORAGE_LOSS', lost)
    repaired()
    return { lost, lastDocument }
  }
  const answered: readonly Method[] = [
    method('version', async () => ({ release: RELEASE, schemas: [1], node: process.versions.node })),
    method('ready', async (_, { language }) => {
      const ready = readiness(block, language)
      throw new Refusal('NOT_READY', { why: ready.blocks.map(({ message }) => message).join('; '), ...ready })
    }),
    method('doctor', async (_, { language }) => {
      const { message, remedy } = blockView(block, language)
      const found = { id: 'block', of: block.code, fault: 'set', details: { message, remedy } } as const
      return { findings: [findingOf(found, language)] }
    }),
    method('status', async (_, { language }) => status(block, ports, language)),
    method('storage.check', async () => {
      try {
        await checkInChild(configuration, true)
      } catch (found) {
        throw found instanceof Damage ? damaged(found) : found
      }
      // Whole by now: a medium that is back, files that somebody brought back.
      repaired()
      throw new Refusal('STARTING')
    }),
    ...handingOver(ports, error),
    method('storage.rebuild', async (params, context) => repair('rebuild', await twoPeople(people, params, context))),
    people.admits(
      method('storage.declare-loss', async (params, context) =>
        repair('declare-loss', await people.both(params, context)),
      ),
    ),
  ]
  const names = new Set(answered.map(({ name }) => name))
  const refused = COMMANDS.filter(({ daemon, method: name }) => daemon !== 'none' && !names.has(name)).map(
    (command): Method => ({ name: command.method, roles: 'anyone', parse: refuse, run: refuse }),
  )
  return [...answered, ...refused]
}

/**
 * The files of the journal, broken ones as they lie there: nothing can be recorded now, so that they were handed over is noted
 * for the start after the repair.
 */
function handingOver({ clock, configuration }: DaemonPorts, error: DamageError): readonly Method[] {
  const { device, stateDir } = configuration
  const { model, serialNumber } = device
  const facts = { model, ...(serialNumber !== undefined && { serialNumber }) }
  const methods = journalMethods({
    configuration,
    clock,
    release: RELEASE,
    looks: true,
    signer: () => existingKey(keyPathOf(configuration)),
    facts: () => facts,
    record: ({ by, to }) => noteExport(stateDir, { to, ...(by !== undefined && { by }), at: clock.now() }),
  })
  return methods.map((one) => ({
    ...one,
    run: async (params, context) => {
      try {
        return await one.run(params, context)
      } catch (found) {
        if (found instanceof Damage) throw damaged(found)
        // Gone, and not only empty: what mends it is the repair
        throw found instanceof Refusal && found.code === 'JOURNAL_NOT_FOUND' ? damaged(error) : found
      }
    },
  }))
}
