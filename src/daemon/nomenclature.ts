import { Refusal } from '../fiscal/refusal.ts'
import type { NomenclatureAsk } from '../fiscal/register/decide-nomenclature.ts'
import type { OfdGoods } from '../fiscal/wire/nomenclature.ts'
import type { Register } from './register.ts'

/** Whoever asks for goods does not wait in line behind documents (ms). */
const PATIENCE = 100

/**
 * The OFD's goods. Documents go first: nothing is asked while one is made or on its way, and no answer stops the register.
 * @returns undefined when the OFD has no goods with this barcode
 * @throws Refusal BUSY, UNFINISHED_DOCUMENT, OFD_UNREACHABLE, NOMENCLATURE_UNSUPPORTED, and a refusal of the OFD
 */
export async function askNomenclature(register: Register, ask: NomenclatureAsk): Promise<OfdGoods | undefined> {
  return register.turn(async () => {
    let goods: OfdGoods | undefined
    const settled = await register.dispatch({ type: 'nomenclature', ask }, (received) => {
      goods = received.answer.nomenclature
      return { type: 'answer', received }
    })
    if (settled.silence !== undefined) throw new Refusal('OFD_UNREACHABLE', { reason: settled.silence })
    if (settled.refused) throw new Refusal(settled.refused.code, settled.refused.details)
    return goods?.result === 'not-found' ? undefined : goods
  }, PATIENCE)
}
