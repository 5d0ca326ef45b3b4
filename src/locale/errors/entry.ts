import { type Text, text } from '../text.ts'

/**
 * One refusal: its exit code (interface, table of exit codes), whether a script may try again, and its words.
 * `{name}` in them is taken from the details; all three languages name the same ones.
 */
export interface ErrorEntry {
  readonly exit: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
  readonly retry: 'never' | 'later' | 'same-key'
  readonly text: Text
  readonly remedy: Text
}

/** Kazakh, Russian, English. */
export type Words = readonly [kk: string, ru: string, en: string]

/** A refusal of one exit class: what happened, what to do. */
export const entryOf =
  <E extends ErrorEntry['exit']>(exit: E) =>
  (retry: ErrorEntry['retry'], happened: Words, remedy: Words) => ({
    exit,
    retry,
    text: text(...happened),
    remedy: text(...remedy),
  })

/** A remedy that is a command is the same in every language. */
export const command = (words: string): Words => [words, words, words]
