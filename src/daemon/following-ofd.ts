import { toJson } from '../fiscal/json.ts'
import type { OfdConfiguration } from '../hw/ofd/tcp-ofd.ts'
import type { OfdPort } from '../hw/ports.ts'

/**
 * The way to the operator that holds now: the one that an open shift or the queue began with, whatever the file says
 * meanwhile. It is changed between two exchanges, never amid one.
 * @param held servers and links as they hold now
 */
export function followingOfd(
  held: () => OfdConfiguration,
  open: (configuration: OfdConfiguration) => OfdPort,
): OfdPort {
  let current: { readonly configuration: OfdConfiguration; readonly way: OfdPort } | undefined
  let exchanges = 0

  const way = (): OfdPort => {
    const configuration = held()
    if (current && (exchanges > 0 || toJson(configuration) === toJson(current.configuration))) return current.way
    // Nothing is under way on it, so closing it can fail nobody's request; what it throws is a bug and ends the daemon.
    void current?.way.close()
    current = { configuration, way: open(configuration) }
    return current.way
  }

  return {
    async exchange(request) {
      const chosen = way()
      exchanges += 1
      try {
        return await chosen.exchange(request)
      } finally {
        exchanges -= 1
      }
    },
    links: () => way().links(),
    probe: (name) => way().probe(name),
    close: async () => current?.way.close(),
  }
}
