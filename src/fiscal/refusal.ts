import type { ErrorCode } from '../locale/errors.ts'

/** What the texts of a code may name: sums, dates, names, limits. Never a secret. */
export type RefusalDetails = Readonly<Record<string, unknown>>

/**
 * The register says no, with a code of the catalogue (invariant 7). Anything else that is thrown is a bug and ends the
 * daemon; systemd starts it again into the same state.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ErrorCode
  readonly details: RefusalDetails

  constructor(code: ErrorCode, details: RefusalDetails = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}
