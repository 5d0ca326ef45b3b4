import { statSync } from 'node:fs'
import type { SerialPort } from 'serialport'

/** A serial line as it is set: 8 data bits, no parity, one stop bit. */
export interface SerialSettings {
  readonly path: string
  /** Bits a second. */
  readonly baud: number
  /** Who holds up whom: the lines RTS and CTS, the bytes 11h and 13h, or nobody; none where it is not said. */
  readonly flow?: 'none' | 'rtscts' | 'xonxoff'
}

/**
 * An open serial line, RS-232 or made up by USB. It is read all the time, since only who reads learns that an adapter was
 * pulled out; and nothing is waited for in a thread: no drain.
 */
export class Serial {
  /** Rejects with an Error when the line is lost, which may be while nobody waits for it. */
  readonly gone: Promise<never>
  readonly #port: SerialPort
  #listener: ((bytes: Uint8Array) => void) | undefined
  #lost = false

  /** @throws Error ENOENT and others, as the system says it */
  static async open({ baud, flow, path }: SerialSettings): Promise<Serial> {
    // The library's own error for a device that is not there has no code
    statSync(path)
    // Loaded by registers that have such a line only
    const { SerialPort: Port } = await import('serialport')
    const port = new Port({
      path,
      baudRate: baud,
      rtscts: flow === 'rtscts',
      xon: flow === 'xonxoff',
      xoff: flow === 'xonxoff',
      // A drop of DTR at each close would reset some printers
      hupcl: false,
      autoOpen: false,
    })
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
    return new Serial(port)
  }

  private constructor(port: SerialPort) {
    this.#port = port
    const gone = Promise.withResolvers<never>()
    gone.promise.catch(() => undefined)
    this.gone = gone.promise
    port.on('data', (bytes: Uint8Array) => this.#listener?.(bytes))
    const lose = (error: Error): void => {
      this.#lost = true
      gone.reject(error)
    }
    // A line that is pulled out ends with either of them; the library's words for the second say less than this
    port.on('error', lose)
    port.on('close', () => lose(Object.assign(new Error('the line is gone'), { code: 'ENODEV' })))
  }

  get alive(): boolean {
    return !this.#lost
  }

  /** Who gets what comes from now on; undefined: nobody, it is dropped. */
  listen(listener: ((bytes: Uint8Array) => void) | undefined): void {
    this.#listener = listener
  }

  /** Fulfilled when the bytes are with the system, which may be never while the other side holds the line. Rejects when it is lost. */
  write(bytes: Uint8Array): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      this.#port.write(Buffer.from(bytes), (error) => (error ? reject(error) : resolve()))
    })
    return Promise.race([written, this.gone])
  }

  /** @param discard throws away what has not left yet: a close would wait half a minute for it while the line is held */
  async close({ discard }: { readonly discard: boolean }): Promise<void> {
    this.#listener = undefined
    if (!this.#port.isOpen) return
    if (discard) await new Promise<void>((resolve) => this.#port.flush(() => resolve()))
    await new Promise<void>((resolve) => this.#port.close(() => resolve()))
  }
}
