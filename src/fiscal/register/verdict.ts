import type { ErrorCode } from '../../locale/errors.ts'
import { likelyName, ResultCode } from '../results.ts'
import type { Answer } from '../wire/dialect.ts'
import type { BlockCode } from './event-records.ts'

/** How a code that is not 0 is told to a person, and which block it sets. `block` undefined: the data are to be mended. */
interface Verdict {
  readonly refusal: ErrorCode
  readonly block: BlockCode | undefined
}

/** Result codes of protocol §3 for a document that the OFD did not take. Codes not named here: PROTOCOL_ERROR. */
const VERDICTS: Readonly<Record<number, Verdict>> = {
  [ResultCode.UNKNOWN_ID]: { refusal: 'UNKNOWN_ID', block: 'UNKNOWN_ID' },
  [ResultCode.INVALID_TOKEN]: { refusal: 'TOKEN_INVALID', block: 'TOKEN_INVALID' },
  [ResultCode.INVALID_REQUEST_NUMBER]: { refusal: 'REQUEST_NUMBER', block: 'REQUEST_NUMBER' },
  [ResultCode.INVALID_RETRY_REQUEST]: { refusal: 'REQUEST_NUMBER', block: 'REQUEST_NUMBER' },
  [ResultCode.OPEN_SHIFT_TIMEOUT_EXPIRED]: { refusal: 'SHIFT_TOO_LONG', block: 'SHIFT_TOO_LONG' },
  [ResultCode.INCORRECT_REQUEST_DATA]: { refusal: 'OFD_REFUSED', block: undefined },
  [ResultCode.NOT_ENOUGH_CASH]: { refusal: 'OFD_NOT_ENOUGH_CASH', block: undefined },
  [ResultCode.BLOCKED]: { refusal: 'SERVER_BLOCKED', block: 'SERVER_BLOCKED' },
  [ResultCode.SHIFT_ALREADY_OPENED]: { refusal: 'OFD_REFUSED', block: undefined },
  [ResultCode.SAME_TAXPAYER_AND_CUSTOMER]: { refusal: 'CUSTOMER_IS_SELLER', block: undefined },
}
const UNKNOWN: Verdict = { refusal: 'PROTOCOL_ERROR', block: 'PROTOCOL_ERROR' }

export const verdictOf = (code: number): Verdict => VERDICTS[code] ?? UNKNOWN

/** What the texts of a refusal and of a block name. A code without words of ours is told by the protocol's own name. */
export function answerDetails(answer: Answer): Readonly<Record<string, string | number>> {
  const { ads, code, header, text } = answer
  const notice = ads.find(({ type }) => type === 'info')?.text
  const name = verdictOf(code) === UNKNOWN ? likelyName(code, versionOf(header.version)) : undefined
  return { ofdCode: code, text: notice || text || name || '' }
}

/** 203 of a header is 2.0.3. */
const versionOf = (number: number): string => String(number).split('').join('.')
