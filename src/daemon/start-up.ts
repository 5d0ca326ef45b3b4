import { MINUTE } from '../fiscal/time.ts'
import type { BlockCode } from '../fiscal/register/records.ts'
import type { Register } from './register.ts'
import type { Services } from './services.ts'

/** A paper that was under way when the power failed is printed again by itself, as a marked copy, only so long after (durability, P). */
const COPY_BY_ITSELF = 10 * MINUTE

/** Set up, and the configuration says whom to ask. One that lost its OFD is told as NOT_SET_UP and waits for a technician. */
const hasOfd = (register: Register): boolean =>
  register.state.registration !== undefined && register.circumstances().conditions !== undefined

/**
 * From the records to readiness: papers of the last run, what is in flight, INFO, SYSTEM (architecture, start-up). The
 * socket is open all the while, documents are answered STARTING.
 */
export async function startUp({ clock, log, register, spooler }: Services): Promise<void> {
  const interrupted = Object.entries(register.state.papers)
  for (const [number, startedAt] of interrupted) {
    const subject = { type: 'document', documentNumber: Number(number) } as const
    if (clock.now() - startedAt < COPY_BY_ITSELF) {
      log.warn({ documentNumber: number }, 'its paper was under way when the last run ended: a marked copy goes out')
      spooler.add(subject, true)
    } else {
      const job = spooler.reserve()
      await register.record(() => [
        { kind: 'paper', job, subject, copy: false, state: 'uncertain', reason: 'interrupted' },
      ])
    }
  }
  if (!hasOfd(register)) return
  await register.turn(async () => {
    if (!(await register.resume())) return
    const info = await register.dispatch({ type: 'contact', ask: 'info' })
    if (info.silence === undefined) await register.dispatch({ type: 'contact', ask: 'system' })
  })
}

/** Blocks that only the OFD lifts, and may lift at any time. */
const ASKED_AGAIN: readonly BlockCode[] = ['SERVER_BLOCKED']

/** At each recovery interval: what is in flight goes again; a server block is asked after (protocol §4). */
export async function tick({ clock, configuration, log, register }: Services, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await clock.sleep(configuration.ofd.recoveryTime, stopping)
    if (stopping.aborted || !hasOfd(register)) continue
    const { blocks, inFlight } = register.state
    if (!inFlight && !ASKED_AGAIN.some((code) => blocks[code])) continue
    // A block that waits for a person is not cured by sending again.
    if (inFlight && blocks.RETRY_REFUSED) continue
    await register.turn(async () => {
      if (register.state.inFlight) await register.resume()
      else await register.dispatch({ type: 'contact', ask: 'system' })
    }, 'endless')
    log.debug({ inFlight: register.state.inFlight?.command }, 'the OFD was asked again')
  }
}
