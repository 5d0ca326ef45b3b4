import { mkdirSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { type PaperItem, toText } from '../../escpos/paper.ts'
import { toPng } from '../../escpos/picture.ts'
import { columnsOf, type PrinterProfile, profileOf } from '../../escpos/profile.ts'
import type { Paper } from '../../fiscal/documents/lines.ts'
import { type PrinterFault, parsePrinterFault } from './fault.ts'
import { PrinterSession } from './session.ts'

/** One piece of paper that came out. */
export interface PrintedReceipt {
  /** From 1. */
  readonly number: number
  readonly items: readonly PaperItem[]
  /** One string a row. */
  readonly text: readonly string[]
  /** False for what hung out of the printer uncut when the connection was over. */
  readonly cut: boolean
  readonly png: () => Uint8Array
}

export interface PrinterOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** 80 unless told. */
  readonly paper?: Paper
  /** Name of a profile, `generic` unless told: its code pages and its width. */
  readonly profile?: string
  /** A fault from the start, as `setFault` takes it. */
  readonly fault?: string
  /** Folder for `receipt-0001.txt` and `receipt-0001.png`; made when it is not there. */
  readonly paperDir?: string
  /** Gets every receipt as text, and a sentence about bytes that are no ESC/POS. */
  readonly output?: { write(text: string): unknown }
  readonly onReceipt?: (receipt: PrintedReceipt) => void
}

export interface SimulatedPrinter {
  readonly host: string
  readonly port: number
  readonly receipts: readonly PrintedReceipt[]
  /** Sentences about bytes that were no ESC/POS; each broke its connection. */
  readonly errors: readonly string[]
  /**
   * A kind of `PrinterFault`, also with `@N`, after N bytes of a connection, or `@+N`, after N bytes from now.
   * Undefined makes it well again, and what waited is printed.
   */
  setFault(fault: string | undefined): void
  close(): Promise<void>
}

/** Starts a printer on TCP (port 9100 by custom) that understands ESC/POS and shows the paper. Rejects where the address is taken. */
export async function startPrinter(options: PrinterOptions): Promise<SimulatedPrinter> {
  const printer = new PrinterOnTcp(options)
  await printer.listen(options.host, options.port)
  return printer
}

class PrinterOnTcp implements SimulatedPrinter {
  readonly host: string
  readonly receipts: PrintedReceipt[] = []
  readonly errors: string[] = []
  readonly #options: PrinterOptions
  readonly #paper: Paper
  readonly #profile: PrinterProfile
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #sessions = new Set<PrinterSession>()
  #fault: PrinterFault | undefined

  constructor(options: PrinterOptions) {
    const profile = profileOf(options.profile ?? 'generic')
    if (profile === undefined) throw new Error(`there is no printer profile ${options.profile}`)
    this.host = options.host
    this.#options = options
    this.#paper = options.paper ?? 80
    this.#profile = profile
    if (options.fault !== undefined) this.#fault = parsePrinterFault(options.fault)
    if (options.paperDir !== undefined) mkdirSync(options.paperDir, { recursive: true })
    this.#server = createServer((socket) => this.#serve(socket))
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  listen(host: string, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
  }

  setFault(fault: string | undefined): void {
    this.#fault = fault === undefined ? undefined : parsePrinterFault(fault)
    for (const session of this.#sessions) session.setFault(this.#fault)
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    return new Promise((resolve, reject) => {
      this.#server.close((error) => (error === undefined ? resolve() : reject(error)))
    })
  }

  #serve(socket: Socket): void {
    const session = new PrinterSession({ profile: this.#profile, paper: this.#paper, anyPage: true }, this.#fault, {
      receipt: (items, cut) => this.#keep(items, cut),
      answer: (bytes) => socket.write(bytes),
      broken: (how) => (how === 'reset' ? socket.resetAndDestroy() : socket.destroy()),
      stalled: (isStalled) => (isStalled ? socket.pause() : socket.resume()),
      done: () => this.#sessions.delete(session),
      error: (error) => this.#complain(error.message),
    })
    this.#sockets.add(socket)
    this.#sessions.add(session)
    socket.on('data', (bytes: Buffer) => session.receive(bytes))
    // A computer that vanishes is what this printer is there to try; 'close' follows.
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#sockets.delete(socket)
      session.end()
    })
  }

  #keep(items: readonly PaperItem[], cut: boolean): void {
    const text = toText(items, columnsOf(this.#profile, this.#paper))
    const receipt: PrintedReceipt = {
      number: this.receipts.length + 1,
      items,
      text,
      cut,
      png: () => toPng(items, this.#profile.dots[this.#paper]),
    }
    this.receipts.push(receipt)
    this.#show(receipt)
    this.#options.onReceipt?.(receipt)
  }

  #show({ number, text, cut, png }: PrintedReceipt): void {
    const { output, paperDir } = this.#options
    const rows = [...text, cut ? '- - - - - -' : '~ ~ ~ ~ ~ ~ (not cut)'].map((row) => `${row}\n`).join('')
    output?.write(rows)
    if (paperDir === undefined) return
    const path = join(paperDir, `receipt-${String(number).padStart(4, '0')}`)
    writeFileSync(`${path}.txt`, rows)
    writeFileSync(`${path}.png`, png())
  }

  #complain(problem: string): void {
    this.errors.push(problem)
    this.#options.output?.write(`printer: ${problem}\n`)
  }
}
