import type { networkInterfaces } from 'node:os'
import type { TestContext } from 'node:test'
import { systemClock } from '../../src/hw/clock.ts'
import type { LinkConfiguration } from '../../src/hw/ofd/links.ts'
import { TcpOfd } from '../../src/hw/ofd/tcp-ofd.ts'
import type { Clock, ExchangeOutcome } from '../../src/hw/ports.ts'
import * as fake from './fake-ofd.ts'

export const LOOPBACK: ReturnType<typeof networkInterfaces> = {
  lo: [
    {
      address: '127.0.0.1',
      netmask: '255.0.0.0',
      family: 'IPv4',
      mac: '00:00:00:00:00:00',
      internal: true,
      cidr: null,
    },
  ],
}

export interface House {
  readonly links?: readonly LinkConfiguration[]
  readonly servers?: readonly { host: string; port: number }[]
  readonly clock?: Clock
}

export async function start(t: TestContext, behaviour: fake.Behaviour, house: House = {}) {
  const ofd = await fake.FakeOfd.start(behaviour)
  const port = new TcpOfd(
    { servers: house.servers ?? [ofd.address], links: house.links ?? [] },
    house.clock ?? systemClock,
    () => LOOPBACK,
  )
  t.after(async () => {
    await port.close()
    await ofd.stop()
  })
  return { ofd, port }
}

export function ask(port: TcpOfd, milliseconds = 1000, reqnum = 5): Promise<ExchangeOutcome> {
  const frame = fake.frameOf({ reqnum })
  return port.exchange({ frame, milliseconds, matches: fake.matchesRequest(frame), maxAnswer: 4096 })
}

export const TWO_LINKS = [
  { name: 'ethernet', source: '127.0.0.1' },
  { name: 'lte', source: '127.0.0.2' },
]
