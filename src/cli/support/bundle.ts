import { readdirSync, statSync } from 'node:fs'
import { networkInterfaces, release as kernel, totalmem, uptime } from 'node:os'
import { gzipSync } from 'node:zlib'
import { type Configuration, ConfigurationError, loadConfiguration } from '../../daemon/configuration/index.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import { machineFindings } from '../doctor/machine.ts'
import { said, textOf } from '../doctor/look.ts'
import type { Asked } from '../doctor/types.ts'
import { ANSWERS, EVENT, keep, logLine, shownPath } from './keep.ts'
import { type Entry, tar } from './tar.ts'

/** What the daemon said to whoever asked, before anything is left out. */
export interface Collected {
  readonly asked: Asked
  /** Answers by method; of a refusal its code. */
  readonly answers: Readonly<Record<string, unknown>>
  readonly findings: readonly Finding[]
  readonly events: readonly object[]
}

const json = (name: string, value: unknown): Entry => ({ name, content: `${JSON.stringify(value, undefined, 1)}\n` })
const lines = (name: string, values: readonly string[]): Entry => ({
  name,
  content: values.map((line) => `${line}\n`).join(''),
})

/**
 * What service needs to see, without secrets, names or buyers: nothing is copied, everything that is in it was named in
 * `keep.ts` or is read here.
 */
export function supportBundle(
  collected: Collected,
  now: number,
): { readonly bytes: Uint8Array; readonly files: readonly string[] } {
  const { answers, asked, events, findings } = collected
  const kept = Object.entries(ANSWERS).map(([method, what]) => [method, refusalOr(answers[method], what)])
  const read = configurationOf(asked.configurationFile)
  const hidden = pathsIn([asked, read])
  const entries = [
    json('about.json', about(asked)),
    json('configuration.json', 'wrong' in read ? read : withoutOwner(read)),
    json('answers.json', Object.fromEntries(kept)),
    json(
      'doctor.json',
      [...findings, ...machineFindings(asked, 'en')].map((one) => findingOf(one, hidden)),
    ),
    lines(
      'events.ndjson',
      events.map((event) => JSON.stringify(keep(event, EVENT))),
    ),
    lines('log.ndjson', log()),
    json('devices.json', devices()),
  ]
  return { bytes: gzipSync(tar(entries, Math.floor(now / 1000))), files: entries.map(({ name }) => name) }
}

/** `{"refused":"SIGN_IN_REQUIRED"}`, or what is kept of the answer. */
function refusalOr(answer: unknown, what: (typeof ANSWERS)[string]): unknown {
  const refused = keep(answer, { refused: true }) as { readonly refused?: unknown } | undefined
  return refused?.refused === undefined ? keep(answer, what) : refused
}

/** Findings whose sentence quotes what somebody has written, or names somebody. */
const QUOTING = /^(?:block|warning|link)\.|^(?:group\.kkm|config\.file|printer\.permission|device\.\w+)$/

type Finding = ResultOf<'doctor'>['findings'][number]

const findingOf = ({ id, state, what }: Finding, hidden: readonly string[]): object => ({
  id,
  state,
  ...(!QUOTING.test(id) && { what: hidden.reduce((text, path) => text.replaceAll(path, shownPath(path)), what) }),
})

/** Every path that a sentence may quote, the longest first. */
function pathsIn(value: unknown): readonly string[] {
  const all = (one: unknown): readonly string[] => {
    if (typeof one === 'string') return one.startsWith('/') ? [one] : []
    return typeof one === 'object' && one !== null ? Object.values(one).flatMap(all) : []
  }
  return [...new Set(all(value))].sort((a, b) => b.length - a.length)
}

/** `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"` (os-release(5)). */
const system = (): string | undefined => /^PRETTY_NAME="?([^"\n]*)/m.exec(textOf('/etc/os-release') ?? '')?.[1]

const about = ({ daemon, release }: Asked): object => ({
  kkm: release,
  kkmd: daemon.answers ? daemon.release : daemon.why,
  node: process.version,
  kernel: kernel(),
  architecture: process.arch,
  system: system(),
  memoryMiB: Math.round(totalmem() / 2 ** 20),
  uptimeHours: Math.round(uptime() / 3600),
  machine: textOf('/proc/device-tree/model')?.replaceAll('\0', '') ?? textOf('/sys/class/dmi/id/product_name'),
})

interface Wrong {
  readonly wrong: readonly { readonly line: number; readonly column: number }[]
}

/** The values as kkmd reads them, not the file: a remark in it may say anything. Of a wrong file, where it is wrong. */
function configurationOf(file: string): Configuration | Wrong {
  try {
    return loadConfiguration(file).configuration
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return { wrong: error.problems.map(({ column, line }) => ({ line, column })) }
  }
}

/** Serial number and place say whose register it is, and so may the names of folders. */
function withoutOwner({ device: { model, year }, fiscal, ...rest }: Configuration): object {
  const known = fiscal && { ...fiscal, geo: { source: fiscal.geo.source } }
  return JSON.parse(
    JSON.stringify({ ...rest, device: { model, year }, ...(known && { fiscal: known }) }, (_, value: unknown) =>
      typeof value === 'string' && value.startsWith('/') ? shownPath(value) : value,
    ),
  ) as object
}

const LINES = 2000

function log(): readonly string[] {
  const output = said('journalctl', '--unit=kkmd', '--output=cat', '--no-pager', `--lines=${LINES}`) ?? ''
  return output.split('\n').flatMap((line) => logLine(line) ?? [])
}

const DEVICES = /^(?:kkm-|tty(?:USB|ACM|AMA|S)\d|lp\d|usb|input$|rtc|mmcblk|sd[a-z]|nvme|watchdog)/

function devices(): object {
  const names = readdirSync('/dev').filter((name) => DEVICES.test(name))
  const nodes = names.flatMap((name) => {
    const stats = statSync(`/dev/${name}`, { throwIfNoEntry: false })
    return stats ? [{ name, mode: (stats.mode & 0o777).toString(8), uid: stats.uid, gid: stats.gid }] : []
  })
  const interfaces = Object.entries(networkInterfaces()).map(([name, addresses = []]) => ({
    name,
    families: [...new Set(addresses.map(({ family }) => family))],
  }))
  return { nodes, interfaces, usb: usb() }
}

/** Vendor and product of what hangs on USB, as `lsusb` has them, without serial numbers. */
function usb(): readonly string[] {
  return (said('lsusb') ?? '').split('\n').flatMap((line) => /\bID ([\da-f]{4}:[\da-f]{4})/.exec(line)?.[1] ?? [])
}
