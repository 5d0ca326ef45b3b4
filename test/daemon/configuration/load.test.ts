import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { parseTree, type Value } from '../../../src/daemon/configuration/tree.ts'
import {
  ConfigurationError,
  loadConfiguration,
  parseConfiguration,
  renderProblem,
  renderWarning,
} from '../../../src/daemon/configuration/index.ts'

const WHOLE = `state_dir = "/var/lib/kkm"
mirror_dir = "/mnt/second/kkm"
socket = "/run/kkm/kkm.sock"
profile = "register"
receipt = "paper"
receipt_language = "kk+ru"

[device]
model = "KKM-1"
serial_number = "SWK00412345"
year = 2026

[ofd]
operator = "kazakhtelecom"
version = "2.0.2"
servers = ["10.0.0.1:7777", "[2001:db8::7]:7778", "ofd.example.kz:7777"]
transaction_seconds = 5.5
recovery_seconds = 90

[[link]]
name = "ethernet"
interface = "eth0"
[[link]]
name = "lte"
source = "192.0.2.5"

[printer]
transport = "usb"
path = "/dev/kkm-printer"
address = "192.0.2.7:9100"
profile = "auto"
width_mm = 58
encoding = "auto"
qr = "native"

[keypad]
path = "/dev/input/by-id/keypad"
grab = false
[keypad.keys]
183 = "f1"
[scanner]
transport = "serial"
baud = 115200
[display]
profile = "cd5220"

[geo]
latitude = 43.238949
longitude = -76.889709
source = "manual"
`

test('[R1326-34.1] a whole file is read into typed values', () => {
  const { configuration, warnings } = parseConfiguration(WHOLE, 'kkm.toml')
  assert.deepEqual(warnings, [])
  assert.deepEqual(configuration, {
    file: 'kkm.toml',
    stateDir: '/var/lib/kkm',
    mirrorDir: '/mnt/second/kkm',
    socket: '/run/kkm/kkm.sock',
    profile: 'register',
    receipt: 'paper',
    receiptLanguage: 'kk+ru',
    device: { model: 'KKM-1', serialNumber: 'SWK00412345', year: 2026 },
    ofd: { version: '2.0.2', transactionTime: 5500, recoveryTime: 90_000 },
    fiscal: {
      operator: 'kazakhtelecom',
      servers: [
        { host: '10.0.0.1', port: 7777 },
        { host: '2001:db8::7', port: 7778 },
        { host: 'ofd.example.kz', port: 7777 },
      ],
      geo: { latitude: 43_238_949, longitude: -76_889_709, source: 'manual' },
    },
    missing: [],
    links: [
      { name: 'ethernet', interface: 'eth0' },
      { name: 'lte', source: '192.0.2.5' },
    ],
    printer: {
      transport: 'usb',
      path: '/dev/kkm-printer',
      profile: 'auto',
      widthMm: 58,
      encoding: 'auto',
      qr: 'native',
      drawer: 'none',
      drawerSense: 'none',
    },
    keypad: {
      transport: 'evdev',
      profile: 'auto',
      path: '/dev/input/by-id/keypad',
      baud: 9600,
      grab: false,
      keys: { 183: 'f1' },
    },
    scanner: { transport: 'serial', path: '/dev/kkm-scanner', baud: 115200 },
    display: { transport: 'serial', path: '/dev/kkm-display', baud: 9600, profile: 'cd5220', encoding: 'cp866' },
  })
})

