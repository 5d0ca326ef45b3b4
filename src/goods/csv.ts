/** What is wrong with the shape of a row. */
export type CsvProblem = 'quote-inside' | 'quote-unclosed' | 'text-after-quote'

export interface CsvRow {
  /** As a spreadsheet counts: the header is 1, and a line break inside a field begins no row. */
  readonly row: number
  readonly fields: readonly string[]
  readonly problem?: CsvProblem
}

export type Delimiter = ';' | ','

/** The delimiter of the first line: the one of the two that stands there more often, outside of quotes. */
export function delimiterOf(text: string): Delimiter {
  const [line = ''] = text.split(/\r\n|\n|\r/, 1)
  const bare = line.replaceAll(/"[^"]*"/g, '')
  return bare.split(';').length >= bare.split(',').length ? ';' : ','
}

/**
 * Rows of a CSV file (RFC 4180): fields in quotes may hold the delimiter, line breaks and doubled quotes. Nothing is
 * guessed: a quote where none may stand is a problem of its row. A row of empty fields alone is passed over.
 */
export function* readCsv(text: string, delimiter: Delimiter): Generator<CsvRow, void> {
  const reader = new Reader(text, delimiter)
  for (let row = 1; !reader.isAtEnd; row += 1) {
    const read = reader.readRow()
    if (read.problem !== undefined || read.fields.some((field) => field !== '')) yield { row, ...read }
  }
}

type Read = Pick<CsvRow, 'fields' | 'problem'>

class Reader {
  readonly #text: string
  readonly #delimiter: Delimiter
  /** Everything up to what may end or break a bare field. */
  readonly #bare: RegExp
  #at: number

  constructor(text: string, delimiter: Delimiter) {
    this.#text = text
    this.#delimiter = delimiter
    this.#bare = delimiter === ';' ? /[^;\r\n]*/y : /[^,\r\n]*/y
    this.#at = text.startsWith('\uFEFF') ? 1 : 0
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length
  }

  readRow(): Read {
    const fields: string[] = []
    let problem: CsvProblem | undefined
    do {
      const field = this.#text[this.#at] === '"' ? this.#quoted() : this.#plain()
      fields.push(field.text)
      problem ??= field.problem
    } while (this.#take(this.#delimiter))
    if (this.#take('\r')) this.#take('\n')
    else this.#take('\n')
    return { fields, ...(problem !== undefined && { problem }) }
  }

  #take(character: string): boolean {
    const isThere = this.#text[this.#at] === character
    if (isThere) this.#at += 1
    return isThere
  }

  #plain(): { readonly text: string; readonly problem?: CsvProblem } {
    this.#bare.lastIndex = this.#at
    const text = this.#bare.exec(this.#text)?.[0] ?? ''
    this.#at += text.length
    return text.includes('"') ? { text, problem: 'quote-inside' } : { text }
  }

  #quoted(): { readonly text: string; readonly problem?: CsvProblem } {
    const parts: string[] = []
    do {
      const end = this.#text.indexOf('"', this.#at + 1)
      if (end === -1) {
        parts.push(this.#text.slice(this.#at + 1))
        this.#at = this.#text.length
        return { text: parts.join('"'), problem: 'quote-unclosed' }
      }
      parts.push(this.#text.slice(this.#at + 1, end))
      this.#at = end + 1
    } while (this.#text[this.#at] === '"')
    const text = parts.join('"')
    return this.#plain().text === '' ? { text } : { text, problem: 'text-after-quote' }
  }
}
