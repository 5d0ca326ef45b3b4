import { createServer, type Server, type Socket } from 'node:net'

/** A frame as the tests use it: the header of the protocol and, as payload, one byte with the result code. */
export interface TestFrame {
  readonly reqnum: number
  readonly code?: number
}

export function frameOf({ reqnum, code = 0 }: TestFrame, id = 1024): Buffer {
  const frame = Buffer.alloc(19)
  frame.writeUInt16LE(0x81a2, 0)
  frame.writeUInt16LE(203, 2)
  frame.writeUInt32LE(frame.length, 4)
  frame.writeUInt32LE(id, 8)
  frame.writeUInt32LE(77, 12)
  frame.writeUInt16LE(reqnum, 16)
  frame[18] = code
  return frame
}

/** The rule of matching for such frames. */
export function matchesRequest(request: Uint8Array): (frame: Uint8Array) => 'answer' | 'again' | 'no' {
  const same = (frame: Uint8Array, from: number, to: number) =>
    Buffer.compare(frame.subarray(from, to), request.subarray(from, to)) === 0
  return (frame) => {
    if (!same(frame, 8, 12) || !same(frame, 16, 18)) return 'no'
    return (frame[18] ?? 0) >= 254 ? 'again' : 'answer'
  }
}

/** What the fake does with a request; the last of a list serves for all that follow. */
export type Behaviour = (socket: Socket, request: Buffer) => void

export const answer: Behaviour = (socket, request) => {
  socket.write(frameOf({ reqnum: request.readUInt16LE(16) }))
}
export const answerCode =
  (code: number): Behaviour =>
  (socket, request) => {
    socket.write(frameOf({ reqnum: request.readUInt16LE(16), code }))
  }
export const silent: Behaviour = () => undefined
export const reset: Behaviour = (socket) => {
  socket.resetAndDestroy()
}
export const raw =
  (...pieces: readonly Uint8Array[]): Behaviour =>
  (socket) => {
    socket.write(Buffer.concat(pieces))
  }
export const after =
  (milliseconds: number, behaviour: Behaviour): Behaviour =>
  (socket, request) => {
    setTimeout(() => {
      if (!socket.destroyed) behaviour(socket, request)
    }, milliseconds)
  }
export const inTurn = (...behaviours: readonly Behaviour[]): Behaviour => {
  let turn = 0
  return (socket, request) => {
    behaviours[Math.min(turn++, behaviours.length - 1)]?.(socket, request)
  }
}

/** An OFD that notes what it sees: requests as hex, where connections came from, and how many stood at once as a request came. */
export class FakeOfd {
  readonly requests: string[] = []
  readonly sources: (string | undefined)[] = []
  mostAtOnce = 0
  behaviour: Behaviour
  readonly #sockets = new Set<Socket>()
  readonly #server: Server

  constructor(behaviour: Behaviour) {
    this.behaviour = behaviour
    this.#server = createServer((socket) => this.#accept(socket))
  }

  static async start(behaviour: Behaviour, port = 0): Promise<FakeOfd> {
    const ofd = new FakeOfd(behaviour)
    await new Promise<void>((resolve, reject) => {
      ofd.#server.once('error', reject)
      ofd.#server.listen(port, '127.0.0.1', resolve)
    })
    return ofd
  }

  get address(): { host: string; port: number } {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the fake OFD does not listen')
    return { host: '127.0.0.1', port: address.port }
  }

  get connections(): number {
    return this.#sockets.size
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.end()
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket)
    this.sources.push(socket.remoteAddress)
    let buffered = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('data', (bytes: Buffer) => {
      buffered = Buffer.concat([buffered, bytes])
      while (buffered.length >= 8 && buffered.length >= buffered.readUInt32LE(4)) {
        const request = buffered.subarray(0, buffered.readUInt32LE(4))
        buffered = buffered.subarray(request.length)
        this.requests.push(request.toString('hex'))
        this.mostAtOnce = Math.max(this.mostAtOnce, this.#sockets.size)
        this.behaviour(socket, request)
      }
    })
  }
}

/** A port where nobody listens. */
export async function unusedPort(): Promise<number> {
  const ofd = await FakeOfd.start(silent)
  const { port } = ofd.address
  await ofd.stop()
  return port
}
