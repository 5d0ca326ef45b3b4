/**
 * Loaded before the released daemon (`node --import killer.ts?order=FILE`): kills it by SIGKILL on the two sides of every
 * effect. The daemon itself knows nothing of it, so a release has no failpoints and pays for none.
 *
 * The order file says where: `POINT@N`, the Nth time since the file is there. It is gone when the daemon dies of it.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module'
import fs, { existsSync, readFileSync, readlinkSync, unlinkSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { Socket } from 'node:net'
import { POINTS, type Point } from './points.ts'

const order = new URL(import.meta.url).searchParams.get('order') ?? ''
const STDERR = 2
const passed = new Map<string, number>()

/** undefined: there is none, or it has just been taken back. */
function orderOf(): string | undefined {
  if (!existsSync(order)) return undefined
  try {
    return readFileSync(order, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function at(point: Point): void {
  if (!POINTS.includes(point)) throw new Error(`no such point: ${point}`)
  const [wanted, nth] = orderOf()?.split('@') ?? []
  if (wanted === undefined) return passed.clear()
  if (point !== wanted) return
  const count = (passed.get(point) ?? 0) + 1
  passed.set(point, count)
  if (count < Number(nth)) return
  unlinkSync(order)
  writeSync(STDERR, `killed at ${point}\n`)
  process.kill(process.pid, 'SIGKILL')
}

/** Both sides of a method that answers with a promise. */
function around(owner: object, name: string, pointsOf: (self: unknown, args: readonly unknown[]) => Side | undefined) {
  const bare = Reflect.get(owner, name) as (...args: unknown[]) => Promise<unknown>
  Reflect.set(owner, name, async function (this: unknown, ...args: unknown[]) {
    const side = pointsOf(this, args)
    if (side) at(`${side}:before`)
    const result = await bare.apply(this, args)
    if (side) at(`${side}:after`)
    return result
  })
}
type Side = 'database' | 'mirror' | 'printer'

const { ClassicLevel } = createRequire(import.meta.resolve('level'))('classic-level') as {
  ClassicLevel: { prototype: object }
}
const isAccumulator = (self: unknown): boolean =>
  String((self as { location?: string }).location).includes('accumulator')
around(ClassicLevel.prototype, '_batch', (self) => (isAccumulator(self) ? 'database' : undefined))

/** What a file is to the register, by its name. */
function fileSide(fd: number): Side | undefined {
  const path = readlinkSync(`/proc/self/fd/${fd}`)
  if (path.endsWith('.kkj')) return 'mirror'
  return path.endsWith('paper.bin') ? 'printer' : undefined
}
const handle = await open('/dev/null')
const FileHandle = Object.getPrototypeOf(handle) as object
await handle.close()
for (const name of ['datasync', 'sync']) around(FileHandle, name, (self) => fileSide((self as { fd: number }).fd))
// Each write of the mirror is synchronous by itself.
around(FileHandle, 'write', (self) => (fileSide((self as { fd: number }).fd) === 'mirror' ? 'mirror' : undefined))
for (const name of ['fdatasyncSync', 'fsyncSync'] as const) {
  const bare = fs[name]
  fs[name] = (fd) => {
    const side = fileSide(fd)
    if (side) at(`${side}:before`)
    bare(fd)
    if (side) at(`${side}:after`)
  }
}
syncBuiltinESMExports()

type Bare = (this: Socket, ...args: unknown[]) => boolean

/** A socket with a port at its other end is the OFD's, one without a client's. */
const socketSide = ({ remotePort }: Socket) => (remotePort === undefined ? 'client' : 'ofd')
const bareWrite = Reflect.get(Socket.prototype, 'write') as Bare
Socket.prototype.write = function (this: Socket, ...args: unknown[]) {
  const side = socketSide(this)
  at(`${side}:before`)
  const written = bareWrite.apply(this, args)
  at(`${side}:after`)
  return written
}
const bareEmit = Reflect.get(Socket.prototype, 'emit') as Bare
Socket.prototype.emit = function (this: Socket, ...args: unknown[]) {
  if (args[0] === 'data' && socketSide(this) === 'ofd') at('ofd:answer')
  return bareEmit.apply(this, args)
}
