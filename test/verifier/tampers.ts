import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type StoredRecord } from '../../src/accumulator/record.ts'
import type { RegisterRecord } from '../../src/fiscal/register/records.ts'
import { HOUR, instant } from '../../src/fiscal/time.ts'
import { EVENT_JOURNAL } from '../../src/verifier/events.ts'
import { TEST_SIGNER } from '../accumulator/test-key.ts'
import { filesOf, writeExport } from './exports.ts'
import type { Transition } from './scenarios.ts'
import {
  THIEF,
  asExport,
  cheaper,
  editFile,
  flipped,
  kindOf,
  lastZ,
  only,
  placeOf,
  rebuilt,
  spoilt,
  unchanged,
  withEvents,
  withRecords,
} from './forging.ts'

/* What somebody does to an export who wants other figures: with a hex editor, with all our code, or with our key as well. */

export interface Tamper {
  readonly does: string
  readonly fault: 'chain' | 'signature' | 'totals' | 'gap' | 'time' | 'short'
  /** Writes the tampered export. @param other an export of another device */
  readonly make: (folder: string, day: readonly Transition[], other: readonly Transition[]) => Promise<void>
  /** What the verifier is told beside the folder: the checksum of a paper, a key that was noted. */
  readonly told?: (day: readonly Transition[]) => { readonly anchors?: readonly string[]; readonly key?: string }
}

