import type { InFlight } from '../register/fiscal-records.ts'
import type { Answer } from './dialect.ts'
import { dialectOf } from './dialects.ts'
import { WireError, readHeader } from './frame.ts'

/** 254 SERVICE_TEMPORARILY_UNAVAILABLE, 255 UNKNOWN_ERROR: not final, the same bytes go again (protocol §3, §4). */
const AGAIN: ReadonlySet<number> = new Set([254, 255])

export type Reply =
  | { readonly verdict: 'answer' | 'again'; readonly answer: Answer }
  /** Another ID, REQNUM or command: it counts as no answer and ends the connection (protocol §1). */
  | { readonly verdict: 'no' }

/**
 * Whether a frame is the answer to the request in flight, and what it says. TOKEN is not compared: it may be new.
 * @param request the bytes that were sent
 * @throws WireError when the frame is not an answer of the request's version
 */
export function readAnswer(
  { command, version }: Pick<InFlight, 'command' | 'version'>,
  request: Uint8Array,
  frame: Uint8Array,
): Reply {
  const asked = readHeader(request)
  const answer = dialectOf(version).decodeResponse(frame)
  const { id, reqnum } = answer.header
  if (id !== asked.id || reqnum !== asked.reqnum || answer.command !== command) return { verdict: 'no' }
  if (answer.code === 0 && command === 'ticket' && answer.ticket === undefined)
    throw new WireError('missing', 'an answer to a ticket without its fiscal sign')
  return { verdict: AGAIN.has(answer.code) ? 'again' : 'answer', answer }
}
