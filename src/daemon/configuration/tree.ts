import { type AST, ParseError, parseTOML } from 'toml-eslint-parser'
import type { Place } from './problems.ts'

/** A TOML value with its place, told apart by type. */
export type Value = { readonly place: Place } & (
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'number'; readonly value: number; readonly whole: boolean; readonly text: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'date'; readonly text: string }
  | { readonly type: 'array'; readonly items: Value[] }
  | Table
)

export interface Table {
  readonly type: 'table'
  readonly place: Place
  readonly members: Map<string, { readonly place: Place; readonly value: Value }>
}

/** Not TOML 1.0; the parser's own words say why. */
export class TomlError extends Error {
  override readonly name = 'TomlError'
  readonly place: Place

  constructor(message: string, place: Place) {
    super(message)
    this.place = place
  }
}

const placeOf = (node: { loc: AST.SourceLocation }): Place => ({
  line: node.loc.start.line,
  column: node.loc.start.column + 1,
})

const emptyTable = (place: Place): Table => ({ type: 'table', place, members: new Map() })

/** One step down: the table under a key, made when missing; in an array of tables, the one under an index. */
function child(of: Value, key: string | number, place: Place, next: string | number | undefined): Value {
  if (of.type === 'array' && typeof key === 'number') {
    const known = of.items[key]
    if (known !== undefined) return known
    const made = emptyTable(place)
    of.items.push(made)
    return made
  }
  if (of.type !== 'table') throw new TomlError(`${key} is already a value`, place)
  const known = of.members.get(String(key))
  if (known !== undefined) return known.value
  const value: Value = typeof next === 'number' ? { type: 'array', place, items: [] } : emptyTable(place)
  of.members.set(String(key), { place, value })
  return value
}

function descend(from: Value, keys: readonly (string | number)[], place: Place): Table {
  const end = keys.reduce<Value>((at, key, index) => child(at, key, place, keys[index + 1]), from)
  if (end.type !== 'table') throw new TomlError(`${keys.join('.')} is already a value`, place)
  return end
}

const nameOf = (key: AST.TOMLBare | AST.TOMLQuoted) => (key.type === 'TOMLBare' ? key.name : key.value)

function put(table: Table, pair: AST.TOMLKeyValue): void {
  const place = placeOf(pair.key)
  const names = pair.key.keys.map(nameOf)
  const holder = descend(table, names.slice(0, -1), place)
  holder.members.set(names.at(-1) ?? '', { place, value: valueOf(pair.value) })
}

/** The parser leaves the text of a lone zero empty. */
const numberText = (node: AST.TOMLNumberValue) => (node.number === '' ? String(node.value) : node.number)

function valueOf(node: AST.TOMLContentNode): Value {
  const place = placeOf(node)
  if (node.type === 'TOMLArray') return { type: 'array', place, items: node.elements.map(valueOf) }
  if (node.type === 'TOMLInlineTable') {
    const table = emptyTable(place)
    for (const pair of node.body) put(table, pair)
    return table
  }
  switch (node.kind) {
    case 'string':
      return { type: 'string', place, value: node.value }
    case 'boolean':
      return { type: 'boolean', place, value: node.value }
    case 'integer':
    case 'float':
      return { type: 'number', place, value: node.value, whole: node.kind === 'integer', text: numberText(node) }
    case 'offset-date-time':
    case 'local-date-time':
    case 'local-date':
    case 'local-time':
      return { type: 'date', place, text: node.datetime }
    default:
      return node satisfies never
  }
}

/** @throws TomlError */
export function parseTree(text: string): Table {
  try {
    const root = emptyTable({ line: 1, column: 1 })
    for (const node of parseTOML(text, { tomlVersion: '1.0' }).body[0].body) {
      if (node.type === 'TOMLKeyValue') put(root, node)
      else {
        const table = descend(root, node.resolvedKey, placeOf(node))
        for (const pair of node.body) put(table, pair)
      }
    }
    return root
  } catch (error) {
    if (error instanceof ParseError)
      throw new TomlError(error.message, { line: error.lineNumber, column: error.column + 1 })
    throw error
  }
}
