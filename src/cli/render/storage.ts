import type { ResultOf } from '../../api/schemas/index.ts'
import { STORAGE_WORDS } from '../../locale/storage-words.ts'
import type { Language } from '../../locale/text.ts'
import { WORDS } from '../../locale/words.ts'
import { table } from './table.ts'

export const checkedText = (
  { events, files, fiscal, signatures }: ResultOf<'storage.check'>,
  language: Language,
): string =>
  `${STORAGE_WORDS.sound[language]}\n${table([
    [STORAGE_WORDS.fiscal[language], fiscal],
    [STORAGE_WORDS.events[language], events],
    [STORAGE_WORDS.files[language], files],
    [STORAGE_WORDS.signatures[language], signatures],
  ])}`

export const repairedText = ({ lastDocument, lost }: ResultOf<'storage.rebuild'>, language: Language): string =>
  `${table([
    [STORAGE_WORDS.lostFiscal[language], lost.fiscal],
    [STORAGE_WORDS.lostEvents[language], lost.events],
    [STORAGE_WORDS.lastDocument[language], lastDocument],
  ])}${STORAGE_WORDS.starting[language]}\n`

export const restoredText = ({ lastDocument, lost }: ResultOf<'backup.restore'>, language: Language): string =>
  `${table([
    [STORAGE_WORDS.lostFiscal[language], lost.fiscal],
    [STORAGE_WORDS.lostEvents[language], lost.events],
    [STORAGE_WORDS.lastDocument[language], lastDocument],
  ])}${STORAGE_WORDS.start[language]}\n`

export const adoptedText = ({ lastDocument, shift }: ResultOf<'storage.adopt-ofd'>, language: Language): string =>
  table([
    [STORAGE_WORDS.lastDocument[language], lastDocument],
    [WORDS.shift[language], shift],
  ])
