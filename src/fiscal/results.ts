/** Result codes of an answer, by the protocol's own names (protocol §3). */
export const ResultCode = {
  OK: 0,
  UNKNOWN_ID: 1,
  INVALID_TOKEN: 2,
  PROTOCOL_ERROR: 3,
  UNKNOWN_COMMAND: 4,
  UNSUPPORTED_COMMAND: 5,
  INVALID_CONFIGURATION: 6,
  SSL_IS_NOT_ALLOWED: 7,
  INVALID_REQUEST_NUMBER: 8,
  INVALID_RETRY_REQUEST: 9,
  CANT_CANCEL_TICKET: 10,
  OPEN_SHIFT_TIMEOUT_EXPIRED: 11,
  INVALID_LOGIN_PASSWORD: 12,
  INCORRECT_REQUEST_DATA: 13,
  NOT_ENOUGH_CASH: 14,
  BLOCKED: 15,
  SHIFT_ALREADY_OPENED: 16,
  SAME_TAXPAYER_AND_CUSTOMER: 17,
  SERVICE_TEMPORARILY_UNAVAILABLE: 254,
  UNKNOWN_ERROR: 255,
} as const

/** Codes whose meaning is not the same everywhere: which version of the protocol says what (protocol §7). */
const BY_VERSION: readonly { readonly version: string; readonly code: number; readonly name: string }[] = [
  { version: '2.0.3', code: 18, name: 'ELEMENT_NOT_FOUND_BY_BARCODE' },
  { version: '2.0.4', code: 18, name: 'DEREGISTERED' },
  { version: '2.0.4', code: 19, name: 'DISCONNECTED' },
]

const NAMES: ReadonlyMap<number, string> = new Map(Object.entries(ResultCode).map(([name, code]) => [code, name]))

/**
 * What a code is called in a version of the protocol: for a technician.
 * @returns undefined for a code that this version does not know
 */
export const resultName = (code: number, version: string): string | undefined =>
  NAMES.get(code) ?? BY_VERSION.find((entry) => entry.version === version && entry.code === code)?.name

/** The same where the answer's version has no such code: what a later one means by it, for its servers come first (P204). */
export const likelyName = (code: number, version: string): string | undefined =>
  resultName(code, version) ?? BY_VERSION.findLast((entry) => entry.code === code)?.name

/** The OFD asks to come again within the transaction's time: the same bytes on a new connection (protocol §3, §4). */
export const isBusy = (code: number): boolean =>
  code === ResultCode.SERVICE_TEMPORARILY_UNAVAILABLE || code === ResultCode.UNKNOWN_ERROR
