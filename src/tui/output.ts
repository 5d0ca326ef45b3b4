/**
 * The rows of one drawing, each written whole at its place. In the bundle it stands for Ink's own (tools/bundles.ts), which
 * takes every row apart into cells, lays them over each other and puts them together again, at every drawing: with the
 * garbage of that, half the time of a key. Rows that are as wide as the screen lie over nothing.
 */
export class Output {
  readonly #rows: string[]

  constructor({ height }: { readonly height: number }) {
    this.#rows = Array.from({ length: height }, () => '')
  }

  /** @throws where a text is no row: then it is Ink's own that is wanted */
  write(x: number, y: number, text: string): void {
    if (x !== 0 || text.includes('\n') || this.#rows[y] !== '') throw new Error(`${x}, ${y}: not a row of its own`)
    this.#rows[y] = text.trimEnd()
  }

  get(): { readonly output: string; readonly height: number } {
    return { output: this.#rows.join('\n'), height: this.#rows.length }
  }
}
