import { spawnSync } from 'node:child_process'
import type { TestContext } from 'node:test'

/** The OFD's address, behind both links. */
const OFD_HOST = '192.0.2.1'

export interface Wire {
  /** Its interface at the register's side. */
  readonly device: string
  readonly register: string
  readonly ofd: string
  readonly table: string
}

export const ETHERNET: Wire = { device: 'eth0', register: '10.77.1.2', ofd: '10.77.1.1', table: '101' }
export const LTE: Wire = { device: 'wwan0', register: '10.77.2.2', ofd: '10.77.2.1', table: '102' }

/** Two network namespaces: the register's and the OFD's, with up to two pairs of interfaces between them as links. */
export class Network {
  static #count = 0
  readonly daemon: string
  readonly ofd: string
  readonly host = OFD_HOST
  readonly links = `
[[link]]
name = "ethernet"
interface = "${ETHERNET.device}"
[[link]]
name = "lte"
interface = "${LTE.device}"
`

  constructor(t: TestContext, wires: readonly Wire[]) {
    Network.#count += 1
    const name = `kkm-${process.pid}-${Network.#count}`
    this.daemon = `${name}-r`
    this.ofd = `${name}-o`
    for (const namespace of [this.daemon, this.ofd]) {
      ip(['netns', 'add', namespace])
      t.after(() => spawnSync('ip', ['netns', 'delete', namespace]))
      ip(['-n', namespace, 'link', 'set', 'lo', 'up'])
    }
    ip(['-n', this.ofd, 'address', 'add', `${OFD_HOST}/32`, 'dev', 'lo'])
    for (const wire of wires) this.plug(wire)
  }

  /** A new pair of interfaces with addresses, and the register's routes by source. */
  plug(wire: Wire): void {
    const { device, ofd, register, table } = wire
    const far = ['name', device, 'netns', this.ofd]
    ip(['-n', this.daemon, 'link', 'add', device, 'type', 'veth', 'peer', ...far])
    ip(['-n', this.ofd, 'address', 'add', `${ofd}/24`, 'dev', device])
    ip(['-n', this.ofd, 'link', 'set', device, 'up'])
    ip(['-n', this.daemon, 'address', 'add', `${register}/24`, 'dev', device])
    ip(['-n', this.daemon, 'rule', 'add', 'from', register, 'lookup', table])
    ip(['-n', this.daemon, 'route', 'add', 'unreachable', 'default', 'metric', '4096', 'table', table])
    this.up(wire)
  }

  /** The interface comes up; what routes went with it come back. */
  up({ device, ofd, table }: Wire): void {
    ip(['-n', this.daemon, 'link', 'set', device, 'up'])
    ip(['-n', this.daemon, 'route', 'add', 'default', 'via', ofd, 'dev', device, 'table', table])
  }

  down({ device }: Wire): void {
    ip(['-n', this.daemon, 'link', 'set', device, 'down'])
  }

  /** Nothing comes back over this link any more, and nobody is told. */
  swallow({ register }: Wire): void {
    ip(['-n', this.ofd, 'route', 'add', 'blackhole', `${register}/32`])
  }

  restore({ register }: Wire): void {
    ip(['-n', this.ofd, 'route', 'delete', 'blackhole', `${register}/32`])
  }
}

/** What `ip` says. @throws Error in a sentence: links are only proved as root, with iproute2 */
export function ip(args: readonly string[]): string {
  const { error, status, stderr, stdout } = spawnSync('ip', args, { encoding: 'utf8' })
  if (error) throw new Error('network namespaces need iproute2: apt-get install iproute2', { cause: error })
  if (status !== 0) {
    const needs = args[0] === 'netns' ? 'network namespaces need root and a kernel that has them: ' : ''
    throw new Error(`${needs}ip ${args.join(' ')}: ${stderr.trim()}`)
  }
  return stdout
}
