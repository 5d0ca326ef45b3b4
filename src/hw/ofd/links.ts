import { isIPv6 } from 'node:net'
import type { networkInterfaces } from 'node:os'
import type { Clock, LinkState } from '../ports.ts'

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
/** …until so many milliseconds have passed since; then it is tried first again. */
const DEMOTED_FOR = 30_000

/** One link with what was lately seen of it. */
export class Link {
  readonly #configuration: LinkConfiguration
  readonly #clock: Clock
  readonly #interfaces: Interfaces
  #failures = 0
  #failedAt = 0
  #problem: string | undefined
  #connectMilliseconds: number | undefined
  #answer: { readonly at: ReturnType<Clock['now']>; readonly milliseconds: number } | undefined

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
    return this.#failures >= DEMOTED_AFTER && this.#clock.monotonic() - this.#failedAt < DEMOTED_FOR
  }

  connected(milliseconds: number): void {
    this.#connectMilliseconds = milliseconds
  }

  /** The OFD answered over this link, be it that it is busy. */
  answered(milliseconds: number): void {
    this.#failures = 0
    this.#problem = undefined
    this.#answer = { at: this.#clock.now(), milliseconds }
  }

  failed(problem: string): void {
    this.#failures += 1
    this.#failedAt = this.#clock.monotonic()
    this.#problem = problem
  }

  state(host: string): LinkState {
    return {
      name: this.name,
      up: this.source(host) !== undefined,
      failures: this.#failures,
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
      ...(this.#connectMilliseconds === undefined ? {} : { connectMilliseconds: this.#connectMilliseconds }),
      ...(this.#answer === undefined
        ? {}
        : { roundTripMilliseconds: this.#answer.milliseconds, answeredAt: this.#answer.at }),
    }
  }
}

export interface Route {
  readonly link: Link
  readonly server: Server
}

/**
 * Ways to try one after another: healthy links before doubtful ones; within them server by server, each over all links,
 * so that neither a dead link nor a dead server costs more than one time-out before something else is tried.
 */
export function routesOver(links: readonly Link[], servers: readonly Server[], doubted: ReadonlySet<Link>): Route[] {
  const behind = (link: Link) => link.demoted || doubted.has(link)
  return [links.filter((link) => !behind(link)), links.filter(behind)].flatMap((some) =>
    servers.flatMap((server) => some.map((link) => ({ link, server }))),
  )
}
