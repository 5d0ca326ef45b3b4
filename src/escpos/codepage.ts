/** A character table of one byte: ASCII below 0x80, these 128 characters above; U+FFFD where a table has a hole. */
export type CodePage = (typeof CODE_PAGES)[number]

/** The best for receipts of Kazakhstan first. */
export const CODE_PAGES = ['kz1048', 'cp1251', 'cp866'] as const

const CYRILLIC_CAPITALS = 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ'
const CYRILLIC_SMALL = 'абвгдежзийклмнопрстуфхцчшщъыьэюя'
const HOLE = '\uFFFD'

/**
 * KZ-1048 is СТ РК 1048-2002 (unicode.org, VENDORS/MISC/KZ1048.TXT): CP1251 with Kazakh letters in 16 places, so its
 * bytes on a CP1251 page are good Russian with wrong Kazakh letters.
 */
const UPPER_HALVES: Readonly<Record<CodePage, string>> = {
  kz1048:
    `ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏђ‘’“”•–—${HOLE}™љ›њқһџ\u00A0ҰұӘ¤Ө¦§Ё©Ғ«¬\u00AD®Ү°±Ііөµ¶·ё№ғ»әҢңү` +
    CYRILLIC_CAPITALS +
    CYRILLIC_SMALL,
  cp1251:
    `ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—${HOLE}™љ›њќћџ\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї°±Ііґµ¶·ё№є»јЅѕї` +
    CYRILLIC_CAPITALS +
    CYRILLIC_SMALL,
  cp866:
    CYRILLIC_CAPITALS +
    CYRILLIC_SMALL.slice(0, 16) +
    '░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
    CYRILLIC_SMALL.slice(16) +
    'ЁёЄєЇїЎў°∙·√№¤■\u00A0',
}

const upperHalf = (page: CodePage): string[] => Array.from(UPPER_HALVES[page])

const DECODERS: Readonly<Record<CodePage, readonly string[]>> = {
  kz1048: upperHalf('kz1048'),
  cp1251: upperHalf('cp1251'),
  cp866: upperHalf('cp866'),
}

const ENCODERS: Readonly<Record<CodePage, ReadonlyMap<string, number>>> = {
  kz1048: encoder('kz1048'),
  cp1251: encoder('cp1251'),
  cp866: encoder('cp866'),
}

function encoder(page: CodePage): Map<string, number> {
  return new Map(
    DECODERS[page].flatMap((character, index) => (character === HOLE ? [] : [[character, 0x80 + index] as const])),
  )
}

/** Bytes of a text, or the characters that the table lacks, each once: never a substitute. */
export type Encoded = { readonly bytes: Uint8Array } | { readonly unencodable: readonly string[] }

/** Encodes what a printer prints: 0x20 to 0x7E and the upper half. Control characters are unencodable. */
export function encode(text: string, page: CodePage): Encoded {
  const bytes: number[] = []
  const unencodable = new Set<string>()
  for (const character of text) {
    const byte = character >= ' ' && character <= '~' ? character.charCodeAt(0) : ENCODERS[page].get(character)
    if (byte === undefined) unencodable.add(character)
    else bytes.push(byte)
  }
  return unencodable.size > 0 ? { unencodable: [...unencodable] } : { bytes: Uint8Array.from(bytes) }
}

/** {@link encode} to the code page of Kazakhstan. */
export function encodeKz1048(text: string): Encoded {
  return encode(text, 'kz1048')
}

/** The printable character of a byte, undefined where the table has none. */
export function decodeByte(byte: number, page: CodePage): string | undefined {
  if (byte < 0x80) return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : undefined
  const character = DECODERS[page][byte - 0x80]
  return character === HOLE ? undefined : character
}
