import type { Problem } from './problems.ts'

/** Composed letters, so that one name has one spelling in records, on the wire and on paper; no blanks at the ends. */
export const tidy = (text: string): string => text.normalize('NFC').trim()

/** Controls; then everything else that a reader cannot see or that turns the line around: bidi, zero width, lone surrogates. */
const CONTROL = /\p{Cc}/u
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]/u

/**
 * @param text tidied
 * @param maximum in characters (code points)
 */
export function textProblem(text: string, maximum: number): Problem | undefined {
  if (text === '') return 'empty'
  // A code point is at most two units: whoever is over that is not counted one by one.
  if (text.length > 2 * maximum || Array.from(text).length > maximum) return 'too-long'
  if (CONTROL.test(text)) return 'control-characters'
  return HIDDEN.test(text) ? 'hidden-characters' : undefined
}

const SHOWN = 40

/** A refused value as a message may show it: short, and harmless to a terminal. */
export function shown(value: string, length = SHOWN): string {
  const plain = value.slice(0, length).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{FFFD}')
  return value.length > length ? `${plain}…` : plain
}

/** A check address is the longest that names a document. */
const REFERENCE = 256

/** What was to name a document and does not. */
export const shownRef = (ref: string): string => shown(ref, REFERENCE)
