import { once } from 'node:events'
import { connected, type Run } from './call.ts'
import { parametersOf } from './parameters.ts'

/** Whoever reads has gone: there is nobody to tell any more. */
const isGone = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EPIPE'

/** A line, at the pace of its reader. @throws Error EPIPE */
async function write(line: string): Promise<void> {
  const { stdout } = process
  const written = Promise.withResolvers<void>()
  const hasRoom = stdout.write(line, (error) => (error ? written.reject(error) : written.resolve()))
  if (hasRoom) return written.promise
  await Promise.all([written.promise, once(stdout, 'drain')])
}

/**
 * Events, one JSON object a line with or without --json. It ends when the daemon does, with exit code 8: the last line's
 * cursor is where the next call goes on.
 */
export const watch: Run = async (spec, given, context) => {
  const params = await parametersOf(spec, given, context)
  try {
    await connected(spec, context, (daemon) => daemon.watch(params, (event) => write(`${JSON.stringify(event)}\n`)))
    return 0
  } catch (error) {
    if (isGone(error)) return 0
    throw error
  }
}
