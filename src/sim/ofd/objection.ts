/** Result codes that this OFD gives (protocol §3). */
export const RESULT = {
  OK: 0,
  UNKNOWN_ID: 1,
  INVALID_TOKEN: 2,
  PROTOCOL_ERROR: 3,
  UNSUPPORTED_COMMAND: 5,
  INVALID_REQUEST_NUMBER: 8,
  INVALID_RETRY_REQUEST: 9,
  OPEN_SHIFT_TIMEOUT_EXPIRED: 11,
  INCORRECT_REQUEST_DATA: 13,
  NOT_ENOUGH_CASH: 14,
  BLOCKED: 15,
  SAME_TAXPAYER_AND_CUSTOMER: 17,
  /** Of 2.0.3. */
  ELEMENT_NOT_FOUND_BY_BARCODE: 18,
  SERVICE_TEMPORARILY_UNAVAILABLE: 254,
  UNKNOWN_ERROR: 255,
} as const

/** Why a request is not taken: becomes result_code and result_text. */
export class Objection extends Error {
  override readonly name = 'Objection'
  readonly code: number

  constructor(code: number, text: string) {
    super(text)
    this.code = code
  }
}

/** The data are wrong in context: 13. */
export function insist(condition: boolean, text: string): asserts condition {
  if (!condition) throw new Objection(RESULT.INCORRECT_REQUEST_DATA, text)
}
