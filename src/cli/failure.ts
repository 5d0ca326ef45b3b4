import type { Failure } from '../api/types.ts'
import type { ErrorCode, Language } from '../locale/errors.ts'
import type { UsageProblem } from './usage.ts'

/** What the command line itself refuses, with a code of the catalogue. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, details: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

/** Wrong usage: what is wrong is told in the language of the call. */
export class UsageFailure extends Error {
  override readonly name = 'UsageFailure'
  readonly problem: UsageProblem
  readonly value: string

  constructor(problem: UsageProblem, value = '') {
    super(`${problem} ${value}`)
    this.problem = problem
    this.value = value
  }
}

/** What the daemon refused: its own object, in the language of the connection. */
export class DaemonFailure extends Error {
  override readonly name = 'DaemonFailure'
  readonly failure: Failure
  readonly exit: number

  constructor(failure: Failure, exit: number) {
    super(failure.code)
    this.failure = failure
    this.exit = exit
  }
}

export interface Told {
  readonly failure: Failure
  readonly exit: number
}

/** Any error as a failure of the interface with its exit code. What is not a refusal is a bug: INTERNAL, 1. */
export async function tell(thrown: unknown, language: Language): Promise<Told> {
  if (thrown instanceof DaemonFailure) return thrown
  const { ERRORS, renderFailure, usageText } = await import('./catalogue.ts')
  const told = (code: ErrorCode, details: Readonly<Record<string, unknown>>): Told => ({
    failure: renderFailure(code, details, language),
    exit: ERRORS[code].exit,
  })
  if (thrown instanceof CommandFailure) return told(thrown.code, thrown.details)
  if (thrown instanceof UsageFailure)
    return told('USAGE', { problem: usageText(thrown.problem, thrown.value, language) })
  return told('INTERNAL', { problem: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) })
}
