import type { Paper } from '../fiscal/documents/lines.ts'
import { CODE_PAGES, type CodePage } from './codepage.ts'
import { CELL_WIDTH } from './font/glyph.ts'

/**
 * What a printer can do, as far as its bytes depend on it. Lists of page numbers contradict each other, so a profile is
 * a claim that a test print confirms (`kkm printer test`), never a constant of the encoder.
 */
export interface PrinterProfile {
  readonly name: string
  readonly models: string
  /** `n` of `ESC t n` for each code page that the printer has. */
  readonly pages: Readonly<Partial<Record<CodePage, number>>>
  /** Dots in the printing width. */
  readonly dots: Readonly<Record<Paper, number>>
  /** Draws QR codes by itself (`GS ( k`). */
  readonly nativeQr: boolean
  /** Cuts paper by itself (`GS V`); without a cutter the paper is fed past the tear-off edge. */
  readonly cutter: boolean
  /** How many characters it lets us draw for it (`ESC &`); 0: none. */
  readonly userDefined: number
  /** It has a socket for a drawer (`ESC p`). */
  readonly drawer: boolean
  /** What it is asked behind a document; `ask`: both, and the first document shows which it knows. */
  readonly barrier: 'ask' | 'in-order' | 'none'
  /** How the names begin of its models with a sensor for the roll's near end; the others are not known to have one. */
  readonly nearEndSensor: readonly string[]
}

const DOTS_203 = { 58: 384, 80: 576 } as const
/** Heads of 180 dots an inch have 512 dots on a roll of 80 mm: 42 columns. */
const DOTS_180 = { 58: 360, 80: 512 } as const

/** What an unknown printer is taken for: Epson's table of pages, which most follow. */
export const GENERIC: PrinterProfile = {
  name: 'generic',
  models: 'printers with the table of pages of Epson',
  pages: { kz1048: 53, cp1251: 46, cp866: 17 },
  dots: DOTS_203,
  nativeQr: true,
  cutter: true,
  userDefined: 0,
  drawer: true,
  barrier: 'ask',
  nearEndSensor: [],
}

/** One that has Cyrillic, but no Kazakh letters. */
const CYRILLIC = { ...GENERIC, pages: {} } as const

/** A small one for rolls of 58 mm. */
const SMALL = { ...CYRILLIC, nativeQr: false, cutter: false } as const

/** The known printers. Page numbers from the makers' references and from public lists of capabilities. */
export const PROFILES: readonly PrinterProfile[] = [
  GENERIC,
  {
    ...GENERIC,
    name: 'epson',
    models: 'Epson TM-T20II, TM-T20III, TM-T20IV, TM-m30, TM-m30II, TM-m30III',
    userDefined: 94,
  },
  {
    ...GENERIC,
    name: 'epson-180dpi',
    models: 'Epson TM-T88V, TM-T88VI, TM-T88VII, TM-T70II',
    dots: DOTS_180,
    userDefined: 94,
    nearEndSensor: ['TM-T88'],
  },
  {
    ...CYRILLIC,
    name: 'epson-old',
    models: 'Epson TM-T88III, TM-T88IV, TM-T70',
    pages: { cp866: 17 },
    dots: DOTS_180,
    nativeQr: false,
    userDefined: 94,
    // They print `GS ( H` as letters.
    barrier: 'in-order',
    nearEndSensor: ['TM-T88'],
  },
  { ...GENERIC, name: 'hp-a779', models: 'HP A779', pages: { kz1048: 15, cp1251: 13, cp866: 7 } },
  { ...GENERIC, name: 'tep-200m', models: 'EPOS TEP-200M' },
  { ...CYRILLIC, name: 'seiko', models: 'Seiko RP-F10', pages: { cp1251: 46, cp866: 17 } },
  { ...CYRILLIC, name: 'xprinter', models: 'Xprinter XP-N160II, XP-T80Q', pages: { cp1251: 23, cp866: 17 } },
  {
    ...CYRILLIC,
    name: 'rongta',
    models: 'Rongta RP326, RP332 and printers under other names',
    pages: { cp1251: 6, cp866: 7 },
    userDefined: 94,
  },
  { ...CYRILLIC, name: 'bixolon', models: 'Bixolon SRP', pages: { cp1251: 28, cp866: 17 } },
  // Lists name 17 and 7 for CP866 of one and the same printer.
  { ...CYRILLIC, name: 'citizen', models: 'Citizen CT-S' },
  {
    ...CYRILLIC,
    name: 'star',
    models: 'Star TSP600, TSP800, SP2000, mcPrint in ESC/POS mode',
    pages: { cp1251: 34, cp866: 10 },
  },
  { ...CYRILLIC, name: 'kefar', models: 'Kefar KR-306', pages: { cp1251: 51, cp866: 37 } },
  { ...CYRILLIC, name: 'sunmi', models: 'Sunmi V2', pages: { cp866: 17 }, cutter: false, drawer: false },
  { ...SMALL, name: 'mpt', models: 'MPT-II, Youku-58T', pages: { cp1251: 6, cp866: 7 }, drawer: false },
  // Lists name 73 and 23 for CP1251 of one and the same family: images are sure.
  { ...SMALL, name: 'pos-58', models: 'POS-58, POS-5890, Zjiang ZJ-5870' },
]

/** @param name a profile's name, or `auto` for `generic` */
export function profileOf(name: string): PrinterProfile | undefined {
  return PROFILES.find((profile) => profile.name === (name === 'auto' ? 'generic' : name))
}

/** Makers whose numbers on the USB tell which profile to begin with (usb.ids). */
const USB_MAKERS: Readonly<Record<number, string>> = {
  0x04b8: 'epson',
  0x0519: 'star',
  0x1504: 'bixolon',
  0x0419: 'bixolon',
  0x0416: 'pos-58',
  0x0483: 'xprinter',
  0x1d90: 'citizen',
}

/** The profile to try first for a printer that tells its maker, its model or its number on the USB. */
export function suggestedProfile(told: { readonly vendorId?: number; readonly names: string }): string | undefined {
  const words = told.names.toLowerCase()
  if (/tm-t88v|tm-t70ii/.test(words)) return 'epson-180dpi'
  const named = PROFILES.filter((profile) => profile !== GENERIC).find(({ models, name }) =>
    models.split(', ').some((model) => words.includes((model.split(' ').at(-1) ?? name).toLowerCase())),
  )
  return named?.name ?? (told.vendorId === undefined ? undefined : USB_MAKERS[told.vendorId])
}

/** Without a sensor a printer calls a roll near its end by the same byte as a full one. */
export const sensesNearEnd = (model: string): boolean =>
  PROFILES.some(({ nearEndSensor }) => nearEndSensor.some((name) => model.startsWith(name)))

/** Cells of the printer's font A in a row of its paper. */
export function columnsOf(profile: PrinterProfile, paper: Paper): number {
  return Math.floor(profile.dots[paper] / CELL_WIDTH)
}

/** The code page behind each `n` of `ESC t n` that the profile names. */
export function pagesOf(profile: PrinterProfile): ReadonlyMap<number, CodePage> {
  return new Map(
    CODE_PAGES.flatMap((page) => {
      const number = profile.pages[page]
      return number === undefined ? [] : [[number, page] as const]
    }),
  )
}
