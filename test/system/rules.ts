import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './program.ts'

/** What is done in a row: a command of the register, or something that happens around it. */
export type Act =
  | {
      readonly type: 'kkm'
      readonly args: readonly string[]
      readonly user: number | undefined
      readonly input: string
    }
  | { readonly type: 'time'; readonly milliseconds: number }
  | { readonly type: 'ofd'; readonly silent: boolean }

/** A row of docs/rules.md. */
export interface Row {
  readonly what: string
  readonly acts: readonly Act[]
  /** Statements of which each must hold. */
  readonly outcome: readonly string[]
}

export interface Section {
  readonly title: string
  readonly rows: readonly Row[]
}

/** Words as a shell takes them apart: blanks, and quotes around what holds together. */
const words = (line: string): string[] =>
  [...line.matchAll(/(?:'([^']*)'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ''))

function command(line: string, input: string): Act {
  const [program, ...rest] = words(line)
  if (program !== 'kkm') throw new Error(`no command: ${line}`)
  const user = rest[0] === '--user' ? Number(rest[1]) : undefined
  return { type: 'kkm', args: user === undefined ? rest : rest.slice(2), user, input }
}

function happening(text: string): Act {
  const [, hours, minutes] = /^(\d+):(\d+) hours later$/.exec(text) ?? []
  if (hours !== undefined) return { type: 'time', milliseconds: (Number(hours) * 60 + Number(minutes)) * 60_000 }
  if (text === 'the OFD falls silent') return { type: 'ofd', silent: true }
  if (text === 'the OFD answers again') return { type: 'ofd', silent: false }
  throw new Error(`nobody knows how to do: ${text}`)
}

function actsOf(cell: string): Act[] {
  const acts = [
    ...cell.matchAll(/\*(?<event>[^*`]+)\*(?=\s|$)|`(?<line>kkm [^`]*)`(?:\s+`(?<input>\{[^`]*\})`)?/g),
  ].map(({ groups }) => {
    const { event, input = '', line = '' }: Readonly<Record<string, string | undefined>> = groups ?? {}
    return event === undefined ? command(line, input) : happening(event)
  })
  if (acts.length === 0) throw new Error(`nothing is done in: ${cell}`)
  return acts
}

function rowOf(line: string): Row {
  const [what = '', typed = '', outcome = '', ...more] = line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim())
  if (more.length > 0 || outcome === '') throw new Error(`a row has three cells: ${line}`)
  return { what, acts: actsOf(typed), outcome: outcome.split('; ') }
}

/** The page as sections with their rows. */
export function rulesPage(): readonly Section[] {
  const page = readFileSync(join(ROOT, 'docs/rules.md'), 'utf8')
  return page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n')
      const rows = lines.filter((line) => line.startsWith('|')).slice(2)
      return { title, rows: rows.map(rowOf) }
    })
}

type Json = Readonly<Record<string, unknown>>

interface Answer {
  readonly result?: Json
  readonly error?: { readonly code: string; readonly details?: Json }
}

const texts = (facts: Json, names: readonly string[]): string[] =>
  names.flatMap((name) => (typeof facts[name] === 'string' ? [`${name} ${facts[name]}`] : []))

function sumsOf(document: Json): string[] {
  const isTicket = typeof document['payments'] === 'object'
  const vat = document['vat'] as readonly { rate: string; sum: string }[] | undefined
  const rated = vat?.filter(({ rate }) => rate !== 'none')
  const change = document['change']
  return [
    ...texts(document, ['total', 'taken', 'change']),
    ...(change === undefined || change === '0.00' ? ['no change'] : []),
    ...(isTicket ? texts(document['payments'] as Json, ['cash', 'card', 'mobile']) : []),
    ...(isTicket ? [] : texts(document, ['cash']).map((text) => text.replace('cash', 'in the drawer'))),
    ...(rated ?? []).map(({ rate, sum }) => `VAT ${rate} %: ${sum}`),
    ...(rated?.length === 0 ? ['no VAT'] : []),
  ]
}

/** All that can be said of how a command ended, in the words of the page. */
export function factsOf(exit: number | null, { error, result: document = {} }: Answer): readonly string[] {
  if (error) {
    return [
      `${error.code} (${exit})`,
      ...texts(error.details ?? {}, ['missing', 'excess', 'maximum', 'quantity', 'sum']),
    ]
  }
  if (exit !== 0) return [`exit ${exit}`]
  const remaining = (document['remaining'] ?? []) as readonly { line: number; quantity: string; sum: string }[]
  return [
    'done',
    ...sumsOf(document),
    ...(document['registered'] === false ? ['nothing is registered'] : []),
    ...(document['registered'] === true ? [`receipt ${String(document['number'])} of the shift`] : []),
    ...(document['replayed'] === true ? ['the same document again'] : []),
    `shift ${String(document['shift'])}`,
    String(document['mode']),
    ...remaining.map(({ line, quantity, sum }) => `left of item ${line}: ${quantity} for ${sum}`),
  ]
}

/** The same of `kkm ready`. */
export function readinessOf({ error, result = error?.details }: Answer): readonly string[] {
  const codes = (name: string) => ((result?.[name] ?? []) as readonly { code: string }[]).map(({ code }) => code)
  const blocks = codes('blocks')
  return [
    ...(blocks.length === 0 ? ['may sell'] : []),
    ...blocks.map((code) => `blocked ${code}`),
    ...codes('warnings').map((code) => `warning ${code}`),
  ]
}
