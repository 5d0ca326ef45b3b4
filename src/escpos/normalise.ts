/**
 * Spellings that paper does not know, as the spelling that it does: KZ-1048 has «», „“”, – and —, but neither a minus
 * sign nor a multiplication sign nor ₸ (unicode.org, VENDORS/MISC/KZ1048.TXT). Only signs that mean the same stand here.
 */
const EQUIVALENTS: Readonly<Record<string, string>> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2043': '-',
  '\u2212': '-',
  '\uFE63': '-',
  '\uFF0D': '-',
  '\u2015': '\u2014',
  '\u02B9': "'",
  '\u02BC': '\u2019',
  '\u02BB': '\u2018',
  '\u201B': '\u2018',
  '\u2032': "'",
  '\u201F': '\u201C',
  '\u2033': '"',
  '\u2044': '/',
  '\u2215': '/',
  '\u00D7': 'x',
  '\u2715': 'x',
  '\u20B8': 'тг',
}

const EQUIVALENT = new RegExp(`[${Object.keys(EQUIVALENTS).join('')}]`, 'gu')
const NO_BREAK_SPACE = /[\u00A0\u2007\u202F]/gu
const SPACE = /[\t\u1680\u2000-\u2006\u2008-\u200A\u205F\u3000]/gu
/** Soft hyphens, zero-width spaces and marks of direction: nothing of them is ever seen on paper. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\u2066-\u2069\u202A-\u202E\uFEFF]/gu

/** As {@link normalise}, but spaces that must not become line breaks stay U+00A0. */
export function normaliseForWrapping(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(NO_BREAK_SPACE, '\u00A0')
    .replace(SPACE, ' ')
    .replace(INVISIBLE, '')
    .replace(EQUIVALENT, (sign) => EQUIVALENTS[sign] ?? sign)
}

/**
 * The text as paper spells it: NFC, one kind of space, dashes and quotes of KZ-1048, «тг» for ₸. Letters never change;
 * what has no equivalent stays as it is.
 */
export function normalise(text: string): string {
  return normaliseForWrapping(text).replaceAll('\u00A0', ' ')
}
