import { Bitmap } from './bitmap.ts'
import { type CodePage, decodeByte } from './codepage.ts'
import { characterOf } from './font/glyph.ts'
import type { Align, Cell, PaperItem } from './paper.ts'
import { type QrLevel, qrMatrix } from './qr.ts'
import { rowsOf } from './user-defined.ts'

/** A command that a printer would not understand, or would obey in a way that nobody means. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

const POWER_ON = { page: 0, align: 'left', bold: false, width: 1, height: 1 } as const
/** A letter of a page that nobody knows. */
const BOX = '■'
const NO_SYMBOL = { moduleDots: 3, level: 'L', data: '' } as const

/** The state of a printer in standard mode and the paper that comes out of it. */
export class Press {
  readonly paper: PaperItem[] = []
  readonly #dots: number
  readonly #columns: number
  readonly #pages: ReadonlyMap<number, CodePage>
  readonly #anyPage: boolean
  #state: { page: number; align: Align; bold: boolean; width: number; height: number } = POWER_ON
  #symbol: { moduleDots: number; level: QrLevel; data: string } = NO_SYMBOL
  #cells: Cell[] = []
  #column = 0
  /** Letters that the computer drew, by the codes that they stand in for. */
  readonly #defined = new Map<number, string>()
  #usesDefined = false

  /**
   * @param pages code page of each `n` of `ESC t n`; page 0 is there always and taken for ASCII
   * @param anyPage other pages are there too, with letters that nobody knows
   */
  constructor(dots: number, columns: number, pages: ReadonlyMap<number, CodePage>, anyPage = false) {
    this.#dots = dots
    this.#columns = columns
    this.#pages = pages
    this.#anyPage = anyPage
  }

  /** `ESC @`: what stands in the line is lost, as on a real printer. */
  reset(): void {
    this.#state = POWER_ON
    this.#symbol = NO_SYMBOL
    this.#defined.clear()
    this.#usesDefined = false
    this.#clearLine()
  }

  /** `ESC &`: a letter drawn by the computer; read back as the letter of the receipt font that it is. */
  define(code: number, columns: Uint8Array, columnBytes: number): void {
    if (code < 0x20 || code > 0x7e) throw new CommandError(`a letter of its own for the code ${code}`)
    const letter = characterOf(rowsOf(columns, columnBytes))
    if (letter === undefined) throw new CommandError('a letter of its own that the receipt font does not have')
    this.#defined.set(code, letter)
  }

  useDefined(uses: boolean): void {
    this.#usesDefined = uses
  }

  choosePage(page: number): void {
    if (page !== 0 && !this.#anyPage && !this.#pages.has(page)) throw new CommandError(`there is no code page ${page}`)
    this.#state = { ...this.#state, page }
  }

  justify(align: Align): void {
    this.#atLineStart('ESC a')
    this.#state = { ...this.#state, align }
  }

  embolden(bold: boolean): void {
    this.#state = { ...this.#state, bold }
  }

  /** @param width in cells @param height in cells, both 1 to 8 */
  resize(width: number, height: number): void {
    this.#state = { ...this.#state, width, height }
  }

  print(byte: number): void {
    const { page, width, height, bold } = this.#state
    const codePage = this.#pages.get(page)
    const own = this.#usesDefined ? this.#defined.get(byte) : undefined
    const isForeign = codePage === undefined && byte >= 0x80
    const character = own ?? (isForeign ? this.#foreign(page) : decodeByte(byte, codePage ?? 'cp866'))
    if (character === undefined) throw new CommandError(`code page ${page} has no letter for this byte`)
    if (this.#column + width > this.#columns) this.feedLine()
    this.#cells.push({ character, column: this.#column, width, height, bold })
    this.#column += width
  }

  #foreign(page: number): string | undefined {
    return this.#anyPage && page !== 0 ? BOX : undefined
  }

  feedLine(): void {
    this.paper.push({ kind: 'line', cells: this.#cells, align: this.#state.align })
    this.#clearLine()
  }

  /** `ESC d`: prints the line, then so many lines of paper. */
  feedLines(count: number): void {
    for (let line = 0; line < count; line++) this.feedLine()
  }

  feedDots(dots: number): void {
    if (this.#cells.length > 0) this.feedLine()
    this.paper.push({ kind: 'feed', dots })
  }

  image(rowBytes: number, height: number, data: Uint8Array): void {
    this.#atLineStart('GS v 0')
    if (rowBytes * 8 > this.#dots + 7)
      throw new CommandError(`an image of ${rowBytes * 8} dots is wider than the paper`)
    const bitmap = new Bitmap(rowBytes * 8, height, data)
    this.paper.push({ kind: 'image', bitmap, align: this.#state.align })
  }

  symbolModule(moduleDots: number): void {
    this.#symbol = { ...this.#symbol, moduleDots }
  }

  symbolLevel(level: QrLevel): void {
    this.#symbol = { ...this.#symbol, level }
  }

  symbolData(data: string): void {
    this.#symbol = { ...this.#symbol, data }
  }

  printSymbol(): void {
    this.#atLineStart('GS ( k')
    const { data, level, moduleDots } = this.#symbol
    if (data === '') throw new CommandError('a QR code without data')
    const side = qrMatrix(data, level).size * moduleDots
    if (side > this.#dots) throw new CommandError(`a QR code of ${side} dots is wider than the paper`)
    this.paper.push({ kind: 'qr', data, level, moduleDots, align: this.#state.align })
  }

  cut(): void {
    this.#atLineStart('GS V')
    this.paper.push({ kind: 'cut' })
  }

  pulse(pin: number, onMilliseconds: number): void {
    this.paper.push({ kind: 'pulse', pin, onMilliseconds })
  }

  /** Letters that wait for their line feed. */
  get isLineOpen(): boolean {
    return this.#cells.length > 0
  }

  #atLineStart(command: string): void {
    if (this.isLineOpen) throw new CommandError(`${command} in the middle of a line`)
  }

  #clearLine(): void {
    this.#cells = []
    this.#column = 0
  }
}
