import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { OPERATORS } from '../../fiscal/operators.ts'
import { PROTOCOL_VERSIONS } from '../../fiscal/wire/dialect.ts'
import type { Text } from '../../locale/errors.ts'
import { absolutePath, addresses, degrees, oneOf, seconds, text, whole } from './kinds.ts'
import { readLinks, readPrinter } from './devices.ts'
import { readDisplay, readKeypad, readScanner } from './peripherals.ts'
import { asIs, ConfigurationError, type Place, type Warning } from './problems.ts'
import { type Findings, Section } from './section.ts'
import { parseTree, type Table, TomlError } from './tree.ts'
import type { Configuration, FiscalConfiguration } from './types.ts'

/** sun_path of unix(7), less its end. */
const LONGEST_SOCKET_PATH = 107

/** The protocol's times (protocol §4): less asks too often of a silent OFD, or gives a slow one up too early. */
const USUAL_SECONDS = { recovery_seconds: 60, transaction_seconds: 5 } as const
/** Others than owner and group may write. */
const WRITABLE_BY_ALL = 0o002

export interface Loaded {
  readonly configuration: Configuration
  readonly warnings: readonly Warning[]
}

const problemOfFile = (file: string, place: Place, expected: Text, found: string) =>
  new ConfigurationError([{ file, ...place, key: '', expected, found: asIs(found) }])

const START: Place = { line: 1, column: 1 }

/**
 * Reads `kkm.toml`.
 * @throws ConfigurationError with every unknown key and wrong value at once, each with its place and what was expected; where
 * anybody may write the file, since it says whom the register's documents go to (R431-34.6)
 */
export function loadConfiguration(file: string): Loaded {
  let bytes: Uint8Array
  let mode: number
  try {
    bytes = readFileSync(file)
    mode = statSync(file).mode
  } catch (error) {
    const expected = { kk: 'оқылатын файл', ru: 'читаемый файл', en: 'a file that can be read' }
    throw problemOfFile(file, START, expected, error instanceof Error ? error.message : String(error))
  }
  if ((mode & WRITABLE_BY_ALL) !== 0) throw problemOfFile(file, START, OWNERS_ONLY, (mode & 0o7777).toString(8))
  return parseConfiguration(decode(file, bytes), file)
}

const OWNERS_ONLY: Text = {
  kk: 'басқалар жаза алмайтын файл: chmod o-w',
  ru: 'файл, в который другие не пишут: chmod o-w',
  en: 'a file that others may not write: chmod o-w',
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw problemOfFile(file, START, asIs('UTF-8'), 'not UTF-8')
  }
}

function parse(contents: string, file: string): Table {
  try {
    return parseTree(contents)
  } catch (error) {
    if (error instanceof TomlError) throw problemOfFile(file, error.place, asIs('TOML 1.0'), error.message)
    throw error
  }
}

/** As `loadConfiguration`, from the text itself; `file` is only named. */
export function parseConfiguration(contents: string, file: string): Loaded {
  const findings: Findings = { file, problems: [], warnings: [] }
  const root = new Section(findings, '', parse(contents, file))
  const configuration = read(root, file)
  root.reportUnknown()
  if (findings.problems.length > 0)
    throw new ConfigurationError(findings.problems.sort((a, b) => a.line - b.line || a.column - b.column))
  return { configuration, warnings: findings.warnings }
}

/** Wrong values are reported and stand for their defaults, so that one reading finds all of them. */
function read(root: Section, file: string): Configuration {
  const stateDir = root.get('state_dir', absolutePath()) ?? '/var/lib/kkm'
  const ofd = root.section('ofd')
  return {
    file,
    stateDir,
    mirrorDir: root.get('mirror_dir', absolutePath()) ?? join(stateDir, 'journal'),
    socket: root.get('socket', absolutePath(LONGEST_SOCKET_PATH)) ?? '/run/kkm/kkm.sock',
    profile: root.get('profile', oneOf('register', 'transmit-only')) ?? 'register',
    receipt: root.get('receipt', oneOf('paper', 'paper-or-electronic', 'electronic')) ?? 'paper',
    receiptLanguage: root.get('receipt_language', oneOf('kk+ru', 'kk', 'ru')) ?? 'kk+ru',
    device: readDevice(root.section('device')),
    ofd: readOfd(ofd),
    ...readFiscal(ofd, root.section('geo')),
    links: readLinks(root),
    printer: readPrinter(root.section('printer')),
    keypad: readKeypad(root),
    scanner: readScanner(root),
    display: readDisplay(root),
  }
}

const readDevice = (device: Section): Configuration['device'] => ({
  model: device.get('model', text(64)) ?? 'kkm',
  serialNumber: device.get('serial_number', text(20)),
  year: device.get('year', whole(2000, 2099)),
})

function readOfd(ofd: Section): Configuration['ofd'] {
  return {
    version: ofd.get('version', oneOf(...PROTOCOL_VERSIONS)) ?? '2.0.3',
    transactionTime: readTime(ofd, 'transaction_seconds', 60),
    recoveryTime: readTime(ofd, 'recovery_seconds', 3600),
  }
}

/** Milliseconds; less than usual is taken, and said to be for tests. */
function readTime(ofd: Section, key: keyof typeof USUAL_SECONDS, maximum: number): number {
  const usual = USUAL_SECONDS[key]
  const time = ofd.get(key, seconds(0.1, maximum)) ?? usual * 1000
  if (time < usual * 1000)
    ofd.warn(key, {
      kk: `${usual} секундтан аз уақыт тек сынаққа арналған`,
      ru: `меньше ${usual} секунд — только для испытаний`,
      en: `less than ${usual} seconds is for tests only`,
    })
  return time
}

function readFiscal(ofd: Section, geo: Section): Pick<Configuration, 'fiscal' | 'missing'> {
  const operator = ofd.get('operator', oneOf(...OPERATORS.map(({ id }) => id)))
  const servers = ofd.get('servers', addresses)
  const latitude = geo.get('latitude', degrees(90))
  const longitude = geo.get('longitude', degrees(180))
  const source = geo.get('source', text(32)) ?? 'manual'
  const values = {
    'ofd.operator': operator,
    'ofd.servers': servers,
    'geo.latitude': latitude,
    'geo.longitude': longitude,
  }
  const missing = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [key] : []))
  const complete = operator !== undefined && servers !== undefined && latitude !== undefined && longitude !== undefined
  const fiscal: FiscalConfiguration | undefined = complete
    ? { operator, servers, geo: { latitude, longitude, source } }
    : undefined
  return { fiscal, missing }
}
