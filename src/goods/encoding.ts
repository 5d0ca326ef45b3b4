/** СТ РК 1048 where it is not CP1251: the same bytes are Kazakh letters, which no shop here means otherwise. */
const KAZAKH_FOR: Readonly<Record<string, string>> = {
  Ќ: 'Қ',
  Ћ: 'Һ',
  ќ: 'қ',
  ћ: 'һ',
  Ў: 'Ұ',
  ў: 'ұ',
  Ј: 'Ә',
  Ґ: 'Ө',
  Є: 'Ғ',
  Ї: 'Ү',
  ґ: 'ө',
  є: 'ғ',
  ј: 'ә',
  Ѕ: 'Ң',
  ѕ: 'ң',
  ї: 'ү',
}

export interface Decoded {
  readonly text: string
  readonly encoding: 'utf-8' | 'cp1251'
}

/**
 * A text file as spreadsheets write it: UTF-8 where the bytes are UTF-8, else the code page of Windows, with Kazakh
 * letters in their places of KZ-1048.
 * @returns undefined for bytes that are no text: a workbook, UTF-16
 */
export function decodeText(bytes: Uint8Array): Decoded | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    const text = new TextDecoder('windows-1251').decode(bytes)
    return { text: text.replaceAll(/[\u0400-\u0491]/g, (letter) => KAZAKH_FOR[letter] ?? letter), encoding: 'cp1251' }
  }
}
