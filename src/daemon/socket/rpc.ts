import { EXPECTED } from '../../api/expected.ts'
import { duplicateMember } from '../../api/strict-json.ts'
import type { Failure } from '../../api/types.ts'
import type { RefusalDetails } from '../../fiscal/refusal.ts'
import { type ErrorCode, ERRORS } from '../../locale/errors.ts'

export type RequestId = string | number

export interface Request {
  readonly id: RequestId
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
}

/** A message that is no request of JSON-RPC 2.0, in the words of the catalogue. */
export interface Malformed {
  /** null: it cannot be told which request it was. */
  readonly id: RequestId | null
  readonly code: ErrorCode
  readonly details: RefusalDetails
}

const notJson = (problem: string): Malformed => ({ id: null, code: 'NOT_JSON', details: { problem } })

const invalid = (id: RequestId | null, path: string, expected: string): Malformed => ({
  id,
  code: 'BAD_REQUEST',
  details: { path, expected },
})

/** A number that JSON.parse could not keep exactly would be answered with another one. */
const isId = (id: unknown): id is RequestId =>
  typeof id === 'string' || (typeof id === 'number' && Math.abs(id) <= Number.MAX_SAFE_INTEGER)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const idOf = (message: unknown): RequestId | null => {
  const id = isObject(message) ? message['id'] : undefined
  return isId(id) ? id : null
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Where reading stopped; the parser's own sentence would show a piece of the message, perhaps of a PIN. */
const placeIn = (error: SyntaxError) => /position \d+/.exec(error.message)?.[0] ?? 'no JSON value'

/** One line as a request. Batches and notifications are not served (interface, "Socket"). */
export function parseRequest(line: Uint8Array): Request | Malformed {
  let message: unknown
  let doubled: string | undefined
  try {
    const text = UTF8.decode(line)
    message = JSON.parse(text)
    doubled = duplicateMember(text)
  } catch (error) {
    if (error instanceof RangeError) return invalid(idOf(message), 'message', EXPECTED.values)
    return notJson(error instanceof SyntaxError ? placeIn(error) : 'not UTF-8')
  }
  if (Array.isArray(message)) return invalid(null, 'message', 'one request, not a batch')
  if (!isObject(message)) return invalid(null, 'message', 'an object of JSON-RPC 2.0')
  const { id, method, params } = message
  if (!isId(id)) return invalid(null, 'id', 'a text or a whole number')
  if (message['jsonrpc'] !== '2.0') return invalid(id, 'jsonrpc', '"2.0"')
  if (typeof method !== 'string' || method === '') return invalid(id, 'method', 'a text')
  if (params !== undefined && !isObject(params)) return invalid(id, 'params', 'an object')
  // JSON.parse keeps the last of two members: a payment would vanish without a word.
  const [, type] = /^params\.payments\.(\w+)$/.exec(doubled ?? '') ?? []
  if (type !== undefined) return { id, code: 'PAYMENT_DUPLICATE', details: { type } }
  if (doubled !== undefined) return invalid(id, doubled, 'one member of this name')
  return { id, method, params: params ?? {} }
}

export const isMalformed = (message: Request | Malformed): message is Malformed => 'code' in message

/** @throws TypeError when the result is not JSON: a bug of the method */
export const resultLine = (id: RequestId, result: object): string =>
  `${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`

export const notificationLine = (method: string, params: object): string =>
  `${JSON.stringify({ jsonrpc: '2.0', method, params })}\n`

/** `error.code` is −32000 less the exit code, for what never reached a method too (interface, "Socket"). */
export function errorLine(id: RequestId | null, failure: Failure): string {
  const code = -32000 - ERRORS[failure.code].exit
  return `${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message: failure.message, data: failure } })}\n`
}
