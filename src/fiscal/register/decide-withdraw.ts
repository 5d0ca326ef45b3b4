import { Refusal } from '../refusal.ts'
import type { Decision } from './decide.ts'
import type { FiscalDocument } from './document.ts'
import type { BlockCode } from './event-records.ts'
import type { RegisterRecord } from './records.ts'
import type { State } from './state.ts'

export interface Withdrawal {
  /** As its attempt has it. */
  readonly document: FiscalDocument
  readonly reason: string
  /** Codes of the technician and of the administrator. */
  readonly by: number
  readonly second: number
}

/** Blocks that the removal lifts: those that this very document set. */
const LIFTED: readonly BlockCode[] = ['QUEUE_REFUSED', 'RETRY_REFUSED', 'REQUEST_NUMBER']

/**
 * Two people take out the document that the OFD refuses, so that those behind it can go (protocol §4). One that was made
 * autonomously stays counted here, since its paper is out, and apart from what the OFD counts (ADR 16). One that is still under way never counted, and its number is burnt.
 * @throws Refusal QUEUE_NOT_REFUSED: the OFD refuses nothing; QUEUE_NOT_HEAD: it refuses another
 */
export function decideWithdraw(state: State, { document, ...people }: Withdrawal): Decision {
  const { documentNumber } = document
  assertRefused(state, documentNumber)
  const counts = state.queue.some((entry) => entry.documentNumber === documentNumber)
  const withdrawn = { kind: 'withdrawn', documentNumber, ...(counts && { document }), ...people } as const
  const unblocks = LIFTED.filter((code) => state.blocks[code]).map(
    (code) => ({ kind: 'unblock', code, reason: 'the document was taken out' }) as const,
  )
  return { records: [withdrawn, ...burntAttempt(state, documentNumber), ...unblocks], effects: [] }
}

/** Only what the OFD refuses is taken out. @throws Refusal QUEUE_NOT_REFUSED, QUEUE_NOT_HEAD */
export function assertRefused(state: State, documentNumber: number): void {
  const refused = refusedDocument(state)
  if (refused === undefined) throw new Refusal('QUEUE_NOT_REFUSED', { documentNumber })
  if (refused !== documentNumber) throw new Refusal('QUEUE_NOT_HEAD', { documentNumber, head: refused })
}

/** The document that a person has to decide about; undefined: there is none. */
export function refusedDocument({ attempt, blocks, queue }: State): number | undefined {
  if (blocks.RETRY_REFUSED && attempt) return attempt.document.documentNumber
  return blocks.QUEUE_REFUSED ? queue[0]?.documentNumber : undefined
}

/** A document under way ends as refused: by the code that the block tells; the answer itself was not kept. */
function burntAttempt({ attempt, blocks, token }: State, documentNumber: number): readonly RegisterRecord[] {
  if (attempt?.document.documentNumber !== documentNumber) return []
  const code = Number(blocks.RETRY_REFUSED?.details['ofdCode'] ?? 0)
  const answer = { code, token, frame: '', link: '' }
  return [{ kind: 'outcome', documentNumber, result: 'refused', code, answer }]
}
