import { Refusal } from '../refusal.ts'
import type { UserChange } from './event-records.ts'
import type { RegisterRecord } from './records.ts'
import type { State, User } from './state.ts'

/** Those who may sign in. */
export const ableUsers = ({ users }: State): ReadonlyMap<number, User> =>
  new Map(
    Object.values(users)
      .filter(({ disabled }) => disabled !== true)
      .map((user) => [user.code, user]),
  )

/** Somebody must be left who can add people and change settings. */
function assertNotLastAdministrator(state: State, { code, role }: User): void {
  if (role !== 'administrator') return
  const others = [...ableUsers(state).values()].filter((user) => user.role === 'administrator' && user.code !== code)
  if (others.length === 0) throw new Refusal('LAST_ADMINISTRATOR', { code })
}

/**
 * Something of a person changes: PIN, role, language, a lock taken off, the right to sign in.
 * @throws Refusal USER_NOT_FOUND, USER_DISABLED, LAST_ADMINISTRATOR
 */
export function decideUserChange(
  state: State,
  { by, change, code }: { readonly code: number; readonly change: UserChange; readonly by: number },
): readonly RegisterRecord[] {
  const user = state.users[code]
  if (!user) throw new Refusal('USER_NOT_FOUND', { code })
  if (user.disabled === true) throw new Refusal('USER_DISABLED', { code })
  const loses = change.type === 'disable' || (change.type === 'role' && change.role !== 'administrator')
  if (loses) assertNotLastAdministrator(state, user)
  return [{ kind: 'user-change', code, change, by }]
}
