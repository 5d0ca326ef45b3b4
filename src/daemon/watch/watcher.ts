import type { Journal } from '../../accumulator/journal.ts'
import { type WatchEvent, isWanted } from '../../api/events.ts'
import type { Actor } from '../../api/types.ts'
import { factsOf } from '../../fiscal/register/facts.ts'
import type { Sealed } from '../../fiscal/register/records.ts'
import { type Instant, SECOND, formatIso } from '../../fiscal/time.ts'
import { NO_LONGER_NEEDED } from '../../hw/clock.ts'
import type { Clock } from '../../hw/ports.ts'
import { type Conditions, changed } from './conditions.ts'
import { courseAt, recordsAfter } from './course.ts'
import { type Cursor, formatCursor, parseCursor } from './cursor.ts'
import { type Course, type Happened, happened, needsDocument } from './happened.ts'
import type { RecentRecords } from './recent.ts'

/** What the records do not tell is looked at this often. */
const LOOK = SECOND
const ALIVE = 30 * SECOND
/** A cursor further back than so many records is too old: whoever needs more reads the history. */
const FURTHEST = 100_000n

export interface WatcherPorts {
  readonly journal: Journal
  readonly recent: RecentRecords
  readonly clock: Clock
  /** Length of the register's queue now. */
  readonly queue: () => number
  /** What `state` tells. */
  readonly state: () => Readonly<Record<string, unknown>>
  readonly conditions: () => Conditions
  /** Whether who watches still may. */
  readonly mayWatch: () => boolean
}

export interface Watch {
  readonly since?: string | undefined
  readonly types?: readonly string[] | undefined
  readonly once: boolean
}

/**
 * One client's stream: the state, then every event after the cursor, in order. It reads on only when the client has
 * taken what it was sent, so a slow one costs nothing but its own time.
 */
export class Watcher {
  readonly #ports: WatcherPorts
  readonly #watch: Watch
  readonly #actor: Actor
  readonly #send: (event: WatchEvent) => Promise<void>
  #cursor: Cursor
  #course: Course = { queue: 0 }
  #told: Conditions | undefined

  constructor(ports: WatcherPorts, watch: Watch, actor: Actor, send: (event: WatchEvent) => Promise<void>) {
    this.#ports = ports
    this.#watch = watch
    this.#actor = actor
    this.#send = send
    this.#cursor = { records: ports.recent.count, events: 0 }
  }

  /** Until the client is gone; with `once`, until it has caught up. @returns the last cursor */
  async run(signal: AbortSignal): Promise<string> {
    const { clock } = this.#ports
    await this.#begin()
    let [alive, look] = [clock.monotonic(), clock.monotonic()]
    while (!signal.aborted && this.#ports.mayWatch()) {
      await this.#catchUp(signal)
      if (this.#watch.once || signal.aborted) break
      if (clock.monotonic() - look >= LOOK) {
        await this.#lookAround()
        look = clock.monotonic()
      }
      if (clock.monotonic() - alive >= ALIVE) {
        await this.#tell(clock.now(), { event: 'alive', data: {} })
        alive = clock.monotonic()
      }
      await this.#pause(signal)
    }
    return formatCursor(this.#cursor)
  }

  /** `state`, then, when the place that was asked for is not to be had, `gap`. */
  async #begin(): Promise<void> {
    const { clock, conditions, journal, queue, recent, state } = this.#ports
    this.#told = conditions()
    const asked = this.#watch.since
    const now: Cursor = { records: recent.count, events: 0 }
    const found = asked === undefined ? now : parseCursor(asked)
    const isAhead = found === undefined || found.records > now.records
    const isOld = found !== undefined && now.records - found.records > FURTHEST
    this.#cursor = isAhead ? now : isOld ? { records: now.records - FURTHEST, events: 0 } : found
    this.#course = await courseAt(journal, this.#cursor.records, { queue: queue(), until: now.records })
    await this.#tell(clock.now(), { event: 'state', data: state() })
    if (isAhead || isOld) {
      const reason = isAhead ? 'unknown' : 'too-old'
      await this.#tell(clock.now(), { event: 'gap', data: { since: asked, reason } })
    }
  }

  async #catchUp(signal: AbortSignal): Promise<void> {
    const { journal, recent } = this.#ports
    const until = recent.count
    if (this.#cursor.records >= until) return
    const records = recent.after(this.#cursor.records) ?? recordsAfter(journal, this.#cursor.records)
    for await (const sealed of records) {
      if (signal.aborted || this.#cursor.records >= until) return
      await this.#record(sealed)
    }
  }

  async #record(sealed: Sealed): Promise<void> {
    const facts = needsDocument(sealed) ? factsOf(await this.#ports.journal.document(sealed.documentNumber)) : undefined
    const { course, events } = happened(this.#course, sealed, facts)
    const { events: before, records } = this.#cursor
    for (const [index, event] of events.entries()) {
      if (index < before) continue
      const isLast = index === events.length - 1
      this.#cursor = isLast ? { records: records + 1n, events: 0 } : { records, events: index + 1 }
      await this.#tell(sealed.time, event)
    }
    this.#cursor = { records: records + 1n, events: 0 }
    this.#course = course
  }

  async #lookAround(): Promise<void> {
    const now = this.#ports.conditions()
    const before = this.#told ?? now
    this.#told = now
    for (const event of changed(before, now)) await this.#tell(this.#ports.clock.now(), event)
  }

  async #tell(time: Instant, { data, event, owner }: Happened): Promise<void> {
    if (!isWanted(event, this.#watch.types)) return
    const isConfined = this.#actor.role === 'cashier' || this.#actor.role === 'kiosk'
    if (owner !== undefined && owner !== this.#actor.code && isConfined) return
    // A technician sees what happens, not what it came to
    const { total: _, ...withoutSums } = data
    const shown = this.#actor.role === 'technician' ? withoutSums : data
    await this.#send({ schema: 1, cursor: formatCursor(this.#cursor), time: formatIso(time), event, data: shown })
  }

  /** Until there is something to read, to look at, or nobody to tell. */
  async #pause(signal: AbortSignal): Promise<void> {
    const { clock, recent } = this.#ports
    if (recent.count > this.#cursor.records) return
    const over = new AbortController()
    const wake = (): void => over.abort(NO_LONGER_NEEDED)
    const forget = recent.onNews(wake)
    signal.addEventListener('abort', wake)
    await clock.sleep(LOOK, over.signal)
    signal.removeEventListener('abort', wake)
    forget()
  }
}
