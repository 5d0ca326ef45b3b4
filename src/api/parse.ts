import type * as z from 'zod'
import { Refusal } from '../fiscal/refusal.ts'
import { EXPECTED } from './expected.ts'
import { type MethodName, type ParamsOf, SCHEMAS } from './schemas/index.ts'
import { isKey } from './schemas/values.ts'

type Issue = z.core.$ZodIssue

/** `['items', 0, 'price']` is `items[0].price`; the whole is `params`. */
function pathText(path: readonly PropertyKey[]): string {
  let text = ''
  for (const step of path) {
    text += typeof step === 'number' ? `[${step}]` : `${text === '' ? '' : '.'}${String(step)}`
  }
  return text === '' ? 'params' : text
}

/** A member that should not be there is named itself. */
function complaint(issue: Issue): { path: readonly PropertyKey[]; expected: string } {
  if (issue.code === 'unrecognized_keys') {
    return { path: [...issue.path, issue.keys[0] ?? ''], expected: EXPECTED.unknown }
  }
  return { path: issue.path, expected: issue.message }
}

/**
 * Parameters of a method, checked: members of the right kind and no others. What a sum or a name may be is the rules'
 * matter, with their own codes.
 * @throws Refusal BAD_REQUEST {path, expected}, KEY_INVALID
 */
export function parseParams<M extends MethodName>(method: M, params: unknown): ParamsOf<M> {
  const parsed = SCHEMAS[method].params.safeParse(params ?? {})
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    if (issue === undefined) throw new Error(`${method}: refused without a reason`)
    const { path, expected } = complaint(issue)
    throw new Refusal('BAD_REQUEST', { path: pathText(path), expected })
  }
  const data = parsed.data as ParamsOf<M>
  if ('key' in data && typeof data.key === 'string' && !isKey(data.key)) {
    throw new Refusal('KEY_INVALID', { key: data.key })
  }
  return data
}
