import { method } from '../../api/methods.ts'
import type { Method } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { textProblem, tidy } from '../../fiscal/text.ts'
import { formatIso } from '../../fiscal/time.ts'
import { SALT_BYTES, hashPin } from '../pins.ts'
import type { Services } from '../services.ts'
import { operatorOf } from './documents.ts'

/** Longest name of a person, in characters: it stands on every receipt. */
const MAX_NAME = 64

export const peopleMethods = ({ chance, clock, register, sessions }: Services): readonly Method[] => [
  method('user.add', async ({ code, name: typed, role, pin }, context) => {
    const name = tidy(typed)
    const problem = textProblem(name, MAX_NAME)
    if (problem) throw new Refusal('USER_INVALID', { field: 'name', problem })
    const hash = await hashPin(pin, chance.bytes(SALT_BYTES))
    await register.record((state) => {
      if (state.users[code]) throw new Refusal('USER_EXISTS', { code })
      return [{ kind: 'user', code, name, role, pin: hash, by: operatorOf(context).code }]
    })
    return { user: { code, name, role } }
  }),
  method('user.list', async () => ({
    users: Object.values(register.state.users).map(({ code, name, role, lockedUntil }) => ({
      code,
      name,
      role,
      ...(lockedUntil !== undefined && lockedUntil > clock.now() && { lockedUntil: formatIso(lockedUntil) }),
    })),
  })),
  method('login', async (credentials) => {
    const { token, actor, idleMinutes } = await sessions.login(credentials)
    return { session: token, user: actor, idleMinutes }
  }),
  method('logout', async (_, context) => {
    const { code } = operatorOf(context)
    sessions.logout(code)
    return { ended: true }
  }),
  method('whoami', async (_, { actor }) => {
    if (!actor) throw new Refusal('SIGN_IN_REQUIRED')
    return { user: actor }
  }),
]
