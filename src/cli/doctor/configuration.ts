import { networkInterfaces } from 'node:os'
import {
  type Configuration,
  ConfigurationError,
  loadConfiguration,
  renderProblem,
  renderWarning,
  type Warning,
} from '../../daemon/configuration/index.ts'
import type { Found } from '../../locale/doctor/index.ts'
import type { Language } from '../../locale/text.ts'
import { seen } from './look.ts'
import type { Asked } from './types.ts'

interface Checked {
  /** undefined: it cannot be read. */
  readonly configuration: Configuration | undefined
  readonly found: readonly Found[]
}

const OTHERS_WRITE = 0o002

/** The file, and what it says that can be right for the parser and wrong for a shop. */
export function checkConfiguration({ configurationFile: file }: Asked, language: Language): Checked {
  const id = 'config.file' as const
  const there = seen(file)
  if (there.is === 'absent') return { configuration: undefined, found: [{ id, fault: 'missing', details: { file } }] }
  // kkmd refuses such a file, whatever stands in it
  const writable = there.is === 'there' && (there.stats.mode & OTHERS_WRITE) !== 0
  if (writable) return { configuration: undefined, found: [{ id, fault: 'writable', details: { file } }] }
  try {
    const { configuration, warnings } = loadConfiguration(file)
    return { configuration, found: [contentsOf(configuration, warnings, language), ...more(configuration)] }
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    const fault = error.problems[0]?.found.en.includes('EACCES') === true ? 'forbidden' : 'invalid'
    const problem = error.problems.map((one) => renderProblem(one, language)).join('; ')
    return { configuration: undefined, found: [{ id, fault, details: { file, problem } }] }
  }
}

function contentsOf({ file, missing }: Configuration, [warning]: readonly Warning[], language: Language): Found {
  const id = 'config.file' as const
  if (missing.length > 0) return { id, fault: 'incomplete', details: { file, keys: missing.join(', ') } }
  if (warning !== undefined)
    return { id, fault: 'doubtful', details: { file, problem: renderWarning(warning, language) } }
  return { id, details: { file } }
}

function more({ file, links, receipt }: Configuration): readonly Found[] {
  const names = links.map(({ name }) => name).join(', ')
  return [
    receipt === 'paper'
      ? { id: 'config.receipt' }
      : { id: 'config.receipt', fault: 'electronic', details: { receipt } },
    links.length > 1
      ? { id: 'links.count', details: { links: names } }
      : { id: 'links.count', fault: 'one', details: { file } },
    ...interfacesOf(links, file),
  ]
}

function interfacesOf(links: Configuration['links'], file: string): readonly Found[] {
  const named = links.flatMap((link) => link.interface ?? [])
  if (named.length === 0) return []
  const id = 'links.interface' as const
  const absent = named.filter((name) => seen(`/sys/class/net/${name}`).is === 'absent')
  if (absent.length > 0) return [{ id, fault: 'absent', details: { names: absent.join(', '), file } }]
  const addressed = networkInterfaces()
  const down = named.filter((name) => addressed[name] === undefined)
  return down.length > 0 ? [{ id, fault: 'down', details: { names: down.join(', ') } }] : [{ id }]
}
