import { type ExportList, exportList, readPiece } from '../../accumulator/mirror/export.ts'
import { filesIn } from '../../accumulator/mirror/file.ts'
import { method } from '../../api/methods.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import type { Method } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { formatIso } from '../../fiscal/time.ts'
import type { Services } from '../services.ts'

/** A piece of a file that fits into a message of the socket, as base64. */
const PIECE = 512 * 1024
const NAME = /^shift-0*(\d+)\.kkj$/

export const journalMethods = (services: Services): readonly Method[] => [
  method('journal.list', async (): Promise<ResultOf<'journal.list'>> => {
    const { files, manifest, publicKey } = await list(services)
    const { heads } = JSON.parse(manifest.toString('utf8')) as Pick<ResultOf<'journal.list'>, 'heads'>
    return { folder: services.configuration.mirrorDir, publicKey, files: [...files], heads }
  }),
  method('journal.export', async ({ name, offset = 0 }): Promise<ResultOf<'journal.export'>> => {
    if (name !== undefined) return piece(services.configuration.mirrorDir, name, offset)
    const { files, manifest, publicKey, signature } = await list(services)
    return { manifest: manifest.toString('base64'), signature: signature.toString('hex'), publicKey, files: [...files] }
  }),
]

async function piece(folder: string, name: string, offset: number) {
  const file = Number(NAME.exec(name)?.[1] ?? Number.NaN)
  if (!(await filesIn(folder)).includes(file)) throw new Refusal('JOURNAL_NOT_FOUND', { folder: name })
  return { base64: (await readPiece(folder, file, offset, PIECE)).toString('base64') }
}

/** The files as they are now, signed. */
async function list({ clock, configuration, register, release, signer }: Services): Promise<ExportList> {
  const { device, registration } = register.state
  const { iinBin, kkmId, name, regNumber } = registration ?? {}
  const facts = {
    ...(device && { serialNumber: device.serialNumber, model: device.model }),
    ...(regNumber !== undefined && { regNumber }),
    ...(kkmId !== undefined && { kkmId }),
    ...(name !== undefined && { name }),
    ...(iinBin !== undefined && { iinBin }),
  }
  const made = formatIso(clock.now())
  const found = await exportList(configuration.mirrorDir, signer, { made, release, register: facts })
  if (!found) throw new Refusal('JOURNAL_NOT_FOUND', { folder: configuration.mirrorDir })
  return found
}
