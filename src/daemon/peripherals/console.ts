import type { NotificationName, NotificationOf } from '../../api/schemas/notifications.ts'
import type { Notify } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'

type InputDevice = NotificationOf<'console.device'>

interface Holder {
  /** Ends with the connection. */
  readonly signal: AbortSignal
  readonly notify: Notify
}

/**
 * Who gets the keys and scans: the one connection that holds the console, and nobody else. A PIN is typed on the keypad,
 * so that nothing of it is an event, is kept, or is logged; what comes while nobody holds the console is dropped.
 */
export class Console {
  readonly #devices = new Map<InputDevice['device'], InputDevice>()
  #holder: Holder | undefined

  /** The connection's own, until it ends. @throws Refusal CONSOLE_TAKEN: another has it */
  attach(holder: Holder): void {
    if (this.#holder && this.#holder.signal !== holder.signal) throw new Refusal('CONSOLE_TAKEN')
    holder.signal.throwIfAborted()
    if (!this.#holder) holder.signal.addEventListener('abort', () => (this.#holder = undefined), { once: true })
    this.#holder = holder
  }

  /** Those that are configured, as they were last told of. */
  get devices(): readonly InputDevice[] {
    return [...this.#devices.values()]
  }

  /** How a device does from now on; undefined: it is not configured any more. */
  device(device: InputDevice['device'], state: InputDevice | undefined): void {
    if (!state) return void this.#devices.delete(device)
    this.#devices.set(device, state)
    this.tell('console.device', state)
  }

  tell<N extends NotificationName>(name: N, params: NotificationOf<N>): void {
    this.#holder?.notify(name, params)
  }
}
