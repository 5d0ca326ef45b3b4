import type { CommandSpec } from '../api/spec.ts'
import type { PaperFacts } from '../api/results.ts'
import type { Context } from './context.ts'
import { type Credentials, credentialsOf } from './credentials.ts'
import { Daemon } from './daemon.ts'
import { UsageFailure } from './failure.ts'
import { type Given, parametersOf } from './parameters.ts'
import type { Render } from './render/frequent.ts'

/** Runs a command and prints its answer; returns the exit code. */
export type Run = (spec: CommandSpec, given: Given, context: Context) => Promise<number>

const REGISTERED_NOT_PRINTED = 4

interface Printed {
  readonly printed: boolean
  readonly paper: PaperFacts
}

const hasPaper = (result: unknown): result is Printed =>
  typeof result === 'object' && result !== null && 'printed' in result && 'paper' in result

/** Done is 0; a document or a report without its paper is 4, unless nobody asked for paper. */
export const exitOf = ({ makesDocument, words }: CommandSpec, result: unknown): number =>
  (makesDocument || words[0] === 'report') && hasPaper(result) && !result.printed && result.paper.state !== 'not-asked'
    ? REGISTERED_NOT_PRINTED
    : 0

/** Who signs in, when the command needs it or says more to who is signed in. */
async function credentialsFor(spec: CommandSpec, context: Context): Promise<Credentials | undefined> {
  if (spec.roles === 'anyone' && spec.tellsMore !== true) return undefined
  return credentialsOf(context, spec.roles !== 'anyone', spec.needsPin === true)
}

/**
 * A conversation with the daemon, signed in as the command needs it, closed at its end. What a person is asked is asked
 * before it begins: a connection without sign-in is not kept waiting.
 */
export async function connected<T>(
  spec: CommandSpec,
  context: Context,
  use: (daemon: Daemon) => Promise<T>,
  wait?: number,
): Promise<T> {
  const credentials = await credentialsFor(spec, context)
  const daemon = await Daemon.open(context, wait)
  try {
    if (credentials !== undefined) await signIn(spec, daemon, credentials)
    return await use(daemon)
  } finally {
    daemon.close()
  }
}

async function signIn(spec: CommandSpec, daemon: Daemon, credentials: Credentials): Promise<void> {
  try {
    await daemon.signIn(credentials)
  } catch (error) {
    // A session that has ended takes nothing away from what anybody may see
    if (spec.roles !== 'anyone' || !('session' in credentials)) throw error
  }
}

/** The answer: one line of JSON, paths and values for a shell, or what the renderer of the method makes of it. */
export async function answer(result: object, context: Context, text: () => Promise<string>): Promise<void> {
  const { fields, json } = context.globals
  if (json) return context.out(`${JSON.stringify({ schema: 1, ok: true, result })}\n`)
  if (fields === undefined) return context.out(await text())
  const { terseText } = await import('./terse.ts')
  context.out(terseText(result, fields))
}

/** Parameters, one call, one answer. */
export async function call(spec: CommandSpec, given: Given, context: Context, render: Render): Promise<number> {
  const params = await parametersOf(spec, given, context)
  const { fields, json } = context.globals
  if (spec.inputOnly.includes('lines') && !json && fields === undefined) params['lines'] = true
  const wait = typeof params['wait'] === 'number' ? params['wait'] : undefined
  const talk = async (daemon: Daemon): Promise<number> => {
    const result = await send(spec, params, daemon, context)
    await answer(result, context, () => render(spec, result, context, daemon))
    return exitOf(spec, result)
  }
  return connected(spec, context, talk, wait)
}

/** A document never leaves without a key that the caller knows. @throws UsageFailure: a kiosk gave none */
async function send(
  spec: CommandSpec,
  params: Record<string, unknown>,
  daemon: Daemon,
  context: Context,
): Promise<object> {
  if (!spec.makesDocument || params['preview'] === true) return daemon.call<object>(spec.method, params)
  if (params['key'] === undefined) {
    // Nobody reads what a kiosk says on stderr
    if (daemon.role === 'kiosk') throw new UsageFailure('missing', '--key')
    const { makeKey } = await import('./key.ts')
    params['key'] = makeKey()
    context.err(`key: ${String(params['key'])}`)
  }
  return (await daemon.callForDocument(spec.method, { ...params, key: params['key'] as string })) as object
}
