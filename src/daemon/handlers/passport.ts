import { method } from '../../api/methods.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import type { Method } from '../../api/types.ts'
import type { PassportFacts } from '../../fiscal/documents/passport.ts'
import { mediumOf } from '../../hw/ofd/medium.ts'
import { SECOND } from '../../fiscal/time.ts'
import type { State } from '../../fiscal/register/state.ts'
import type { Configuration } from '../configuration/index.ts'
import { DEFAULT_WAIT } from '../documents.ts'
import { answerState } from '../spooler.ts'
import type { Services } from '../services.ts'

/** What registration in the OFD's cabinet asks for: from the accumulator once it was provisioned, else from the file. */
export function passportFacts(
  state: State,
  { device, links, receiptLanguage }: Pick<Configuration, 'device' | 'links' | 'receiptLanguage'>,
  software: { readonly release: string; readonly digest: string },
): PassportFacts {
  const born = state.device
  return {
    model: born?.model ?? device.model,
    serialNumber: born?.serialNumber ?? device.serialNumber ?? '',
    year: born?.year ?? device.year ?? 0,
    ...software,
    connection: mediumOf(links),
    language: receiptLanguage,
  }
}

export const passportMethods = (services: Services): readonly Method[] => [
  method('passport', async ({ print }): Promise<ResultOf<'passport'>> => {
    const { configuration, register, release, softwareDigest: digest, spooler } = services
    const { language: _, ...facts } = passportFacts(register.state, configuration, { release, digest })
    if (!print) return { ...facts, printed: false, paper: { state: 'not-asked', copies: 0 } }
    const id = spooler.add({ type: 'page', page: 'passport' }, false)
    const job = await spooler.ended(id, DEFAULT_WAIT * SECOND)
    const state = job ? answerState(job) : 'waiting'
    const printed = state === 'confirmed' || state === 'accepted'
    return { ...facts, printed, paper: { state, job: id, copies: 0 } }
  }),
  method('version', async () => ({ release: services.release, schemas: [1], node: process.versions.node })),
]
