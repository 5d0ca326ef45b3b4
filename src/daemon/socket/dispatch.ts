import type { Actor, CallContext, MethodTable } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import type { SignIn } from '../sessions.ts'

export interface Caller {
  readonly signIn: SignIn | undefined
  readonly context: Omit<CallContext, 'actor'>
}

/** Who acts by a sign-in, now. @throws Refusal SESSION_EXPIRED */
export type ActorOf = (signIn: SignIn) => Actor

/** A command open to anyone also runs for one whose session has ended. */
function actorIfAny(signIn: SignIn | undefined, actorOf: ActorOf): Actor | undefined {
  try {
    return signIn === undefined ? undefined : actorOf(signIn)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/**
 * Runs a method of the table. What is not in the table is not there, who is not named may not (R1326-1.1 to 1.3), and the
 * parameters are looked at only after that.
 * @throws Refusal UNKNOWN_METHOD, SIGN_IN_REQUIRED, SESSION_EXPIRED, NOT_PERMITTED, PIN_NEEDED, and what the method refuses
 */
export async function dispatch(
  methods: MethodTable,
  actorOf: ActorOf,
  caller: Caller,
  name: string,
  params: unknown,
): Promise<object> {
  const method = methods.get(name)
  if (method === undefined) throw new Refusal('UNKNOWN_METHOD', { method: name.slice(0, 64) })
  if (method.roles === 'anyone')
    return method.run(method.parse(params), { ...caller.context, actor: actorIfAny(caller.signIn, actorOf) })
  if (caller.signIn === undefined) throw new Refusal('SIGN_IN_REQUIRED')
  const actor = actorOf(caller.signIn)
  if (!method.roles.includes(actor.role)) throw new Refusal('NOT_PERMITTED', { role: actor.role, roles: method.roles })
  if (method.needsPin === true && caller.signIn.kept === true) throw new Refusal('PIN_NEEDED')
  return method.run(method.parse(params), { ...caller.context, actor })
}
