import { MINUTE } from '../fiscal/time.ts'
import { openNotices } from '../fiscal/register/messages.ts'
import type { BlockCode } from '../fiscal/register/event-records.ts'
import type { SelfTestResult } from '../fiscal/register/selftest.ts'
import type { Register } from './register.ts'
import { systemResult } from './selftest/selftest.ts'
import type { Services } from './services.ts'

/** A paper that was under way when the power failed is printed again by itself, as a marked copy, only so long after (durability, P). */
const COPY_BY_ITSELF = 10 * MINUTE

type StartUpServices = Pick<Services, 'clock' | 'log' | 'register' | 'spooler'>
type TickServices = Pick<Services, 'clock' | 'log' | 'register'> & {
  readonly configuration: { readonly ofd: { readonly recoveryTime: number } }
}

/** Set up, and the configuration says whom to ask. One that lost its OFD is told as NOT_SET_UP and waits for a technician. */
const hasOfd = (register: Register): boolean =>
  register.state.registration !== undefined && register.circumstances().conditions !== undefined

/**
 * From the records to readiness: papers of the last run, what is in flight, INFO, SYSTEM (architecture, start-up). The
 * socket is open all the while, documents are answered STARTING.
 * @returns how the SYSTEM ended: the self-test's word on the OFD
 */
export async function startUp({ clock, log, register, spooler }: StartUpServices): Promise<SelfTestResult> {
  const { held, papers } = register.state
  const interrupted = Object.entries(papers)
  for (const [number, startedAt] of interrupted) {
    const subject = { type: 'document', documentNumber: Number(number) } as const
    if (held[number] !== undefined) {
      log.info(
        { documentNumber: number },
        'its paper waited for the printer when the last run ended, and goes on waiting',
      )
      spooler.add(subject, false, spooler.reserve(), true)
    } else if (clock.now() - startedAt < COPY_BY_ITSELF) {
      log.warn({ documentNumber: number }, 'its paper was under way when the last run ended: a marked copy goes out')
      spooler.add(subject, true)
    } else {
      const job = spooler.reserve()
      await register.record(() => [
        { kind: 'paper', job, subject, copy: false, state: 'uncertain', reason: 'interrupted' },
      ])
    }
  }
  for (const message of openNotices(register.state))
    if (!message.printed) spooler.add({ type: 'message', number: message.number }, false)
  if (register.state.recovery?.printed === false) spooler.add({ type: 'page', page: 'recovery' }, false)
  if (!hasOfd(register)) return { test: 'ofd', state: 'skipped', problem: 'not-set-up' }
  return register.turn(() => greet(register))
}

/** What is in flight, then INFO, then SYSTEM. */
async function greet(register: Register): Promise<SelfTestResult> {
  const [head] = register.state.queue
  if (head?.inFlight ? !(await register.drain()) : !(await register.resume()))
    return { test: 'ofd', state: 'skipped', problem: 'in-flight' }
  const info = await register.dispatch({ type: 'contact', ask: 'info' })
  if (info.silence !== undefined) return systemResult(info)
  // A message of the queue would be forgotten by the OFD for a SYSTEM; and while there is a queue, it is contact enough.
  if (register.state.queue.length > 0) return { test: 'ofd', state: 'skipped', problem: 'queue-waits' }
  return systemResult(await register.dispatch({ type: 'contact', ask: 'system' }))
}

/** Blocks that wait for a person: sending again cures none of them. */
const WAIT_FOR_A_PERSON: readonly BlockCode[] = [
  'QUEUE_REFUSED',
  'RETRY_REFUSED',
  'TOKEN_INVALID',
  'UNKNOWN_ID',
  'ROLLBACK',
]

/**
 * At each recovery interval: the queue goes out, head by head, as long as the OFD answers; what is in flight goes again; a
 * server block is asked after (protocol §4).
 */
export async function tick(
  { clock, configuration, log, register }: TickServices,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    await clock.sleep(configuration.ofd.recoveryTime, stopping)
    if (stopping.aborted || !hasOfd(register)) continue
    await contact(register, stopping)
    const { inFlight, queue } = register.state
    log.debug({ inFlight: inFlight?.command, queue: queue.length }, 'the OFD was asked again')
  }
}

async function contact(register: Services['register'], stopping: AbortSignal): Promise<void> {
  const { blocks, inFlight, queue, recovery } = register.state
  if (recovery?.reconciled === false && !inFlight) await register.dispatch({ type: 'info' })
  if (blocks.SERVER_BLOCKED) {
    // A document whose fate is open asks with itself: a SYSTEM would be remembered in its place.
    await register.dispatch(inFlight ? { type: 'contact', ask: 'info' } : { type: 'system' })
    if (register.state.blocks.SERVER_BLOCKED) return
    // The queue's head has its paper, so it can wait; whether the OFD has it, its last document tells (protocol §6).
    if (register.state.queue[0]?.inFlight) await register.dispatch({ type: 'info' })
    // The rest is told, then sent in order.
    if (register.state.queue.length > 0 && !register.state.inFlight) await register.dispatch({ type: 'system' })
  }
  if (WAIT_FOR_A_PERSON.some((code) => blocks[code])) return
  if (queue.length > 0) {
    while (!stopping.aborted && (await register.drain())) continue
  } else if (inFlight) await register.resume()
}
