import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { ResultOf } from '../api/schemas/index.ts'
import { type ErrorCode, isErrorCode } from '../locale/errors.ts'
import { answer, type Run } from './call.ts'
import { confirmed } from './commands.ts'
import type { Context } from './context.ts'
import { credentialsOf } from './credentials.ts'
import { CommandFailure, UsageFailure } from './failure.ts'
import { exportTo } from './journal/export.ts'
import { parametersOf } from './parameters.ts'

const DEFAULT_CONFIGURATION = '/etc/kkm/kkm.toml'

/** An export, and the register remembers that it was made. */
export const create: Run = (spec, given, context) =>
  exportTo(spec, given, context, async (daemon, { manifest, signature }) => {
    await daemon.call('backup.create', { manifest, signature })
  })

type Told =
  | ResultOf<'backup.restore'>
  | { readonly refused: { readonly code: string; readonly details: Record<string, unknown> } }

/** By a process of the daemon's program: no daemon may run, and what writes the accumulator is no part of the command line. */
export const restore: Run = async (spec, given, context) => {
  await confirmed(spec, given, context)
  const params = await parametersOf(spec, given, context)
  const credentials = await credentialsOf(context, true)
  if (!credentials || !('pin' in credentials)) throw new UsageFailure('missing', '--user CODE --pin-file FILE')
  const named = given.get('config')?.[0]
  const { folder, reason, secondPin, secondUser } = params
  const job = {
    job: 'restore',
    configurationFile: resolve(typeof named === 'string' ? named : context.env['KKM_CONFIG'] || DEFAULT_CONFIGURATION),
    folder: resolve(String(folder)),
    reason,
    first: credentials,
    second: { user: secondUser, pin: secondPin },
    now: Date.now(),
  }
  const told = await run(job)
  if ('refused' in told) throw new CommandFailure(codeOf(told.refused.code), told.refused.details)
  await tell(told, context)
  return 0
}

const codeOf = (code: string): ErrorCode => (isErrorCode(code) ? code : 'INTERNAL')

const tell = (told: ResultOf<'backup.restore'>, context: Context): Promise<void> =>
  answer(told, context, async () => (await import('./render/storage.ts')).restoredText(told, context.language))

/** Beside this program's own bundle. */
const program = (): string => join(dirname(realpathSync(process.argv[1] ?? '')), '..', 'daemon', 'storage-job.mjs')

async function run(job: object): Promise<Told> {
  const path = program()
  if (!existsSync(path)) throw new Error(`${path} is not installed`)
  const child = spawn(process.execPath, [path], { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((done) => child.on('close', done))
  child.stdin.end(JSON.stringify(job))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code === 0) return JSON.parse(out) as Told
  throw new CommandFailure('STORAGE_UNUSABLE', { found: err.trim().split('\n')[0] ?? '' })
}
