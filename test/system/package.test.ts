import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { filesBelow } from '../../src/daemon/selftest/software.ts'
import { ROOT } from './program.ts'
import { dice } from '../../tools/storage/dice.ts'
import { tryBit } from './installed.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'kkm-package-'))
const installation = join(folder, 'kkm')
after(() => rmSync(folder, { recursive: true, force: true }))

const keyOf = (name: string): string => {
  const path = join(folder, name)
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  return path
}

function makePackage(out: string, key: string): void {
  const args = ['--import', 'tsx', 'tools/package.ts', '--out', out, '--key', key]
  const made = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
  assert.equal(made.status, 0, made.stderr)
}

before(() => makePackage(installation, keyOf('release.pem')))

const codes = (answer: Awaited<ReturnType<World['json']>>['answer']): string =>
  JSON.stringify(answer.error?.details['blocks'] ?? [])

test('the list of a release is checked with sha256sum and openssl alone', () => {
  const run = (command: string, ...args: readonly string[]) =>
    spawnSync(command, args, { cwd: installation, encoding: 'utf8' })
  assert.equal(run('sha256sum', '--check', '--quiet', 'release/files').status, 0)
  const verify = ['pkeyutl', '-verify', '-pubin', '-inkey', 'release/key.pem', '-rawin']
  assert.equal(run('openssl', ...verify, '-in', 'release/files', '-sigfile', 'release/files.sig').status, 0)
  const listed = readFileSync(join(installation, 'release/files'), 'utf8').split('\n')
  assert.equal(listed.length - 1, filesBelow(installation).length - 3)
  for (const name of ['/bin/node', 'classic-level/prebuilds', 'dist/daemon/kkmd.mjs', 'dist/cli/apart/verifier.mjs'])
    assert.ok(
      listed.some((line) => line.includes(name)),
      name,
    )
})

const NODE = `node_modules/node-linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}/bin/node`

test('a bit of a file, of any: kkmd starts blocked and names it; what cannot speak for itself is named by the launcher', async () => {
  const files = filesBelow(installation)
  const chance = dice(11)
  // All of them: npm run installed-bytes
  for (const file of [NODE, ...Array.from({ length: 6 }, () => chance.pick(files))]) {
    const found = await tryBit(installation, file, 1)
    assert.ok(found?.named !== false, `${file}: ${JSON.stringify(found)}`)
  }
  // The runtime is no program any more, and the first file that it loads no text
  for (const file of [NODE, 'dist/daemon/boot.mjs']) {
    const found = await tryBit(installation, file, 1, { byte: file === NODE ? 1 : 0, bit: 7 })
    assert.deepEqual([found?.by, found?.named], ['launcher', true], JSON.stringify(found))
  }
})

test('[R1326-37.1] [R431-37] a changed, missing or foreign file blocks a release and is named, also when nothing can be loaded any more', async (t) => {
  const world = await World.ready(t, { root: installation })
  const admin = await world.client(ADMIN)
  const { tests } = await admin.result('selftest', {})
  const software = (tests as { test: string; state: string }[]).find((one) => one.test === 'software')
  assert.equal(software?.state, 'ok')
  admin.close()

  const program = join(installation, 'dist/daemon/kkmd.mjs')
  const tampers: readonly (readonly [string, () => void, string])[] = [
    ['a page', () => appendFileSync(join(installation, 'docs/cashier.md'), ' '), 'docs/cashier.md'],
    ['a file that is gone', () => rmSync(join(installation, 'systemd/kkm.rules')), 'systemd/kkm.rules'],
    ['a file more', () => writeFileSync(join(installation, 'node_modules/level/extra.js'), ''), 'extra.js'],
    ['the list', () => appendFileSync(join(installation, 'release/files'), '\n'), 'release/files'],
    ['the program', () => writeFileSync(program, `}${readFileSync(program, 'utf8')}`), 'dist/daemon/kkmd.mjs'],
  ]
  const whole = join(folder, 'whole')
  renameSync(installation, whole)
  for (const [what, tamper, file] of tampers) {
    await world.stop()
    rmSync(installation, { recursive: true, force: true })
    cpSync(whole, installation, { recursive: true })
    tamper()
    await world.start('socket')
    let answer = (await world.json(['ready'])).answer
    for (let tries = 0; tries < 100 && codes(answer).includes('STARTING'); tries++)
      answer = (await world.json(['ready'])).answer
    assert.match(codes(answer), /SOFTWARE_CHANGED/, what)
    assert.ok(codes(answer).includes(file), `${what}: ${codes(answer)}`)
  }
  await world.stop()
  rmSync(installation, { recursive: true })
  renameSync(whole, installation)
  // The files are back, and the start finds them whole: the block lifts.
  await world.start()
  const cashier = await world.client(CASHIER)
  await cashier.result('sale', { key: 'k', items: [{ name: 'Нан', price: '150.00' }], payments: { cash: '150.00' } })
  cashier.close()

  // A release of another key is none for a register that knows the maker's; nor is a build from source.
  await world.stop()
  rmSync(installation, { recursive: true })
  makePackage(installation, keyOf('other.pem'))
  await world.start()
  assert.match(codes((await world.json(['ready'])).answer), /SOFTWARE_CHANGED/)
  await world.stop()
  rmSync(join(installation, 'release'), { recursive: true })
  await world.start()
  assert.match(codes((await world.json(['ready'])).answer), /SOFTWARE_CHANGED/)
})
