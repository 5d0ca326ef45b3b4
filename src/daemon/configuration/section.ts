import type { Text } from '../../locale/errors.ts'
import type { Kind } from './kinds.ts'
import { asIs, type Place, type Problem, type Warning } from './problems.ts'
import type { Table, Value } from './tree.ts'

/** Where all sections of one file report to. */
export interface Findings {
  readonly file: string
  readonly problems: Problem[]
  readonly warnings: Warning[]
}

const TABLE: Text = { kk: 'кесте', ru: 'таблица', en: 'a table' }
const TABLES: Text = { kk: 'кестелер, [[…]] түрінде', ru: 'таблицы в виде [[…]]', en: 'tables, written as [[…]]' }
const NOTHING: Text = { kk: 'ештеңе жоқ', ru: 'ничего', en: 'nothing' }
const UNKNOWN: Text = { kk: 'белгісіз кілт', ru: 'неизвестный ключ', en: 'an unknown key' }

const LONGEST_SHOWN = 60

function show(value: Value): Text {
  const clip = (text: string) => asIs(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text)
  switch (value.type) {
    case 'string':
      return clip(JSON.stringify(value.value))
    case 'number':
    case 'date':
      return clip(value.text)
    case 'boolean':
      return asIs(String(value.value))
    case 'array':
      return { kk: 'массив', ru: 'массив', en: 'an array' }
    case 'table':
      return TABLE
    default:
      return value satisfies never
  }
}

/** A table of the file, read key by key; what nobody asked for is an unknown key. */
export class Section {
  readonly #findings: Findings
  readonly #path: string
  readonly #table: Table
  readonly #asked = new Set<string>()
  readonly #children: Section[] = []

  constructor(findings: Findings, path: string, table: Table) {
    this.#findings = findings
    this.#path = path
    this.#table = table
  }

  /** undefined: not there, or wrong and reported. */
  get<T>(key: string, kind: Kind<T>): T | undefined {
    const member = this.#take(key)
    if (member === undefined) return undefined
    const read = kind.read(member.value)
    if (read === undefined) this.report(key, member.value.place, kind.expected, show(member.value))
    return read
  }

  /** As `get`, and reported when it is not there. */
  need<T>(key: string, kind: Kind<T>): T | undefined {
    if (!this.has(key)) this.report(key, this.#table.place, kind.expected, NOTHING)
    return this.get(key, kind)
  }

  /** Where the section begins. */
  get at(): Place {
    return this.#table.place
  }

  /** Where the key stands; undefined: the file does not have it. */
  place(key: string): Place | undefined {
    return this.#table.members.get(key)?.place
  }

  has(key: string): boolean {
    return this.#table.members.has(key)
  }

  /** The keys that the file has, whatever they are. */
  get names(): readonly string[] {
    return [...this.#table.members.keys()]
  }

  /** An empty one when it is not there. */
  section(key: string): Section {
    const value = this.#take(key)?.value
    if (value !== undefined && value.type !== 'table') this.report(key, value.place, TABLE, show(value))
    const table: Table =
      value?.type === 'table' ? value : { type: 'table', place: this.#table.place, members: new Map() }
    return this.#adopt(key, table)
  }

  /** The elements of `[[key]]`. */
  sections(key: string): readonly Section[] {
    const value = this.#take(key)?.value
    if (value === undefined) return []
    const items = value.type === 'array' ? value.items : [value]
    const tables = items.filter((item) => item.type === 'table')
    if (value.type !== 'array' || tables.length < items.length) this.report(key, value.place, TABLES, show(value))
    return tables.map((table, index) => this.#adopt(`${key}[${index}]`, table))
  }

  /** A rule over several keys is broken. */
  report(key: string, place: Place, expected: Text, found: Text): void {
    this.#findings.problems.push({ file: this.#findings.file, ...place, key: this.#full(key), expected, found })
  }

  warn(key: string, text: Text): void {
    const place = this.place(key) ?? this.#table.place
    this.#findings.warnings.push({ file: this.#findings.file, ...place, key: this.#full(key), text })
  }

  /** After all keys were read: names those that nobody asked for, in the sections below too. */
  reportUnknown(): void {
    for (const [key, { place }] of this.#table.members)
      if (!this.#asked.has(key)) this.report(key, place, asIs([...this.#asked].sort().join(', ')), UNKNOWN)
    for (const section of this.#children) section.reportUnknown()
  }

  #take(key: string) {
    this.#asked.add(key)
    return this.#table.members.get(key)
  }

  #adopt(key: string, table: Table): Section {
    const section = new Section(this.#findings, this.#full(key), table)
    this.#children.push(section)
    return section
  }

  #full(key: string): string {
    return [this.#path, key].filter((part) => part !== '').join('.')
  }
}
