import type { Journal } from '../../src/accumulator/journal.ts'
import type { Core } from '../../src/daemon/register.ts'
import type { Spooler } from '../../src/daemon/spooler.ts'
import { coreMutants } from './core-mutants.ts'
import { shellMutants } from './shell-mutants.ts'

/** A wrong register: our core or a part of the shell with one thing done otherwise. */
export interface Mutant {
  readonly name: string
  readonly core?: (core: Core, print: (documentNumber: number) => void) => Core
  readonly journal?: (journal: Journal) => Journal
  readonly spooler?: typeof Spooler
  /** False: an append is confirmed before the disk has it. */
  readonly barrier?: false
}

/** Every wrong register that we thought of. */
export const MUTANTS: readonly Mutant[] = [...coreMutants, ...shellMutants]
