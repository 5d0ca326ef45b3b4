import { existsSync, readFileSync } from 'node:fs'
import type { LinkConfiguration } from './links.ts'

/** How a register reaches the OFD, as its registration form asks («Проводной» / «Беспроводной», EK-ui-16). */
export type Medium = 'wired' | 'wireless'

/** The interface of the route to everywhere (proc(5), /proc/net/route: destination 0 in the second column). */
function defaultInterface(root: string): string | undefined {
  const table = `${root}/proc/net/route`
  if (!existsSync(table)) return undefined
  const routes = readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.split(/\s+/))
  return routes.find(([, destination]) => destination === '00000000')?.[0]
}

/** A wireless LAN, a mobile modem, or a dial-up line, which is a modem too: as the kernel calls their type. */
const WIRELESS = /^DEVTYPE=(?:wlan|wwan)$/m

/**
 * The medium of the link that is tried first. One that names no interface goes where the system routes.
 * @param root of another file system, without a slash at its end
 */
export function mediumOf(links: readonly LinkConfiguration[], root = ''): Medium {
  const name = links[0]?.interface ?? defaultInterface(root)
  if (name === undefined) return 'wired'
  const facts = `${root}/sys/class/net/${name}/uevent`
  const isWireless = name.startsWith('ppp') || (existsSync(facts) && WIRELESS.test(readFileSync(facts, 'utf8')))
  return isWireless ? 'wireless' : 'wired'
}
