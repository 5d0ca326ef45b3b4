import { CODE_PAGES, type CodePage, encode } from './codepage.ts'
import { type EncodeOptions, encodeDocument } from './encoder.ts'
import { columnsOf, type PrinterProfile } from './profile.ts'

const ESC = 0x1b
const FS = 0x1c
const LF = 0x0a

/** Letters that a wrong page would spoil. */
const SAMPLES: Readonly<Record<CodePage, string>> = {
  kz1048: 'ӘҒҚҢӨҰҮҺІ әғқңөұүһі',
  cp1251: 'Продажа ИТОГО',
  cp866: 'Продажа ИТОГО',
}

interface Candidate {
  readonly page: CodePage
  readonly number: number
  readonly names: readonly string[]
}

/**
 * A line for each code page that the profiles claim, under its number and the profiles' names, and the ways that need no
 * page. The line whose letters are right names the profile; the ruler shows how many columns there are.
 */
export function sampleBytes(profiles: readonly PrinterProfile[], options: EncodeOptions): Uint8Array {
  const pages = candidatesOf(profiles).flatMap(({ names, number, page }) => [
    ESC,
    0x40,
    FS,
    0x2e,
    ESC,
    0x74,
    number,
    ...wordsOf(`${page} ${number}: `, 'cp866'),
    ...wordsOf(SAMPLES[page], page),
    LF,
    ...wordsOf(`  ${names.join(' ')}`, 'cp866'),
    LF,
  ])
  const { profile } = options
  const ways = [
    ...(profile.userDefined > 0 ? (['udc'] as const) : []),
    ...(profile.pages.cp866 === undefined && profile.pages.cp1251 === undefined ? [] : (['hybrid'] as const)),
    'raster' as const,
  ].flatMap((encoding) => [
    ...encodeDocument([{ kind: 'text', text: `${encoding}: ${SAMPLES.kz1048} ₸` }], { ...options, encoding }),
  ])
  const qr = (['native', 'raster'] as const)
    .filter((way) => way === 'raster' || profile.nativeQr)
    .flatMap((way) => [
      ...encodeDocument(
        [
          { kind: 'text', text: `QR ${way}:` },
          { kind: 'qr', data: 'KKM' },
        ],
        { ...options, qr: way },
      ),
    ])
  const ruler = Array.from({ length: columnsOf(profile, options.paper) }, (_, column) => (column + 1) % 10).join('')
  return Uint8Array.from([...pages, ...ways, ...qr, ...encodeDocument([{ kind: 'text', text: ruler }], options)])
}

/** One for each number of a page, the best page first. */
function candidatesOf(profiles: readonly PrinterProfile[]): readonly Candidate[] {
  return CODE_PAGES.flatMap((page) => {
    const numbers = new Set(profiles.flatMap(({ pages }) => pages[page] ?? []))
    return [...numbers].map((number) => ({
      page,
      number,
      names: profiles.filter(({ pages }) => pages[page] === number).map(({ name }) => name),
    }))
  })
}

function wordsOf(text: string, page: CodePage): number[] {
  const encoded = encode(text, page)
  if (!('bytes' in encoded)) throw new Error(`${page} lacks ${encoded.unencodable.join('')}`)
  return [...encoded.bytes]
}
