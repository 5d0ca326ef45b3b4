import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

  /** @param path where it is plugged in again: terminals are numbered for the whole machine, names are ours */
  static async open(path = join(mkdtempSync(join(tmpdir(), 'kkm-line-')), 'tty')): Promise<SerialLine> {
    const program = new Program('python3', [new URL('serial_line.py', import.meta.url).pathname])
    symlinkSync(await program.line((line) => line.startsWith('/dev/')), path)
    return new SerialLine(path, program)
  }

  send(bytes: Uint8Array | string): void {
    this.#program.write(Buffer.from(bytes).toString('hex'))
  }

  /** All that was written to it so far. */
  get received(): Buffer {
    return Buffer.from(this.#program.lines.slice(1).join(''), 'hex')
  }

  /** Waits until what was written fits. */
  async has(fits: (received: Buffer) => boolean, milliseconds = 15_000): Promise<Buffer> {
    const until = performance.now() + milliseconds
    while (!fits(this.received)) {
      if (performance.now() > until) throw new Error(`the line got ${this.received.toString('hex')}`)
      await delay(5)
    }
    return this.received
  }

  /** The device is pulled out. */
  async unplug(): Promise<void> {
    rmSync(this.path, { force: true })
    this.#program.write('gone')
    await this.#program.ended
  }
}
