import { networkInterfaces } from 'node:os'
import { SECOND } from '../../fiscal/time.ts'
import { NO_LONGER_NEEDED } from '../clock.ts'
import type { Clock, ExchangeOutcome, LinkProbe, LinkState, OfdPort } from '../ports.ts'
import { Exchange, type Ways } from './exchange.ts'
import { probeDead, probeLink } from './probe.ts'
import { type Interfaces, Link, type LinkConfiguration, type Server } from './links.ts'

/** A connection is kept open between requests, but not longer than this (protocol §1). */
const IDLE_MILLISECONDS = 60 * SECOND

export interface OfdConfiguration {
  /** Tried in order. */
  readonly servers: readonly Server[]
  /** In order of priority; none: one link `default` by the system's routes. */
  readonly links: readonly LinkConfiguration[]
}

/** The OFD over TCP: one request at a time, over links and servers in order (protocol §1, §4). */
export class TcpOfd implements OfdPort {
  readonly #closing = new AbortController()
  readonly #ways: Ways
  #idle = new AbortController()
  #busy = false

  constructor(configuration: OfdConfiguration, clock: Clock, interfaces: Interfaces) {
    const links = configuration.links.length > 0 ? configuration.links : [{ name: 'default' }]
    this.#ways = {
      links: links.map((link) => new Link(link, clock, interfaces)),
      servers: configuration.servers,
      clock,
      closing: this.#closing.signal,
      kept: undefined,
    }
    // Of one link alone nothing stands behind.
    if (links.length > 1) void probeDead(this.#ways, this.#closing.signal)
  }

  async exchange(request: Parameters<OfdPort['exchange']>[0]): Promise<ExchangeOutcome> {
    if (this.#busy) throw new Error('an exchange with the OFD is under way')
    this.#idle.abort(NO_LONGER_NEEDED)
    this.#busy = true
    try {
      return await new Exchange(this.#ways, request).run()
    } finally {
      this.#busy = false
      void this.#closeWhenIdle()
    }
  }

  links(): readonly LinkState[] {
    const host = this.#ways.servers[0]?.host ?? ''
    const { links } = this.#ways
    const last = Math.max(...links.map(({ answeredMonotonic }) => answeredMonotonic ?? -Infinity))
    return links.map((link) => link.state(host, link.answeredMonotonic === last))
  }

  probe(name?: string): Promise<readonly LinkProbe[]> {
    const { clock, links, servers } = this.#ways
    const meant = links.filter((link) => name === undefined || link.name === name)
    return Promise.all(meant.map((link) => probeLink(link, servers, clock)))
  }

  /** Ends an exchange that is under way, too: as silence. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#idle.abort()
    await this.#ways.kept?.connection.close()
    this.#ways.kept = undefined
  }

  /** The waiting ends early when the next exchange begins. */
  async #closeWhenIdle(): Promise<void> {
    const { kept, clock } = this.#ways
    if (kept === undefined) return
    const { signal } = (this.#idle = new AbortController())
    await clock.sleep(IDLE_MILLISECONDS, signal)
    if (signal.aborted) return
    this.#ways.kept = undefined
    await kept.connection.close()
  }
}

/** The way to the OFD by the configuration's servers and links. */
export function ofdOf(configuration: OfdConfiguration, clock: Clock): OfdPort {
  return new TcpOfd(configuration, clock, networkInterfaces)
}
