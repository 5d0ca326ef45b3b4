import { PNG } from 'pngjs'
import { Bitmap } from './bitmap.ts'
import { CELL_HEIGHT, CELL_WIDTH } from './font/glyph.ts'
import { lineWidth, offsetOf, type PaperItem } from './paper.ts'
import { qrMatrix } from './qr.ts'
import { LEADING } from './raster.ts'

/** White around the printing width, in dots, and how high the paper is at least. */
export interface Sheet {
  readonly margin: number
  readonly height: number
}

const ROLL: Sheet = { margin: 24, height: 0 }
const CUT_HEIGHT = 12

/** One thing to draw: its height in dots, and how. */
interface Block {
  readonly height: number
  draw(page: Bitmap, top: number): void
}

/** The paper as a black and white PNG, one pixel a dot. @param paperDots dots in the printing width */
export function toPng(paper: readonly PaperItem[], paperDots: number, { height, margin }: Sheet = ROLL): Uint8Array {
  const blocks = paper.map((item) => blockOf(item, { margin, width: paperDots }))
  const page = new Bitmap(
    paperDots + 2 * margin,
    Math.max(
      height,
      blocks.reduce((sum, block) => sum + block.height, 2 * margin),
    ),
  )
  let top = margin
  for (const block of blocks) {
    block.draw(page, top)
    top += block.height
  }
  return encodePng(page)
}

/** Black dots on white, one pixel a dot. */
export function encodePng(page: Bitmap): Uint8Array {
  const png = new PNG({ width: page.width, height: page.height })
  for (let y = 0; y < page.height; y++) {
    for (let x = 0; x < page.width; x++) {
      const at = (y * page.width + x) * 4
      png.data.fill(page.isBlack(x, y) ? 0 : 255, at, at + 3)
      png.data[at + 3] = 255
    }
  }
  return PNG.sync.write(png, { colorType: 0 })
}

/** Where a block stands: white at its left, and the printing width. */
interface Place {
  readonly margin: number
  readonly width: number
}

function blockOf(item: PaperItem, place: Place): Block {
  const { margin, width } = place
  switch (item.kind) {
    case 'line':
      return lineBlock(item, place)
    case 'feed':
      return { height: item.dots, draw: () => {} }
    case 'image': {
      const left = margin + offsetOf(item.align, item.bitmap.width, width)
      return { height: item.bitmap.height, draw: (page, top) => page.drawBitmap(item.bitmap, left, top) }
    }
    case 'qr': {
      const matrix = qrMatrix(item.data, item.level)
      const side = matrix.size * item.moduleDots
      const left = margin + offsetOf(item.align, side, width)
      return { height: side, draw: (page, top) => page.drawQr(matrix, left, top, item.moduleDots) }
    }
    case 'cut':
      return {
        height: CUT_HEIGHT,
        draw: (page, top) => {
          for (let x = 0; x + 6 <= page.width; x += 12) page.fill(x, top + CUT_HEIGHT / 2, 6, 1)
        },
      }
    case 'pulse':
      return { height: 0, draw: () => {} }
    default:
      return item satisfies never
  }
}

function lineBlock(line: Extract<PaperItem, { kind: 'line' }>, { margin, width }: Place): Block {
  const tallest = Math.max(1, ...line.cells.map((cell) => cell.height))
  const left = margin + offsetOf(line.align, lineWidth(line.cells) * CELL_WIDTH, width)
  return {
    height: tallest * CELL_HEIGHT + 2 * LEADING,
    draw(page, top) {
      for (const cell of line.cells) {
        // Letters of different height stand on one base line.
        const y = top + LEADING + (tallest - cell.height) * CELL_HEIGHT
        const at = { x: left + cell.column * CELL_WIDTH, y, bold: cell.bold, scaleX: cell.width, scaleY: cell.height }
        if (!page.drawCharacter(cell.character, at)) throw new Error(`the receipt font has no ${cell.character}`)
      }
    },
  }
}
