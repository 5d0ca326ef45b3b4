import QRCode from 'qrcode-terminal/vendor/QRCode/index.js'
import levels from 'qrcode-terminal/vendor/QRCode/QRErrorCorrectLevel.js'

/** Light modules around a symbol (ISO/IEC 18004, clause 9.1: four modules on every side). */
export const QUIET_ZONE = 4
/** Modules of three dots are 0.375 mm at 203 dots an inch: less is not read by every phone. */
export const SMALLEST_MODULE = 3
const LARGEST_MODULE = 6

/** Share of a symbol that may be lost: 7, 15, 25, 30 %. */
export type QrLevel = 'L' | 'M' | 'Q' | 'H'

/** A QR symbol of model 2, without its quiet zone. */
export interface QrMatrix {
  /** Modules on a side. */
  readonly size: number
  /** False outside the symbol too. */
  readonly isDark: (row: number, column: number) => boolean
}

function symbolOf(data: string, level: QrLevel): QRCode {
  const code = new QRCode(-1, levels[level])
  code.addData(Buffer.from(data, 'utf8').toString('latin1'))
  return code
}

/** Modules on a side of the smallest symbol that holds the text, for a printer that draws it by itself. Throws where none does. */
export function qrSize(data: string, level: QrLevel = 'M'): number {
  const code = symbolOf(data, level)
  code.getBestMaskPattern = () => 0
  code.make()
  return code.getModuleCount()
}

/** The smallest symbol that holds the text in UTF-8. Throws where no symbol holds it. */
export function qrMatrix(data: string, level: QrLevel = 'M'): QrMatrix {
  const code = symbolOf(data, level)
  code.make()
  const size = code.getModuleCount()
  return {
    size,
    isDark: (row, column) => row >= 0 && column >= 0 && row < size && column < size && code.isDark(row, column),
  }
}

/** Dots on a side of a module, as large as the paper allows, at most six. Throws where the symbol is wider than the paper. */
export function moduleDots(size: number, paperDots: number): number {
  const dots = Math.min(LARGEST_MODULE, Math.floor(paperDots / (size + 2 * QUIET_ZONE)))
  if (dots < SMALLEST_MODULE) throw new RangeError(`a QR code of ${size} modules is wider than ${paperDots} dots`)
  return dots
}
