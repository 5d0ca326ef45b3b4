import { randomBytes } from 'node:crypto'
import type { PinHash, Role } from '../../src/fiscal/register/event-records.ts'
import { type Instant, instant } from '../../src/fiscal/time.ts'
import type { Chance, Clock } from '../../src/hw/ports.ts'
import { Sessions, type SignInEvent, type User } from '../../src/daemon/sessions.ts'

/** A clock that stands still until it is moved; who sleeps is awake at once and the time is later by then. */
export class TestClock implements Clock {
  elapsed = 0
  wallOffset = 1_795_000_000_000

  now(): Instant {
    return instant(this.wallOffset + this.elapsed)
  }
  monotonic(): number {
    return this.elapsed
  }
  sleep(milliseconds: number): Promise<void> {
    this.elapsed += milliseconds
    return Promise.resolve()
  }
}

export const chance: Chance = { bytes: (length) => randomBytes(length) }

/** Users folded from records, as the register does it. */
export class TestUsers {
  readonly users = new Map<number, User>()
  readonly events: SignInEvent[] = []

  add(code: number, role: Role, pin: PinHash): void {
    this.users.set(code, { code, name: `User ${code}`, role, pin, failures: 0 })
  }

  record(event: SignInEvent): Promise<void> {
    this.events.push(event)
    const user = this.users.get(event.code)
    if (user !== undefined) {
      const { lockedUntil: _, ...rest } = user
      const lock =
        event.kind === 'login-failed' && event.lockedUntil !== undefined ? { lockedUntil: event.lockedUntil } : {}
      this.users.set(event.code, { ...rest, failures: event.kind === 'login' ? 0 : event.failures, ...lock })
    }
    return Promise.resolve()
  }

  sessions(clock: Clock, idleMinutes = 15): Sessions {
    return new Sessions({
      users: () => this.users,
      record: (event) => this.record(event),
      idleMinutes: () => idleMinutes,
      clock,
      chance,
    })
  }
}
