import type { UserAnswer, UserList } from '../../api/results.ts'
import { ROLE_WORDS } from '../../locale/field-words.ts'
import { type Language, text } from '../../locale/text.ts'
import { table, timeText } from './table.ts'

const DISABLED = text('өшірілген', 'отключён', 'disabled')

const roleText = (role: string, language: Language): string => ROLE_WORDS[role]?.[language] ?? role

export const userText = ({ code, name, role }: UserAnswer, language: Language): string =>
  `${code} ${name}, ${roleText(role, language)}\n`

export const usersText = ({ users }: UserList, language: Language): string =>
  table(
    users.map(({ code, name, role, lockedUntil, disabled }) => [
      `${code} ${name}`,
      [roleText(role, language), disabled ? DISABLED[language] : undefined, timeText(lockedUntil)]
        .filter(Boolean)
        .join('  '),
    ]),
  )
