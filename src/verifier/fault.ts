/**
 * What does not hold, by the names of docs/record-format.md. `where` is the record, the file or the frame: never what it
 * holds.
 */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly fault: FaultName
  readonly where: string

  constructor(fault: FaultName, where: string, problem: string) {
    super(problem)
    this.fault = fault
    this.where = where
  }
}

export const FAULT_NAMES = ['chain', 'signature', 'totals', 'gap', 'time', 'short'] as const
export type FaultName = (typeof FAULT_NAMES)[number]
