import assert from 'node:assert/strict'
import { appendFileSync, chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { logLine } from '../../src/cli/support/keep.ts'
import { Program, ROOT } from './program.ts'
import { ADMIN, REGISTERED, World } from './world.ts'

/** The files of an archive (ustar), by name. */
function unpacked(path: string): ReadonlyMap<string, string> {
  const archive = gunzipSync(readFileSync(path))
  const files = new Map<string, string>()
  for (let at = 0; archive[at] !== 0; ) {
    const name = archive.toString('latin1', at, at + 100).replace(/\0.*$/s, '')
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 135), 8)
    files.set(name, archive.toString('utf8', at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}

/** What must not be told, in whatever spelling. */
const SECRETS = {
  token: REGISTERED.token,
  adminPin: '90210734',
  cashierPin: '5550187',
  kioskSecret: 'c0ffee11c0ffee22c0ffee33c0ffee44',
  taxpayer: 'ТОО «Канарейка-1»',
  taxpayerKk: '«Шымшық-1» ЖШС',
  taxpayerBin: '131240010479',
  address: 'Канареечная улица 3',
  addressKk: 'Шымшық көшесі 3',
  cashier: 'Сарытұмсық Айна',
  buyerIin: '190540005749',
  buyerPhone: '+77015550199',
  buyerEmail: 'canary@example.kz',
  item: 'Канареечный корм',
  good: 'Клетка канареечная',
  key: 'canary-order-17',
  registerName: 'Касса Канарейка',
  defaultItem: 'Товар Канарейки',
  remark: 'pin of the owner is 4711-canary',
  strayValue: 'stray-canary-value',
  strayKey: 'straycanarykey',
  variable: 'environment-canary',
  logMember: 'log-canary-member',
  logError: 'log-canary-message\n    at log-canary-second (log-canary-third:1:1)',
  logText: 'log-canary-plain',
  folder: 'Лавка Канареек',
  latitude: '43.238949',
  serialNumber: REGISTERED.serialNumber,
} as const

const LOG = [
  { level: 'info', time: '2026-11-21T10:15:30.000Z', msg: 'ready', release: '0.1.0', customer: SECRETS.logMember },
  {
    level: 'fatal',
    msg: 'the daemon ends',
    err: {
      type: 'TypeError',
      message: SECRETS.logError,
      stack: `TypeError: ${SECRETS.logError}\n    at decide (file:///srv/${SECRETS.folder}/dist/kkmd.mjs:1:1)`,
    },
  },
]

/** journalctl of a machine that has one. */
function journal(world: World): string {
  const folder = join(world.folder, 'bin')
  mkdirSync(folder)
  const text = [...LOG.map((line) => JSON.stringify(line)), SECRETS.logText].join('\n')
  writeFileSync(join(folder, 'lines'), `${text}\n`)
  writeFileSync(join(folder, 'journalctl'), `#!/bin/sh\ncat '${folder}/lines'\n`)
  chmodSync(join(folder, 'journalctl'), 0o755)
  return `${folder}:${process.env['PATH']}`
}

/** A register in whose life everything that must not be told has been said. */
async function canaries(world: World): Promise<void> {
  const setup = await world.client()
  const { taxpayer: name, taxpayerKk: nameKk, address, addressKk, taxpayerBin: iinBin } = SECRETS
  await setup.result('setup', { ...REGISTERED, adminPin: SECRETS.adminPin, name, nameKk, address, addressKk, iinBin })
  setup.close()
  const admin = await world.client({ code: ADMIN.code, pin: SECRETS.adminPin })
  await admin.result('user.add', { code: 7, name: SECRETS.cashier, role: 'cashier', pin: SECRETS.cashierPin })
  await admin.result('user.add', { code: 20, name: 'Киоск', role: 'kiosk', secret: SECRETS.kioskSecret })
  for (const [setting, value] of [
    ['register-name', SECRETS.registerName],
    ['default-item', SECRETS.defaultItem],
  ])
    await admin.result('settings.set', { name: setting, value })
  const csv = Buffer.from(`article;name;price\nA-1;${SECRETS.good};100\n`).toString('base64')
  await admin.result('goods.import', { content: csv, upload: 'u', part: 1, parts: 1 })
  const customer = { iinOrBin: SECRETS.buyerIin, phone: SECRETS.buyerPhone, email: SECRETS.buyerEmail }
  const items = [{ name: SECRETS.item, price: '150.00' }]
  await admin.result('sale', { key: SECRETS.key, items, payments: { cash: 'rest' }, customer })
  await admin.result('sale', { key: `${SECRETS.key}.2`, items: [{ goods: 'A-1' }], payments: { card: 'rest' } })
  admin.close()
}

function assertSilent(files: ReadonlyMap<string, string>): void {
  const all = [...files.values()].join('\n')
  for (const [what, secret] of Object.entries(SECRETS)) {
    for (const spelling of [
      secret,
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('hex'),
      encodeURIComponent(secret),
    ])
      assert.ok(!all.includes(spelling), `${what}: ${spelling}`)
  }
}

test('the support bundle has configuration, versions, states, events, logs and devices, and none of 28 planted secrets', async (t) => {
  const world = await World.open(t)
  await canaries(world)
  const config = join(world.folder, 'kkm.toml')
  appendFileSync(config, `\n# ${SECRETS.remark}\n`)
  // Of what the register would say if it were asked for all of it, much is in the list
  const told = JSON.stringify(await world.json(['status'], {}))
  assert.ok(
    [SECRETS.taxpayer, SECRETS.address, SECRETS.taxpayerBin].every((secret) => told.includes(secret)),
    told,
  )

  world.secret('pin-1', SECRETS.adminPin)
  const output = join(world.folder, 'bundle.tar.gz')
  const env = { PATH: journal(world), HOME: world.folder, KKM_CANARY: SECRETS.variable }
  const who = ['--socket', world.socket, '--user', '1', '--pin-file', join(world.folder, 'secrets', 'pin-1')]
  const run = (args: readonly string[]) => new Program(`${ROOT}/bin/kkm`, ['--json', ...args], env).ended
  const { exit, out } = await run([...who, 'support-bundle', '--output', output])
  assert.equal(exit, 0, out)
  assert.equal(statSync(output).mode & 0o777, 0o600)
  const files = unpacked(output)
  assertSilent(files)
  assert.deepEqual([...files.keys()], (JSON.parse(out) as { result: { files: string[] } }).result.files)

  const read = (name: string): Record<string, unknown> => JSON.parse(files.get(name) ?? '') as Record<string, unknown>
  assert.equal(read('about.json')['kkmd'], '0.1.0')
  assert.equal((read('configuration.json')['ofd'] as Record<string, unknown>)['version'], '2.0.3')
  const answers = read('answers.json') as Record<string, Record<string, unknown>>
  assert.equal(answers['status']?.['state'], 'ready')
  assert.equal(answers['queue.list']?.['length'], 0)
  const links = answers['link.status']?.['links'] as { name: string }[] | undefined
  assert.deepEqual(
    links?.map(({ name }) => name),
    ['default'],
  )
  assert.ok((read('doctor.json') as unknown as { id: string }[]).some(({ id }) => id === 'ofd.answer'))
  assert.match(files.get('events.ndjson') ?? '', /"event":"document\.registered","data":\{"documentNumber":1/)
  const log = (files.get('log.ndjson') ?? '').trimEnd().split('\n')
  assert.deepEqual(JSON.parse(log[0] ?? ''), { level: 'info', time: LOG[0]?.time, msg: 'ready', release: '0.1.0' })
  assert.deepEqual(JSON.parse(log[1] ?? ''), {
    level: 'fatal',
    msg: 'the daemon ends',
    err: { type: 'TypeError', stack: ['    at decide (kkmd.mjs:1:1)'] },
  })
  assert.equal(log.length, 2)

  const again = await run([...who, 'support-bundle', '--output', output])
  assert.equal(again.exit, 2, 'an older bundle is not written over')
})

test('the bundle works with the daemon dead and the configuration wrong, and tells where without telling what', async (t) => {
  const world = await World.ready(t)
  await world.kill()
  const config = world.file('wrong.toml', `${SECRETS.strayKey} = "${SECRETS.strayValue}"\n`)
  const output = join(world.folder, 'bundle.tar.gz')
  const { exit } = await world.kkm(['support-bundle', '--output', output, '--config', config])
  assert.equal(exit, 0)
  const files = unpacked(output)
  for (const stray of [SECRETS.strayKey, SECRETS.strayValue]) assert.ok(!JSON.stringify([...files]).includes(stray))
  assert.match(files.get('configuration.json') ?? '', /"line": 1/)
  assert.equal((JSON.parse(files.get('about.json') ?? '') as { kkmd: string }).kkmd, 'refused')
})

test('what a shop calls its folders, and where it stands, is not in the bundle', async (t) => {
  const world = await World.open(t)
  await world.stop()
  const folder = join(world.folder, SECRETS.folder)
  mkdirSync(folder, { mode: 0o755 })
  const toml = readFileSync(join(world.folder, 'kkm.toml'), 'utf8').replace(/^state_dir.*$/m, `state_dir = "${folder}"`)
  const output = join(world.folder, 'bundle.tar.gz')
  const config = world.file(`${SECRETS.key}.toml`, toml)
  const { exit } = await world.kkm(['support-bundle', '--output', output, '--config', config])
  assert.equal(exit, 0)
  const files = unpacked(output)
  assertSilent(files)
  assert.match(files.get('configuration.json') ?? '', /"stateDir": "\/tmp\/…"/)
  assert.match(files.get('doctor.json') ?? '', /\/tmp\/…/)
})

test('of a line of the log nothing is kept that is not named', () => {
  for (const line of ['', 'kkmd: a sentence', '[1]', '"text"', '12', 'null'])
    assert.equal(logLine(line), undefined, line)
  assert.equal(logLine('{"msg":"x","pin":"1"}'), '{"msg":"x"}')
  assert.equal(logLine(`{"msg":"${'y'.repeat(200)}"}`), '{}')
})
