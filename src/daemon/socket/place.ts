import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
} from 'node:fs'
import { connect, type Server } from 'node:net'
import { dirname } from 'node:path'

/** The group whose members may talk to the daemon. */
export const GROUP = 'kkm'

const MODE = 0o660
const DIRECTORY_MODE = 0o755

/** The place of the socket cannot be taken; the message is a sentence for people. */
export class SocketError extends Error {
  override readonly name = 'SocketError'
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

/** Whether somebody accepts connections there. */
function isLive(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = connect(path)
    probe.on('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.on('error', (error) => {
      const code = codeOf(error)
      if (code === 'ECONNREFUSED' || code === 'ENOENT') resolve(false)
      // A full backlog is somebody's
      else if (code === 'EAGAIN') resolve(true)
      else reject(error)
    })
  })
}

/**
 * Makes the folder and takes away a socket that nobody listens on (a daemon that was killed leaves it).
 * @throws SocketError another kkmd listens there, or it is no socket
 */
async function clear(path: string): Promise<void> {
  const folder = dirname(path)
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true })
    // Whatever the umask: the socket's own mode says who may talk
    chmodSync(folder, DIRECTORY_MODE)
  }
  // What bin/changed.sh left there while the runtime was another
  rmSync(`${path}.changed`, { force: true })
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (there === undefined) return
  if (!there.isSocket()) throw new SocketError(`${path} is there and is not a socket`)
  if (await isLive(path)) throw new SocketError(`another kkmd is running: it listens on ${path}`)
  unlinkSync(path)
}

/** Number of a group of /etc/group (group(5)). */
function groupId(name: string, groupFile: string): number | undefined {
  const line = readFileSync(groupFile, 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const id = line?.split(':')[2]
  return id === undefined ? undefined : Number(id)
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // The socket is made within this very call: nobody finds it with more rights than it will have
    const umask = process.umask(0o777 & ~MODE)
    try {
      server.listen(path, () => {
        server.off('error', reject)
        resolve()
      })
    } finally {
      process.umask(umask)
    }
  })
}

/**
 * Listens with mode 0660, group kkm.
 * @returns a sentence when the group could not be given: only the daemon's own user reaches the socket then
 * @throws SocketError
 */
export async function listenAt(server: Server, path: string, groupFile = '/etc/group'): Promise<string | undefined> {
  try {
    await clear(path)
    await listen(server, path)
    return giveToGroup(path, groupFile)
  } catch (error) {
    if (error instanceof Error && codeOf(error) !== undefined)
      throw new SocketError(`the socket ${path} cannot be opened: ${error.message}`, { cause: error })
    throw error
  }
}

function giveToGroup(path: string, groupFile: string): string | undefined {
  const group = groupId(GROUP, groupFile)
  if (group === undefined) return `there is no group ${GROUP}: only the user of kkmd and root reach ${path}`
  // Under systemd it has it already, and changing it is not allowed there
  if (statSync(path).gid === group) return undefined
  try {
    chownSync(path, -1, group)
    return undefined
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error
    return `${path} could not be given to the group ${GROUP}: the user of kkmd is not a member`
  }
}
