import { fill, type Language } from '../text.ts'
import type { FindingState, Subject } from './entry.ts'
import { HARDWARE_SUBJECTS } from './hardware.ts'
import { MACHINE_SUBJECTS } from './machine.ts'
import { REGISTER_SUBJECTS } from './register.ts'

export type { FindingState } from './entry.ts'

/** Everything that is looked at, by its id. */
export const SUBJECTS = { ...MACHINE_SUBJECTS, ...HARDWARE_SUBJECTS, ...REGISTER_SUBJECTS }

export type SubjectId = keyof typeof SUBJECTS
export type FaultOf<S extends SubjectId> = keyof (typeof SUBJECTS)[S]['problems'] & string

/** What a check came to: nothing wrong, or one of its subject's problems. */
export type Found = {
  readonly [S in SubjectId]: {
    readonly id: S
    /** Which link, block or warning it is about: the id goes on with it. */
    readonly of?: string
    readonly fault?: FaultOf<S>
    readonly details?: Readonly<Record<string, string | number | undefined>>
  }
}[SubjectId]

export interface Finding {
  readonly id: string
  readonly state: FindingState
  readonly what: string
  readonly why: string
  /** The command or the act that mends it; absent: nothing is to be mended. */
  readonly mend?: string
}

/** A finding in words. */
export function findingOf({ details = {}, fault, id, of }: Found, language: Language): Finding {
  const { ok, problems, why }: Subject = SUBJECTS[id]
  const wrong = fault === undefined ? undefined : problems[fault]
  const filled = (template: string): string =>
    fill(template, (name) => (details[name] === undefined ? undefined : String(details[name])))
  return {
    id: of === undefined ? id : `${id}.${of}`,
    state: wrong?.state ?? 'ok',
    what: filled((wrong?.what ?? ok)[language]),
    why: why[language],
    ...(wrong && { mend: filled(wrong.mend[language]) }),
  }
}
