import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs'
import { toText } from '../../src/escpos/paper.ts'
import { GENERIC, columnsOf } from '../../src/escpos/profile.ts'
import type { PrinterFault } from '../../src/sim/printer/fault.ts'
import { PrinterSession } from '../../src/sim/printer/session.ts'
import { Gadget } from './gadget.ts'

const PAPER = { profile: GENERIC, paper: 80 } as const

/** The printer's own side of the cable: strict, it interprets every byte. */
export class UsbPrinter {
  readonly gadget: Gadget
  readonly #node: string
  readonly receipts: string[] = []
  readonly errors: string[] = []
  /** It takes no more than so many bytes of a connection. */
  takes = Number.POSITIVE_INFINITY
  received = 0
  readonly #timer: NodeJS.Timeout
  #fd: number | undefined
  #fault: PrinterFault | undefined
  #session = this.#newSession()

  /** How many there are: the kernel counts them as they are made. */
  static #count = 0

  constructor(socket: number) {
    const number = UsbPrinter.#count
    UsbPrinter.#count += 1
    this.#node = `/dev/g_printer${number}`
    this.gadget = new Gadget({
      socket,
      vendor: 0x04b8,
      product: 0x0e28,
      maker: 'EPSON',
      name: 'TM-T20III',
      serial: `PRN00${number}`,
      function: `printer.usb${number}`,
      files: { pnp_string: 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;' },
    })
    this.#timer = setInterval(() => this.#work(), 5)
  }

  plug(): void {
    this.received = 0
    this.#session = this.#newSession()
    this.gadget.plug()
  }

  pull(): void {
    this.gadget.pull()
    if (this.#fd !== undefined) closeSync(this.#fd)
    this.#fd = undefined
  }

  ail(fault: PrinterFault | undefined): void {
    this.#fault = fault
    this.#session.setFault(fault)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.pull()
  }

  #newSession(): PrinterSession {
    return new PrinterSession(PAPER, this.#fault, {
      receipt: (items) =>
        this.receipts.push(
          toText(items, columnsOf(GENERIC, 80))
            .find((line) => line.trim() !== '')
            ?.trim() ?? '',
        ),
      answer: (bytes) => this.#fd !== undefined && writeSync(this.#fd, bytes),
      broken: () => undefined,
      done: () => undefined,
      error: (error) => this.errors.push(error.message),
    })
  }

  #work(): void {
    const buffer = new Uint8Array(4096)
    while (this.received < this.takes) {
      try {
        this.#fd ??= openSync(this.#node, constants.O_RDWR | constants.O_NONBLOCK)
        const length = readSync(this.#fd, buffer)
        if (length === 0) return
        this.received += length
        this.#session.receive(buffer.subarray(0, length))
      } catch {
        // Nothing to read, or nothing plugged in: both say so by an error
        return
      }
    }
  }
}
