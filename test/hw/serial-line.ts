import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { Program } from '../system/program.ts'

/** The far end of a serial line, a terminal pair of the kernel. */
export class SerialLine {
  readonly path: string
  readonly #program: Program

  private constructor(path: string, program: Program) {
    this.path = path
    this.#program = program
  }

  static async open(): Promise<SerialLine> {
    const program = new Program('python3', [new URL('serial_line.py', import.meta.url).pathname])
    return new SerialLine(await program.line((line) => line.startsWith('/dev/')), program)
  }

  send(bytes: Uint8Array | string): void {
    this.#program.write(Buffer.from(bytes).toString('hex'))
  }

  /** All that was written to it so far. */
  get received(): Buffer {
    return Buffer.from(this.#program.lines.slice(1).join(''), 'hex')
  }

  /** Waits until what was written fits. */
  async has(fits: (received: Buffer) => boolean, milliseconds = 5000): Promise<Buffer> {
    const until = performance.now() + milliseconds
    while (!fits(this.received)) {
      if (performance.now() > until) throw new Error(`the line got ${this.received.toString('hex')}`)
      await delay(5)
    }
    return this.received
  }

  /** The device is pulled out. */
  async unplug(): Promise<void> {
    this.#program.write('gone')
    await this.#program.ended
    while (existsSync(this.path)) await delay(5)
  }
}
