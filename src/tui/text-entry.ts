import type { Language } from '../locale/text.ts'
import type { Tap } from './model.ts'

/** Letters of a key, as a telephone has them; the digit itself comes last. Kazakh letters stand beside their relatives. */
const RUSSIAN = ['0 ', '1.-,', '2абвг', '3дежз', '4ийкл', '5мноп', '6рсту', '7фхцч', '8шщъы', '9ьэюя']
const KAZAKH = ['0 ', '1.-,', '2аәбвгғ', '3деёжз', '4иійкқл', '5мнңоөп', '6рстуұү', '7фхһцч', '8шщъы', '9ьэюя']

const lettersOf = (key: string, language: Language): string => {
  const [digit = '', ...letters] = (language === 'kk' ? KAZAKH : RUSSIAN)[Number(key)] ?? ''
  return letters.join('') + digit
}

/** Milliseconds in which the same key again means the next letter of it. */
export const TAP_TIME = 1200

export interface Typed {
  readonly text: string
  readonly tap?: Tap
}

/** A name begins with a capital. */
const cased = (text: string, letter: string): string => (text === '' ? letter.toUpperCase() : letter)

/** A digit key pressed in a text: the next letter of the same key, or the first one of another. */
export function tapped({ tap, text }: Typed, key: string, at: number, language: Language): Typed {
  const letters = lettersOf(key, language)
  const again = tap !== undefined && tap.key === key && at - tap.at < TAP_TIME
  const times = again ? tap.times + 1 : 0
  const before = again ? text.slice(0, -1) : text
  return { text: before + cased(before, letters[times % letters.length] ?? ''), tap: { key, times, at } }
}

export const lettered = ({ text }: Typed, char: string): Typed => ({ text: text + cased(text, char) })
