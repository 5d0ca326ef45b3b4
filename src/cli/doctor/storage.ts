import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Configuration } from '../../daemon/configuration/index.ts'
import type { Found } from '../../locale/doctor/index.ts'
import { seen, textOf } from './look.ts'

const MEGABYTE = 1024 * 1024
/** Below this no shift is opened any more; below the first it is told (durability). */
const LITTLE_ROOM = 500 * MEGABYTE
const NO_ROOM = 200 * MEGABYTE
const OTHERS = 0o077
/** `life_time` of eMMC counts tenths of its life that are used, in hexadecimal, 0x0B past the end (JESD84-B51). */
const WORN_TENTHS = 9

/** Where the memory lies: its rights, its room, its medium. */
export function checkStorage({ mirrorDir, stateDir }: Configuration): readonly Found[] {
  const there = seen(stateDir)
  if (there.is === 'closed') return [{ id: 'state.folder', fault: 'forbidden', details: { path: stateDir } }]
  if (there.is === 'absent') return [{ id: 'state.folder', fault: 'absent', details: { path: stateDir } }]
  const open = (there.stats.mode & OTHERS) !== 0
  return [
    { id: 'state.folder', ...(open && { fault: 'open' as const }), details: { path: stateDir } },
    room(stateDir),
    ...medium(stateDir),
    mirror(there.stats.dev, mirrorDir),
  ]
}

function room(path: string): Found {
  const { bavail, bsize } = statfsSync(path)
  const bytes = bavail * bsize
  const details = { free: Math.floor(bytes / MEGABYTE), path }
  const fault = bytes < NO_ROOM ? 'full' : bytes < LITTLE_ROOM ? 'low' : undefined
  return { id: 'storage.space', ...(fault && { fault }), details }
}

interface Mount {
  readonly device: string
  readonly folder: string
  readonly options: readonly string[]
}

/** The mount that a path lies on: the longest folder above it (proc_pid_mounts(5)). */
function mountOf(path: string): Mount | undefined {
  const mounts = (textOf('/proc/self/mounts') ?? '').split('\n').map((line): Mount => {
    const [device = '', folder = '', , options = ''] = line.split(' ')
    return { device, folder: folder.replaceAll(String.raw`\040`, ' '), options: options.split(',') }
  })
  const above = mounts.filter(({ folder }) => path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`))
  return above.sort((a, b) => a.folder.length - b.folder.length).at(-1)
}

function medium(path: string): readonly Found[] {
  const mount = mountOf(path)
  if (mount === undefined) return []
  const readOnly = mount.options.includes('ro')
  const written: Found = {
    id: 'storage.mount',
    ...(readOnly && { fault: 'read-only' as const }),
    details: { mount: mount.folder },
  }
  return [written, health(mount.device)]
}

function health(path: string): Found {
  const id = 'storage.health' as const
  const device = path.startsWith('/dev/') ? path.slice('/dev/'.length) : path
  const count = Number(textOf(`/sys/fs/ext4/${device}/errors_count`) ?? 0)
  if (count > 0) return { id, fault: 'errors', details: { device: path, count } }
  // A partition lies below its disk: mmcblk0p2, sda2, nvme0n1p2
  const disk = device.replace(/(?<=\d)p\d+$|(?<=^[a-z]+)\d+$/, '')
  const life = textOf(`/sys/block/${disk}/device/life_time`)
  if (life === undefined) return { id, fault: 'unknown', details: { device: disk } }
  const tenths = Math.max(...life.split(/\s+/).map(Number))
  const details = { device: disk, percent: tenths * 10 }
  return tenths >= WORN_TENTHS ? { id, fault: 'worn', details } : { id, details }
}

/** Of the two folders the devices differ, or one fault takes both. */
function mirror(device: number, path: string): Found {
  const id = 'storage.mirror' as const
  const there = seen(path)
  if (there.is === 'closed') return { id, fault: 'forbidden', details: { path } }
  const parent = there.is === 'there' ? there : seen(dirname(path))
  if (parent.is !== 'there') return { id, fault: 'absent', details: { path } }
  return parent.stats.dev === device ? { id, fault: 'same', details: { path } } : { id, details: { path } }
}
