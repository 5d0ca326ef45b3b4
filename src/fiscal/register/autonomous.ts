import { checkUrl } from '../operators.ts'
import type { Decision } from './decide.ts'
import { printed } from './document.ts'
import { autonomousSign } from './sign.ts'
import type { Attempt, State } from './state.ts'

/** The next autonomous sign of this register. */
function nextSign({ signs }: State): number {
  if (!signs) throw new Error('autonomous work before the register has a key for its signs')
  return autonomousSign(signs.key, signs.count + 1)
}

/** B2 without the OFD: our own sign, the mark, a place in the queue. */
export function autonomousOutcome(state: State, { document, electronic, letterhead }: Attempt): Decision {
  const { documentNumber } = document
  const outcome = { kind: 'outcome', documentNumber, result: 'autonomous', since: document.time } as const
  const effects = printed(documentNumber, electronic)
  if (document.type === 'close') {
    const unblock = { kind: 'unblock', code: 'SHIFT_TOO_LONG', reason: 'the shift is closed' } as const
    return { records: [outcome, ...(state.blocks.SHIFT_TOO_LONG ? [unblock] : [])], effects }
  }
  if (document.type === 'placement') return { records: [outcome], effects }
  const sign = nextSign(state)
  const url = checkUrl(letterhead.conditions.operator, {
    sign: String(sign),
    regNumber: letterhead.registration.regNumber,
    total: document.ticket.total,
    time: document.time,
  })
  return { records: [{ ...outcome, sign, checkUrl: url }], effects }
}
