import { EXPECTED } from '../api/expected.ts'
import { duplicateMember } from '../api/strict-json.ts'
import type { ArgumentSpec, CommandSpec, OptionSpec } from '../api/spec.ts'
import type { Text } from '../locale/text.ts'
import type { Context } from './context.ts'
import { CommandFailure, UsageFailure } from './failure.ts'
import { readInput, readSecret } from './files.ts'
import { parseGoods, parseItem, parseLine, parseModifier } from './sale/item.ts'

/** What stood on the command line: texts by option or argument name, in order; a switch and a bare option are `true`. */
export type Given = ReadonlyMap<string, readonly (string | true)[]>

type Members = Record<string, unknown>

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const PAYMENT = /^payments\.(\w+)$/

/** Money must not vanish by a slip: the same kind of payment twice is refused, also when one stands in the input. */
function twice(path: string, flag: string): Error {
  const payment = PAYMENT.exec(path)
  return payment === null
    ? new UsageFailure('twice', flag)
    : new CommandFailure('PAYMENT_DUPLICATE', { type: payment[1] })
}

/** Puts a value at `payments.cash`. @throws PAYMENT_DUPLICATE, USAGE when something is there already */
function put(params: Members, path: string, value: unknown, flag: string): void {
  const steps = path.split('.')
  const last = steps.pop() ?? path
  let members = params
  for (const step of steps) {
    const inner = (members[step] ??= {})
    if (!isMembers(inner)) throw twice(path, flag)
    members = inner
  }
  if (Object.hasOwn(members, last)) throw twice(path, flag)
  members[last] = value
}

function append(params: Members, path: string, values: readonly unknown[], flag: string): void {
  const list = (params[path] ??= [])
  if (!Array.isArray(list)) throw twice(path, flag)
  list.push(...values)
}

/** A whole document from a file. @throws NOT_JSON, PAYMENT_DUPLICATE, BAD_REQUEST, USAGE */
async function documentOf(path: string): Promise<Members> {
  const text = (await readInput(path)).replace(/^\uFEFF/, '')
  let parsed: unknown
  let doubled: string | undefined
  try {
    parsed = JSON.parse(text)
    doubled = duplicateMember(text)
  } catch (error) {
    if (error instanceof RangeError)
      throw new CommandFailure('BAD_REQUEST', { path: 'params', expected: EXPECTED.values })
    throw new CommandFailure('NOT_JSON', { problem: error instanceof Error ? error.message : String(error) })
  }
  if (doubled !== undefined) throw twice(doubled, doubled)
  if (!isMembers(parsed)) throw new CommandFailure('BAD_REQUEST', { path: 'params', expected: 'an object' })
  return parsed
}

function wholeNumber(text: string, flag: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageFailure('integer', `${flag} ${text}`)
  return Number(text)
}

/** One option's text as the parameter that it stands for. */
async function valueOf(spec: OptionSpec | ArgumentSpec, flag: string, given: string | true): Promise<unknown> {
  const text = given === true ? '' : given
  switch (spec.type) {
    case 'text':
      return text
    case 'integer':
      return wholeNumber(text, flag)
    case 'choice':
      if (spec.choices?.includes(text) !== true) {
        throw new UsageFailure('choice', `${flag} ${text} (${spec.choices?.join(', ')})`)
      }
      return text
    case 'list':
      return text.split(',')
    case 'switch':
      return !('flag' in spec && spec.flag.startsWith('no-'))
    case 'payment':
      return given === true ? 'rest' : text
    case 'modifier':
      return parseModifier(text)
    case 'item':
      return parseItem(text)
    case 'goods':
      return parseGoods(text)
    case 'sum':
      return { sum: text }
    case 'storno':
      return { storno: wholeNumber(text, flag) }
    case 'line':
      return parseLine(text)
    case 'secret':
      return readSecret(text)
    case 'input':
    case 'output':
    case 'file':
      throw new Error(`--${flag} has no parameter`)
    default:
      throw new Error(`unknown type ${String(spec.type satisfies never)}`)
  }
}

const isMissing = ({ flag, inPlace, required }: OptionSpec, given: ReadonlyMap<string, unknown>): boolean =>
  required === true && !given.has(flag) && (inPlace === undefined || !given.has(inPlace))

/** Everything that must stand there and does not, named at once. @throws USAGE, SETUP_INCOMPLETE */
function assertComplete(spec: CommandSpec, given: Given): void {
  const missing = spec.options.filter((option) => isMissing(option, given))
  if (missing.length === 0) return
  const flags = missing.map(({ flag }) => `--${flag}`).join(', ')
  throw spec.method === 'setup'
    ? new CommandFailure('SETUP_INCOMPLETE', { missing: flags })
    : new UsageFailure('missing', flags)
}

/** Secrets that are missing are asked for where somebody sits; they count as given from then on. */
async function askedSecrets(spec: CommandSpec, given: Given, { interactive, language }: Context): Promise<Members> {
  const secrets: Members = {}
  if (!interactive) return secrets
  for (const option of spec.options) {
    if (option.type !== 'secret' || !isMissing(option, given)) continue
    const [{ askHidden }, { SETUP_WORDS }] = await Promise.all([import('./prompt.ts'), import('../locale/status.ts')])
    const words = { token: SETUP_WORDS.token, password: SETUP_WORDS.password } as Record<string, Text | undefined>
    const question = words[option.parameter ?? ''] ?? SETUP_WORDS.enterPin
    secrets[option.flag] = await askHidden(question[language])
  }
  return secrets
}

/**
 * The parameters of a call out of its command line: the input first, options added to it.
 * @throws UsageFailure, CommandFailure
 */
export async function parametersOf(spec: CommandSpec, given: Given, context: Context): Promise<Members> {
  const asked = await askedSecrets(spec, given, context)
  assertComplete(spec, new Map([...given, ...Object.keys(asked).map((flag) => [flag, [true]] as const)]))
  const input = given.get('input')?.[0]
  const params = typeof input === 'string' ? await documentOf(input) : {}
  for (const one of [...spec.arguments, ...spec.options]) {
    const name = 'flag' in one ? one.flag : one.name
    const flag = 'flag' in one ? `--${one.flag}` : one.name
    const texts = given.get(name)
    if (one.parameter === undefined) continue
    if (asked[name] !== undefined) put(params, one.parameter, asked[name], flag)
    if (texts === undefined) continue
    const values = await Promise.all(texts.map((text) => valueOf(one, flag, text)))
    if ('repeatable' in one && one.repeatable) append(params, one.parameter, values, flag)
    else if (values.length > 1) throw twice(one.parameter, flag)
    else put(params, one.parameter, values[0], flag)
  }
  return params
}
