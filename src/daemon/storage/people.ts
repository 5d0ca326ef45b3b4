import type { ParamsOf } from '../../api/schemas/index.ts'
import type { Actor, CallContext, Method } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { evolve } from '../../fiscal/register/evolve.ts'
import { ableUsers } from '../../fiscal/register/people.ts'
import type { TwoPeople } from '../../fiscal/register/fiscal-records.ts'
import { settingOf } from '../../fiscal/register/settings.ts'
import { emptyState, type State } from '../../fiscal/register/state.ts'
import type { DaemonPorts } from '../daemon.ts'
import { twoPeople } from '../handlers/storage.ts'
import { reasonOf } from '../second-person.ts'
import { type Credentials, Sessions, type SignIn, type SignInEvent } from '../sessions.ts'
import { chance } from '../system-chance.ts'
import { usersInChild } from './child.ts'

/** Nobody was known any more. */
const NOBODY = 0

/**
 * The people of a damaged register, as far as its records can still be read. Failures to sign in cannot be recorded in a
 * damaged accumulator: they count for this run.
 */
export class SalvagedPeople {
  readonly #ports: DaemonPorts
  readonly #sessions: Sessions
  #state: State = emptyState()
  #loaded: Promise<void> | undefined

  constructor(ports: DaemonPorts) {
    this.#ports = ports
    this.#sessions = new Sessions({
      users: () => ableUsers(this.#state),
      record: async (event) => this.#fold(event),
      idleMinutes: () => settingOf(this.#state, 'idle-minutes'),
      clock: ports.clock,
      chance,
    })
  }

  /** Reads who there is; asked for by the first who signs in at the latest. */
  load(): Promise<void> {
    this.#loaded ??= this.#read()
    return this.#loaded
  }

  async #read(): Promise<void> {
    this.#state = { ...emptyState(), ...(await usersInChild(this.#ports.configuration)) }
  }

  async open(credentials: Credentials): Promise<SignIn> {
    await this.load()
    return this.#sessions.open(credentials)
  }

  resume(token: string): SignIn {
    return this.#sessions.resume(token)
  }

  actor(signIn: SignIn): Actor {
    return this.#sessions.actor(signIn)
  }

  languageOf(code: number) {
    return this.#state.users[code]?.language
  }

  /** Where no person is left in the records nobody can sign in, and whoever may use the socket may say so. */
  admits<P>(method: Method<P>): Method<P> {
    return {
      ...method,
      roles: 'anyone',
      run: async (params, context) => {
        await this.load()
        const { actor } = context
        if (this.#isEmpty) return method.run(params, context)
        if (!actor) throw new Refusal('SIGN_IN_REQUIRED')
        if (method.roles !== 'anyone' && !method.roles.includes(actor.role))
          throw new Refusal('NOT_PERMITTED', { role: actor.role, roles: method.roles })
        return method.run(params, context)
      },
    }
  }

  async both(params: ParamsOf<'storage.declare-loss'>, context: CallContext): Promise<TwoPeople> {
    if (this.#isEmpty) return { reason: reasonOf(params.reason), by: NOBODY, second: NOBODY }
    return twoPeople(this, params, context)
  }

  get #isEmpty(): boolean {
    return Object.keys(this.#state.users).length === 0
  }

  #fold(record: SignInEvent): void {
    const { clock } = this.#ports
    const stamped = { record, time: clock.now(), boot: 0, monotonic: clock.monotonic(), shift: 0, documentNumber: 0 }
    this.#state = evolve(this.#state, stamped)
  }
}
