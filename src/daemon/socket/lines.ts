const NEWLINE = 0x0a

/** Cuts a byte stream into lines, with a limit checked before anything more is kept. */
export class LineSplitter {
  readonly #maximum: number
  #parts: Uint8Array[] = []
  #kept = 0

  /** @param maximum bytes of a line, without its newline */
  constructor(maximum: number) {
    this.#maximum = maximum
  }

  /** A line has begun and its end is still to come. */
  get isInside(): boolean {
    return this.#kept > 0
  }

  /**
   * The lines that these bytes complete; `tooLarge` ends the stream: what comes after it cannot be told apart any more.
   */
  push(chunk: Uint8Array): { readonly lines: readonly Uint8Array[]; readonly tooLarge: boolean } {
    const lines: Uint8Array[] = []
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); ; end = chunk.indexOf(NEWLINE, from)) {
      const part = chunk.subarray(from, end === -1 ? chunk.length : end)
      if (this.#kept + part.length > this.#maximum) return { lines, tooLarge: true }
      if (part.length > 0) this.#parts.push(part)
      this.#kept += part.length
      if (end === -1) return { lines, tooLarge: false }
      lines.push(Buffer.concat(this.#parts))
      this.#parts = []
      this.#kept = 0
      from = end + 1
    }
  }
}
