import { type ExportList, exportList, readPiece } from '../../accumulator/mirror/export.ts'
import { filesIn } from '../../accumulator/mirror/file.ts'
import type { Signer } from '../../accumulator/signing.ts'
import { method } from '../../api/methods.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import type { Method } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import type { EventRecord } from '../../fiscal/register/event-records.ts'
import { formatIso } from '../../fiscal/time.ts'
import type { Clock } from '../../hw/ports.ts'
import type { Configuration } from '../configuration/index.ts'
import type { Services } from '../services.ts'
import { operatorOf } from './documents.ts'

/** A piece of a file that fits into a message of the socket, as base64. */
const PIECE = 512 * 1024
const NAME = /^shift-0*(\d+)\.kkj$/

/** Whoever hands the journal over: a register, or what is left of one. */
export interface JournalKeeper {
  readonly configuration: Pick<Configuration, 'mirrorDir'>
  readonly clock: Pick<Clock, 'now'>
  readonly release: string
  readonly signer: () => Promise<Signer>
  /** Whether each file is read before it is vouched for: nobody has done it. */
  readonly looks?: boolean
  /** What is told of the register in the signed list. */
  readonly facts: () => Readonly<Record<string, string | number>>
  /** That it was handed over, before any of it is. */
  readonly record: (exported: Extract<EventRecord, { kind: 'exported' }>) => Promise<void>
}

/** Of a register that runs. */
export const keeperOf = ({ clock, configuration, register, release, signer }: Services): JournalKeeper => ({
  configuration,
  clock,
  release,
  signer: async () => signer,
  facts: () => {
    const { device, registration } = register.state
    const { iinBin, kkmId, name, regNumber } = registration ?? {}
    return {
      ...(device && { serialNumber: device.serialNumber, model: device.model }),
      ...(regNumber !== undefined && { regNumber }),
      ...(kkmId !== undefined && { kkmId }),
      ...(name !== undefined && { name }),
      ...(iinBin !== undefined && { iinBin }),
    }
  },
  record: (exported) => register.record(() => [exported]),
})

export const journalMethods = (keeper: JournalKeeper): readonly Method[] => [
  method('journal.list', async () => listedJournal(keeper)),
  method('journal.export', async ({ name, offset = 0, to = '' }, context): Promise<ResultOf<'journal.export'>> => {
    if (name !== undefined) return piece(keeper.configuration.mirrorDir, name, offset)
    await keeper.record({ kind: 'exported', to, by: operatorOf(context).code })
    const { broken, files, manifest, publicKey, signature } = await list(keeper)
    return {
      manifest: manifest.toString('base64'),
      signature: signature.toString('hex'),
      publicKey,
      files: [...files],
      ...(broken.length > 0 && { broken: [...broken] }),
    }
  }),
]

/** @throws Refusal JOURNAL_NOT_FOUND; DamageError */
export async function listedJournal(keeper: Omit<JournalKeeper, 'record'>): Promise<ResultOf<'journal.list'>> {
  const { broken, files, manifest, publicKey } = await list(keeper)
  const { heads } = JSON.parse(manifest.toString('utf8')) as Pick<ResultOf<'journal.list'>, 'heads'>
  return {
    folder: keeper.configuration.mirrorDir,
    publicKey,
    files: [...files],
    heads,
    ...(broken.length > 0 && { broken: [...broken] }),
  }
}

async function piece(folder: string, name: string, offset: number) {
  const file = Number(NAME.exec(name)?.[1] ?? Number.NaN)
  if (!(await filesIn(folder)).includes(file)) throw new Refusal('JOURNAL_NOT_FOUND', { folder: name })
  return { base64: (await readPiece(folder, file, offset, PIECE)).toString('base64') }
}

/** The files as they are now, signed. */
async function list({
  clock,
  configuration,
  facts,
  looks,
  release,
  signer,
}: Omit<JournalKeeper, 'record'>): Promise<ExportList> {
  const told = { made: formatIso(clock.now()), release, register: facts() }
  const found = await exportList(configuration.mirrorDir, await signer(), told, looks)
  if (!found) throw new Refusal('JOURNAL_NOT_FOUND', { folder: configuration.mirrorDir })
  return found
}
