import type { Text } from '../locale/errors.ts'
import type { ExitCode } from '../locale/exit-words.ts'
import type { Role } from '../fiscal/register/event-records.ts'

/** How the text of an option or argument becomes a parameter. Sums and quantities stay texts: the daemon checks them. */
export type ValueType =
  /** As typed. */
  | 'text'
  /** A whole number that is not a sum: a code, a number of seconds. */
  | 'integer'
  /** One of {@link OptionSpec.choices}. */
  | 'choice'
  /** Several of {@link OptionSpec.choices}, or words that stand for some, divided by commas. */
  | 'list'
  /** Stands alone; `--no-…` means false. */
  | 'switch'
  /** A sum, or nothing for the rest (interface, "A sale"). */
  | 'payment'
  /** `10%` or a sum. */
  | 'modifier'
  /** `NAME=PRICE[*QTY][@VAT][;FIELD=VALUE]…` */
  | 'item'
  /** The number of an item that is taken back before registering. */
  | 'storno'
  /** `CODE[*QTY][;FIELD=VALUE]…` of the price list. */
  | 'goods'
  /** A sum that the default item is sold for. */
  | 'sum'
  /** `N[*QTY]` of a parent's lines. */
  | 'line'
  /** A file whose first line is the secret, `-` for stdin, or a prompt; never the secret itself. */
  | 'secret'
  /** A file with the whole document as JSON. */
  | 'input'
  /** A file to write; it stays on the client's side. */
  | 'output'
  /** A file that the command line reads itself. */
  | 'file'

interface ValueSpec {
  readonly type: ValueType
  /** Path in the method's parameters, as `payments.cash`; absent: it means something to the command line only. */
  readonly parameter?: string
  readonly choices?: readonly string[]
  readonly required?: boolean
  readonly help: Text
}

export interface OptionSpec extends ValueSpec {
  /** Without the dashes; `no-…` switches off what is on by default. */
  readonly flag: string
  /** Name of the value in the help; a switch has none. */
  readonly value?: string
  readonly repeatable?: boolean
  /** The flag of an option that stands in place of this one, where this one is required. */
  readonly inPlace?: string
}

export interface ArgumentSpec extends ValueSpec {
  readonly name: string
}

/**
 * One command: the words on the command line, the method on the socket, and who may call it. Plain data, so that the
 * command line needs no schemas; the parameters' shapes are in `schemas/`, and a test holds the two together.
 */
export interface CommandSpec {
  /** `shift.close`; also the words, joined by dots. */
  readonly method: string
  readonly words: readonly string[]
  /** 'anyone': needs no sign-in. Anything not named is denied. */
  readonly roles: readonly Role[] | 'anyone'
  /** A document has a key, an unknown outcome (exit code 3) and paper (exit code 4). */
  readonly makesDocument: boolean
  /** Signed in by a PIN for this call; a session that `login` kept does not do. */
  readonly needsPin?: boolean
  /** Open to anyone, and says more to who is signed in. */
  readonly tellsMore?: boolean
  /** 'optional': answers without a daemon as well. 'none': the command line's own, no method of the socket. */
  readonly daemon: 'required' | 'optional' | 'none'
  /** Exit codes beside those that follow from what the command is (`exitsOf`). */
  readonly exits?: readonly ExitCode[]
  readonly summary: Text
  readonly arguments: readonly ArgumentSpec[]
  readonly options: readonly OptionSpec[]
  /** Parameters that only `--input` and the socket can give. */
  readonly inputOnly: readonly string[]
  readonly example: string
}
