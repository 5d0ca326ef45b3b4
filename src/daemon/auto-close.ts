import { keyContent } from '../api/ticket-request.ts'
import { Refusal } from '../fiscal/refusal.ts'
import { autoCloseKey, autoCloser, isAutoCloseDue } from '../fiscal/register/auto-close.ts'
import { settingOf } from '../fiscal/register/settings.ts'
import { MINUTE } from '../fiscal/time.ts'
import { contentHash, makeDocument } from './documents.ts'
import type { Services } from './services.ts'

/** How often it is looked whether the shift should be closed by itself. */
const INTERVAL = MINUTE / 4
/** A close that was refused is not tried again at once: each try takes a number. */
const AFTER_REFUSAL = 10 * MINUTE

/** Closes the shift by itself where the settings say so; what refuses it is told in the log and tried again. */
export async function autoClose(services: Services, stopping: AbortSignal): Promise<void> {
  const { clock } = services
  while (!stopping.aborted) {
    const refused = await closeWhenDue(services)
    await clock.sleep(refused ? AFTER_REFUSAL : INTERVAL, stopping)
  }
}

/** @returns true when it was due and was refused */
export async function closeWhenDue(services: Services): Promise<boolean> {
  const { clock, log, register } = services
  const operator = autoCloser(register.state)
  if (!operator || !isAutoCloseDue(register.state, clock.now())) return false
  const key = autoCloseKey(register.state)
  const withdraw = settingOf(register.state, 'auto-withdraw')
  try {
    const { documentNumber } = await makeDocument(services, {
      request: { type: 'close', withdraw },
      client: { key, content: contentHash(keyContent('shift.close', {})) },
      operator,
      wait: 0,
    })
    services.selfTest.afterDocument('closed')
    log.info({ documentNumber, operator: operator.code }, 'the shift was closed by itself')
    return false
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    log.warn({ code: error.code, operator: operator.code }, 'the shift could not be closed by itself')
    return true
  }
}
