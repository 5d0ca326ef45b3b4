import { Spooler } from '../../src/daemon/spooler.ts'
import { factsOf } from '../../src/fiscal/register/facts.ts'
import type { Mutant } from './mutants.ts'

class OriginalsOnly extends Spooler {
  override add(subject: Parameters<Spooler['add']>[0], _copy: boolean, id?: number): number {
    return super.add(subject, false, id)
  }
}

class Forgetful extends Spooler {
  override add(subject: Parameters<Spooler['add']>[0], copy: boolean, id?: number): number {
    return this.obstacle === undefined ? super.add(subject, copy, id) : this.reserve()
  }
}

/** Wrong accumulators and spoolers. */
export const shellMutants: readonly Mutant[] = [
  { name: 'an append is confirmed before the disk has it', barrier: false },
  {
    name: 'the key of a registered document is forgotten',
    journal: (journal) => ({
      ...journal,
      byKey: async (key) => {
        const known = await journal.byKey(key)
        if (known?.subject.type !== 'document') return known
        return factsOf(await journal.document(known.subject.documentNumber))?.outcome ? undefined : known
      },
    }),
  },
  {
    name: 'the key of a document without an outcome is not found',
    journal: (journal) => ({
      ...journal,
      byKey: async (key) => {
        const known = await journal.byKey(key)
        if (known?.subject.type !== 'document') return known
        return factsOf(await journal.document(known.subject.documentNumber))?.outcome ? known : undefined
      },
    }),
  },
  {
    name: 'the last record of a batch is left out',
    journal: (journal) => ({
      ...journal,
      append: async (entries) => journal.append(entries.length > 1 ? entries.slice(0, -1) : entries),
    }),
  },
  { name: 'what was under way is printed as an original again', spooler: OriginalsOnly },
  { name: 'a document that finds no paper is not printed later', spooler: Forgetful },
]
