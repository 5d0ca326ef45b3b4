import { createHash, createHmac } from 'node:crypto'
import type { Actor } from '../api/types.ts'
import type { PinHash, Role } from '../fiscal/register/event-records.ts'
import { Refusal } from '../fiscal/refusal.ts'
import { formatIso, HOUR, type Instant, instant, MINUTE } from '../fiscal/time.ts'
import type { Chance, Clock } from '../hw/ports.ts'
import { checkPin, NOBODY } from './pins.ts'

/** R003-A2.18.2: the third wrong PIN locks. */
const TRIES = 3
const FIRST_LOCK = 5 * MINUTE
const LONGEST_LOCK = 60 * MINUTE

/** A failed sign-in is answered at a whole multiple of this, whatever was looked up, computed and recorded for it. */
const FAILURE_STEP = 250
/** A kiosk's failure takes one more step for each before it, up to so many: five seconds. */
const LONGEST_BRAKE = 20

/** Codes that no user has are locked out like the others; so many of them are remembered. */
const STRANGERS = 256

/** Failures of kiosks, and under codes that nobody has, are recorded too, but so many an hour: guessing does not fill the accumulator. */
const STRANGERS_AN_HOUR = 30

const TOKEN_BYTES = 32

/** A user as the register's records have it; one that was disabled is not there. */
export interface User {
  readonly code: number
  readonly name: string
  readonly role: Role
  readonly pin: PinHash
  /** Wrong PINs since the last right one. */
  readonly failures: number
  readonly lockedUntil?: Instant
}

/** What becomes a record, durable when the promise is fulfilled. `login` sets the failures back to none. */
export type SignInEvent =
  | { readonly kind: 'login'; readonly code: number }
  | { readonly kind: 'login-failed'; readonly code: number; readonly failures: number; readonly lockedUntil?: Instant }

export interface SessionPorts {
  users(): ReadonlyMap<number, User>
  record(event: SignInEvent): Promise<void>
  /** Setting idle-minutes. */
  idleMinutes(): number
  readonly clock: Clock
  readonly chance: Chance
}

export interface Credentials {
  readonly user: number
  readonly pin: string
}

/** Who signed a connection in. Valid until idle too long, signed out, or the user's PIN changed. */
export interface SignIn {
  readonly code: number
  readonly pinHash: string
  /** By the token of an earlier login: its PIN was typed some time ago, perhaps by another. */
  readonly kept?: true
  lastUsed: number
  ended: boolean
}

export interface Login {
  /** 256 random bits; whoever has it is the user. */
  readonly token: string
  readonly actor: Actor
  readonly idleMinutes: number
}

const actorOf = ({ code, name, role }: User): Actor => ({ code, name, role })

/** Five minutes after three wrong PINs, twice as long after each three more, an hour at most. */
const lockTime = (failures: number) => Math.min(FIRST_LOCK * 2 ** (failures / TRIES - 1), LONGEST_LOCK)

/**
 * Sign-in by PIN, lock-out, and the sessions of people. Sessions and remembered PINs live in memory only; failures and
 * locks are records, so that a restart does not give new tries.
 */
export class Sessions {
  readonly #ports: SessionPorts
  readonly #key: Uint8Array
  /** One PIN at a time: guesses on many connections neither race the count nor fill the pool that LevelDB writes with. */
  #line: Promise<unknown> = Promise.resolve()
  /** Keyed hash of the PIN that was right last, by user. */
  readonly #remembered = new Map<number, { readonly digest: string; lastUsed: number }>()
  /** By SHA-256 of the token, so that the time of a look-up tells nothing of the token. */
  readonly #sessions = new Map<string, SignIn>()
  /** When failures of strangers and kiosks were recorded, in the last hour. */
  readonly #recorded: number[] = []
  readonly #strangers = new Map<number, Pick<User, 'failures' | 'lockedUntil'>>()

  constructor(ports: SessionPorts) {
    this.#ports = ports
    this.#key = ports.chance.bytes(TOKEN_BYTES)
  }

  /**
   * Signs in by PIN, for one connection; recorded only when it ends a row of failures (a script's sign-in is told by its
   * document).
   * @throws Refusal PIN_WRONG, LOCKED_OUT: the same text, after the same time, for a user that does not exist
   */
  async open(credentials: Credentials): Promise<SignIn> {
    const user = await this.#verify(credentials)
    if (user.failures > 0) await this.#ports.record({ kind: 'login', code: user.code })
    return this.#signIn(user)
  }

