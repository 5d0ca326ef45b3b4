import { existsSync } from 'node:fs'
import type { ResultOf } from '../../api/schemas/index.ts'
import { RELEASE } from '../../release.ts'
import { answer, type Run } from '../call.ts'
import type { Context } from '../context.ts'
import { Daemon } from '../daemon.ts'
import { CommandFailure, DaemonFailure } from '../failure.ts'
import type { Given } from '../parameters.ts'
import type { Asked } from './types.ts'

type Told = ResultOf<'doctor'>

const DEFAULT_CONFIGURATION = '/etc/kkm/kkm.toml'

/** Links that lead nowhere take their time. */
const PATIENCE_SECONDS = 15

function silenceOf(error: unknown, socket: string): Asked['daemon'] {
  const code = error instanceof CommandFailure ? error.code : error instanceof DaemonFailure ? error.failure.code : ''
  if (code === 'SOCKET_FORBIDDEN') return { answers: false, why: 'forbidden' }
  if (code === 'DAEMON_UNREACHABLE') return { answers: false, why: existsSync(socket) ? 'refused' : 'absent' }
  if (code === 'DAEMON_SILENT' || code === 'TOO_MANY_CONNECTIONS') return { answers: false, why: 'silent' }
  throw error
}

interface Heard {
  readonly told?: Told
  readonly daemon: Asked['daemon']
}

/** What the daemon says of itself; one of another release may not know how to. */
export async function askDaemon(context: Context): Promise<Heard> {
  const { globals } = context
  try {
    const daemon = await Daemon.open({ ...context, globals: { timeout: PATIENCE_SECONDS, ...globals } })
    try {
      const told = await daemon.call<Told>('doctor', {})
      const { release, program, started } = told.kkmd ?? { release: daemon.hello.release }
      return {
        told,
        daemon: {
          answers: true,
          release,
          ...(program !== undefined && { program }),
          ...(started !== undefined && { started }),
        },
      }
    } catch (error) {
      if (!(error instanceof DaemonFailure && error.failure.code === 'UNKNOWN_METHOD')) throw error
      return { daemon: { answers: true, release: daemon.hello.release } }
    } finally {
      daemon.close()
    }
  } catch (error) {
    return { daemon: silenceOf(error, globals.socket) }
  }
}

/** What the machine is looked at by: `--config`, else what the daemon says that it reads, else the usual place. */
export function askedOf(given: Given, { env, globals }: Context, { daemon, told }: Heard): Asked {
  const named = given.get('config')?.[0]
  const usual = env['KKM_CONFIG'] || DEFAULT_CONFIGURATION
  const configurationFile = typeof named === 'string' ? named : (told?.kkmd?.configuration ?? usual)
  return { socket: globals.socket, configurationFile, release: RELEASE, daemon }
}

/** The daemon's own findings and those of the machine, with it or without it; 6 when there is an error among them. */
export const doctor: Run = async (_spec, given, context) => {
  const { globals, language } = context
  const heard = await askDaemon(context)
  const { told } = heard
  const asked = askedOf(given, context, heard)
  const { machineFindings } = await import('./machine.ts')
  const findings = [...(told?.findings ?? []), ...machineFindings(asked, language)]
  const result = { findings, ...(told?.kkmd && { kkmd: told.kkmd }) }
  const errors = findings.filter(({ state }) => state === 'error')
  if (errors.length > 0 && globals.json) throw new CommandFailure('FAULTS_FOUND', { count: errors.length, ...result })
  await answer(result, context, async () => (await import('../render/doctor.ts')).doctorText(findings, context))
  return errors.length > 0 ? 6 : 0
}
