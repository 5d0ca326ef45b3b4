import type { Clock, DeviceState, InputPort, KeyStroke } from '../ports.ts'
import { evdevLink } from './evdev-link.ts'
import { EventReader, type KeyEvent } from './events.ts'
import { AUTO_MAPS, KEY_MAPS, type KeyMap, type KeypadProfile } from './key-maps.ts'
import { Plugged } from './plugged.ts'
import { serialLink } from './serial-link.ts'

const MODIFIERS: Readonly<Record<number, 'shift' | 'ctrl' | 'alt'>> = {
  29: 'ctrl',
  97: 'ctrl',
  42: 'shift',
  54: 'shift',
  56: 'alt',
  100: 'alt',
}

const DOWN = 1
const HELD = 2

/** Held down, these take more and more back: nothing else is meant twice by one press. */
const REPEATING: ReadonlySet<string | undefined> = new Set(['backspace', '-'])

/** Key events to strokes: a key counts when it goes down; held down, only backspace and − do again. */
export class KeyDecoder {
  readonly #map: KeyMap
  readonly #reader = new EventReader()
  readonly #held = new Set<number>()

  constructor(map: KeyMap) {
    this.#map = map
  }

  push(bytes: Uint8Array): KeyStroke[] {
    return this.#reader.push(bytes).flatMap((event) => this.#stroke(event) ?? [])
  }

  #stroke(event: KeyEvent): KeyStroke | undefined {
    if (event.type === 'dropped') {
      this.#held.clear()
      return undefined
    }
    const { code, value } = event
    if (code in MODIFIERS) {
      if (value === 0) this.#held.delete(code)
      else this.#held.add(code)
      return undefined
    }
    const key = this.#map[code]
    if (value !== DOWN && !(value === HELD && REPEATING.has(key))) return undefined
    if (key === undefined) return { unknown: code }
    return { key, ...(value === HELD && { repeat: true as const }), ...this.#modifiers() }
  }

  #modifiers(): { readonly shift?: true; readonly ctrl?: true; readonly alt?: true } {
    return Object.fromEntries([...this.#held].map((code) => [MODIFIERS[code], true]))
  }
}

/** Bytes of a serial keypad to strokes, one for each. */
export const serialStrokes = (bytes: Uint8Array, map: KeyMap): KeyStroke[] =>
  Array.from(bytes, (byte) => {
    const key = map[byte]
    return key === undefined ? { unknown: byte } : { key }
  })

export interface KeypadOptions {
  readonly transport: 'evdev' | 'serial'
  readonly path: string
  readonly baud: number
  readonly profile: KeypadProfile | 'auto'
  /** In place of the profile's. */
  readonly keys: KeyMap
  readonly grab: boolean
}

export interface KeypadListener {
  readonly key: (stroke: KeyStroke) => void
  readonly state: (state: DeviceState) => void
}

/** A keypad that is read until it is closed. */
export function openKeypad(options: KeypadOptions, clock: Clock, { key, state }: KeypadListener): InputPort {
  const { baud, grab, path, profile, transport } = options
  const map = { ...(profile === 'auto' ? AUTO_MAPS[transport] : KEY_MAPS[profile].keys), ...options.keys }
  if (transport === 'serial')
    return new Plugged(serialLink(path, baud), clock, {
      opened: () => undefined,
      bytes: (bytes) => serialStrokes(bytes, map).forEach(key),
      state,
    })
  let decoder = new KeyDecoder(map)
  return new Plugged(evdevLink(path, clock, { grabs: grab, typist: 'person' }), clock, {
    opened: () => (decoder = new KeyDecoder(map)),
    bytes: (bytes) => decoder.push(bytes).forEach(key),
    state,
  })
}
