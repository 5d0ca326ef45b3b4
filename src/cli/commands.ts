import type { CommandSpec } from '../api/spec.ts'
import type { PaperFacts } from '../api/results.ts'
import type { Context } from './context.ts'
import { type Credentials, credentialsOf } from './credentials.ts'
import { Daemon } from './daemon.ts'
import { CommandFailure, UsageFailure } from './failure.ts'
import { type Given, parametersOf } from './parameters.ts'

/** Runs a command and prints its answer; returns the exit code. */
export type Run = (spec: CommandSpec, given: Given, context: Context) => Promise<number>

/** Commands whose way differs from: parameters, one call, one answer. */
const SPECIAL: Readonly<Record<string, () => Promise<Run>>> = {
  setup: async () => (await import('./setup/index.ts')).setup,
  login: async () => (await import('./people.ts')).login,
  logout: async () => (await import('./people.ts')).logout,
  doctor: async () => (await import('./doctor/index.ts')).doctor,
  wait: async () => (await import('./wait.ts')).wait,
  'support-bundle': async () => (await import('./support/index.ts')).support,
  completion: async () => (await import('./completion/command.ts')).completion,
  'journal.verify': async () => (await import('./journal/verify.ts')).verify,
  'journal.export': async () => (await import('./journal/export.ts')).exportJournal,
  schema: async () => (await import('./schema.ts')).schema,
  tui: async () => (await import('./tui.ts')).tui,
  version: async () => (await import('./version.ts')).version,
  'console.attach': async () => (await import('./devices.ts')).attach,
  'keypad.test': async () => (await import('./devices.ts')).tryDevice,
  'scanner.test': async () => (await import('./devices.ts')).tryDevice,
  'goods.import': async () => (await import('./goods.ts')).importGoods,
  'report.period': async () => (await import('./period.ts')).period,
  'receipt.export': async () => (await import('./export.ts')).exportFile,
  'backup.create': async () => (await import('./backup.ts')).create,
  'backup.restore': async () => (await import('./backup.ts')).restore,
  watch: async () => (await import('./watch.ts')).watch,
  'receipt.qr': async () => (await import('./export.ts')).exportFile,
}

export const commandOf = async ({ method }: CommandSpec): Promise<Run> => (await SPECIAL[method]?.()) ?? generic

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

/** What cannot be taken back is confirmed: by a person, or by --yes. @throws CONFIRMATION_NEEDED off a terminal */
export async function confirmed(spec: CommandSpec, given: Given, { interactive, language }: Context): Promise<void> {
  if (!spec.options.some(({ flag }) => flag === 'yes') || given.has('yes')) return
  if (!interactive) throw new CommandFailure('CONFIRMATION_NEEDED')
  const { confirm } = await import('./setup/dialogue.ts')
  await confirm(language)
}

export const generic: Run = async (spec, given, context) => {
  await confirmed(spec, given, context)
  const params = await parametersOf(spec, given, context)
  const { fields, json } = context.globals
  if (spec.inputOnly.includes('lines') && !json && fields === undefined) params['lines'] = true
  const wait = typeof params['wait'] === 'number' ? params['wait'] : undefined
  const talk = async (daemon: Daemon): Promise<number> => {
    const result = await send(spec, params, daemon, context)
    await answer(result, context, async () => {
      const { render } = await import('./render/index.ts')
      return render(spec, result, context, daemon)
    })
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
