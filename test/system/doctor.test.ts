import assert from 'node:assert/strict'
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { FakeDaemon } from '../cli/fake-daemon.ts'
import { Program, ROOT } from './program.ts'
import { CASHIER, World } from './world.ts'

interface Finding {
  readonly id: string
  readonly state: 'ok' | 'warning' | 'error' | 'skipped'
  readonly what: string
  readonly why: string
  readonly mend?: string
}

interface Told {
  readonly exit: number | null
  readonly findings: ReadonlyMap<string, Finding>
}

interface How {
  readonly socket?: string
  readonly config?: string
  readonly env?: NodeJS.ProcessEnv
  /** Words before the command: a namespace, another user. */
  readonly before?: readonly string[]
}

/** Runs `kkm doctor` as a technician does and reads its findings, whatever it ends with. */
async function doctor(world: World, { before = [], config, env = {}, socket = world.socket }: How = {}): Promise<Told> {
  const file = config === undefined ? [] : ['--config', config]
  const words = [...before, `${ROOT}/bin/kkm`, '--json', '--lang', 'en', '--socket', socket, 'doctor', ...file]
  const [command = '', ...args] = words
  const { err, exit, out } = await new Program(command, args, { HOME: world.folder, ...env }).ended
  const spoken = JSON.parse(out || '{}') as { ok: boolean; result?: Body; error?: { code: string; details: Body } }
  const body = spoken.result ?? spoken.error?.details
  assert.ok(body, `${out} ${err}`)
  assert.equal(spoken.ok, exit === 0)
  if (!spoken.ok) assert.equal(spoken.error?.code, 'FAULTS_FOUND')
  const findings = new Map(body.findings.map((one) => [one.id, one]))
  assert.equal(findings.size, body.findings.length, 'an id stands once')
  assert.equal(exit, body.findings.some(({ state }) => state === 'error') ? 6 : 0)
  for (const { id, mend, state, what, why } of body.findings) {
    assert.ok(what !== '' && why !== '' && !/[{}…]/.test(`${what}${mend ?? ''}`), `${id}: ${what} ${mend}`)
    assert.equal(mend === undefined, state === 'ok', id)
  }
  return { exit, findings }
}

interface Body {
  readonly findings: readonly Finding[]
}

function assertFound({ findings }: Told, id: string, state: Finding['state'], what: RegExp, mend?: RegExp): void {
  const finding = findings.get(id)
  const all = [...findings.values()].map((one) => `${one.id} ${one.state} ${one.what}`).join('\n')
  assert.equal(finding?.state, state, `${id} is to be ${state}:\n${all}`)
  assert.match(finding.what, what)
  if (mend) assert.match(finding.mend ?? '', mend)
}

const configuration = (world: World): string => join(world.folder, 'kkm.toml')

/** Another file than the daemon's, with what was changed in it. */
function altered(world: World, change: (toml: string) => string): string {
  return world.file('altered.toml', change(readFileSync(configuration(world), 'utf8')))
}

test('a register that is well has no error, with every id of the daemon and of the machine', async (t) => {
  const world = await World.ready(t)
  const told = await doctor(world)
  assert.equal(told.exit, 0)
  const well = ['register.ready', 'shift.age', 'autonomous.hours', 'ofd.answer', 'link.default', 'config.receipt']
  for (const id of [...well, 'daemon.socket', 'versions', 'state.folder', 'storage.mount'])
    assertFound(told, id, 'ok', /./)
  const people = await world.kkm(['doctor'])
  assert.equal(people.exit, 0)
  assert.match(people.out, /^✓ the register can sell {2}\[register\.ready\]$/m)
  assert.match(
    people.out,
    /^! there is only one link to the OFD {2}\[links\.count\]\n {4}two independent links .*\n {4}→ kkm\.toml/m,
  )
})

test('before set-up it says so, and what to do', async (t) => {
  const world = await World.open(t)
  const told = await doctor(world)
  assertFound(told, 'block.NOT_SET_UP', 'error', /not set up/, /kkm setup/)
})

test('faults of the configuration, each planted into the file', async (t) => {
  const world = await World.ready(t)
  const planted: readonly (readonly [string, (toml: string) => string, Finding['state'], RegExp])[] = [
    [
      'config.file',
      (toml) => `colour = "red"\n${toml}`,
      'error',
      /altered\.toml:1:1: colour: expected .*, found an unknown key/,
    ],
    ['config.file', (toml) => toml.replace('operator = "kazakhtelecom"\n', ''), 'error', /lacks ofd\.operator/],
    ['config.receipt', (toml) => toml.replace('receipt = "paper"', 'receipt = "electronic"'), 'warning', /no paper/],
    [
      'links.interface',
      (toml) => `${toml}\n[[link]]\nname = "lte"\ninterface = "wwan7"\n`,
      'warning',
      /no such network interface: wwan7/,
    ],
    ['device.scanner', (toml) => `${toml}\n[scanner]\n`, 'error', /there is no \/dev\/kkm-scanner/],
    [
      'udev.rules',
      (toml) => `${toml}\n[scanner]\npath = "/dev/kkm-none"\n`,
      'warning',
      /no udev rule makes \/dev\/kkm-none/,
    ],
    [
      'printer.device',
      (toml) => toml.replace('transport = "file"', 'transport = "device"').replace(/^path = .*/m, 'path = "/dev/none"'),
      'error',
      /no printer at \/dev\/none/,
    ],
  ]
  for (const [id, change, state, what] of planted)
    assertFound(await doctor(world, { config: altered(world, change) }), id, state, what)
  assertFound(
    await doctor(world, { config: join(world.folder, 'none.toml') }),
    'config.file',
    'error',
    /no configuration/,
  )
  const open = altered(world, (toml) => toml)
  chmodSync(open, 0o666)
  assertFound(await doctor(world, { config: open }), 'config.file', 'error', /others may change/, /chmod o-w/)
})