test('an empty file is all defaults, and names what a register cannot do without', () => {
  const { configuration } = parseConfiguration('', 'kkm.toml')
  assert.deepEqual(configuration, {
    file: 'kkm.toml',
    stateDir: '/var/lib/kkm',
    mirrorDir: '/var/lib/kkm/journal',
    socket: '/run/kkm/kkm.sock',
    profile: 'register',
    receipt: 'paper',
    receiptLanguage: 'kk+ru',
    device: { model: 'kkm', serialNumber: undefined, year: undefined },
    ofd: { version: '2.0.3', transactionTime: 5000, recoveryTime: 60_000 },
    fiscal: undefined,
    missing: ['ofd.operator', 'ofd.servers', 'geo.latitude', 'geo.longitude'],
    links: [{ name: 'default' }],
    printer: {
      transport: 'device',
      path: '/dev/kkm-printer',
      profile: 'auto',
      widthMm: 80,
      encoding: 'auto',
      qr: 'auto',
      drawer: 'none',
      drawerSense: 'none',
    },
    keypad: undefined,
    scanner: undefined,
    display: undefined,
  })
})

test('a keypad by its profile; keys of its own by their numbers', () => {
  const keypad = (lines: string) => parseConfiguration(`[keypad]\n${lines}`, 'f').configuration.keypad
  const rest = { path: '/dev/input/kkm-keypad', baud: 9600, grab: true, keys: {} }
  assert.deepEqual(keypad(''), { ...rest, transport: 'evdev', profile: 'auto' })
  assert.deepEqual(keypad('profile = "matrix-16"'), { ...rest, transport: 'serial', profile: 'matrix-16' })
  const wrong = (lines: string) => {
    try {
      return keypad(lines)
    } catch (error) {
      return error instanceof ConfigurationError && error.problems.map(({ key, line }) => `${line} ${key}`)
    }
  }
  assert.deepEqual(wrong('transport = "serial"\nprofile = "numpad-17"'), ['3 keypad.profile'])
  assert.deepEqual(wrong('[keypad.keys]\n59 = "pay"\nKEY_F1 = "f1"\n768 = "f1"'), [
    '3 keypad.keys.59',
    '4 keypad.keys.KEY_F1',
    '5 keypad.keys.768',
  ])
})

test('printers by transport', () => {
  const printer = (lines: string) => parseConfiguration(`[printer]\n${lines}`, 'f').configuration.printer
  const rest = { profile: 'auto', widthMm: 80, encoding: 'auto', qr: 'auto', drawer: 'none', drawerSense: 'none' }
  assert.deepEqual(printer('transport = "tcp"\naddress = "[::1]:9100"'), {
    transport: 'tcp',
    address: { host: '::1', port: 9100 },
    ...rest,
  })
  assert.deepEqual(printer('transport = "file"\npath = "/tmp/paper"'), {
    transport: 'file',
    path: '/tmp/paper',
    ...rest,
  })
  assert.deepEqual(printer('transport = "serial"\nbaud = 19200\nflow = "rtscts"'), {
    transport: 'serial',
    path: '/dev/kkm-printer',
    baud: 19200,
    flow: 'rtscts',
    ...rest,
  })
})

/** Everything that is wrong with a text, in English. */
function problems(contents: string): string {
  try {
    parseConfiguration(contents, 'k.toml')
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message
    throw error
  }
  return 'accepted'
}

const PATH = 'expected a path from /, at most 4095 bytes, found'
const PEER = 'expected host:port, such as "10.0.0.1:7777", found'
const PEERS = 'expected a list of at least one, such as ["10.0.0.1:7777"], found'
const ROOT_KEYS =
  'device, display, geo, keypad, link, mirror_dir, ofd, printer, profile, receipt, receipt_language, scanner, socket, state_dir'

