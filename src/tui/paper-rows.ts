import { layoutText } from '../escpos/layout.ts'
import type { Line } from '../fiscal/documents/lines.ts'

/** Columns that papers are shown in: they fit the smallest screen. */
const PAPER_COLUMNS = 38

/** A paper as rows of a screen; a QR code is for a phone, and has a place of its own. */
export const paperRows = (lines: readonly Line[]): readonly string[] =>
  layoutText(
    lines.filter(({ kind }) => kind !== 'qr'),
    PAPER_COLUMNS,
  )
