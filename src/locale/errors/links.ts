import { command, entryOf } from './entry.ts'

const notFound = entryOf(10)

/** Links to the OFD. */
export const LINK_ERRORS = {
  LINK_UNKNOWN: notFound(
    'never',
    [
      '«{name}» деген арна жоқ; арналар: {known}',
      'Канала «{name}» нет; каналы: {known}',
      'There is no link “{name}”; links: {known}',
    ],
    command('kkm link status'),
  ),
} as const
