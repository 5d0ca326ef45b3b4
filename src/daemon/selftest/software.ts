import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { closeSync, existsSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { SelfTestProblem, Software } from '../../fiscal/register/selftest.ts'

/*
 * The signed list of a release's files (docs/install.md). It has the form of sha256sum, so that a technician needs none of
 * our programs to check it: `sha256sum -c release/files`, `openssl pkeyutl -verify -rawin`. What is not on the list must
 * not be there: a file more may stand in the way of one that is.
 */

export const RELEASE_FOLDER = 'release'
export const LIST = 'release/files'
export const SIGNATURE = 'release/files.sig'
export const KEY = 'release/key.pem'
/** These cannot be on the list: they are what proves it. */
const PROOFS: ReadonlySet<string> = new Set([LIST, SIGNATURE, KEY])

export interface SoftwareProblem {
  readonly problem: SelfTestProblem
  /** The file, below the installation's folder. */
  readonly file: string
}

/** What a file looks like from outside: where nothing of this differs, it need not be read again. */
export type Look = string

export type Examined =
  | { readonly type: 'source' }
  | {
      readonly type: 'release'
      readonly software: Software
      readonly problems: readonly SoftwareProblem[]
      readonly looks: Readonly<Record<string, Look>>
    }

/** Whether a list of files lies there; without one it is a build from source. */
export const isRelease = (root: string): boolean => existsSync(join(root, RELEASE_FOLDER))

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** SHA-256 of a public key as SPKI in DER, hex: how the accumulator remembers it. */
export const keyPrint = (key: KeyObject): string => sha256(key.export({ type: 'spki', format: 'der' }))

/** Everything below the folder that is no folder, in the order of the names; a link counts as itself. */
export function filesBelow(root: string, below = ''): string[] {
  const entries = readdirSync(join(root, below), { withFileTypes: true })
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      return entry.isDirectory() ? filesBelow(root, path) : [path]
    })
}

/** `<64 hex digits>  <path>` a line. @throws Error for anything else */
export function parseList(text: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const line of text.split('\n').filter(Boolean)) {
    const [, digest, path] = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line) ?? []
    if (digest === undefined || path === undefined || files.has(path)) throw new Error('not a list of files')
    files.set(path, digest)
  }
  return files
}

export const lookOf = (path: string): Look => {
  const { ctimeNs, ino, mtimeNs, size } = lstatSync(path, { bigint: true })
  return [ino, size, mtimeNs, ctimeNs].join(' ')
}

const CHUNK = 1 << 20

/** Constant memory: the runtime alone has more than a hundred megabytes. */
function digestOf(path: string): string {
  const hash = createHash('sha256')
  const chunk = Buffer.allocUnsafe(CHUNK)
  const file = openSync(path, 'r')
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) hash.update(chunk.subarray(0, read))
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}

interface Listed {
  readonly files: ReadonlyMap<string, string>
  readonly software: Software
}

/** The list, once its signature holds. */
function readList(root: string): Listed | SoftwareProblem {
  try {
    const list = readFileSync(join(root, LIST))
    const key = createPublicKey(readFileSync(join(root, KEY)))
    if (key.asymmetricKeyType !== 'ed25519' || !verify(null, list, key, readFileSync(join(root, SIGNATURE))))
      return { problem: 'software-unsigned', file: LIST }
    const files = parseList(list.toString('utf8'))
    const { release } = JSON.parse(readFileSync(join(root, RELEASE_FOLDER, 'release.json'), 'utf8')) as Software
    return { files, software: { release, digest: sha256(list), key: keyPrint(key) } }
  } catch {
    // Missing, unreadable, no key, no list: whatever it is, nothing proves these files
    return { problem: 'software-unsigned', file: LIST }
  }
}

const UNKNOWN: Software = { release: '', digest: '', key: '' }

/**
 * Reads every installed file, the runtime and the native parts included, and compares it with the signed list.
 * @param known how files looked when they were last read and found right: only those that look otherwise are read
 */
export function examineSoftware(root: string, known: Readonly<Record<string, Look>> = {}): Examined {
  if (!isRelease(root)) return { type: 'source' }
  const listed = readList(root)
  if ('problem' in listed) return { type: 'release', software: UNKNOWN, problems: [listed], looks: {} }
  const { files, software } = listed
  const there = new Set(filesBelow(root))
  const problems: SoftwareProblem[] = []
  const looks: Record<string, Look> = {}
  for (const [file, digest] of files) {
    if (!there.has(file)) {
      problems.push({ problem: 'software-missing', file })
      continue
    }
    const path = join(root, file)
    const look = lookOf(path)
    const problem = known[file] === look ? undefined : compare(path, digest)
    if (problem) problems.push({ problem, file })
    else looks[file] = look
  }
  for (const file of there)
    if (!files.has(file) && !PROOFS.has(file)) problems.push({ problem: 'software-added', file })
  return { type: 'release', software, problems, looks }
}

function compare(path: string, digest: string): SelfTestProblem | undefined {
  try {
    if (!lstatSync(path).isFile()) return 'software-changed'
    return digestOf(path) === digest ? undefined : 'software-changed'
  } catch {
    // A rotten sector reads as an error, not as another byte
    return 'software-unread'
  }
}
