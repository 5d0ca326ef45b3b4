import type { Paper } from '../fiscal/documents/lines.ts'
import { CODE_PAGES, type CodePage } from './codepage.ts'
import { CELL_WIDTH } from './font/glyph.ts'

/**
 * What a printer can do, as far as its bytes depend on it. Lists of page numbers contradict each other, so a profile is
 * a claim that a test print confirms, never a constant of the encoder.
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
}

/** The known printers. */
export const PROFILES: readonly PrinterProfile[] = [
  GENERIC,
  { ...GENERIC, name: 'epson', models: 'Epson TM-T20II, TM-T20III, TM-m30, TM-m30II, TM-m30III' },
  {
    ...GENERIC,
    name: 'epson-180dpi',
    models: 'Epson TM-T88V, TM-T88VI, TM-T88VII, TM-T70II',
    dots: DOTS_180,
  },
  {
    name: 'hp-a779',
    models: 'HP A779',
    pages: { kz1048: 15, cp1251: 13, cp866: 7 },
    dots: DOTS_203,
    nativeQr: true,
    cutter: true,
  },
  {
    name: 'xprinter',
    models: 'Xprinter XP-N160II, XP-T80Q',
    pages: { cp1251: 23, cp866: 17 },
    dots: DOTS_203,
    nativeQr: true,
    cutter: true,
  },
  {
    name: 'rongta',
    models: 'Rongta RP326, RP332',
    pages: { cp1251: 6, cp866: 7 },
    dots: DOTS_203,
    nativeQr: true,
    cutter: true,
  },
  {
    name: 'pos-58',
    models: 'POS-58, POS-5890, Zjiang ZJ-5870',
    // Lists name 73 and 23 for CP1251 of one and the same family: images are sure.
    pages: {},
    dots: DOTS_203,
    nativeQr: false,
    cutter: false,
  },
]

/** @param name a profile's name, or `auto` for `generic` */
export function profileOf(name: string): PrinterProfile | undefined {
  return PROFILES.find((profile) => profile.name === (name === 'auto' ? 'generic' : name))
}

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
