import { createServer, type Server, type Socket } from 'node:net'

export interface Manners {
  /** Answers `DLE EOT`. */
  readonly status: boolean
  readonly processId: boolean
  readonly inOrder: boolean
}

export const EPSON: Manners = { status: true, processId: true, inOrder: true }
/** Knows no `GS ( H`. */
export const CLONE: Manners = { status: true, processId: false, inOrder: true }
/** Never says anything. */
export const MUTE: Manners = { status: false, processId: false, inOrder: false }

/**
 * A printer on TCP that looks for the commands it answers anywhere in the stream, as printers do with real-time ones.
 * What it got beside them is its paper.
 */
export class FakePrinter {
  manners: Manners
  paperOut = false
  coverOpen = false
  /** What happens once so many bytes are on paper. */
  mishap: { readonly after: number; readonly what: 'paperOut' | 'coverOpen' } | undefined
  /** Breaks the connection after so many bytes of a connection. */
  dieAfter = Infinity
  /** Takes bytes and confirms nothing. */
  dumb = false
  /** Milliseconds between a question and its answer. */
  late = 0
  connections = 0
  /** Bytes sent back before each answer, as a printer with automatic status does. */
  chatter: Uint8Array = Uint8Array.of()
  readonly #paper: number[] = []
  readonly #held: (() => void)[] = []
  readonly #sockets = new Set<Socket>()
  readonly #server: Server

  constructor(manners: Manners) {
    this.manners = manners
    this.#server = createServer((socket) => this.#accept(socket))
  }

  static async start(manners: Manners, port = 0): Promise<FakePrinter> {
    const printer = new FakePrinter(manners)
    await new Promise<void>((resolve, reject) => {
      printer.#server.once('error', reject)
      printer.#server.listen(port, '127.0.0.1', resolve)
    })
    return printer
  }

  get address(): { host: string; port: number } {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the fake printer does not listen')
    return { host: '127.0.0.1', port: address.port }
  }

  /** What came out, commands of asking left out. */
  get paper(): Buffer {
    return Buffer.from(this.#paper)
  }

  /** Paper put in, cover closed: what waited is answered. */
  mend(): void {
    this.paperOut = false
    this.coverOpen = false
    for (const go of this.#held.splice(0)) go()
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async stop(): Promise<void> {
    this.hangUp()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #accept(socket: Socket): void {
    this.connections += 1
    this.#sockets.add(socket)
    let taken = 0
    const take = this.reader((answer) => socket.write(answer))
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('data', (bytes: Buffer) => {
      taken += bytes.length
      if (taken > this.dieAfter) socket.destroy()
      else take(bytes)
    })
  }

  /** What takes the bytes of one way to the printer, whatever that way is. */
  reader(send: (answer: Uint8Array) => void): (bytes: Uint8Array) => void {
    let pending: number[] = []
    return (bytes) => {
      pending = this.#read([...pending, ...bytes], (answer) => {
        const say = () => send(Uint8Array.from([...this.chatter, ...answer]))
        if (!this.dumb && this.late > 0) setTimeout(say, this.late)
        else if (!this.dumb) say()
      })
    }
  }

  /** @returns the start of a command that is not whole yet */
  #read(bytes: readonly number[], reply: (answer: readonly number[]) => void): number[] {
    let at = 0
    while (at < bytes.length) {
      const [a, b, c] = bytes.slice(at, at + 3)
      const asks = (a === 0x10 && b === 0x04) || (a === 0x1d && (b === 0x72 || b === 0x28))
      const isStart = a === 0x10 || a === 0x1d
      const length = a === 0x1d && b === 0x28 ? 11 : 3
      if ((isStart && b === undefined) || (asks && bytes.length - at < length)) return bytes.slice(at)
      if (!asks || c === undefined) {
        this.#paper.push(a ?? 0)
        if (this.#paper.length === this.mishap?.after) this[this.mishap.what] = true
        at += 1
        continue
      }
      const command = bytes.slice(at, at + length)
      if (a === 0x10) this.#tell(c, reply)
      else this.#whenPrinted(() => this.#confirm(command, reply))
      at += length
    }
    return []
  }

  #tell(n: number, reply: (answer: readonly number[]) => void): void {
    if (!this.manners.status) return
    const stands = this.paperOut || this.coverOpen
    const answers = [0, stands ? 0x08 : 0, (this.coverOpen ? 0x04 : 0) | (this.paperOut ? 0x20 : 0), 0]
    reply([0x12 | (n === 4 ? (this.paperOut ? 0x60 : 0) : (answers[n] ?? 0))])
  }

  #whenPrinted(go: () => void): void {
    if (this.paperOut || this.coverOpen) this.#held.push(go)
    else go()
  }

  #confirm(command: readonly number[], reply: (answer: readonly number[]) => void): void {
    if (command[1] === 0x28 && this.manners.processId) reply([0x37, 0x22, ...command.slice(7, 11), 0x00])
    if (command[1] === 0x72 && this.manners.inOrder) reply([0x00])
  }
}
