/** `struct input_event` on 64 bits (linux/input.h): seconds, microseconds, type, code, value. */
export const EVENT_BYTES = 24

const EV_SYN = 0
const EV_KEY = 1
/** What was held in the kernel's queue did not fit: what follows until the next report is torn. */
const SYN_DROPPED = 3

export type KeyEvent =
  /** `value` 0: up, 1: down, 2: held. `time` in milliseconds of the kernel's clock. */
  | { readonly type: 'key'; readonly code: number; readonly value: number; readonly time: number }
  /** Keys were lost: which of them are down is not known any more. */
  | { readonly type: 'dropped' }

/** Bytes of an event device to key events; a piece of an event waits for its rest. */
export class EventReader {
  #rest: Uint8Array = new Uint8Array()
  #dropping = false

  push(bytes: Uint8Array): KeyEvent[] {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    const whole = all.length - (all.length % EVENT_BYTES)
    this.#rest = all.slice(whole)
    const view = new DataView(all.buffer, all.byteOffset, whole)
    const events: KeyEvent[] = []
    for (let at = 0; at < whole; at += EVENT_BYTES) {
      const event = this.#event(view, at)
      if (event) events.push(event)
    }
    return events
  }

  #event(view: DataView, at: number): KeyEvent | undefined {
    const type = view.getUint16(at + 16, true)
    const code = view.getUint16(at + 18, true)
    if (type === EV_SYN) {
      const dropped = code === SYN_DROPPED
      this.#dropping = dropped
      return dropped ? { type: 'dropped' } : undefined
    }
    if (type !== EV_KEY || this.#dropping) return undefined
    const time = Number(view.getBigInt64(at, true)) * 1000 + Number(view.getBigInt64(at + 8, true)) / 1000
    return { type: 'key', code, value: view.getInt32(at + 20, true), time }
  }
}
