import type { SerialPort } from 'serialport'
import type { Clock } from '../ports.ts'
import { type LinkListener, type OpenLink, orAborted, type PrinterLink } from './link.ts'

/** Start bit, eight data bits, stop bit. */
const BITS_A_BYTE = 10

/** A serial line of a printer: 8 data bits, no parity, one stop bit. */
export interface SerialLine {
  readonly path: string
  /** Bits a second. */
  readonly baud: number
  /** Who holds up whom: the lines RTS and CTS, the bytes 11h and 13h, or nobody. */
  readonly flow: 'none' | 'rtscts' | 'xonxoff'
}

/** A printer on RS-232 or on a serial adapter. The native module is loaded when the first line is opened. */
export function serialLink(line: SerialLine, clock: Clock): OpenLink {
  return async () => {
    const { SerialPort } = await import('serialport')
    const soft = line.flow === 'xonxoff'
    const port = new SerialPort({
      path: line.path,
      baudRate: line.baud,
      rtscts: line.flow === 'rtscts',
      xon: soft,
      xoff: soft,
      // A drop of DTR at each close would reset some printers.
      hupcl: false,
      autoOpen: false,
    })
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
    return new SerialLink(port, line.baud / BITS_A_BYTE, clock)
  }
}

class SerialLink implements PrinterLink {
  readonly answers = true
  readonly bytesPerSecond: number
  readonly #port: SerialPort
  readonly #clock: Clock
  readonly #gone = Promise.withResolvers<never>()
  #alive = true
  #listener: LinkListener | undefined
  /** When the last byte that was written will have gone over the line. */
  #quietAt = 0

  constructor(port: SerialPort, bytesPerSecond: number, clock: Clock) {
    this.#port = port
    this.bytesPerSecond = bytesPerSecond
    this.#clock = clock
    this.#gone.promise.catch(() => undefined)
    port.on('data', (bytes: Uint8Array) => this.#listener?.bytes(bytes))
    // An adapter that is pulled out: 'error' with ENODEV or EIO, or 'close' alone.
    for (const event of ['error', 'close'] as const) port.on(event, (error?: unknown) => this.#die(error))
  }

  get alive(): boolean {
    return this.#alive
  }

  async write(piece: Uint8Array, signal: AbortSignal): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      this.#port.write(piece, (error) => (error ? reject(error) : resolve()))
    })
    // Where the other side holds the line, the callback comes with the port's end at best.
    await orAborted(Promise.race([written, this.#gone.promise]), signal)
    const begin = Math.max(this.#clock.monotonic(), this.#quietAt)
    this.#quietAt = begin + (piece.length / this.bytesPerSecond) * 1000
  }

  /** As long as the kernel needs at the line's rate; its own word for it would hold a thread while the line is held. */
  async flush(): Promise<void> {
    const rest = this.#quietAt - this.#clock.monotonic()
    if (rest > 0) await Promise.race([this.#clock.sleep(rest), this.#gone.promise])
  }

  listen(listener: LinkListener | undefined): void {
    this.#listener = listener
  }

  async close(): Promise<void> {
    this.#listener = undefined
    this.#alive = false
    if (!this.#port.isOpen) return
    // What is still in the kernel's buffer would keep a close waiting for half a minute while the line is held.
    if (this.#quietAt > this.#clock.monotonic()) await new Promise<void>((resolve) => this.#port.flush(() => resolve()))
    await new Promise<void>((resolve) => this.#port.close(() => resolve()))
  }

  #die(error: unknown): void {
    if (!this.#alive) return
    this.#alive = false
    this.#gone.reject(error instanceof Error ? error : new Error('the serial line is gone'))
    this.#listener?.lost()
  }
}
