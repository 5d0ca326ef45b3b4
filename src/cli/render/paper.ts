import type { Lines } from '../../api/results.ts'
import { terminalReceipt } from '../../escpos/terminal.ts'
import type { Context } from '../context.ts'

/** Columns of 80 and of 58 mm paper. */
const WIDE = 48
const NARROW = 32

/** A document as paper in the terminal, QR code and all. */
export async function paperText(lines: Lines, columns: number, { colour }: Context): Promise<string> {
  if (!colour.out) return terminalReceipt(lines, columns)
  const { qrRows } = await import('../../escpos/qr-terminal.ts')
  return terminalReceipt(lines, columns, qrRows)
}

/** The wider paper that the screen has room for. */
export const paperColumns = ({ columns }: Context): number => (columns >= WIDE ? WIDE : NARROW)
