import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { type ErrorCode, isErrorCode } from '../locale/errors.ts'
import type { Context } from './context.ts'
import { CommandFailure } from './failure.ts'
import type { Given } from './parameters.ts'

/*
 * Work on the accumulator's files without a daemon, by a process of the daemon's program: what knows how they are made is no
 * part of the command line.
 */

const DEFAULT_CONFIGURATION = '/etc/kkm/kkm.toml'

/** --config, KKM_CONFIG, or where it is installed. */
export function configurationOf(given: Given, { env }: Pick<Context, 'env'>): string {
  const named = given.get('config')?.[0]
  return resolve(typeof named === 'string' ? named : env['KKM_CONFIG'] || DEFAULT_CONFIGURATION)
}

/** Beside this program's own bundle. */
const program = (): string => join(dirname(realpathSync(process.argv[1] ?? '')), '..', 'daemon', 'storage-job.mjs')

const codeOf = (code: string): ErrorCode => (isErrorCode(code) ? code : 'INTERNAL')

/** The first line that a process ends with, without the name of the error's class. */
const sentenceOf = (err: string): string => (err.trim().split('\n')[0] ?? '').replace(/^\w+: /, '')

/** @throws CommandFailure what the job refuses with, STORAGE_UNUSABLE */
export async function runStorageJob<R extends object>(job: object): Promise<R> {
  const path = program()
  if (!existsSync(path)) throw new Error(`${path} is not installed`)
  const child = spawn(process.execPath, [path], { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((done) => child.on('close', done))
  child.stdin.end(JSON.stringify(job))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code !== 0) throw new CommandFailure('STORAGE_UNUSABLE', { found: sentenceOf(err) })
  const told = JSON.parse(out) as
    | R
    | { readonly refused: { readonly code: string; readonly details: Record<string, unknown> } }
  if ('refused' in told) throw new CommandFailure(codeOf(told.refused.code), told.refused.details)
  return told
}
