/**
 * JSON.parse keeps the last of two members of one name, so a second payment of a kind would vanish unseen.
 * @param text JSON that JSON.parse accepts
 * @returns the path of the first member that stands twice in its object, as `payments.cash`
 * @throws RangeError: more values than any request has, which would take long to check one by one
 */
export function duplicateMember(text: string): string | undefined {
  return new Scanner(text).value('')
}

/** No parameters nest deeper; what does is refused by the schemas, and need not be walked. */
const MAX_DEPTH = 32

/** A receipt of 500 lines with a dozen members each has 6,000. */
const MAX_VALUES = 20_000

const SPACE = /[ \t\r\n]*/y
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y
const SCALAR = /[^,\]}\s]+/y

/** Walks JSON that is known to be right, so it never has to ask what else could stand there. */
class Scanner {
  readonly #text: string
  #at = 0
  #depth = 0
  #values = 0

  constructor(text: string) {
    this.#text = text
  }

  value(path: string): string | undefined {
    this.#values += 1
    if (this.#values > MAX_VALUES) throw new RangeError(`more than ${MAX_VALUES} values`)
    this.#take(SPACE)
    const first = this.#text[this.#at]
    if (first === '{' || first === '[') return this.#inside(first, path)
    this.#take(first === '"' ? STRING : SCALAR)
    return undefined
  }

  #inside(first: '{' | '[', path: string): string | undefined {
    if (this.#depth === MAX_DEPTH) {
      this.#at = this.#text.length
      return undefined
    }
    this.#depth += 1
    const found = first === '{' ? this.#object(path) : this.#array(path)
    this.#depth -= 1
    return found
  }

  #object(path: string): string | undefined {
    const names = new Set<string>()
    while (!this.#ends('}')) {
      const name = String(JSON.parse(this.#take(STRING)))
      const member = path === '' ? name : `${path}.${name}`
      if (names.has(name)) return member
      names.add(name)
      this.#take(SPACE)
      this.#at += 1
      const inside = this.value(member)
      if (inside !== undefined) return inside
    }
    return undefined
  }

  #array(path: string): string | undefined {
    for (let index = 0; !this.#ends(']'); index += 1) {
      const inside = this.value(`${path}[${index}]`)
      if (inside !== undefined) return inside
    }
    return undefined
  }

  /** Past an opening bracket or a comma, or past the closing bracket: then there is no more. */
  #ends(close: string): boolean {
    this.#take(SPACE)
    const mark = this.#text[this.#at]
    this.#at += 1
    if (mark === close || mark === undefined) return true
    this.#take(SPACE)
    if (this.#text[this.#at] !== close) return false
    this.#at += 1
    return true
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }
}
