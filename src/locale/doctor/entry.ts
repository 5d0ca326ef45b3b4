import { type Text, text } from '../text.ts'

export type FindingState = 'ok' | 'warning' | 'error' | 'skipped'

/** Kazakh, Russian, English; one word for all is a command. */
export type Words = readonly [kk: string, ru: string, en: string] | string

/** One thing that can be wrong: how bad it is, what it is, and what mends it. `{name}` comes from the details. */
export interface Problem {
  readonly state: Exclude<FindingState, 'ok'>
  readonly what: Text
  readonly mend: Text
}

/** One thing that is looked at: how it reads when all is well, why it matters, and what can be wrong. */
export interface Subject {
  readonly ok: Text
  readonly why: Text
  readonly problems: Readonly<Record<string, Problem>>
}

const of = (words: Words): Text => (typeof words === 'string' ? text(words, words, words) : text(...words))

const problem =
  (state: Problem['state']) =>
  (what: Words, mend: Words): Problem => ({ state, what: of(what), mend: of(mend) })

export const error = problem('error')
export const warning = problem('warning')
export const skipped = problem('skipped')

export const subject = <P extends Subject['problems']>(ok: Words, why: Words, problems: P) => ({
  ok: of(ok),
  why: of(why),
  problems,
})
