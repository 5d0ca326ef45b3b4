import { type Text, text } from './text.ts'

/** What a long call counts while it goes on. */
export const PROGRESS_WORDS = {
  bytes: text('жіберілген байт', 'отправлено байт', 'bytes sent'),
  rows: text('оқылған жол', 'прочитано строк', 'rows read'),
  documents: text('құжат', 'документов', 'documents'),
  records: text('жазба', 'записей', 'records'),
  files: text('файл', 'файлов', 'files'),
  queue: text('кезекте қалған құжат', 'осталось в очереди документов', 'documents left in the queue'),
} as const satisfies Record<string, Text>

export type ProgressStage = keyof typeof PROGRESS_WORDS
