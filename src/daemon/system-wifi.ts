import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'

/** NetworkManager looks around for networks before it lists them. */
const PATIENCE = 20_000
/** What nmcli ends with where no NetworkManager runs (its manual). */
const NOT_RUNNING = 8

/** A network that the machine may join; only NetworkManager knows its password. */
export interface PermittedWifi {
  readonly ssid: string
  /** It is joined now. */
  readonly active: boolean
  /** It does not say its name, and is called by it. */
  readonly hidden: boolean
  readonly secured: boolean
}

export interface WifiInSight {
  readonly ssid: string
  /** Per cent. */
  readonly signal: number
  /** `WPA2`, `WPA1 WPA2`, … as NetworkManager names it; empty: open. */
  readonly security: string
}

export interface WifiEntry {
  readonly ssid: string
  /** 8 to 63 characters; undefined: an open network. */
  readonly password: string | undefined
  readonly hidden: boolean
}

/** `manager` false: there is no NetworkManager, or it does not run. The message is in the system's words. */
export class WifiError extends Error {
  readonly manager: boolean
  constructor(message: string, manager: boolean) {
    super(message)
    this.manager = manager
  }
}

/** The list of permitted wireless networks, which NetworkManager keeps and joins them by. */
export interface WifiPort {
  /** @throws WifiError, as every call here */
  permitted(): Promise<readonly PermittedWifi[]>
  /** The strongest of each name, the strongest first. */
  inSight(): Promise<readonly WifiInSight[]>
  /** In place of what was known by this name. */
  permit(entry: WifiEntry): Promise<void>
  /** @returns false: it was not permitted */
  forbid(ssid: string): Promise<boolean>
}

interface Profile extends PermittedWifi {
  readonly uuid: string
}

/** By `nmcli`, the program of NetworkManager. */
export const systemWifi: WifiPort = {
  async permitted() {
    return (await profiles()).map(({ active, hidden, secured, ssid }) => ({ ssid, hidden, secured, active }))
  },

  async inSight() {
    const rows = await nmcli(['-t', '-f', 'SSID,SIGNAL,SECURITY', 'device', 'wifi', 'list'])
    const strongest = new Map<string, WifiInSight>()
    for (const [ssid = '', signal = '', security = ''] of rows.split('\n').map(fieldsOf)) {
      const found = { ssid, signal: Number(signal), security: security === '--' ? '' : security }
      if (ssid !== '' && found.signal > (strongest.get(ssid)?.signal ?? -1)) strongest.set(ssid, found)
    }
    return [...strongest.values()].toSorted((one, other) => other.signal - one.signal)
  },

  async permit({ hidden, password, ssid }) {
    const before = await profiles()
    const uuid = randomUUID()
    try {
      await make(uuid, ssid, hidden, password)
    } catch (error) {
      await remove([uuid]).catch(() => undefined)
      throw error
    }
    await remove(before.filter((one) => one.ssid === ssid).map((one) => one.uuid))
  },

  async forbid(ssid) {
    const known = (await profiles()).filter((one) => one.ssid === ssid)
    await remove(known.map(({ uuid }) => uuid))
    return known.length > 0
  },
}

/** Joined by itself only once it is whole: what breaks before leaves nothing that would be tried without its password. */
async function make(uuid: string, ssid: string, hidden: boolean, password: string | undefined): Promise<void> {
  const security = password === undefined ? [] : ['802-11-wireless-security.key-mgmt', 'wpa-psk']
  const facts = ['con-name', `kkm ${ssid}`, 'connection.uuid', uuid, 'autoconnect', 'no', 'ssid', ssid]
  const seen = ['802-11-wireless.hidden', hidden ? 'yes' : 'no']
  await nmcli(['connection', 'add', 'type', 'wifi', ...facts, ...seen, ...security])
  if (password !== undefined) {
    // What stands on a command line everybody may read, so the password goes in as input of the editor, which says of
    // nothing whether it was done: it is asked what it has kept
    const key = '802-11-wireless-security.psk'
    const said = await nmcli(['connection', 'edit', 'uuid', uuid], `set ${key} ${password}\nsave persistent\nquit\n`)
    const kept = await nmcli(['-t', '-s', '-f', key, 'connection', 'show', 'uuid', uuid])
    if (kept !== `${key}:${password}`) throw new WifiError(/^Error: (.*)$/m.exec(said)?.[1] ?? 'not kept', true)
  }
  await nmcli(['connection', 'modify', 'uuid', uuid, 'connection.autoconnect', 'yes'])
}

async function remove(uuids: readonly string[]): Promise<void> {
  if (uuids.length > 0) await nmcli(['connection', 'delete', ...uuids.flatMap((uuid) => ['uuid', uuid])])
}

const FIELDS =
  'connection.uuid,802-11-wireless.ssid,802-11-wireless.hidden,802-11-wireless-security.key-mgmt,GENERAL.STATE'

async function profiles(): Promise<readonly Profile[]> {
  const all = (await nmcli(['-t', '-f', 'UUID,TYPE', 'connection', 'show'])).split('\n').map(fieldsOf)
  const uuids = all.flatMap(([uuid, type]) => (uuid !== undefined && type === '802-11-wireless' ? [uuid] : []))
  if (uuids.length === 0) return []
  const told = await nmcli(['-t', '-f', FIELDS, 'connection', 'show', ...uuids.flatMap((uuid) => ['uuid', uuid])])
  return told.split('\n\n').map((block) => {
    const facts = new Map(block.split('\n').map((line) => [line.split(':', 1)[0], line.replace(/^[^:]*:/, '')]))
    return {
      uuid: facts.get('connection.uuid') ?? '',
      ssid: facts.get('802-11-wireless.ssid') ?? '',
      hidden: facts.get('802-11-wireless.hidden') === 'yes',
      secured: (facts.get('802-11-wireless-security.key-mgmt') ?? '') !== '',
      active: facts.get('GENERAL.STATE') === 'activated',
    }
  })
}

/** Of a terse row: divided by colons, with a backslash before those that are meant. */
const fieldsOf = (row: string): string[] => row.split(/(?<!\\):/).map((field) => field.replaceAll(/\\([\\:])/g, '$1'))

/** @returns what it said, less its last end of line. @throws WifiError */
function nmcli(words: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    // Words of the one language that we read, and names in all of them
    const env = { ...process.env, LC_ALL: 'C.UTF-8' }
    const child = execFile('nmcli', words, { timeout: PATIENCE, env }, (error, out, said) => {
      if (!error) return resolve(out.replace(/\n$/, ''))
      const isThere = error.code !== 'ENOENT' && error.code !== NOT_RUNNING
      reject(new WifiError(said.trim().replaceAll(/^Error: /gm, '') || error.message, isThere))
    })
    // One that is not there, or ends before it has read: its end says why
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}
