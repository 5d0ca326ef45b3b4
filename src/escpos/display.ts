import { type CodePage, encode } from './codepage.ts'
import { normalise } from './normalise.ts'

/** Characters of a line; there are two. */
export const DISPLAY_COLUMNS = 20

/** How a customer display's bytes look. Its page is a claim that `display test` confirms, as with printers. */
export interface DisplayProfile {
  readonly models: string
  /** Sent when it is opened: clear, and the page of characters. */
  readonly begin: (encoding: DisplayEncoding) => readonly number[]
  /** Replaces both lines, each of 20 bytes. */
  readonly both: (upper: Uint8Array, lower: Uint8Array) => readonly number[]
}

/** `latin`: of a display without Cyrillic. */
export const DISPLAY_ENCODINGS = ['kz1048', 'cp1251', 'cp866', 'latin'] as const
export type DisplayEncoding = CodePage | 'latin'

const ESC = 0x1b
const CLEAR = 0x0c
const CR = 0x0d
const US = 0x1f

const INITIALISE = [ESC, 0x40, CLEAR] as const

/** `ESC t n`, where the display has the page. */
const pageOf = (pages: Readonly<Partial<Record<DisplayEncoding, number>>>, encoding: DisplayEncoding): number[] => {
  const page = pages[encoding]
  return page === undefined ? [] : [ESC, 0x74, page]
}

const OVERWRITE = [US, 0x01] as const
const UPPER_LINE = [US, 0x24, 1, 1] as const
const LOWER_LINE = [US, 0x24, 1, 2] as const

/** Overwrite mode, then each line from its first place (`US $ n m`): nothing flickers, nothing scrolls. */
const byPlaces: DisplayProfile['both'] = (upper, lower) => [
  ...OVERWRITE,
  ...UPPER_LINE,
  ...upper,
  ...LOWER_LINE,
  ...lower,
]

export const DISPLAY_PROFILES = {
  escpos: {
    models: 'displays with the commands of Epson DM-D',
    begin: (encoding) => [...INITIALISE, ...pageOf({ cp866: 17, cp1251: 46 }, encoding)],
    both: byPlaces,
  },
  'aures-ocd': {
    models: 'Aures OCD-100, OCD-300',
    begin: (encoding) => [...INITIALISE, ...pageOf({ cp866: 11, cp1251: 12 }, encoding)],
    both: byPlaces,
  },
  cd5220: {
    models: 'Partner Tech CD5220 and what follows its manual',
    // ESC c R: the letters of Russia
    begin: (encoding) => [...INITIALISE, ...(encoding === 'latin' ? [] : [ESC, 0x63, 0x52])],
    both: (upper, lower) => [ESC, 0x51, 0x41, ...upper, CR, ESC, 0x51, 0x42, ...lower, CR],
  },
} as const satisfies Readonly<Record<string, DisplayProfile>>

export type DisplayProfileName = keyof typeof DISPLAY_PROFILES

/** Kazakh letters by the Russian ones that a Kazakh reads in their place. */
const AS_RUSSIAN: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('ӘАҒГҚКҢНӨОҰУҮУҺХІИәағгқкңнөоұуүуһхіи'.matchAll(/(.)(.)/gu), ([, kazakh = '', russian = '']) => [
    kazakh,
    russian,
  ]),
)

const LATIN_CAPITALS = 'A B V G D E Zh Z I I K L M N O P R S T U F Kh Ts Ch Sh Shch - Y - E Iu Ia'.split(' ')

/** Russian letters by Latin ones, as passports spell them; ъ and ь vanish. */
const AS_LATIN: Readonly<Record<string, string>> = Object.fromEntries([
  ...LATIN_CAPITALS.flatMap((spelt, index) => {
    const latin = spelt === '-' ? '' : spelt
    const capital = String.fromCodePoint(0x410 + index)
    return [
      [capital, latin],
      [capital.toLowerCase(), latin.toLowerCase()],
    ] as const
  }),
  ['Ё', 'E'],
  ['ё', 'e'],
  ['№', 'No'],
  ['«', '"'],
  ['»', '"'],
  ['—', '-'],
  ['–', '-'],
])

const isAscii = (character: string): boolean => character >= ' ' && character <= '~'

const has = (character: string, encoding: DisplayEncoding): boolean =>
  encoding === 'latin' ? isAscii(character) : 'bytes' in encode(character, encoding)

/** The nearest spelling that the display has; `?` where there is none: nothing here is a fiscal paper. */
function spell(character: string, encoding: DisplayEncoding): string {
  if (has(character, encoding)) return character
  const russian = AS_RUSSIAN[character] ?? character
  if (has(russian, encoding)) return russian
  const latin = AS_LATIN[russian]
  return latin === undefined ? '?' : latin
}

const spelt = (text: string, encoding: DisplayEncoding): string =>
  Array.from(normalise(text).replaceAll(/\s/gu, ' '), (character) => spell(character, encoding)).join('')

/** A line as the display will show it. */
export const shownAs = (text: string, encoding: DisplayEncoding): string =>
  spelt(text, encoding).slice(0, DISPLAY_COLUMNS).padEnd(DISPLAY_COLUMNS)

/** Exactly one line of bytes: what is longer is cut, what is shorter is filled. */
function lineBytes(text: string, encoding: DisplayEncoding): Uint8Array {
  const encoded = encode(shownAs(text, encoding), encoding === 'latin' ? 'cp866' : encoding)
  if (!('bytes' in encoded)) throw new Error(`a line of the display holds ${encoded.unencodable.join('')}`)
  return encoded.bytes
}

/** Both lines as one picture. */
export interface DisplayLines {
  readonly upper: string
  readonly lower: string
}

/** A text at the left, a sum at the right, which is never cut: the text gives way. */
export function leftAndRight(left: string, right: string, encoding: DisplayEncoding): string {
  const sum = spelt(right, encoding).slice(0, DISPLAY_COLUMNS)
  const room = Math.max(0, DISPLAY_COLUMNS - sum.length - 1)
  return `${spelt(left, encoding).slice(0, room).padEnd(room)} ${sum}`.slice(-DISPLAY_COLUMNS)
}

export const displayBegin = (profile: DisplayProfile, encoding: DisplayEncoding): Uint8Array =>
  Uint8Array.from(profile.begin(encoding))

export const displayBytes = (
  { lower, upper }: DisplayLines,
  profile: DisplayProfile,
  encoding: DisplayEncoding,
): Uint8Array => Uint8Array.from(profile.both(lineBytes(upper, encoding), lineBytes(lower, encoding)))
