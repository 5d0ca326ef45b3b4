import type { Clock } from '../ports.ts'
import { Serial, type SerialSettings } from '../serial.ts'
import { type LinkListener, type OpenLink, orAborted, type PrinterLink } from './link.ts'

/** Start bit, eight data bits, stop bit. */
const BITS_A_BYTE = 10

/** A printer on RS-232 or on a serial adapter. */
export const serialLink =
  (settings: SerialSettings, clock: Clock): OpenLink =>
  async () =>
    new SerialLink(await Serial.open(settings), settings.baud / BITS_A_BYTE, clock)

class SerialLink implements PrinterLink {
  readonly answers = true
  readonly bytesPerSecond: number
  readonly #line: Serial
  readonly #clock: Clock
  #listener: LinkListener | undefined
  #closed = false
  /** When the last byte that was written will have gone over the line. */
  #quietAt = 0

  constructor(line: Serial, bytesPerSecond: number, clock: Clock) {
    this.#line = line
    this.bytesPerSecond = bytesPerSecond
    this.#clock = clock
    line.listen((bytes) => this.#listener?.bytes(bytes))
    line.gone.catch(() => this.#listener?.lost())
  }

  get alive(): boolean {
    return !this.#closed && this.#line.alive
  }

  async write(piece: Uint8Array, signal: AbortSignal): Promise<void> {
    await orAborted(this.#line.write(piece), signal)
    const begin = Math.max(this.#clock.monotonic(), this.#quietAt)
    this.#quietAt = begin + (piece.length / this.bytesPerSecond) * 1000
  }

  /** As long as the kernel needs at the line's rate; its own word for it would hold a thread while the line is held. */
  async flush(): Promise<void> {
    const rest = this.#quietAt - this.#clock.monotonic()
    if (rest > 0) await Promise.race([this.#clock.sleep(rest), this.#line.gone])
  }

  listen(listener: LinkListener | undefined): void {
    this.#listener = listener
  }

  async close(): Promise<void> {
    this.#listener = undefined
    this.#closed = true
    await this.#line.close({ discard: this.#quietAt > this.#clock.monotonic() })
  }
}
