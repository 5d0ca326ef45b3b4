import type { Paper } from '../fiscal/documents/lines.ts'
import { COMMANDS, type Command, type Printer } from './commands.ts'
import type { PaperItem } from './paper.ts'
import { CommandError, Press } from './press.ts'
import { columnsOf, pagesOf, type PrinterProfile } from './profile.ts'
import { HEALTHY, isOffline, type PrinterStatus, realTimeStatus } from './status.ts'

/** Bytes that are not ESC/POS as this printer knows it. */
export class EscposError extends Error {
  override readonly name = 'EscposError'
  /** Of the byte where the trouble begins, from the first that ever came. */
  readonly offset: number

  constructor(offset: number, problem: string) {
    super(`byte ${offset}: ${problem}`)
    this.offset = offset
  }
}

export interface InterpreterOptions {
  /** Whose paper width and code pages the printer has. */
  readonly profile: PrinterProfile
  readonly paper: Paper
  /** A page that the profile does not name is chosen like any other, and its letters are boxes; else it is an error. */
  readonly anyPage?: boolean
  /** Passes over commands that make no sense, as printers do; else they are errors. */
  readonly forgiving?: boolean
  /** Takes the bytes that a printer sends back; `in-order` ones come after everything before them was printed. */
  readonly answer?: (kind: 'real-time' | 'in-order', bytes: readonly number[]) => void
}

const NUL = 0x00
const LF = 0x0a
const CR = 0x0d
const DLE = 0x10
const EOT = 0x04

/** What stands for the first byte of a command that does not exist. */
const VOID: Command = { name: '', prefix: [0], parameters: 0, run: () => undefined }

/**
 * A strict ESC/POS printer without paper: bytes in any pieces become paper, and questions are answered. What it does not
 * know is an error with its place, never skipped.
 */
export class Interpreter {
  readonly #forgiving: boolean
  readonly #press: Press
  readonly #printer: Printer & { status: PrinterStatus }
  #buffer = new Uint8Array(0)
  /** Bytes that went before the buffer. */
  #offset = 0

  constructor({ anyPage = false, forgiving = false, profile, paper, answer = () => {} }: InterpreterOptions) {
    this.#forgiving = forgiving
    this.#press = new Press(profile.dots[paper], columnsOf(profile, paper), pagesOf(profile), anyPage)
    this.#printer = { press: this.#press, status: HEALTHY, answer }
  }

  /** Everything printed up to now, in order. */
  get paper(): readonly PaperItem[] {
    return this.#press.paper
  }

  /** Goes on with what waits when the printer is fit again. Throws {@link EscposError}. */
  setStatus(status: PrinterStatus): void {
    this.#printer.status = status
    if (!isOffline(status)) this.#work()
  }

  /** Prints what is complete, keeps the rest; an unfit printer only answers `DLE EOT`. Throws {@link EscposError}. */
  feed(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#buffer.length + bytes.length)
    joined.set(this.#buffer)
    joined.set(bytes, this.#buffer.length)
    this.#buffer = joined
    if (isOffline(this.#printer.status)) this.#answerQuestions()
    else this.#work()
  }

  /** Throws {@link EscposError} where bytes ended in the middle of a command or of a line. */
  finish(): void {
    if (this.#buffer.length > 0) throw new EscposError(this.#offset, 'the end in the middle of a command')
    if (this.#press.isLineOpen) throw new EscposError(this.#offset, 'the end in the middle of a line')
  }

  #work(): void {
    let at = 0
    try {
      for (let used = this.#step(at); used > 0; used = this.#step(at)) at += used
    } catch (error) {
      if (error instanceof CommandError) throw new EscposError(this.#offset + at, error.message)
      throw error
    }
    this.#buffer = this.#buffer.subarray(at)
    this.#offset += at
  }

  /** @returns bytes used; 0 where more are needed */
  #step(at: number): number {
    const byte = this.#buffer[at]
    if (byte === undefined) return 0
    if (byte >= 0x20 && byte !== 0x7f) {
      this.#press.print(byte)
      return 1
    }
    // Between commands it means nothing; whoever recovers from a broken document sends many.
    if (byte === NUL) return 1
    if (byte === LF || byte === CR) {
      // A printer that feeds by itself ignores CR.
      if (byte === LF) this.#press.feedLine()
      return 1
    }
    const command = this.#commandAt(at)
    return command === undefined ? 0 : this.#run(command, at + command.prefix.length) - at
  }

  /** The command whose first bytes stand here, undefined where they are not all there yet. */
  #commandAt(at: number): Command | undefined {
    const fits = (command: Command): boolean =>
      command.prefix.every((byte, index) => byte === (this.#buffer[at + index] ?? byte))
    const candidates = COMMANDS.filter(fits)
    if (candidates.length === 0) {
      if (this.#forgiving) return VOID
      const bytes = Buffer.from(this.#buffer.subarray(at, at + 3)).toString('hex')
      throw new CommandError(`an unknown command ${bytes}`)
    }
    return candidates.find(({ prefix }) => at + prefix.length <= this.#buffer.length)
  }

  /** @returns where the next command begins; where this one does when it is not complete */
  #run(command: Command, from: number): number {
    const incomplete = from - command.prefix.length
    const middle = from + command.parameters
    if (middle > this.#buffer.length) return incomplete
    const parameters = this.#buffer.subarray(from, middle)
    const end = middle + (command.dataLength?.(parameters, this.#buffer.subarray(middle)) ?? 0)
    if (end > this.#buffer.length) return incomplete
    try {
      command.run(this.#printer, parameters, this.#buffer.subarray(middle, end))
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      if (!this.#forgiving) throw new CommandError(`${command.name}: ${error.message}`)
    }
    return end
  }

  /** Takes `DLE EOT n` out of what waits: real printers answer it the moment it arrives. */
  #answerQuestions(): void {
    const kept: number[] = []
    for (let at = 0; at < this.#buffer.length; ) {
      const [first = 0, second, n = 0] = this.#buffer.subarray(at, at + 3)
      const answer = first === DLE && second === EOT ? realTimeStatus(n, this.#printer.status) : undefined
      if (answer === undefined) {
        kept.push(first)
        at += 1
      } else {
        this.#printer.answer('real-time', [answer])
        at += 3
      }
    }
    this.#buffer = Uint8Array.from(kept)
  }
}

/** The paper of a whole document. Throws {@link EscposError}, also where the document ends in the middle of something. */
export function interpret(bytes: Uint8Array, options: InterpreterOptions): readonly PaperItem[] {
  const interpreter = new Interpreter(options)
  interpreter.feed(bytes)
  interpreter.finish()
  return interpreter.paper
}