  /** Signs a person in and keeps a session; one a user, a new one ends the old (R003-A2.19.3). Throws as `open`. */
  async login(credentials: Credentials): Promise<Login> {
    const user = await this.#verify(credentials)
    await this.#ports.record({ kind: 'login', code: user.code })
    this.logout(user.code)
    const token = Buffer.from(this.#ports.chance.bytes(TOKEN_BYTES)).toString('base64url')
    this.#sessions.set(digestOf(token), { ...this.#signIn(user), kept: true })
    return { token, actor: actorOf(user), idleMinutes: this.#ports.idleMinutes() }
  }

  /** @throws Refusal SESSION_EXPIRED: ended, idle too long, or never was */
  resume(token: string): SignIn {
    const session = this.#sessions.get(digestOf(token))
    if (session === undefined) throw new Refusal('SESSION_EXPIRED')
    this.actor(session)
    return session
  }

  /** Ends the user's session; connections that it signed in are signed out with it. False: there was none. */
  logout(code: number): boolean {
    let ended = false
    for (const [digest, session] of this.#sessions)
      if (session.code === code) {
        session.ended = true
        ended = this.#sessions.delete(digest)
      }
    return ended
  }

  /**
   * Who acts, with the rights of this moment; counts as use.
   * @throws Refusal SESSION_EXPIRED: signed out, idle too long (R003-A2.19.9), user disabled or PIN changed
   */
  actor(signIn: SignIn): Actor {
    const user = this.#ports.users().get(signIn.code)
    if (signIn.ended || user === undefined || user.pin.hash !== signIn.pinHash || this.#isStale(signIn)) {
      signIn.ended = true
      this.#sweep()
      throw new Refusal('SESSION_EXPIRED')
    }
    signIn.lastUsed = this.#ports.clock.monotonic()
    return actorOf(user)
  }

  #signIn(user: User): SignIn {
    return { code: user.code, pinHash: user.pin.hash, lastUsed: this.#ports.clock.monotonic(), ended: false }
  }

  #isStale({ lastUsed }: { lastUsed: number }): boolean {
    return this.#ports.clock.monotonic() - lastUsed > this.#ports.idleMinutes() * MINUTE
  }

  #sweep(): void {
    for (const [digest, session] of this.#sessions)
      if (session.ended || this.#isStale(session)) this.#sessions.delete(digest)
  }

  async #verify(credentials: Credentials): Promise<User> {
    const started = this.#ports.clock.monotonic()
    try {
      return this.#recall(credentials) ?? (await this.#inLine(() => this.#check(credentials)))
    } catch (error) {
      const taken = this.#ports.clock.monotonic() - started
      await this.#ports.clock.sleep(FAILURE_STEP - (taken % FAILURE_STEP) + this.#brake(credentials.user))
      throw error
    }
  }

  /** A kiosk is slowed where a person is locked out: whoever tries codes must not stop its sales. */
  #brake(code: number): number {
    const user = this.#ports.users().get(code)
    return user?.role === 'kiosk' ? FAILURE_STEP * Math.min(user.failures, LONGEST_BRAKE) : 0
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(work)
    this.#line = turn.catch(() => undefined)
    return turn
  }

  /** Whom a remembered PIN signs in, at once; undefined: it has to be computed. */
  #recall({ user: code, pin }: Credentials): User | undefined {
    const user = this.#ports.users().get(code)
    this.#assertNotLocked(code, user ?? this.#strangers.get(code))
    return user !== undefined && this.#isRemembered(user, pin) ? user : undefined
  }

  async #check(credentials: Credentials): Promise<User> {
    // What happened in the line before may have locked, or remembered
    const known = this.#recall(credentials)
    if (known !== undefined) return known
    const { user: code, pin } = credentials
    const user = this.#ports.users().get(code)
    const right = await checkPin(pin, user?.pin ?? NOBODY)
    if (user === undefined || !right) return this.#fail(code, user)
    this.#remembered.set(code, { digest: this.#digestOfPin(user, pin), lastUsed: this.#ports.clock.monotonic() })
    return user
  }

  /** A lock that would last longer than any lock does was made by a clock that went wrong: it binds nobody. */
  #assertNotLocked(code: number, state: Pick<User, 'lockedUntil'> | undefined): void {
    const until = state?.lockedUntil
    if (until === undefined) return
    const left = until - this.#ports.clock.now()
    if (left > 0 && left <= LONGEST_LOCK) throw new Refusal('LOCKED_OUT', { code, until: formatIso(until) })
  }

  async #fail(code: number, user: User | undefined): Promise<never> {
    const failures = (user ?? this.#strangers.get(code) ?? { failures: 0 }).failures + 1
    const locks = user?.role !== 'kiosk' && failures % TRIES === 0
    const lockedUntil = locks ? { lockedUntil: instant(this.#ports.clock.now() + lockTime(failures)) } : {}
    if (user === undefined) this.#rememberStranger(code, { failures, ...lockedUntil })
    if ((user !== undefined && user.role !== 'kiosk') || this.#mayRecordStranger())
      await this.#ports.record({ kind: 'login-failed', code, failures, ...lockedUntil })
    this.#assertNotLocked(code, lockedUntil)
    throw new Refusal('PIN_WRONG', { left: TRIES - (failures % TRIES) })
  }

  #mayRecordStranger(): boolean {
    const now = this.#ports.clock.monotonic()
    while (this.#recorded[0] !== undefined && now - this.#recorded[0] > HOUR) this.#recorded.shift()
    return this.#recorded.length < STRANGERS_AN_HOUR && this.#recorded.push(now) > 0
  }

  #rememberStranger(code: number, state: Pick<User, 'failures' | 'lockedUntil'>): void {
    this.#strangers.delete(code)
    this.#strangers.set(code, state)
    const [oldest] = this.#strangers.keys()
    if (this.#strangers.size > STRANGERS && oldest !== undefined) this.#strangers.delete(oldest)
  }

  #isRemembered(user: User, pin: string): boolean {
    const known = this.#remembered.get(user.code)
    if (known === undefined) return false
    if (this.#isStale(known)) {
      this.#remembered.delete(user.code)
      return false
    }
    if (known.digest !== this.#digestOfPin(user, pin)) return false
    known.lastUsed = this.#ports.clock.monotonic()
    return true
  }

  /** Keyed by chance of this start: equal digests tell of equal PINs, and nothing else can be told from them. */
  #digestOfPin(user: User, pin: string): string {
    return createHmac('sha256', this.#key).update(`${user.code}:${user.pin.salt}:${user.pin.hash}:${pin}`).digest('hex')
  }
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex')
