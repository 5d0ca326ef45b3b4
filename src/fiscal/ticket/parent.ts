import { type Tiyn, formatTenge, parseTenge } from '../money.ts'
import { isRegNumber } from '../identifiers.ts'
import { type CheckFacts, parseCheckUrl } from '../operators.ts'
import type { Problem } from '../problems.ts'
import { Refusal } from '../refusal.ts'
import { shown } from '../text.ts'
import { type Instant, formatIso, parseMoment } from '../time.ts'
import type { ParentTicket } from './types.ts'

/** The receipt that a return goes back to, as a paper says it. */
export interface ForeignParentRequest {
  readonly sign: string
  readonly time: string
  readonly regNumber: string
  readonly total: string
  readonly autonomous: boolean
}

const refuse = (field: string, problem: Problem) => new Refusal('PARENT_INVALID', { field: `parent.${field}`, problem })

function readTotal(text: string): Tiyn {
  const total = parseTenge(text)
  if (total === undefined || total === 0n) throw refuse('total', 'sum-invalid')
  return total
}

function readTime(text: string, now: Instant): Instant {
  const time = parseMoment(text)
  if (time === undefined) throw refuse('time', 'not-a-moment')
  if (time > now) throw refuse('time', 'in-future')
  return time
}

/**
 * The facts of a receipt as somebody typed them from its paper.
 * @throws Refusal PARENT_INVALID
 */
export function readForeignParent(asked: ForeignParentRequest, now: Instant): ParentTicket {
  const sign = asked.sign.trim()
  if (!/^\d{1,20}$/.test(sign)) throw refuse('sign', sign === '' ? 'empty' : 'out-of-range')
  const regNumber = asked.regNumber.trim()
  if (!isRegNumber(regNumber)) throw refuse('regNumber', 'not-12-digits')
  const { autonomous } = asked
  return { sign, time: readTime(asked.time, now), regNumber, total: readTotal(asked.total), autonomous }
}

/**
 * The facts of a receipt out of its check address, which every paper carries as its QR code.
 * @throws Refusal PARENT_INVALID
 */
export function readParentUrl(url: string, autonomous: boolean, now: Instant): ParentTicket {
  const facts: CheckFacts | undefined = parseCheckUrl(url)
  if (facts === undefined) throw refuse('url', 'out-of-range')
  if (facts.total === 0n) throw refuse('total', 'sum-invalid')
  if (facts.time > now) throw refuse('time', 'in-future')
  return { ...facts, autonomous }
}

/** The wire and the paper carry whole minutes at least, and seconds where they were asked. */
const MINUTE = 60_000

/**
 * What somebody says of a receipt must be what is known of it: its total to the tiyn, its time to the minute (a paper of
 * another maker, or a person, leaves the seconds out).
 * @throws Refusal PARENT_MISMATCH
 */
export function assertSameReceipt(given: ParentTicket, known: Pick<ParentTicket, 'time' | 'total'>): void {
  const mismatch = (field: string, ours: string, theirs: string) =>
    new Refusal('PARENT_MISMATCH', { field: `parent.${field}`, given: shown(ours), known: theirs })
  if (given.total !== known.total) throw mismatch('total', formatTenge(given.total), formatTenge(known.total))
  if (Math.floor(given.time / MINUTE) !== Math.floor(known.time / MINUTE))
    throw mismatch('time', formatIso(given.time), formatIso(known.time))
}
