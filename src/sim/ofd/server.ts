import { once } from 'node:events'
import { type Server, type Socket, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { frameToJson } from '../../fiscal/wire/frame-json.ts'
import { FrameDecoder, type FrameHeader, WireError, readHeader } from '../../fiscal/wire/frame.ts'
import { ASTANA_OFFSET } from '../../fiscal/time.ts'
import { type Fault, faultText, faultsFor, has, valueOf } from './faults.ts'
import { type OfdSettings, type Verdict, handle } from './ofd.ts'
import { FISCAL_COMMANDS, isVersion, readRequest } from './reading.ts'
import { Objection } from './objection.ts'
import type { OfdState } from './state.ts'
import type { Store } from './store.ts'

/** One line of the log: a request and what became of it. */
export interface LogEntry {
  readonly time: string
  readonly header?: FrameHeader
  /** Absent when the request was lost to a fault before it was judged. */
  readonly verdict?: Verdict
  readonly faults?: readonly string[]
  /** The request in protobuf JSON. */
  readonly message?: unknown
  /** What arrived was no frame of this protocol. */
  readonly problem?: string
}

export interface OfdOptions extends OfdSettings {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  readonly store: Store
  readonly faults: readonly Fault[]
  readonly log?: (entry: LogEntry) => void
}

export interface OfdServer {
  readonly port: number
  readonly state: OfdState
  /** From now on these, counted anew. */
  setFaults(faults: readonly Fault[]): Promise<void>
  /** Changes what this OFD knows, as its operator would: a block, a token. */
  change(by: (state: OfdState) => OfdState): void
  close(): Promise<void>
}

/** Pause between two pieces of an answer: long enough that they arrive apart. */
const PIECE_PAUSE = 2
const PIECE_BYTES = 7

/** Starts to listen. One request is judged at a time, however many connections there are. */
export async function startOfd(options: OfdOptions): Promise<OfdServer> {
  const ofd = new Ofd(options)
  await ofd.listen()
  return ofd
}

class Ofd implements OfdServer {
  readonly #options: OfdOptions
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #state: OfdState
  #faults: readonly Fault[]
  #documents = 0
  #port: number

  constructor(options: OfdOptions) {
    this.#options = options
    this.#state = options.store.load()
    this.#faults = options.faults
    this.#port = options.port
  }

  get port(): number {
    return this.#port
  }

  get state(): OfdState {
    return this.#state
  }

  async listen(): Promise<void> {
    if (this.#server || (has(this.#faults, 'refuse') && this.#port !== 0)) return
    const server = createServer({ noDelay: true }, (socket) => this.#serve(socket))
    server.listen(this.#port, this.#options.host)
    await once(server, 'listening')
    const address = server.address()
    if (typeof address === 'object' && address !== null) this.#port = address.port
    this.#server = server
    if (has(this.#faults, 'refuse')) await this.#stopListening()
  }

  async setFaults(faults: readonly Fault[]): Promise<void> {
    this.#faults = faults
    this.#documents = 0
    if (has(faults, 'refuse')) await this.#stopListening()
    else await this.listen()
  }

  change(by: (state: OfdState) => OfdState): void {
    this.#keep(by(this.#state))
  }

  async close(): Promise<void> {
    await this.#stopListening()
  }

  async #stopListening(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    for (const socket of this.#sockets) socket.destroy()
    if (!server) return
    const closed = once(server, 'close')
    server.close()
    await closed
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket)
    const decoder = new FrameDecoder()
    let line = Promise.resolve()
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('data', (bytes: Buffer) => {
      for (const frame of this.#frames(decoder, bytes, socket)) line = line.then(() => this.#answer(frame, socket))
    })
  }

  /** What is not this protocol ends the connection: there is nobody to answer. */
  #frames(decoder: FrameDecoder, bytes: Uint8Array, socket: Socket): readonly Uint8Array[] {
    try {
      return decoder.push(bytes)
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      this.#options.log?.({ time: timeText(), problem: error.message })
      socket.destroy()
      return []
    }
  }

  async #answer(frame: Uint8Array, socket: Socket): Promise<void> {
    const faults = this.#faultsOf(frame)
    if (has(faults, 'reset')) {
      this.#note(frame, faults)
      socket.resetAndDestroy()
      return
    }
    if (has(faults, 'silent') || has(faults, 'drop-before')) {
      this.#note(frame, faults)
      if (has(faults, 'drop-before')) socket.destroy()
      return
    }
    const now = Date.now() + ASTANA_OFFSET
    const { answer, state, verdict } = handle(this.#state, frame, this.#options, now, valueOf(faults, 'code'))
    this.#keep(state)
    this.#note(frame, faults, verdict)
    if (has(faults, 'drop-after')) {
      socket.destroy()
      return
    }
    await sleep(valueOf(faults, 'delay') ?? 0)
    await this.#send(answer, socket, has(faults, 'fragment'))
  }

  #keep(state: OfdState): void {
    if (state === this.#state) return
    this.#state = state
    this.#options.store.save(state)
  }

  #faultsOf(frame: Uint8Array): readonly Fault[] {
    const command = commandOf(frame)
    if (command === undefined || !FISCAL_COMMANDS.has(command)) return faultsFor(this.#faults, undefined)
    this.#documents += 1
    return faultsFor(this.#faults, this.#documents)
  }

  async #send(answer: Uint8Array, socket: Socket, inPieces: boolean): Promise<void> {
    const length = inPieces ? PIECE_BYTES : answer.length
    for (let start = 0; start < answer.length && !socket.destroyed; start += length) {
      socket.write(answer.subarray(start, start + length))
      if (inPieces) await sleep(PIECE_PAUSE)
    }
  }

  #note(frame: Uint8Array, faults: readonly Fault[], verdict?: Verdict): void {
    this.#options.log?.({
      time: timeText(),
      header: readHeader(frame),
      ...(verdict && { verdict }),
      ...(faults.length > 0 && { faults: faults.map(faultText) }),
      ...messageOf(frame),
    })
  }
}

const timeText = (): string => new Date().toISOString()

function commandOf(frame: Uint8Array): number | undefined {
  const { version } = readHeader(frame)
  if (!isVersion(version)) return undefined
  try {
    return readRequest(version, frame).command
  } catch (error) {
    if (error instanceof Objection) return undefined
    throw error
  }
}

function messageOf(frame: Uint8Array): Pick<LogEntry, 'message'> | Pick<LogEntry, 'problem'> {
  try {
    return { message: frameToJson(frame, 'request').message }
  } catch (error) {
    if (error instanceof WireError) return { problem: error.message }
    throw error
  }
}
