import type { Clock, LinkProbe } from '../ports.ts'
import { connect } from './connection.ts'
import { CONNECT_MILLISECONDS, noteFailure } from './exchange.ts'
import { type Link, NO_ADDRESS, type Server, serverText } from './links.ts'

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
