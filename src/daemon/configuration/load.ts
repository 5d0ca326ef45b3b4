import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OPERATORS } from '../../fiscal/operators.ts'
import { PROTOCOL_VERSIONS } from '../../fiscal/wire/dialect.ts'
import type { Text } from '../../locale/errors.ts'
import { absolutePath, addresses, degrees, oneOf, seconds, text, whole } from './kinds.ts'
import { readLinks, readPeripheral, readPrinter } from './devices.ts'
import { asIs, ConfigurationError, type Place, type Warning } from './problems.ts'
import { type Findings, Section } from './section.ts'
import { parseTree, type Table, TomlError } from './tree.ts'
import type { Configuration, FiscalConfiguration } from './types.ts'

/** sun_path of unix(7), less its end. */
const LONGEST_SOCKET_PATH = 107

/** Below this a register in a shop asks too often for what a silent OFD can bear. */
const USUAL_RECOVERY_SECONDS = 60

export interface Loaded {
  readonly configuration: Configuration
  readonly warnings: readonly Warning[]
}

const problemOfFile = (file: string, place: Place, expected: Text, found: string) =>
  new ConfigurationError([{ file, ...place, key: '', expected, found: asIs(found) }])

const START: Place = { line: 1, column: 1 }

/**
 * Reads `kkm.toml`.
 * @throws ConfigurationError with every unknown key and wrong value at once, each with its place and what was expected
 */
export function loadConfiguration(file: string): Loaded {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (error) {
    const expected = { kk: 'оқылатын файл', ru: 'читаемый файл', en: 'a file that can be read' }
    throw problemOfFile(file, START, expected, error instanceof Error ? error.message : String(error))
  }
  return parseConfiguration(decode(file, bytes), file)
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
    keypad: readPeripheral(root, 'keypad', 'evdev', '/dev/input/kkm-keypad'),
    scanner: readPeripheral(root, 'scanner', 'serial', '/dev/kkm-scanner'),
    display: readPeripheral(root, 'display', 'serial', '/dev/kkm-display'),
  }
}

const readDevice = (device: Section): Configuration['device'] => ({
  model: device.get('model', text(64)) ?? 'kkm',
  serialNumber: device.get('serial_number', text(20)),
  year: device.get('year', whole(2000, 2099)),
})

function readOfd(ofd: Section): Configuration['ofd'] {
  const recoveryTime = ofd.get('recovery_seconds', seconds(0.1, 3600)) ?? USUAL_RECOVERY_SECONDS * 1000
  if (recoveryTime < USUAL_RECOVERY_SECONDS * 1000)
    ofd.warn('recovery_seconds', {
      kk: `${USUAL_RECOVERY_SECONDS} секундтан аз уақыт тек сынаққа арналған`,
      ru: `меньше ${USUAL_RECOVERY_SECONDS} секунд — только для испытаний`,
      en: `less than ${USUAL_RECOVERY_SECONDS} seconds is for tests only`,
    })
  return {
    version: ofd.get('version', oneOf(...PROTOCOL_VERSIONS)) ?? '2.0.3',
    transactionTime: ofd.get('transaction_seconds', seconds(0.1, 60)) ?? 5000,
    recoveryTime,
  }
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
