import type { Context } from '../context.ts'
import { credentialsOf } from '../credentials.ts'
import { Daemon } from '../daemon.ts'
import { complete } from './complete.ts'
import { SCRIPTS, SHELLS, type Shell } from './scripts.ts'
import type { Ask } from './values.ts'
import { type Typed, wordsOf } from './words.ts'

export const scriptOf = (shell: Shell): string => SCRIPTS[shell]

/** Somebody waits with a finger on the key. */
const PATIENCE_SECONDS = 1

/** The socket and the user that this very line names. */
function globalsOf({ before }: Typed, { globals }: Context): Context['globals'] {
  const valueOf = (flag: string): string | undefined => {
    const index = before.indexOf(flag)
    return index === -1 ? undefined : before[index + 1]
  }
  const [pinFile, user] = [valueOf('--pin-file'), Number(valueOf('--user'))]
  return {
    ...globals,
    timeout: PATIENCE_SECONDS,
    socket: valueOf('--socket') ?? globals.socket,
    ...(user > 0 && { user }),
    ...(pinFile !== undefined && { pinFile }),
  }
}

const asking =
  (context: Context): Ask =>
  async (method) => {
    try {
      const credentials = await credentialsOf(context, false)
      const daemon = await Daemon.open(context)
      try {
        if (credentials !== undefined) await daemon.signIn(credentials)
        return await daemon.call(method, {})
      } finally {
        daemon.close()
      }
    } catch {
      // Nobody signed in, nobody there: the shell then simply has nothing to offer
      return {}
    }
  }

/** In bash a word ends at `=` and `:` too, outside of quotes: only what stands behind is put in. */
function forBash(value: string, { current, quoted }: Typed): string {
  const cut = quoted ? 0 : current.lastIndexOf('=') + 1 || current.lastIndexOf(':') + 1
  return value.slice(cut)
}

/** zsh and fish bring words; of the last one, a quote that is still open. */
function takenApart(words: readonly string[]): Typed {
  const last = words.at(-1) ?? ''
  const current = last.replace(/^['"]/, '')
  return { before: words.slice(0, -1), current, quoted: current !== last }
}

/** Answers of `kkm complete SHELL …`: a line each, value and help apart by a tab; `:files` leaves it to the shell. */
export async function completed(argv: readonly string[], context: Context): Promise<string> {
  const [name = '', ...words] = argv
  const shell = SHELLS.find((one) => one === name)
  if (shell === undefined) return ''
  const typed = shell === 'bash' ? wordsOf(words[0] ?? '') : takenApart(words)
  const ask = asking({ ...context, globals: globalsOf(typed, context) })
  const { files, suggestions } = await complete(typed, context.language, ask)
  const lines = suggestions.map(([value, help]) => `${shell === 'bash' ? forBash(value, typed) : value}\t${help}`)
  return [...lines, ...(files ? [':files'] : [])].map((line) => `${line}\n`).join('')
}
