import type { Configuration } from '../../daemon/configuration/index.ts'
import type { Found } from '../../locale/doctor/index.ts'
import { groupId, person, said, seen } from './look.ts'
import type { Asked } from './types.ts'

/** Started again more often than this since the machine started is worth a look. */
const MANY_RESTARTS = 3

/** The daemon as a service, its socket, and who may use it. */
export const checkService = (asked: Asked, configuration: Configuration | undefined): readonly Found[] => [
  service(asked),
  socket(asked, configuration),
  versions(asked),
  group(),
]

/** `systemctl show` as a table of its properties. */
function unit(): ReadonlyMap<string, string> | undefined {
  const shown = said(
    'systemctl',
    'show',
    'kkmd',
    '--property=LoadState,ActiveState,SubState,Result,UnitFileState,NRestarts',
  )
  if (shown === undefined) return undefined
  return new Map(shown.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
}

function service({ configurationFile: file }: Asked): Found {
  const id = 'service.kkmd' as const
  const properties = unit()
  if (properties === undefined) return { id, fault: 'no-systemd', details: { file } }
  const [load, active, result] = [properties.get('LoadState'), properties.get('ActiveState'), properties.get('Result')]
  if (load !== 'loaded') return { id, fault: 'absent' }
  if (active !== 'active') {
    const state = result === undefined || result === 'success' ? active : `${active}, ${result}`
    return { id, fault: 'stopped', details: { state } }
  }
  if (properties.get('UnitFileState') === 'disabled') return { id, fault: 'disabled' }
  const count = Number(properties.get('NRestarts') ?? 0)
  return count > MANY_RESTARTS ? { id, fault: 'restarts', details: { count } } : { id }
}

function socket({ daemon, socket: path }: Asked, configuration: Configuration | undefined): Found {
  const id = 'daemon.socket' as const
  const other = configuration?.socket
  const details = { socket: path, other }
  if (daemon.answers) return { id, details }
  const elsewhere = daemon.why === 'absent' && other !== undefined && other !== path && seen(other).is === 'there'
  return { id, fault: elsewhere ? 'elsewhere' : daemon.why, details }
}

function versions({ daemon, release: ours }: Asked): Found {
  const id = 'versions' as const
  if (!daemon.answers) return { id, fault: 'unknown', details: { ours } }
  const { program: file, release: theirs, started } = daemon
  if (theirs !== ours) return { id, fault: 'differ', details: { ours, theirs } }
  const there = file === undefined ? undefined : seen(file)
  // Not the time of its contents: what an archive brings keeps its old one
  const stale = there?.is === 'there' && started !== undefined && there.stats.ctimeMs > Date.parse(started)
  return stale ? { id, fault: 'stale', details: { file } } : { id, details: { ours } }
}

function group(): Found {
  const id = 'group.kkm' as const
  const gid = groupId('kkm')
  if (gid === undefined) return { id, fault: 'absent' }
  const user = process.getuid?.() ?? 0
  const { groups, name } = person(user)
  const inside = user === 0 || groups.has(gid) || process.getgroups?.().includes(gid) === true
  return inside ? { id, details: { user: name } } : { id, fault: 'outside', details: { user: name } }
}
