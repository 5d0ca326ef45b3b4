import type { Chain } from '../fiscal/register/records.ts'

/**
 * What is wrong with an accumulator, as `journal verify` names it: a record that is not as it was sealed or not linked to
 * its neighbour (`chain`), a signature, running totals that the documents do not give (`totals`), records missing in the
 * middle (`gap`), time that runs back (`time`), an end that something outside knows to be later (`short`).
 */
export const FAULTS = ['chain', 'signature', 'totals', 'gap', 'time', 'short'] as const
export type Fault = (typeof FAULTS)[number]

export interface Where {
  readonly chain: Chain
  readonly sequence: bigint
}

/** The accumulator is not what was written into it. Nothing is mended on the way: the register stops selling and says so. */
export class DamageError extends Error {
  override readonly name = 'DamageError'
  readonly fault: Fault
  readonly where: Where | undefined

  constructor(fault: Fault, problem: string, where?: Where, cause?: unknown) {
    super(where ? `${where.chain} record ${where.sequence}: ${problem}` : problem, { cause })
    this.fault = fault
    // Callers pass whole records; their content has no business in an error.
    this.where = where && { chain: where.chain, sequence: where.sequence }
  }
}

/** What is read, or what is wrong with it. */
export function damageOf<T>(read: () => T): T | DamageError {
  try {
    return read()
  } catch (error) {
    if (error instanceof DamageError) return error
    throw error
  }
}

/**
 * A write failed, so nobody knows whether the records are there (an EIO leaves them in the log). The journal takes
 * nothing more; the daemon ends, opens it anew and reads what is true.
 */
export class JournalFailed extends Error {
  override readonly name = 'JournalFailed'

  constructor(cause: unknown) {
    super('a write to the accumulator failed: its outcome is unknown until it is opened again', { cause })
  }
}

/** Another process has it open. */
export class JournalLocked extends Error {
  override readonly name = 'JournalLocked'

  constructor(directory: string, cause: unknown) {
    super(`the accumulator ${directory} is open in another process`, { cause })
  }
}

/** Nothing was ever provisioned there. */
export class JournalMissing extends Error {
  override readonly name = 'JournalMissing'

  constructor(directory: string) {
    super(`there is no accumulator at ${directory}`)
  }
}

/** The place where it lies cannot be read or written: rights, a full or read-only medium. Nothing is said of what lies there. */
export class StorageUnusable extends Error {
  override readonly name = 'StorageUnusable'

  constructor(path: string, cause: unknown) {
    super(`${path} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}
