import { NO_LONGER_NEEDED } from '../clock.ts'
import type { Clock } from '../ports.ts'
import { type LinkListener, type OpenLink, orAborted, type PrinterLink } from './link.ts'
import { findUsbPrinter, type PrinterInterface, printerInterface, type UsbBus, type UsbDevice } from './usb-bus.ts'

/** A printer without paper takes nothing for as long as a person needs; a time-out here would leave unclear what it took. */
const OUT_MILLISECONDS = 600_000
/** An idle question to the printer is put again after this; it also bounds how long a close waits. */
const IN_MILLISECONDS = 500
/** Of a printer that ends its answers at once, without waiting for something to say. */
const IN_PAUSE_MILLISECONDS = 50
const IN_BYTES = 512

/** The machine's USB, its native module loaded now. Its own types leave the transfers out. */
export const systemBus = async (): Promise<UsbBus> => (await import('usb')).usb as unknown as UsbBus

/** A USB printer by its interface class. @param path see {@link findUsbPrinter} */
export function usbLink(path: string, clock: Clock, bus: () => Promise<UsbBus>): OpenLink {
  return async () => {
    const device = await findUsbPrinter(await bus(), path)
    const face = printerInterface(device)
    if (face === undefined) throw new Error('the printer has no printer interface')
    await device.open()
    try {
      const borrowed = await claim(device, face)
      if (face.alternate !== 0) await device.selectAlternateInterface(face.number, face.alternate)
      return new UsbLink(device, face, borrowed, clock)
    } catch (error) {
      await device.close()
      throw error
    }
  }
}

/** @returns whether the kernel's driver had the interface and must get it back */
async function claim(device: UsbDevice, { number }: PrinterInterface): Promise<boolean> {
  try {
    await device.claimInterface(number)
    return false
  } catch {
    // Busy is all that the kernel says of usblp, which takes every printer that it finds.
    await device.detachKernelDriver(number)
    await device.claimInterface(number)
    return true
  }
}

class UsbLink implements PrinterLink {
  readonly answers: boolean
  readonly #device: UsbDevice
  readonly #face: PrinterInterface
  readonly #borrowed: boolean
  readonly #clock: Clock
  readonly #closing = new AbortController()
  readonly #gone = Promise.withResolvers<never>()
  readonly #reading: Promise<void>
  #alive = true
  /** The transfer under way to the printer; undefined: none. */
  #sending: Promise<void> | undefined
  #listener: LinkListener | undefined

  constructor(device: UsbDevice, face: PrinterInterface, borrowed: boolean, clock: Clock) {
    this.#device = device
    this.#face = face
    this.#borrowed = borrowed
    this.#clock = clock
    this.answers = face.in !== undefined
    this.#gone.promise.catch(() => undefined)
    this.#reading = face.in === undefined ? Promise.resolve() : this.#read(face.in)
  }

  get alive(): boolean {
    return this.#alive
  }

  async write(piece: Uint8Array, signal: AbortSignal): Promise<void> {
    const sent = this.#send(new Uint8Array(piece))
    // A transfer cannot be taken back: when it is called off, its end concerns nobody but a close.
    const sending = sent
      .catch((error: unknown) => this.#die(error))
      .finally(() => {
        if (this.#sending === sending) this.#sending = undefined
      })
    this.#sending = sending
    await orAborted(Promise.race([sent, this.#gone.promise]), signal)
  }

  async flush(): Promise<void> {
    // A transfer ends when the printer has taken it.
  }

  /** GET_PORT_STATUS of the printer class: a pipe of its own, open while the other is full. */
  readonly aside = async (): Promise<'paper-out' | 'error' | undefined> => {
    try {
      const setup = {
        requestType: 'class',
        recipient: 'interface',
        request: 1,
        value: 0,
        index: this.#face.number,
      } as const
      const { data } = await this.#device.controlTransferIn(setup, 1)
      if (!data || data.byteLength === 0) return undefined
      const status = data.getUint8(0)
      return (status & 0x20) !== 0 ? 'paper-out' : (status & 0x08) === 0 ? 'error' : undefined
    } catch (error) {
      if (isGone(error)) this.#die(error)
      // Not every printer knows the question.
      return undefined
    }
  }

  listen(listener: LinkListener | undefined): void {
    this.#listener = listener
  }

  /**
   * Gives the interface back to the kernel's driver, where that had it. A printer that was pulled out has nothing to give
   * back. Of one that takes nothing any more nothing can be given back yet: npm `usb` refuses while a transfer is under
   * way. That is done when the printer takes it or is pulled out, and until then an open finds it busy.
   */
  async close(): Promise<void> {
    this.#listener = undefined
    this.#closing.abort(NO_LONGER_NEEDED)
    const wasAlive = this.#alive
    this.#alive = false
    await this.#reading
    if (this.#sending) void this.#sending.then(() => this.#giveBack(false))
    else await this.#giveBack(wasAlive)
  }

  /** @param mustSucceed whether a failure is news: of one that is gone, or that an open will meet, it is none */
  async #giveBack(mustSucceed: boolean): Promise<void> {
    const { number } = this.#face
    const steps = [
      () => this.#device.releaseInterface(number),
      ...(this.#borrowed ? [() => this.#device.attachKernelDriver(number)] : []),
      () => this.#device.close(),
    ]
    for (const step of steps) {
      try {
        await step()
      } catch (error) {
        if (mustSucceed && !isGone(error)) throw error
      }
    }
  }

  async #send(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { bytesWritten } = await this.#device.transferOut(this.#face.out, bytes, OUT_MILLISECONDS)
    if (bytesWritten !== bytes.length) throw new Error(`the printer took ${bytesWritten} of ${bytes.length} bytes`)
  }

  async #read(endpoint: number): Promise<void> {
    while (this.#alive) {
      const begun = this.#clock.monotonic()
      try {
        const { data } = await this.#device.transferIn(endpoint, IN_BYTES, IN_MILLISECONDS)
        if (data && data.byteLength > 0) this.#listener?.bytes(bytesOf(data))
        else await this.#clock.sleep(IN_PAUSE_MILLISECONDS, this.#closing.signal)
      } catch (error) {
        // Nothing came within the time: told with the same word as a transfer that was called off.
        const isOver = this.#clock.monotonic() - begun >= IN_MILLISECONDS * 0.9
        if (isGone(error) || !isOver) this.#die(error)
      }
    }
  }

  #die(error: unknown): void {
    if (!this.#alive) return
    this.#alive = false
    this.#gone.reject(error instanceof Error ? error : new Error('the USB printer is gone'))
    this.#listener?.lost()
  }
}

const bytesOf = (data: DataView): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()

/** What the kernel says of a device that was pulled out. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && /disconnected|no such device|not found|fault|ENODEV/i.test(error.message)
