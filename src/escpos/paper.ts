import type { Bitmap } from './bitmap.ts'
import { spread } from './layout.ts'
import type { QrLevel } from './qr.ts'

export type Align = 'left' | 'center' | 'right'

/** A letter on paper: `column` and `width` in cells of font A. */
export interface Cell {
  readonly character: string
  readonly column: number
  readonly width: number
  readonly height: number
  readonly bold: boolean
}

/** What a printer did to the paper, in order. */
export type PaperItem =
  | { readonly kind: 'line'; readonly cells: readonly Cell[]; readonly align: Align }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'image'; readonly bitmap: Bitmap; readonly align: Align }
  | {
      readonly kind: 'qr'
      readonly data: string
      readonly level: QrLevel
      readonly moduleDots: number
      readonly align: Align
    }
  | { readonly kind: 'cut' }
  | { readonly kind: 'pulse'; readonly pin: number; readonly onMilliseconds: number }

/** Free room before something `size` wide on a paper `width` wide. */
export function offsetOf(align: Align, size: number, width: number): number {
  switch (align) {
    case 'left':
      return 0
    case 'center':
      return Math.floor((width - size) / 2)
    case 'right':
      return width - size
    default:
      return align satisfies never
  }
}

/** Cells from the first column to the end of the last letter. */
export function lineWidth(cells: readonly Cell[]): number {
  const last = cells.at(-1)
  return last === undefined ? 0 : last.column + last.width
}

/**
 * The paper as text, one string a row: letters where they stand, `[QR …]` with the content, `[image W x H]`. A cut and
 * a drawer's pulse leave no row.
 * @param columns cells of font A in a row of this paper
 */
export function toText(paper: readonly PaperItem[], columns: number): string[] {
  return paper.flatMap((item) => {
    switch (item.kind) {
      case 'line':
        return [lineText(item.cells, item.align, columns)]
      case 'image':
        return [`[image ${item.bitmap.width} x ${item.bitmap.height}]`]
      case 'qr':
        return [`[QR ${item.data}]`]
      case 'feed':
      case 'cut':
      case 'pulse':
        return []
      default:
        return item satisfies never
    }
  })
}

function lineText(cells: readonly Cell[], align: Align, columns: number): string {
  const left = offsetOf(align, lineWidth(cells), columns)
  const big = cells.length > 0 && cells.every((cell) => cell.width === 2)
  const text = big
    ? spread(' '.repeat(left / 2) + cells.map((cell) => cell.character).join(''), columns)
    : ' '.repeat(left) + cells.map((cell) => cell.character.padEnd(cell.width)).join('')
  return text.replaceAll('\u00A0', ' ').trimEnd()
}