test('rights: a memory that others read, a printer that the daemon’s user may not write to, a socket closed to us', async (t) => {
  const world = await World.ready(t)
  const state = join(world.folder, 'state')
  chmodSync(state, 0o755)
  assertFound(await doctor(world), 'state.folder', 'error', /others may read/, /chmod 0700/)
  chmodSync(state, 0o700)

  const [own, printer] = [join(world.folder, 'own'), join(world.folder, 'lp0')]
  mkdirSync(own, { mode: 0o700 })
  chownSync(own, 65_534, 65_534)
  writeFileSync(printer, '', { mode: 0o600 })
  const config = altered(world, (toml) =>
    toml
      .replace(/^state_dir = .*/m, `state_dir = "${own}"`)
      .replace('transport = "file"', 'transport = "device"')
      .replace(/^path = .*/m, `path = "${printer}"`),
  )
  assertFound(
    await doctor(world, { config }),
    'printer.permission',
    'error',
    /user nobody may not write/,
    /usermod -aG root nobody/,
  )

  chmodSync(world.folder, 0o755)
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
  assert.equal(statSync(world.socket).mode & 0o007, 0)
  assertFound(
    await doctor(world, { before: nobody, env: { HOME: '/nonexistent' } }),
    'daemon.socket',
    'error',
    /no access to/,
    /usermod -aG kkm/,
  )
})

test('a link that is dead, a server that refuses, documents that wait: told apart', async (t) => {
  const world = await World.ready(t, { transactionSeconds: 0.5 })
  await world.ofd.stop()
  const sold = await world.json(['sale', '--item', 'Нан=150', '--cash'], { user: CASHIER.code })
  assert.equal(sold.exit, 0)
  const told = await doctor(world)
  assertFound(told, 'link.default', 'warning', /the link default: the server refuses/, /servers/)
  assertFound(told, 'ofd.answer', 'error', /the server refuses|no network/)
  assertFound(told, 'autonomous.hours', 'warning', /1 documents wait for the OFD, 7\d\.\d h left/, /kkm ofd ping/)
})

test('a daemon that was killed, one that hangs, one elsewhere, one of another release', async (t) => {
  const world = await World.ready(t)
  assertFound(
    await doctor(world, { socket: join(world.folder, 'other.sock'), config: configuration(world) }),
    'daemon.socket',
    'error',
    /listens on another socket: .*kkm\.sock/,
    /KKM_SOCKET=/,
  )
  const other = await FakeDaemon.start(t, { doctor: { result: { findings: [] } } })
  assertFound(await doctor(world, { socket: other.socket }), 'versions', 'error', /kkm is 0\.1\.0, kkmd is 9\.9\.9/)
  const deaf = await FakeDaemon.start(t, { hello: 'silence' })
  const silent = await new Program(`${ROOT}/bin/kkm`, ['--json', '--timeout', '1', '--socket', deaf.socket, 'doctor'])
    .ended
  assert.match(silent.out, /"id":"daemon.socket","state":"error"/)

  await world.kill()
  const dead = await doctor(world, { config: configuration(world) })
  assertFound(dead, 'daemon.socket', 'error', /nobody listens on/, /systemctl restart kkmd/)
  assertFound(dead, 'register.ready', 'skipped', /does not answer/)
  rmSync(world.socket)
  assertFound(await doctor(world, { config: configuration(world) }), 'daemon.socket', 'error', /no socket/)
})

/** Runs what is given where another file system lies on a folder, in a mount namespace of its own. */
const mounted = (folder: string, options: string): readonly string[] => {
  const script = `mount -t tmpfs -o mode=0700,${options} tmpfs "$0" && exec "$@"`
  return ['unshare', '--mount', 'sh', '-c', script, folder]
}

test('a medium that is full, one that is filling, and one that is read-only', async (t) => {
  const world = await World.ready(t)
  const config = configuration(world)
  const on = (options: string) => doctor(world, { config, before: mounted(join(world.folder, 'state'), options) })
  assertFound(await on('size=10m'), 'storage.space', 'error', /hardly any room: \d+ MB/)
  assertFound(await on('size=300m'), 'storage.space', 'warning', /only \d+ MB/)
  assertFound(await on('ro'), 'storage.mount', 'error', /mounted read-only/)
})

/** A systemctl that knows kkmd as it is told to. */
function systemctl(t: TestContext, world: World, properties: string): NodeJS.ProcessEnv {
  const folder = join(world.folder, 'bin')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'systemctl'), `#!/bin/sh\nprintf '%s\\n' ${properties}\n`)
  chmodSync(join(folder, 'systemctl'), 0o755)
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return { PATH: `${folder}:${process.env['PATH']}` }
}

test('a service that is not installed, has failed, is not enabled, or is started again and again', async (t) => {
  const world = await World.ready(t)
  const units: readonly (readonly [string, Finding['state'], RegExp])[] = [
    ['LoadState=loaded ActiveState=active UnitFileState=enabled NRestarts=0', 'ok', /runs/],
    ['LoadState=not-found ActiveState=inactive', 'warning', /not installed/],
    ['LoadState=loaded ActiveState=failed Result=exit-code', 'error', /does not run \(failed, exit-code\)/],
    [
      'LoadState=loaded ActiveState=active UnitFileState=disabled NRestarts=0',
      'warning',
      /does not start with the machine/,
    ],
    ['LoadState=loaded ActiveState=active UnitFileState=enabled NRestarts=17', 'warning', /17 times/],
  ]
  for (const [properties, state, what] of units)
    assertFound(await doctor(world, { env: systemctl(t, world, properties) }), 'service.kkmd', state, what)
})
