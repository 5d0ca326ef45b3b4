import { Program } from './program.ts'

/** A difference that the other hand's OFD found between a message and what it counts itself. */
export interface Difference {
  readonly command: string
  readonly where: string
  readonly expected: unknown
  readonly found: unknown
}

export interface Registered {
  readonly document: 'ticket' | 'placement' | 'z'
  readonly operation?: number
  readonly number: number
  readonly shift: number
  readonly sign?: string
  /** Tiyn. */
  readonly total?: number
  readonly time?: string
}

export interface Summary {
  readonly differences: number
  readonly cash: number
  readonly lastDocument: number
  readonly shift: number | null
  readonly documents: readonly Registered[]
}

interface Event {
  readonly event: string
  readonly port?: number
  readonly [member: string]: unknown
}

export interface Exchanged {
  readonly command: string
  readonly code: number
  readonly retry: boolean
  readonly document: number | null
}

const read = (line: string): Event => JSON.parse(line) as Event

/** The OFD of another hand, in Python, as a TCP peer. */
export class Peer {
  readonly program: Program
  readonly port: number

  private constructor(program: Program, port: number) {
    this.program = program
    this.port = port
  }

  static async start(args: readonly string[] = [], namespace?: string): Promise<Peer> {
    const script = new URL('../peer/ofd.py', import.meta.url).pathname
    const program = Program.within(namespace, 'python3', ['-B', script, '--control', ...args])
    const { port = 0 } = read(await program.line((line) => read(line).event === 'listening'))
    return new Peer(program, port)
  }

  /** From now on: KIND[:COMMAND][@N][xTIMES][=ARGUMENT], see ofd.py. */
  async fault(spec: string): Promise<void> {
    const from = this.program.lines.length
    this.program.write(`fault ${spec}`)
    await this.program.line((line) => read(line).event === 'order', from)
  }

  async clear(): Promise<void> {
    const from = this.program.lines.length
    this.program.write('clear')
    await this.program.line((line) => read(line).event === 'order', from)
  }

  /** A text of the OFD that goes with every answer from now on. @param type 4: a notice of the state bodies */
  ad(type: number, version: number, text: string): Promise<void> {
    return this.#order(`ad ${type} ${version} ${text}`)
  }

  /** A token of the cabinet: the one before is void, and so is what was remembered. */
  token(token: number): Promise<void> {
    return this.#order(`token ${token}`)
  }

  async #order(order: string): Promise<void> {
    const from = this.program.lines.length
    this.program.write(order)
    await this.program.line((line) => read(line).event === 'order', from)
  }

  async summary(): Promise<Summary> {
    const from = this.program.lines.length
    this.program.write('summary')
    return JSON.parse(await this.program.line((line) => read(line).event === 'summary', from)) as Summary
  }

  get differences(): readonly Difference[] {
    return this.#lines('difference').map((line) => JSON.parse(line) as Difference)
  }

  get requests(): readonly Exchanged[] {
    return this.#lines('request').map((line) => JSON.parse(line) as Exchanged)
  }

  #lines(event: string): readonly string[] {
    return this.program.lines.filter((line) => read(line).event === event)
  }

  async stop(): Promise<void> {
    this.program.write('quit')
    await this.program.ended
  }
}
