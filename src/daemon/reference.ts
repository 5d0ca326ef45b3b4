import type { Journal } from '../accumulator/journal.ts'
import { parseCheckUrl } from '../fiscal/operators.ts'

/**
 * A document by what a person has at hand: `sign:…`, `no:…`, `key:…`, the check address, or a bare number, which is a
 * fiscal sign first and a document number second.
 * @returns undefined when there is none; what is found need not be registered
 */
export async function findDocument(journal: Journal, ref: string): Promise<number | undefined> {
  const address = parseCheckUrl(ref)
  if (address) return (await journal.bySign(address.sign)).at(-1)
  const bySign = async (sign: string) => (await journal.bySign(sign)).at(-1)
  const [, prefix, value = ''] = /^(sign|no|key):(.+)$/.exec(ref) ?? []
  if (prefix === 'sign') return bySign(value)
  if (prefix === 'no') return existing(journal, value)
  if (prefix === undefined) return (await bySign(ref)) ?? existing(journal, ref)
  const entry = await journal.byKey(value)
  return entry?.subject.type === 'document' ? entry.subject.documentNumber : undefined
}

async function existing(journal: Journal, text: string): Promise<number | undefined> {
  if (!/^\d{1,15}$/.test(text)) return undefined
  const documentNumber = Number(text)
  return (await journal.document(documentNumber)).length > 0 ? documentNumber : undefined
}
