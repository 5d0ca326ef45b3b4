import { KEYS } from '../../api/keys.ts'
import { DISPLAY_ENCODINGS, DISPLAY_PROFILES, type DisplayProfileName } from '../../escpos/display.ts'
import { KEY_MAPS, type KeyMap, type KeypadProfile } from '../../hw/input/key-maps.ts'
import type { Text } from '../../locale/errors.ts'
import { BAUDS, absolutePath, flag, oneOf } from './kinds.ts'
import { asIs } from './problems.ts'
import type { Section } from './section.ts'
import type { DisplayConfiguration, KeypadConfiguration, ScannerConfiguration } from './types.ts'

const namesOf = <T extends object>(table: T) => Object.keys(table) as (string & keyof T)[]

const KEYPAD_PROFILES: readonly KeypadProfile[] = namesOf(KEY_MAPS)
const PROFILES_OF_DISPLAYS: readonly DisplayProfileName[] = namesOf(DISPLAY_PROFILES)

/** A section that is there and may not be: what stands in it is read all the same, so that wrong values are found. */
function optional<T>(root: Section, key: string, read: (section: Section) => T): T | undefined {
  const present = root.has(key)
  const configured = read(root.section(key))
  return present ? configured : undefined
}

const transportOfProfile = (profile: KeypadProfile | 'auto') =>
  profile === 'auto' ? undefined : KEY_MAPS[profile].transport

export const readKeypad = (root: Section): KeypadConfiguration | undefined =>
  optional(root, 'keypad', (section) => {
    const profile = section.get('profile', oneOf('auto', ...KEYPAD_PROFILES)) ?? 'auto'
    const transport = section.get('transport', oneOf('evdev', 'serial')) ?? transportOfProfile(profile) ?? 'evdev'
    const place = section.place('profile')
    if (place !== undefined && (transportOfProfile(profile) ?? transport) !== transport)
      section.report('profile', place, forTransport(transport), asIs(JSON.stringify(profile)))
    return {
      transport,
      profile,
      path: section.get('path', absolutePath()) ?? '/dev/input/kkm-keypad',
      baud: section.get('baud', BAUDS) ?? 9600,
      grab: section.get('grab', flag) ?? true,
      keys: readKeys(section.section('keys')),
    }
  })

const forTransport = (transport: 'evdev' | 'serial'): Text =>
  asIs(['auto', ...KEYPAD_PROFILES.filter((name) => KEY_MAPS[name].transport === transport)].join(' | '))

const KEY_NUMBER: Text = {
  kk: 'пернененің 0…767 нөмірі, keypad test көрсетеді',
  ru: 'номер клавиши 0…767, его показывает keypad test',
  en: 'the number of a key, 0 to 767, as keypad test shows it',
}
/** KEY_MAX of linux/input-event-codes.h. */
const LAST_KEY = 767

/** `[keypad.keys]`: numbers of the kernel, or bytes of a serial keypad, to names of keys. */
function readKeys(section: Section): KeyMap {
  const entries = section.names.flatMap((name) => {
    const key = section.get(name, oneOf(...KEYS))
    const code = /^\d{1,3}$/.test(name) ? Number(name) : Number.NaN
    const place = section.place(name)
    if (place !== undefined && !(code <= LAST_KEY)) section.report(name, place, KEY_NUMBER, asIs(JSON.stringify(name)))
    return key === undefined ? [] : [[code, key] as const]
  })
  return Object.fromEntries(entries)
}

export const readScanner = (root: Section): ScannerConfiguration | undefined =>
  optional(root, 'scanner', (section) => ({
    transport: section.get('transport', oneOf('serial', 'evdev')) ?? 'serial',
    path: section.get('path', absolutePath()) ?? '/dev/kkm-scanner',
    baud: section.get('baud', BAUDS) ?? 9600,
  }))

export const readDisplay = (root: Section): DisplayConfiguration | undefined =>
  optional(root, 'display', (section) => ({
    transport: section.get('transport', oneOf('serial', 'device')) ?? 'serial',
    path: section.get('path', absolutePath()) ?? '/dev/kkm-display',
    baud: section.get('baud', BAUDS) ?? 9600,
    profile: section.get('profile', oneOf(...PROFILES_OF_DISPLAYS)) ?? 'escpos',
    encoding: section.get('encoding', oneOf(...DISPLAY_ENCODINGS)) ?? 'cp866',
  }))
