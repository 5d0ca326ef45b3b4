import { readdirSync } from 'node:fs'
import type { Configuration } from '../../daemon/configuration/index.ts'
import type { Found } from '../../locale/doctor/index.ts'
import { groupName, may, type Person, person, seen, textOf } from './look.ts'

const READ = 4
const WRITE = 2
/** Where rules of udev lie, those of the administrator first. */
const RULES = ['/etc/udev/rules.d', '/run/udev/rules.d', '/usr/lib/udev/rules.d', '/lib/udev/rules.d']
/** Names that only a rule of ours makes. */
const OURS = /^\/dev\/(?:input\/)?kkm-/

/** The devices that the file names: there, and for the user that the daemon runs as. */
export function checkDevices(configuration: Configuration): readonly Found[] {
  const daemon = daemonUser(configuration)
  const paths = pathsOf(configuration)
  return [
    ...paths.flatMap(({ id, path, rights }) => device(id, path, rights, daemon)),
    ...rules(paths.map(({ path }) => path)),
  ]
}

type DeviceId = 'printer.device' | 'device.keypad' | 'device.scanner' | 'device.display'

interface Named {
  readonly id: DeviceId
  readonly path: string
  readonly rights: number
}

function pathsOf({ display, keypad, printer, scanner }: Configuration): readonly Named[] {
  const named = 'path' in printer && printer.transport !== 'file' && printer.transport !== 'usb'
  return [
    ...(named ? [{ id: 'printer.device' as const, path: printer.path, rights: READ + WRITE }] : []),
    ...(keypad ? [{ id: 'device.keypad' as const, path: keypad.path, rights: READ }] : []),
    ...(scanner ? [{ id: 'device.scanner' as const, path: scanner.path, rights: READ }] : []),
    ...(display ? [{ id: 'device.display' as const, path: display.path, rights: READ + WRITE }] : []),
  ]
}

/** The memory belongs to whom the daemon runs as. */
function daemonUser({ stateDir }: Configuration): Person | undefined {
  const state = seen(stateDir)
  return state.is === 'there' ? person(state.stats.uid) : undefined
}

function device(id: DeviceId, path: string, rights: number, user: Person | undefined): readonly Found[] {
  const there = seen(path)
  if (there.is !== 'there') return [{ id, fault: 'absent', details: { path } }]
  if (user === undefined || may(user, there.stats, rights)) {
    const found: Found = { id, details: { path } }
    return id === 'printer.device' && user !== undefined ? [found, { id: 'printer.permission' }] : [found]
  }
  const details = { path, user: user.name, group: groupName(there.stats.gid) }
  return id === 'printer.device'
    ? [
        { id, details },
        { id: 'printer.permission', fault: 'denied', details },
      ]
    : [{ id, fault: 'denied', details }]
}

/** A name of ours that no rule makes is gone when the device is plugged in again. */
function rules(paths: readonly string[]): readonly Found[] {
  const ours = paths.filter((path) => OURS.test(path))
  if (ours.length === 0) return []
  const texts = RULES.flatMap((folder) => {
    if (seen(folder).is !== 'there') return []
    return readdirSync(folder).flatMap((name) => (name.endsWith('.rules') ? (textOf(`${folder}/${name}`) ?? []) : []))
  })
  const made = (path: string): boolean => texts.some((text) => text.includes(path.slice('/dev/'.length)))
  const names = ours.filter((path) => !made(path))
  return names.length === 0
    ? [{ id: 'udev.rules' }]
    : [{ id: 'udev.rules', fault: 'absent', details: { names: names.join(', ') } }]
}
