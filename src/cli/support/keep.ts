/** What is kept of an answer: a member, members of it, or of each in a list. What is not named is left out. */
export type Keep = true | { readonly [member: string]: Keep }

/** Long texts are sentences, and sentences tell of people: what is kept is figures, codes and names of parts. */
const LONGEST_TEXT = 64

/** A copy with nothing but what is named: whatever an answer of a later release says more stays here. */
export function keep(value: unknown, what: Keep): unknown {
  if (Array.isArray(value)) return value.map((one) => keep(one, what))
  if (typeof value === 'string') return what === true && value.length <= LONGEST_TEXT ? value : undefined
  if (typeof value !== 'object' || value === null) return what === true ? value : undefined
  if (what === true) return undefined
  const members = Object.entries(what).flatMap(([name, inner]) => {
    const member = keep((value as Readonly<Record<string, unknown>>)[name], inner)
    return member === undefined ? [] : [[name, member] as const]
  })
  return Object.fromEntries(members)
}

const list = (...names: readonly string[]): Keep => Object.fromEntries(names.map((name) => [name, true]))

/** Calls that are made for the bundle, in this order, and what is kept of each answer: no names, no sums, no keys. */
export const ANSWERS: Readonly<Record<string, Keep>> = {
  status: {
    ...(list('release', 'time', 'state', 'mode') as object),
    shift: list('open', 'number', 'openTime', 'hoursLeft'),
    ofd: list('operator', 'version', 'server', 'state', 'lastAnswer'),
    printer: list('state', 'paper', 'waiting'),
    queue: list('length', 'oldest'),
    autonomous: list('queue', 'hoursLeft'),
    unfinished: list('documentNumber'),
    blocks: list('code', 'since', 'who'),
    warnings: list('code'),
    lastDocument: list('documentNumber', 'time'),
  },
  version: list('release', 'schemas', 'node'),
  'link.status': {
    links: list(
      'name',
      'interface',
      'source',
      'up',
      'address',
      'route',
      'server',
      'lastAnswer',
      'connectMs',
      'roundTripMs',
      'loss',
      'tries',
      'servedLast',
      'failures',
      'goodProbes',
      'problem',
    ),
  },
  'queue.list': { length: true, oldest: true, entries: list('documentNumber', 'document', 'time', 'state') },
  'time.show': list('time', 'synchronised', 'state'),
  'settings.list': { settings: list('name', 'time') },
}

/** Of an event: what happened when, to which document. */
export const EVENT: Keep = {
  ...(list('cursor', 'time', 'event') as object),
  data: list(
    'documentNumber',
    'document',
    'number',
    'shift',
    'mode',
    'state',
    'code',
    'link',
    'name',
    'length',
    'paper',
    'job',
  ),
}

/** Of a line of the daemon's log: its sentence is the program's own; of an error the kind and the way to it. */
const LOG: Keep = list(
  'level',
  'time',
  'msg',
  'command',
  'documentNumber',
  'reqnum',
  'attempts',
  'milliseconds',
  'reason',
  'code',
  'link',
  'job',
  'copy',
  'state',
  'signal',
  'release',
  'fault',
  'queue',
)

const FRAME = /^ {4}at (?:.* \(.*:\d+:\d+\)|\S*:\d+:\d+)$/gm

/** The folder that it was installed in is not the way to an error. */
const frameOf = (frame: string): string => frame.replace(/(?:file:\/\/)?\/.*\//, '')

const OF_THE_SYSTEM = /^\/(?:dev\/|(?:etc|run|var\/lib)\/kkm(?:\/(?:kkm\.toml|kkm\.sock|journal|accumulator))?$)/

/** A path as far as the system gave it its name: what a shop calls a folder is its own. */
export const shownPath = (path: string): string =>
  OF_THE_SYSTEM.test(path) ? path : path.replace(/^(\/[^/]*).*$/s, '$1/…')

/** A message of several lines may look like a way. */
function framesOf(stack: string, message: unknown): readonly string[] {
  const way = typeof message === 'string' ? stack.replace(message, () => '') : stack
  return (way.match(FRAME) ?? []).map(frameOf)
}

/** One line of the log; undefined: no JSON of ours, nothing of it is kept. */
export function logLine(line: string): string | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return undefined
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined
  const { err } = parsed as {
    readonly err?: { readonly type?: unknown; readonly message?: unknown; readonly stack?: unknown }
  }
  const frames = typeof err?.stack === 'string' ? framesOf(err.stack, err.message) : []
  const error = err && { err: { type: keep(err.type, true), stack: frames } }
  return JSON.stringify({ ...(keep(parsed, LOG) as object), ...error })
}
