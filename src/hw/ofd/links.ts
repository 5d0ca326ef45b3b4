import { isIPv6 } from 'node:net'
import type { networkInterfaces } from 'node:os'
import type { Instant } from '../../fiscal/time.ts'
import { type Clock, type LinkState, RECENT_TRIES } from '../ports.ts'

/** A way out of this machine: an interface, a source address, or neither (the system's routes decide). */
export interface LinkConfiguration {
  readonly name: string
  readonly interface?: string
  readonly source?: string
}

export interface Server {
  readonly host: string
  readonly port: number
}

/** Empty: the system's routes choose. */
export interface Source {
  readonly localAddress?: string
}

export type Interfaces = typeof networkInterfaces

/** A link that failed this often in a row stands behind the others… */
const DEMOTED_AFTER = 2
/** …until the OFD answers over it, or so many connections in a row have stood while nobody waited for one. */
export const GOOD_PROBES = 3

/** The problem of a link whose interface has no address now. */
export const NO_ADDRESS = 'no address'

/** One try over a link: a connection, a question, or both. */
interface Try {
  lost: boolean
  connect?: number
  roundTrip?: number
}

/** One link with what was lately seen of it. */
export class Link {
  readonly #configuration: LinkConfiguration
  readonly #clock: Clock
  readonly #interfaces: Interfaces
  #failures = 0
  #goodProbes = 0
  #problem: string | undefined
  #route: LinkState['route'] = 'unknown'
  #server: string | undefined
  #connectMilliseconds: number | undefined
  #answer: { readonly at: Instant; readonly monotonic: number; readonly milliseconds: number } | undefined
  #recent: Try[] = []

  constructor(configuration: LinkConfiguration, clock: Clock, interfaces: Interfaces) {
    this.#configuration = configuration
    this.#clock = clock
    this.#interfaces = interfaces
  }

  get name(): string {
    return this.#configuration.name
  }

  /** Where to send from towards a host, asked anew each time since DHCP may change it. undefined: the interface has no address now. */
  source(host: string): Source | undefined {
    const { interface: name, source } = this.#configuration
    if (source !== undefined) return { localAddress: source }
    if (name === undefined) return {}
    const family = isIPv6(host) ? 'IPv6' : 'IPv4'
    const own = this.#interfaces()[name]?.find((a) => a.family === family && !a.address.startsWith('fe80:'))
    return own && { localAddress: own.address }
  }

  get demoted(): boolean {
    return this.#failures >= DEMOTED_AFTER
  }

  /** A connection that was only a trial, by itself. @param problem absent: it stood */
  probed(problem: string | undefined): void {
    if (problem !== undefined) {
      this.#goodProbes = 0
      this.#problem = problem
      return
    }
    this.#goodProbes += 1
    if (this.#goodProbes < GOOD_PROBES) return
    // It comes back on trial: one more failure and it stands behind again.
    this.#goodProbes = 0
    this.#failures = DEMOTED_AFTER - 1
  }

  connected(server: Server, milliseconds: number): void {
    this.#reached('reached', server)
    this.#connectMilliseconds = milliseconds
    this.#tried({ lost: false, connect: milliseconds })
  }

  /** Nobody takes connections there. Who refuses was reached: that is the server's failure, not the link's. */
  refused(server: Server): void {
    this.#reached('refused', server)
  }

  /** No connection came about. */
  unreachable(server: Server, problem: string): void {
    this.#reached('unreachable', server)
    this.#tried({ lost: true })
    this.#failed(problem)
  }

  /** The OFD answered over this link, be it that it is busy. @param fresh the connection was opened for this question */
  answered(milliseconds: number, fresh: boolean): void {
    this.#failures = 0
    this.#goodProbes = 0
    this.#problem = undefined
    this.#answer = { at: this.#clock.now(), monotonic: this.#clock.monotonic(), milliseconds }
    this.#asked({ lost: false, roundTrip: milliseconds }, fresh)
  }

  /** A question brought no answer. @param fresh as with {@link answered} */
  unanswered(problem: string, fresh: boolean): void {
    this.#asked({ lost: true }, fresh)
    this.#failed(problem)
  }

  /** Of the last answer, by a clock that never jumps; undefined: there was none. */
  get answeredMonotonic(): number | undefined {
    return this.#answer?.monotonic
  }

  /** @param servedLast the last answer of all links came over this one */
  state(host: string, servedLast: boolean): LinkState {
    const { interface: device, name, source } = this.#configuration
    const from = this.source(host)
    // An interface without an address is not tried, and nothing is held against it once it has one.
    const problem = from ? this.#problem : NO_ADDRESS
    return {
      name,
      ...(device !== undefined && { interface: device }),
      ...(source !== undefined && { source }),
      up: from !== undefined,
      ...(from?.localAddress !== undefined && { address: from.localAddress }),
      route: this.#route,
      ...(this.#server !== undefined && { server: this.#server }),
      failures: this.#failures,
      ...(this.demoted && { goodProbes: this.#goodProbes }),
      servedLast,
      ...(problem !== undefined && { problem }),
      ...(this.#connectMilliseconds !== undefined && { connectMilliseconds: this.#connectMilliseconds }),
      ...(this.#answer && { roundTripMilliseconds: this.#answer.milliseconds, answeredAt: this.#answer.at }),
      recent: {
        tries: this.#recent.length,
        lost: this.#recent.filter(({ lost }) => lost).length,
        connects: this.#recent.flatMap(({ connect }) => connect ?? []),
        roundTrips: this.#recent.flatMap(({ roundTrip }) => roundTrip ?? []),
      },
    }
  }

  #reached(route: LinkState['route'], { host, port }: Server): void {
    this.#route = route
    this.#server = serverText(host, port)
  }

  #failed(problem: string): void {
    this.#failures += 1
    this.#goodProbes = 0
    this.#problem = problem
  }

  /** A question over a fresh connection is the same try as that connection. */
  #asked(outcome: Try, fresh: boolean): void {
    const last = this.#recent.at(-1)
    if (fresh && last) Object.assign(last, outcome)
    else this.#tried(outcome)
  }

  #tried(one: Try): void {
    this.#recent = [...this.#recent.slice(1 - RECENT_TRIES), one]
  }
}

/** An IPv6 address stands in brackets before its port. */
export const serverText = (host: string, port: number): string =>
  isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`

export interface Route {
  readonly link: Link
  readonly server: Server
}

/**
 * Ways to try one after another: healthy links before doubtful ones and those without an address; within them server by server, each over all links,
 * so that neither a dead link nor a dead server costs more than one time-out before something else is tried.
 */
export function routesOver(links: readonly Link[], servers: readonly Server[], doubted: ReadonlySet<Link>): Route[] {
  const host = servers[0]?.host ?? ''
  const behind = (link: Link) => link.demoted || doubted.has(link) || link.source(host) === undefined
  return [links.filter((link) => !behind(link)), links.filter(behind)].flatMap((some) =>
    servers.flatMap((server) => some.map((link) => ({ link, server }))),
  )
}
