import { SECOND } from '../../fiscal/time.ts'
import type { Clock, ExchangeOutcome, OfdPort } from '../ports.ts'
import { type ConnectFailure, type Connection, connect, type Reply } from './connection.ts'
import { type Link, type Route, routesOver, type Server } from './links.ts'

/** One attempt to connect takes no longer (durability, time over links). */
export const CONNECT_MILLISECONDS = 1.2 * SECOND
/** After all routes failed. */
const PAUSE_MILLISECONDS = 0.5 * SECOND

/** A connection and the way it took; kept between exchanges. */
export interface OpenRoute {
  readonly route: Route
  readonly connection: Connection
}

/** What an exchange needs of its port, which keeps the connection and can be closed at any moment. */
export interface Ways {
  readonly links: readonly Link[]
  readonly servers: readonly Server[]
  readonly clock: Clock
  readonly closing: AbortSignal
  /** The connection that stands, taken out of or put back into the port's keeping. */
  kept: OpenRoute | undefined
}

type SilenceReason = Extract<ExchangeOutcome, { type: 'silence' }>['reason']

/** What says more about a silence stands further back. */
const REASONS: readonly SilenceReason[] = ['unreachable', 'refused', 'busy', 'silent', 'garbage']

/** What a connection that did not come about says of its link. */
export function noteFailure({ link, server }: Route, { detail, type }: ConnectFailure): void {
  if (type === 'refused') link.refused(server)
  else link.unreachable(server, detail)
}

/** One request on its way over links and servers until an answer fits or the time is over. */
export class Exchange {
  readonly #ways: Ways
  readonly #request: Parameters<OfdPort['exchange']>[0]
  readonly #begun: number
  readonly #doubted = new Set<Link>()
  #attempts = 0
  #waits = 0
  #doubtful = false
  #silence: { reason: SilenceReason; detail: string } = { reason: 'unreachable', detail: 'no link has an address' }

  constructor(ways: Ways, request: Parameters<OfdPort['exchange']>[0]) {
    this.#ways = ways
    this.#request = request
    this.#begun = ways.clock.monotonic()
  }

  async run(): Promise<ExchangeOutcome> {
    const overKept = await this.#overKept()
    if (overKept !== undefined) return overKept
    for (;;) {
      for (const route of this.#routes()) {
        if (this.#ended()) return this.#silent()
        const outcome = await this.#over(route)
        if (outcome !== undefined) return outcome
      }
      if (this.#left() <= PAUSE_MILLISECONDS || this.#ways.closing.aborted) return this.#silent()
      await this.#ways.clock.sleep(PAUSE_MILLISECONDS, this.#ways.closing)
    }
  }

  #ended(): boolean {
    return this.#left() <= 0 || this.#ways.closing.aborted
  }

  #left(): number {
    return this.#begun + this.#request.milliseconds - this.#ways.clock.monotonic()
  }

  #routes(): Route[] {
    return routesOver(this.#ways.links, this.#ways.servers, this.#doubted)
  }

  /** The kept connection serves as long as no better link has come back. */
  async #overKept(): Promise<ExchangeOutcome | undefined> {
    const { kept } = this.#ways
    if (kept === undefined) return undefined
    this.#ways.kept = undefined
    if (!kept.connection.alive || this.#routes()[0]?.link !== kept.route.link) {
      await kept.connection.close()
      return undefined
    }
    this.#attempts += 1
    return this.#ask(kept, true)
  }

  async #over(route: Route): Promise<ExchangeOutcome | undefined> {
    const { link, server } = route
    const source = link.source(server.host)
    if (source === undefined) return undefined
    this.#attempts += 1
    const begun = this.#ways.clock.monotonic()
    const connection = await connect(
      { host: server.host, port: server.port, ...source },
      Math.min(CONNECT_MILLISECONDS, this.#left()),
      this.#ways.clock,
    )
    if ('type' in connection) {
      noteFailure(route, connection)
      this.#failed(route, connection.type, connection.detail)
      return undefined
    }
    link.connected(server, this.#ways.clock.monotonic() - begun)
    if (this.#ended()) {
      await connection.close()
      return undefined
    }
    return this.#ask({ route, connection }, false)
  }

  async #ask(open: OpenRoute, isKept: boolean): Promise<ExchangeOutcome | undefined> {
    const { route, connection } = open
    const { clock } = this.#ways
    const milliseconds = this.#patience(route, isKept)
    const begun = clock.monotonic()
    this.#waits += 1
    this.#ways.kept = open
    const reply = await connection.ask(this.#request, milliseconds)
    if (!connection.alive) this.#ways.kept = undefined
    if (reply.type === 'answer') {
      route.link.answered(clock.monotonic() - begun, !isKept)
      return {
        type: 'answer',
        frame: reply.frame,
        link: route.link.name,
        attempts: this.#attempts,
        milliseconds: clock.monotonic() - this.#begun,
        doubtful: this.#doubtful,
      }
    }
    this.#unanswered(route, reply, clock.monotonic() - begun, isKept)
    return undefined
  }

  /** Half of what is left for the first wait, when there is something else to try: another link, or a fresh connection. */
  #patience(route: Route, isKept: boolean): number {
    const { links } = this.#ways
    const elsewhere = links.some((link) => link !== route.link && link.source(route.server.host) !== undefined)
    return this.#waits === 0 && (elsewhere || isKept) ? this.#left() / 2 : this.#left()
  }

  #unanswered(route: Route, reply: Exclude<Reply, { type: 'answer' }>, milliseconds: number, isKept: boolean): void {
    const { link } = route
    if (reply.type === 'again') {
      link.answered(milliseconds, !isKept)
      this.#failed(route, 'busy', reply.detail)
      return
    }
    this.#doubtful = true
    // A kept connection that breaks was closed while idle; that is nobody's failure.
    if (!(isKept && reply.type === 'broken')) {
      link.unanswered(reply.detail, !isKept)
      this.#doubted.add(link)
    }
    this.#failed(route, reply.type === 'garbage' ? 'garbage' : 'silent', reply.detail)
  }

  #failed({ link, server }: Route, reason: SilenceReason, detail: string): void {
    if (REASONS.indexOf(reason) < REASONS.indexOf(this.#silence.reason)) return
    this.#silence = { reason, detail: `${link.name} ${server.host}:${server.port}: ${detail}` }
  }

  #silent(): ExchangeOutcome {
    return {
      type: 'silence',
      ...this.#silence,
      attempts: this.#attempts,
      milliseconds: this.#ways.clock.monotonic() - this.#begun,
      doubtful: this.#doubtful,
    }
  }
}
