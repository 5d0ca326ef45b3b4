import type { Clock, LinkProbe } from '../ports.ts'
import { SECOND } from '../../fiscal/time.ts'
import { connect } from './connection.ts'
import { CONNECT_MILLISECONDS, noteFailure } from './exchange.ts'
import { type Link, NO_ADDRESS, type Server, serverText } from './links.ts'

/** A dead link is tried this often while nobody waits for it. */
const PROBE_EVERY = 30 * SECOND

/** Tries the servers in order over one link until a connection stands, and closes it: the OFD is told nothing. */
export async function probeLink(link: Link, servers: readonly Server[], clock: Clock): Promise<LinkProbe> {
  const { name } = link
  let probe: LinkProbe = { name, reached: false }
  for (const server of servers) {
    const source = link.source(server.host)
    if (source === undefined) {
      probe = { name, reached: false, problem: NO_ADDRESS }
      continue
    }
    const tried = {
      name,
      server: serverText(server.host, server.port),
      ...(source.localAddress !== undefined && { address: source.localAddress }),
    }
    const begun = clock.monotonic()
    const connection = await connect({ ...server, ...source }, CONNECT_MILLISECONDS, clock)
    const connectMilliseconds = clock.monotonic() - begun
    if (!('type' in connection)) {
      link.connected(server, connectMilliseconds)
      await connection.close()
      return { ...tried, reached: true, connectMilliseconds }
    }
    noteFailure({ link, server }, connection)
    probe = { ...tried, reached: false, problem: connection.detail }
  }
  return probe
}

/**
 * Tries the links that stand behind, over and over, until the signal: a connection alone, since a dead link must not cost a
 * sale its time to be found alive. What comes of it says nothing of how well the links serve, so it is counted apart.
 */
export async function probeDead(
  {
    clock,
    links,
    servers,
  }: { readonly links: readonly Link[]; readonly servers: readonly Server[]; readonly clock: Clock },
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    await clock.sleep(PROBE_EVERY, stopping)
    if (stopping.aborted) return
    await Promise.all(links.filter(({ demoted }) => demoted).map((link) => probeOnce(link, servers, clock)))
  }
}

async function probeOnce(link: Link, servers: readonly Server[], clock: Clock): Promise<void> {
  let problem = NO_ADDRESS
  for (const { host, port } of servers) {
    const source = link.source(host)
    if (source === undefined) continue
    const connection = await connect({ host, port, ...source }, CONNECT_MILLISECONDS, clock)
    if (!('type' in connection)) {
      await connection.close()
      return link.probed(undefined)
    }
    // Who refuses was reached.
    if (connection.type === 'refused') return link.probed(undefined)
    problem = connection.detail
  }
  link.probed(problem)
}