const WRONG: readonly (readonly [string, string])[] = [
  ['stat_dir = "/x"', `k.toml:1:1: stat_dir: expected ${ROOT_KEYS}, found an unknown key`],
  ['__proto__ = 1', `k.toml:1:1: __proto__: expected ${ROOT_KEYS}, found an unknown key`],
  [
    '[ofd]\nserver = []',
    'k.toml:2:1: ofd.server: expected operator, recovery_seconds, servers, transaction_seconds, version, found an unknown key',
  ],
  [
    '[[link]]\nname="a"\ninterface="b"\nx.y=1',
    'k.toml:4:1: link[0].x: expected interface, name, source, found an unknown key',
  ],
  ['state_dir = "var"', `k.toml:1:13: state_dir: ${PATH} "var"`],
  ['state_dir = 5', `k.toml:1:13: state_dir: ${PATH} 5`],
  ['state_dir = "/a\\u0000b"', `k.toml:1:13: state_dir: ${PATH} "/a\\u0000b"`],
  [
    `socket = "/${'s'.repeat(107)}"`,
    `k.toml:1:10: socket: expected a path from /, at most 107 bytes, found "/${'s'.repeat(58)}…`,
  ],
  ['profile = "both"', 'k.toml:1:11: profile: expected "register" | "transmit-only", found "both"'],
  ['receipt = true', 'k.toml:1:11: receipt: expected "paper" | "paper-or-electronic" | "electronic", found true'],
  ['receipt_language = "en"', 'k.toml:1:20: receipt_language: expected "kk+ru" | "kk" | "ru", found "en"'],
  ['device = 1', 'k.toml:1:10: device: expected a table, found 1'],
  ['[device]\nmodel = " "', 'k.toml:2:9: device.model: expected a text of 1 to 64 characters, found " "'],
  ['[device]\nyear = "2026"', 'k.toml:2:8: device.year: expected a whole number from 2000 to 2099, found "2026"'],
  ['[device]\nyear = 2026.5', 'k.toml:2:8: device.year: expected a whole number from 2000 to 2099, found 2026.5'],
  [
    '[ofd]\noperator = "mts"',
    'k.toml:2:12: ofd.operator: expected "kazakhtelecom" | "kazakhtelecom-test" | "transtelecom" | "jusan" | "smartcontract", found "mts"',
  ],
  ['ofd.version = 2.0', 'k.toml:1:15: ofd.version: expected "2.0.2" | "2.0.3", found 2.0'],
  ['ofd = { servers = "a:1" }', `k.toml:1:19: ofd.servers: ${PEERS} "a:1"`],
  ['ofd = { servers = [] }', `k.toml:1:19: ofd.servers: ${PEERS} an array`],
  ['[ofd]\nservers = ["10.0.0.1:7777", "10.0.0.256:7777"]', `k.toml:2:11: ofd.servers: ${PEERS} an array`],
  [
    '[ofd]\ntransaction_seconds = 0',
    'k.toml:2:23: ofd.transaction_seconds: expected a number of seconds from 0.1 to 60, found 0',
  ],
  [
    '[ofd]\ntransaction_seconds = nan',
    'k.toml:2:23: ofd.transaction_seconds: expected a number of seconds from 0.1 to 60, found nan',
  ],
  [
    '[ofd]\nrecovery_seconds = inf',
    'k.toml:2:20: ofd.recovery_seconds: expected a number of seconds from 0.1 to 3600, found inf',
  ],
  ['link = "eth0"', 'k.toml:1:8: link: expected tables, written as [[…]], found "eth0"'],
  ['[link]\nname="a"\nsource="1.2.3.4"', 'k.toml:1:1: link: expected tables, written as [[…]], found a table'],
  ['[[link]]\nsource="1.2.3.4"', 'k.toml:1:1: link[0].name: expected a text of 1 to 32 characters, found nothing'],
  ['[[link]]\nname="a"', 'k.toml:1:1: link[0]: expected either interface or source, found both or neither'],
  [
    '[[link]]\nname="a"\nsource="1.2.3.4"\ninterface="x"',
    'k.toml:1:1: link[0]: expected either interface or source, found both or neither',
  ],
  [
    '[[link]]\nname="a"\nsource="1.2.3.4"\n[[link]]\nname="a"\nsource="1.2.3.5"',
    'k.toml:5:1: link[1].name: expected a name of its own, found "a"',
  ],
  [
    '[[link]]\nname="a"\nsource="eth0"',
    'k.toml:3:8: link[0].source: expected an IP address, such as "192.0.2.5", found "eth0"',
  ],
  [
    '[[link]]\nname="a"\ninterface="a/b"',
    'k.toml:3:11: link[0].interface: expected the name of a network interface, such as "eth0", found "a/b"',
  ],
  ['[printer]\ntransport = "tcp"', `k.toml:1:1: printer.address: ${PEER} nothing`],
  ['[printer]\ntransport = "file"', `k.toml:1:1: printer.path: ${PATH} nothing`],
  ['[printer]\naddress = "192.0.2.7"', `k.toml:2:11: printer.address: ${PEER} "192.0.2.7"`],
  ['[printer]\naddress = "::1:9100"', `k.toml:2:11: printer.address: ${PEER} "::1:9100"`],
  ['[printer]\naddress = "[192.0.2.7]:9100"', `k.toml:2:11: printer.address: ${PEER} "[192.0.2.7]:9100"`],
  ['[printer]\naddress = "a:0"', `k.toml:2:11: printer.address: ${PEER} "a:0"`],
  ['[printer]\naddress = "a:65536"', `k.toml:2:11: printer.address: ${PEER} "a:65536"`],
  ['[printer]\naddress = "a b:1"', `k.toml:2:11: printer.address: ${PEER} "a b:1"`],
  ['[printer]\nwidth_mm = 76', 'k.toml:2:12: printer.width_mm: expected 58 | 80, found 76'],
  ['[scanner]\ntransport = "tcp"', 'k.toml:2:13: scanner.transport: expected "serial" | "evdev", found "tcp"'],
  ['[geo]\nlatitude = 90.1', 'k.toml:2:12: geo.latitude: expected a number of degrees from -90 to 90, found 90.1'],
  ['[geo]\nlongitude = "76"', 'k.toml:2:13: geo.longitude: expected a number of degrees from -180 to 180, found "76"'],
  [
    '[geo]\nlatitude = 2026-01-01',
    'k.toml:2:12: geo.latitude: expected a number of degrees from -90 to 90, found 2026-01-01',
  ],
  ['socket = ', 'k.toml:1:10: expected TOML 1.0, found Unspecified values are invalid'],
  ['a = 1\na = 2', 'k.toml:2:1: expected TOML 1.0, found Defining a key multiple times is invalid'],
]

