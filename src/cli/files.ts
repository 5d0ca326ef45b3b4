import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { CommandFailure, UsageFailure } from './failure.ts'

/** Bits of a file's mode that let somebody else than its owner read it. */
const OTHERS_READ = 0o044

/** Stdin can be read to its end once; two options cannot share it. */
let stdinIsTaken = false

function takeStdin(): void {
  if (stdinIsTaken) throw new UsageFailure('stdin-twice')
  stdinIsTaken = true
}

async function readStdin(): Promise<string> {
  takeStdin()
  const { text } = await import('node:stream/consumers')
  return text(process.stdin)
}

const reason = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

/** A whole file, or stdin for `-`. @throws UsageFailure cannot-read */
export async function readInput(path: string): Promise<string> {
  if (path === '-') return readStdin()
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageFailure('cannot-read', `${path} (${reason(error)})`)
  }
}

/** The same, byte for byte. @throws UsageFailure cannot-read */
export async function readBytes(path: string): Promise<Uint8Array> {
  if (path === '-') {
    takeStdin()
    const { buffer } = await import('node:stream/consumers')
    return buffer(process.stdin)
  }
  try {
    return readFileSync(path)
  } catch (error) {
    throw new UsageFailure('cannot-read', `${path} (${reason(error)})`)
  }
}

function readPrivately(path: string, mayBeShared: boolean): string {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    throw new CommandFailure('SECRET_FILE', { path, problem: reason(error) === 'ENOENT' ? 'missing' : 'unreadable' })
  }
  try {
    // Asked of the open file: what is checked is what is read
    const status = fstatSync(file)
    if (status.isDirectory()) throw new CommandFailure('SECRET_FILE', { path, problem: 'unreadable' })
    if (!mayBeShared && (status.mode & OTHERS_READ) !== 0) {
      throw new CommandFailure('SECRET_FILE', { path, problem: 'readable-by-others' })
    }
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

/**
 * First line of a file that only its owner can read, or of stdin for `-`.
 * @param mayBeShared systemd's credentials: access lists show as group bits there, and the folder itself is closed
 * @throws CommandFailure SECRET_FILE
 */
export async function readSecret(path: string, mayBeShared = false): Promise<string> {
  const text = path === '-' ? await readStdin() : readPrivately(path, mayBeShared)
  const secret = (text.split('\n', 1)[0] ?? '').trim()
  if (secret === '') throw new CommandFailure('SECRET_FILE', { path, problem: 'empty' })
  return secret
}
