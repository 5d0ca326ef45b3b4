import { method } from '../../api/methods.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { decideUserChange } from '../../fiscal/register/people.ts'
import type { UserChange } from '../../fiscal/register/event-records.ts'
import { textProblem, tidy } from '../../fiscal/text.ts'
import { formatIso } from '../../fiscal/time.ts'
import { SALT_BYTES, hashPin } from '../pins.ts'
import type { Services } from '../services.ts'
import { operatorOf } from './documents.ts'

/** Longest name of a person, in characters: it stands on every receipt. */
const MAX_NAME = 64

export const peopleMethods = (services: Services): readonly Method[] => [
  ...userMethods(services),
  ...changeMethods(services),
  ...sessionMethods(services),
]

const userMethods = ({ chance, clock, register }: Services): readonly Method[] => [
  method('user.add', async ({ code, name: typed, role, pin, secret, language }, context) => {
    const name = tidy(typed)
    const problem = textProblem(name, MAX_NAME)
    if (problem) throw new Refusal('USER_INVALID', { field: 'name', problem })
    const hash = await hashPin(secret ?? pin ?? '', chance.bytes(SALT_BYTES), role)
    await register.record((state) => {
      if (state.users[code]) throw new Refusal('USER_EXISTS', { code })
      const by = operatorOf(context).code
      return [{ kind: 'user', code, name, role, pin: hash, by, ...(language && { language }) }]
    })
    return { user: { code, name, role } }
  }),
  method('user.list', async () => ({
    users: Object.values(register.state.users).map(({ code, name, role, lockedUntil, language, disabled }) => ({
      code,
      name,
      role,
      ...(language && { language }),
      ...(disabled && { disabled }),
      ...(lockedUntil !== undefined && lockedUntil > clock.now() && { lockedUntil: formatIso(lockedUntil) }),
    })),
  })),
]

/** Whose PIN or language it is: one's own, or as the administrator another's. @throws Refusal NOT_PERMITTED */
function whose(code: number | undefined, context: CallContext): number {
  const { actor } = context
  if (!actor) throw new Refusal('SIGN_IN_REQUIRED')
  if (code !== undefined && code !== actor.code && actor.role !== 'administrator')
    throw new Refusal('NOT_PERMITTED', { role: actor.role, roles: ['administrator'] })
  return code ?? actor.code
}

const changeMethods = ({ chance, register }: Services): readonly Method[] => {
  const change = async (code: number, what: UserChange, context: CallContext) => {
    const by = operatorOf(context).code
    await register.record((state) => decideUserChange(state, { code, change: what, by }))
    const user = register.state.users[code]
    if (!user) throw new Refusal('USER_NOT_FOUND', { code })
    return { user: { code, name: user.name, role: user.role } }
  }
  return [
    method('user.set-pin', async ({ code, pin }, context) => {
      const owner = whose(code, context)
      const role = register.state.users[owner]?.role
      return change(owner, { type: 'pin', pin: await hashPin(pin, chance.bytes(SALT_BYTES), role) }, context)
    }),
    method('user.set-lang', async ({ code, language }, context) =>
      change(whose(code, context), { type: 'language', language }, context),
    ),
    method('user.set-role', async ({ code, role }, context) => change(code, { type: 'role', role }, context)),
    method('user.unlock', async ({ code }, context) => change(code, { type: 'unlock' }, context)),
    method('user.disable', async ({ code }, context) => change(code, { type: 'disable' }, context)),
  ]
}

const sessionMethods = ({ sessions }: Services): readonly Method[] => [
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