for (const [contents, expected] of WRONG)
  test(`refused: ${JSON.stringify(contents.slice(0, 70))}`, () => assert.equal(problems(contents), expected))

test('all that is wrong is named at once, in the order of the file', () => {
  assert.deepEqual(problems('[geo]\nlatitude = "x"\nlongtude = 1\n[ofd]\nversion = 3\nprofile = "x"').split('\n'), [
    'k.toml:2:12: geo.latitude: expected a number of degrees from -90 to 90, found "x"',
    'k.toml:3:1: geo.longtude: expected latitude, longitude, source, found an unknown key',
    'k.toml:5:11: ofd.version: expected "2.0.2" | "2.0.3", found 3',
    'k.toml:6:1: ofd.profile: expected operator, recovery_seconds, servers, transaction_seconds, version, found an unknown key',
  ])
})

test('[P203-time] the protocol gives a transaction 5 seconds at least and asks a silent OFD each 60 at most: less is said to be for tests', () => {
  const keysOf = (contents: string) => parseConfiguration(contents, 'k.toml').warnings.map(({ key }) => key)
  assert.deepEqual(keysOf('[ofd]\ntransaction_seconds = 4.9\nrecovery_seconds = 59'), [
    'ofd.transaction_seconds',
    'ofd.recovery_seconds',
  ])
  assert.deepEqual(keysOf('[ofd]\ntransaction_seconds = 5\nrecovery_seconds = 60'), [])
  const { ofd } = parseConfiguration('', 'k.toml').configuration
  assert.deepEqual([ofd.transactionTime, ofd.recoveryTime], [5000, 60_000])
})

