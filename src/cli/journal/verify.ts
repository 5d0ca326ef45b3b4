import type { ResultOf } from '../../api/schemas/index.ts'
import { answer, type Run } from '../call.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { parametersOf } from '../parameters.ts'
import { ProgressLine } from '../progress.ts'
import { verifiedText } from '../render/proof.ts'

const DEFAULT_CONFIGURATION = '/etc/kkm/kkm.toml'

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const PUBLIC_KEY = /^[0-9a-f]{64}$/

/** @throws UsageFailure for what no key could be: nothing is said of the journal then */
function publicKeyOf(value: unknown): string | undefined {
  const key = textOf(value)?.toLowerCase()
  if (key !== undefined && !PUBLIC_KEY.test(key)) throw new UsageFailure('public-key', key)
  return key
}

/** An export, or this register's own data; no daemon is asked. Damage ends with 12 and its fault. */
export const verify: Run = async (spec, given, context) => {
  const params = await parametersOf(spec, given, context)
  const key = publicKeyOf(params['publicKey'])
  const { verifyJournals } = await import('./offline.ts')
  const config = textOf(given.get('config')?.[0]) ?? context.env['KKM_CONFIG']
  const progress = new ProgressLine(context)
  const told = await verifyJournals(
    {
      folder: textOf(params['folder']),
      configurationFile: config === undefined || config === '' ? DEFAULT_CONFIGURATION : config,
      checksum: textOf(params['checksum']),
      key,
      signatures: params['signatures'] !== false,
      tell: (stage, done, total) =>
        progress.step({ method: 'journal.verify', stage, done, ...(total !== undefined && { total }) }),
    },
    context.language,
  )
  progress.end()
  if (!told.ok) throw failureOf(told)
  const result: ResultOf<'journal.verify'> = {
    verified: told.verified.map((one) => ({ ...one, keys: [...one.keys] })),
    skipped: [...told.skipped],
  }
  await answer(result, context, async () => verifiedText(result, context.language))
  return 0
}

type Failed = Extract<Awaited<ReturnType<typeof import('./offline.ts').verifyJournals>>, { ok: false }>

function failureOf(told: Failed): Error {
  if (told.fault === 'nothing') return new CommandFailure('JOURNAL_NOT_FOUND', { folder: told.folder })
  if (told.fault === 'unreadable') return new CommandFailure('JOURNAL_UNREADABLE', { found: told.problem })
  if (told.fault === 'checksum') return new CommandFailure('CHECKSUM_INVALID', { value: told.problem })
  if (!('folder' in told)) return new UsageFailure('cannot-read', told.problem)
  const { fault, folder, problem, where } = told
  return new CommandFailure('JOURNAL_DAMAGED', { fault, where, found: problem, folder })
}
