import { Refusal } from '../fiscal/refusal.ts'
import { textProblem, tidy } from '../fiscal/text.ts'
import type { Credentials, Sessions } from './sessions.ts'

/** Longest reason of an act of two people, in characters: it stands on the slip. */
const MAX_REASON = 256

/** The other of the two people: an administrator, by a PIN of one’s own. @throws Refusal PIN_WRONG, LOCKED_OUT, SECOND_PERSON */
export async function secondPerson(
  sessions: Pick<Sessions, 'open' | 'actor'>,
  credentials: Credentials,
  first: number,
): Promise<number> {
  const { code, role } = sessions.actor(await sessions.open(credentials))
  if (code === first || role !== 'administrator') throw new Refusal('SECOND_PERSON', { code })
  return code
}

/** @throws Refusal QUEUE_REASON_INVALID */
export function reasonOf(typed: string): string {
  const reason = tidy(typed)
  const problem = textProblem(reason, MAX_REASON)
  if (problem) throw new Refusal('QUEUE_REASON_INVALID', { problem })
  return reason
}
