import type { Ready } from '../api/results.ts'
import type { ResultOf } from '../api/schemas/index.ts'
import type { Failure } from '../api/types.ts'
import type { Context } from './context.ts'
import type { Told } from './failure.ts'

const red = (text: string, colour: boolean): string => (colour ? `\u001b[31m${text}\u001b[39m` : text)

const isReady = (details: unknown): details is Ready =>
  typeof details === 'object' && details !== null && 'blocks' in details && Array.isArray(details.blocks)

/** A self-test that was refused: each of its tests is told beside. */
const isTested = (details: unknown): details is ResultOf<'selftest'> =>
  typeof details === 'object' && details !== null && 'tests' in details && 'software' in details

/** What a person reads when it did not work: what happened, what to do, and the key to repeat with. */
async function failureText(failure: Failure, { colour, language }: Context): Promise<string> {
  const { code, details } = failure
  const key = failure.retry === 'same-key' && typeof details['key'] === 'string' ? details['key'] : ''
  if (code === 'NOT_READY' && isReady(details)) {
    const { readyText } = await import('./render/ready.ts')
    return readyText(details, language).trimEnd()
  }
  const tests = isTested(details) ? [(await import('./render/proof.ts')).selfTestText(details, language).trimEnd()] : []
  const bug = code === 'INTERNAL' && typeof details['problem'] === 'string' ? [details['problem']] : []
  return [
    ...tests,
    red(failure.message, colour.err),
    ...bug,
    ...(failure.remedy === '' ? [] : [`  ${failure.remedy}`]),
    ...(key === '' ? [] : [`key: ${key}`]),
  ].join('\n')
}

/** Says that it did not work, as the call wants to hear it; returns the exit code. */
export async function report({ failure, exit }: Told, context: Context): Promise<number> {
  if (context.globals.json) context.out(`${JSON.stringify({ schema: 1, ok: false, error: failure })}\n`)
  else context.err(await failureText(failure, context))
  return exit
}
