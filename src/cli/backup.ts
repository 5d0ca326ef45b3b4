import { resolve } from 'node:path'
import type { ResultOf } from '../api/schemas/index.ts'
import { answer, type Run } from './call.ts'
import { confirmed } from './commands.ts'
import { credentialsOf } from './credentials.ts'
import { UsageFailure } from './failure.ts'
import { exportTo } from './journal/export.ts'
import { parametersOf } from './parameters.ts'
import { configurationOf, runStorageJob } from './storage-job.ts'

/** An export, and the register remembers that it was made. */
export const create: Run = (spec, given, context) =>
  exportTo(spec, given, context, async (daemon, { manifest, signature }) => {
    await daemon.call('backup.create', { manifest, signature })
  })

/** No daemon may run. */
export const restore: Run = async (spec, given, context) => {
  await confirmed(spec, given, context)
  const params = await parametersOf(spec, given, context)
  const credentials = await credentialsOf(context, true)
  if (!credentials || !('pin' in credentials)) throw new UsageFailure('missing', '--user CODE --pin-file FILE')
  const { folder, reason, secondPin, secondUser } = params
  const told = await runStorageJob<ResultOf<'backup.restore'>>({
    job: 'restore',
    configurationFile: configurationOf(given, context),
    folder: resolve(String(folder)),
    reason,
    first: credentials,
    second: { user: secondUser, pin: secondPin },
    now: Date.now(),
  })
  await answer(told, context, async () => (await import('./render/storage.ts')).restoredText(told, context.language))
  return 0
}