export const TAMPERS: readonly Tamper[] = [
  {
    does: 'a bit of a file is flipped',
    fault: 'chain',
    make: async (folder, day) => {
      await asExport(folder, day)
      editFile(
        folder,
        ([first]) => first,
        (bytes) => flipped(bytes, Math.floor(bytes.length / 2)),
      )
    },
  },
  {
    does: 'a sum is changed, and the frame made whole again',
    fault: 'chain',
    make: async (folder, day) => {
      const [at, n] = placeOf(day, 'attempt')
      await asExport(
        folder,
        withRecords(day, at, (all) => all.with(n, spoilt(all[n] as StoredRecord, 400))),
      )
    },
  },
  {
    does: 'a time is changed, and the frame made whole again',
    fault: 'chain',
    make: async (folder, day) => {
      const [at, n] = placeOf(day, 'outcome')
      await asExport(
        folder,
        withRecords(day, at, (all) => all.with(n, spoilt(all[n] as StoredRecord, 120))),
      )
    },
  },
  {
    does: 'a signature is spoilt',
    fault: 'signature',
    make: async (folder, day) => {
      const [at, n] = placeOf(day, 'outcome')
      const spoil = (stored: StoredRecord) => spoilt(stored, stored.bytes.length - 1)
      await asExport(
        folder,
        withRecords(day, at, (all) => all.with(n, spoil(all[n] as StoredRecord))),
      )
    },
  },
  {
    does: 'a document is dropped: its attempt and all after it',
    fault: 'gap',
    make: async (folder, day) => {
      const [at] = placeOf(day, 'attempt')
      const number = day[at]?.[0]?.sealed.documentNumber
      await asExport(
        folder,
        day
          .map((all) => all.filter(({ sealed }) => sealed.documentNumber !== number))
          .filter(({ length }) => length > 0),
      )
    },
  },
  {
    does: 'an attempt is dropped',
    fault: 'gap',
    make: async (folder, day) => {
      const [at, n] = placeOf(day, 'attempt')
      await asExport(
        folder,
        withRecords(day, at, (all) => all.toSpliced(n, 1)),
      )
    },
  },
  {
    does: 'an event is dropped that a document stands behind',
    fault: 'short',
    make: async (folder, day) => {
      const at = day.findIndex(
        (all, n) => all[0]?.sealed.chain === 'events' && day[n + 1]?.[0]?.sealed.chain === 'fiscal' && n > 8,
      )
      await asExport(
        folder,
        withRecords(day, at, () => []),
      )
    },
  },
  {
    does: 'attempt and outcome change places',
    fault: 'gap',
    make: async (folder, day) => {
      const flat = day.flat()
      const at = flat.findIndex(
        (one, n) => n > 30 && kindOf(one) === 'attempt' && flat[n + 1]?.sealed.chain === 'fiscal',
      )
      const swapped = flat.with(at, flat[at + 1] as StoredRecord).with(at + 1, flat[at] as StoredRecord)
      await asExport(
        folder,
        swapped.map((one) => [one]),
      )
    },
  },
  {
    does: 'an outcome stands there twice',
    fault: 'gap',
    make: async (folder, day) => {
      const [at, n] = placeOf(day, 'outcome')
      await asExport(
        folder,
        withRecords(day, at, (all) => all.toSpliced(n, 0, all[n] as StoredRecord)),
      )
    },
  },
  {
    does: 'the chain is rebuilt with another sum, without a key',
    fault: 'signature',
    make: (folder, day) => asExport(folder, rebuilt(day, undefined, only(day, 'attempt', cheaper))),
  },
  {
    does: 'the chain is rebuilt with another sum and another key',
    fault: 'totals',
    // Before the first Z, which would name the record before it otherwise.
    make: (folder, day) => asExport(folder, rebuilt(day, THIEF, only(day, 'attempt', cheaper, 0.05)), THIEF),
  },
  {
    does: 'the whole is rebuilt with another key, no figure changed; the key was noted',
    fault: 'signature',
    make: (folder, day) => asExport(folder, rebuilt(day, THIEF, unchanged), THIEF),
    told: () => ({ key: TEST_SIGNER.publicKey }),
  },
  {
    does: 'the whole is rebuilt with another key, no figure changed; a Z report lies on paper',
    fault: 'chain',
    make: (folder, day) => asExport(folder, rebuilt(day, THIEF, unchanged), THIEF),
  },
  {
    does: 'a sum is changed by who has the key',
    fault: 'totals',
    make: (folder, day) => asExport(folder, rebuilt(day, TEST_SIGNER, only(day, 'attempt', cheaper))),
  },
  {
    does: 'a document is made an hour older by who has the key',
    fault: 'time',
    make: (folder, day) =>
      asExport(
        folder,
        rebuilt(
          day,
          TEST_SIGNER,
          only(day, 'attempt', (one) => ({ ...one, time: instant(one.time - HOUR) })),
        ),
      ),
  },
  {
    does: 'the monotonic clock is set back by who has the key',
    fault: 'time',
    make: (folder, day) =>
      asExport(
        folder,
        rebuilt(
          day,
          TEST_SIGNER,
          only(day, 'paper', (one) => ({ ...one, monotonic: 0 })),
        ),
      ),
  },
  {
    does: 'the count of starts is set back by who has the key',
    fault: 'time',
    make: (folder, day) =>
      asExport(
        folder,
        rebuilt(
          day,
          TEST_SIGNER,
          only(day, 'paper', (one) => ({ ...one, boot: 0 })),
        ),
      ),
  },
  {
    does: 'a receipt is made a refused one by who has the key',
    fault: 'totals',
    make: (folder, day) =>
      asExport(
        folder,
        rebuilt(
          day,
          TEST_SIGNER,
          only(day, 'outcome', (one) =>
            one.record.kind === 'outcome'
              ? { ...one, record: { ...one.record, result: 'refused' } as RegisterRecord }
              : one,
          ),
        ),
      ),
  },
  {
    does: 'the last records are cut off, and the list of the export kept',
    fault: 'short',
    make: async (folder, day) => {
      const files = filesOf(day, TEST_SIGNER)
      await writeExport(folder, files, TEST_SIGNER)
      const last = files.at(-1)
      if (!last) throw new Error('no file')
      writeFileSync(join(folder, last.name), Buffer.concat(last.frames.slice(0, Math.max(1, last.frames.length - 3))))
    },
  },
  {
    does: 'the last file is taken away',
    fault: 'short',
    make: async (folder, day) => {
      const files = filesOf(day, TEST_SIGNER)
      await writeExport(folder, files, TEST_SIGNER)
      rmSync(join(folder, files.at(-1)?.name ?? ''))
    },
  },
  {
    does: 'an older export is shown whole; a later Z report lies on paper',
    fault: 'short',
    make: (folder, day) => asExport(folder, day.slice(0, Math.floor(day.length / 4))),
    told: (day) => ({ anchors: [lastZ(day)] }),
  },
  {
    does: 'the event chain is cut in the middle',
    fault: 'short',
    make: async (folder, day) => {
      const half = Math.floor(day.length / 2)
      await asExport(
        folder,
        day
          .map((all, n) => (n < half ? all : all.filter(({ sealed }) => sealed.chain === 'fiscal')))
          .filter(({ length }) => length > 0),
      )
    },
  },
  {
    does: 'a file of another device stands in the place of one',
    fault: 'signature',
    make: async (folder, day, other) => {
      await asExport(folder, day)
      const [theirs] = filesOf(rebuilt(other, THIEF, unchanged), THIEF)
      editFile(
        folder,
        ([first]) => first,
        () => Buffer.concat(theirs?.frames ?? []),
      )
    },
    told: () => ({ key: TEST_SIGNER.publicKey }),
  },
  {
    does: 'the list of the export is edited',
    fault: 'signature',
    make: async (folder, day) => {
      await asExport(folder, day)
      const path = join(folder, 'manifest.json')
      writeFileSync(path, readFileSync(path, 'utf8').replace('SWK00412345', 'SWK00412346'))
    },
  },
  {
    does: 'the list of the export is signed by another key',
    fault: 'signature',
    make: (folder, day) => writeExport(folder, filesOf(day, TEST_SIGNER), THIEF),
  },
  {
    does: 'the files are signed by another key than the records',
    fault: 'signature',
    make: (folder, day) => writeExport(folder, filesOf(day, THIEF), TEST_SIGNER),
  },
  {
    does: 'a file has another number in its name',
    fault: 'chain',
    make: async (folder, day) => {
      await asExport(folder, day)
      renameSync(join(folder, 'shift-000001.kkj'), join(folder, 'shift-000000.kkj'))
    },
  },
  {
    does: 'something stands behind the end of a file',
    fault: 'chain',
    make: async (folder, day) => {
      await asExport(folder, day)
      editFile(
        folder,
        (names) => names.at(-1),
        (bytes) => Buffer.concat([bytes, Buffer.from('more')]),
      )
    },
  },
  {
    does: 'the end of the event journal is cut off',
    fault: 'short',
    make: (folder, day) => withEvents(folder, day, (lines) => lines.slice(0, -4)),
  },
  {
    does: 'an event is taken out of the event journal',
    fault: 'gap',
    make: (folder, day) => withEvents(folder, day, (lines) => lines.toSpliced(Math.floor(lines.length / 2), 1)),
  },
  {
    does: 'a line of the event journal says something else than its record',
    fault: 'chain',
    make: (folder, day) =>
      withEvents(folder, day, (lines) =>
        lines.map((line, n) =>
          n === lines.length - 2 ? line.replace('"kind":69,"name":"paper"', '"kind":67,"name":"login"') : line,
        ),
      ),
  },
  {
    does: 'an event of another device stands in the event journal',
    fault: 'chain',
    make: async (folder, day, other) => {
      const theirs = `${folder}-theirs`
      await asExport(theirs, rebuilt(other, THIEF, unchanged), THIEF)
      const line = readFileSync(join(theirs, EVENT_JOURNAL), 'utf8').split(/(?<=\n)/)[9] ?? ''
      rmSync(theirs, { recursive: true })
      await withEvents(folder, day, (lines) => lines.with(9, line))
    },
  },
  {
    does: 'the event journal is taken away',
    fault: 'short',
    make: async (folder, day) => {
      await asExport(folder, day)
      rmSync(join(folder, EVENT_JOURNAL))
    },
  },
]