test('a problem and a warning read in three languages', () => {
  const { warnings } = parseConfiguration('[ofd]\nrecovery_seconds = 5', 'k.toml')
  const [warning] = warnings
  assert.ok(warning !== undefined && warnings.length === 1)
  assert.equal(renderWarning(warning, 'en'), 'k.toml:2:1: ofd.recovery_seconds: less than 60 seconds is for tests only')
  assert.match(renderWarning(warning, 'kk'), /60 секундтан аз/)
  assert.throws(
    () => parseConfiguration('[geo]\nlatitude = "x"', 'k.toml'),
    (error) => {
      assert.ok(error instanceof ConfigurationError)
      const [problem] = error.problems
      assert.ok(problem !== undefined)
      assert.equal(
        renderProblem(problem, 'ru'),
        'k.toml:2:12: geo.latitude: ожидалось: число градусов от -90 до 90; найдено: "x"',
      )
      assert.equal(
        renderProblem(problem, 'kk'),
        'k.toml:2:12: geo.latitude: күтілгені: -90…90 аралығындағы градус саны; табылғаны: "x"',
      )
      return true
    },
  )
})

test('a file cut, doubled or overwritten anywhere is read or refused with a place inside it, and never a bug', () => {
  const lines = WHOLE.split('\n').length
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(...Array.from('[]{}="\'.,\n#-0'), '[[link]]', 'link = 1\n', '[link]\n'),
  )
  fc.assert(
    fc.property(fc.nat(WHOLE.length), fc.nat(40), piece, (at, length, text) => {
      try {
        parseConfiguration(WHOLE.slice(0, at) + text + WHOLE.slice(at + length), 'k.toml')
      } catch (error) {
        assert.ok(error instanceof ConfigurationError, String(error))
        assert.ok(error.problems.length > 0)
        for (const { line, column } of error.problems) assert.ok(line >= 1 && line <= lines + 40 && column >= 1)
      }
    }),
    { numRuns: 2000 },
  )
})

test('the tree with places holds what the parser itself makes of a file', () => {
  const plain = (value: Value): unknown => {
    if (value.type === 'array') return value.items.map(plain)
    if (value.type === 'table')
      return Object.fromEntries([...value.members].map(([key, member]) => [key, plain(member.value)]))
    return value.type === 'date' ? new Date(value.text) : value.value
  }
  const odd =
    'a.b."c d" = 1\n[x.y]\nz = [[1, 2], { k.l = 0x10 }]\n[[t]]\n[t.u]\nv = 1\n[[t]]\n[[t.w]]\nn = 2\n[[t.w]]\n[x]\nq = 2026-01-01T00:00:00Z'
  for (const contents of [WHOLE, odd])
    assert.deepEqual(plain(parseTree(contents)), getStaticTOMLValue(parseTOML(contents)))
})

test('a file that is missing, a folder, or not UTF-8 is refused with its name', () => {
  const dir = mkdtempSync(join(tmpdir(), 'kkm-config-'))
  const bad = join(dir, 'latin.toml')
  writeFileSync(bad, Buffer.from([0x61, 0xff, 0x0a]))
  assert.throws(() => loadConfiguration(bad), { message: `${bad}:1:1: expected UTF-8, found not UTF-8` })
  assert.throws(() => loadConfiguration(join(dir, 'none.toml')), /none\.toml:1:1: expected a file .* found ENOENT/)
  assert.throws(() => loadConfiguration(dir), /expected a file .* found EISDIR/)
  const good = join(dir, 'kkm.toml')
  writeFileSync(good, '\ufeffsocket = "/tmp/s"\r\n')
  assert.equal(loadConfiguration(good).configuration.socket, '/tmp/s')
})

test('[R431-34.6] a file that anybody may write does not say whom the documents go to: it is refused', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'kkm-toml-')), 'kkm.toml')
  writeFileSync(file, '')
  chmodSync(file, 0o666)
  assert.throws(() => loadConfiguration(file), { message: /others may not write: chmod o-w, found 666/ })
  chmodSync(file, 0o664)
  assert.deepEqual(loadConfiguration(file).warnings, [])
})
