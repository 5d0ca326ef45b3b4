import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino'

/** The part of a logger that the house uses: an object with the facts, then a sentence. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Members whose values never reach the log, at any depth: `pin`, `adminPin`, `session_token`, … A frame holds the TOKEN. */
const SECRET_KEY =
  /(?:^|[_-])(?:pin|token|secret|session|password|frame)$|(?:Pin|Token|Secret|Session|Password)$|^pinHash$/i

const REDACTED = '[redacted]'
const DEEPEST = 8
const LONGEST_LIST = 100

const isSecretKey = (key: string) => SECRET_KEY.test(key)

/** A copy of what is to be logged, without secrets and without what JSON cannot hold. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEEPEST) return '[deep]'
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map((item) => redact(item, depth + 1))
  if (isPinHash(value)) return REDACTED
  const members = Object.entries(value instanceof Map ? Object.fromEntries(value) : value)
  return {
    ...(value instanceof Error ? { type: value.name, message: value.message, stack: value.stack } : {}),
    ...(value instanceof Error && value.cause !== undefined ? { cause: redact(value.cause, depth + 1) } : {}),
    ...Object.fromEntries(
      members.map(([key, member]) => [key, isSecretKey(key) ? REDACTED : redact(member, depth + 1)]),
    ),
  }
}

const isPinHash = (value: object) => 'algorithm' in value && value.algorithm === 'scrypt'

/**
 * Structured log lines for journald, JSON on stderr.
 * @param level of `KKM_LOG`; absent or unknown: `info`
 */
export function createLog(level: string | undefined, to: DestinationStream = destination({ fd: 2, sync: true })): Log {
  const known = LOG_LEVELS.find((one) => one === level)
  const log = pino(
    {
      level: known ?? 'info',
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (facts) => redact(facts) as Record<string, unknown>,
      },
      // The copy has told all of an error already
      serializers: { err: (told: unknown) => told },
    },
    to,
  )
  if (level !== undefined && known === undefined)
    log.warn({ level, known: LOG_LEVELS }, 'KKM_LOG names no level, info is taken')
  return log
}
