import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { recordsOf } from './accumulator.ts'
import { accumulator, cutLog, journal, sold, untilBlocked } from './damage.ts'
import { ROOT } from './program.ts'
import type { World } from './world.ts'

const READER = join(ROOT, 'test/accumulator/reader.py')
const EVENTS = 'events.jsonl'

const linesIn = (folder: string): readonly string[] => readFileSync(join(folder, EVENTS), 'utf8').split(/(?<=\n)/)
const eventsIn = (folder: string) =>
  linesIn(folder).map((line) => JSON.parse(line) as { name: string; body: Record<string, unknown> })

const exportTo = (world: World, folder: string, user?: number) =>
  world.json(
    ['journal', 'export', '--output', folder, '--config', join(world.folder, 'kkm.toml')],
    user === undefined ? {} : { user },
  )

async function faultOf(world: World, folder: string): Promise<unknown> {
  const { answer, exit } = await world.json(['journal', 'verify', folder])
  return exit === 0 ? undefined : [exit, answer.error?.details['fault']]
}

test('[R003-A2.7.9] [R003-A2.5.2b] the event journal is handed over with the documents, from the first day, tells of its own export, and nothing of it is changed unseen', async (t) => {
  const world = await sold(t, 2)
  await world.start()
  assert.equal((await world.kkm(['login'], { user: 7 })).exit, 0)
  const stranger = await (await world.client(undefined)).call('session.open', { user: 7, pin: '00000' })
  assert.ok(!stranger.ok)
  const folder = join(world.folder, 'export')
  assert.equal((await exportTo(world, folder, 9)).exit, 0)
  const events = eventsIn(folder)
  // Nobody has a way to shorten it: who came first and who failed is there, through restarts, as long as the documents
  assert.deepEqual(events.at(0)?.name, 'start')
  for (const name of ['user', 'login', 'login-failed', 'paper', 'stop'])
    assert.ok(
      events.some((one) => one.name === name),
      name,
    )
  assert.deepEqual(events.at(-1), { ...events.at(-1), name: 'exported', body: { to: folder, by: 9 } })
  assert.equal(await faultOf(world, folder), undefined)

  const lines = linesIn(folder)
  const path = join(folder, EVENTS)
  for (const [edited, fault] of [
    [lines.slice(0, -1), 'short'],
    [lines.toSpliced(3, 1), 'gap'],
    [lines.with(3, lines[2] ?? ''), 'gap'],
    [lines.map((line) => line.replace('"by":9', '"by":1')), 'chain'],
  ] as const) {
    writeFileSync(path, edited.join(''))
    assert.deepEqual(await faultOf(world, folder), [12, fault])
  }
  rmSync(path)
  assert.deepEqual(await faultOf(world, folder), [12, 'short'])
})

test('a journal is listed and exported without the daemon by whoever may read it; the next start records it', async (t) => {
  const world = await sold(t, 2)
  const config = ['--config', join(world.folder, 'kkm.toml')]
  const listed = await world.json(['journal', 'list', ...config])
  assert.equal(listed.exit, 0, JSON.stringify(listed))
  const folder = join(world.folder, 'stopped')
  const exported = await exportTo(world, folder)
  assert.equal(exported.exit, 0, JSON.stringify(exported))
  assert.deepEqual(listed.answer.result?.['publicKey'], exported.answer.result?.['publicKey'])
  assert.equal(await faultOf(world, folder), undefined)
  assert.equal((await exportTo(world, folder)).exit, 2)
  // No configuration, no daemon: as ever
  const nowhere = await world.json(['journal', 'list', '--config', join(world.folder, 'none.toml')])
  assert.deepEqual([nowhere.exit, nowhere.answer.error?.code], [8, 'DAEMON_UNREACHABLE'])

  await world.start()
  await world.stop()
  const noted = (await recordsOf(world)).filter(({ kind }) => kind === 'exported')
  assert.deepEqual(
    noted.map((record) => record.kind === 'exported' && [record.to, record.account, record.at !== undefined]),
    [[folder, userInfo().username, true]],
  )
  assert.ok(!existsSync(join(world.folder, 'state/exported.jsonl')))
})

test('of a broken journal everything is handed over and what is wrong with it is said, and signed; a key that is none of its own too', async (t) => {
  const world = await sold(t, 2)
  const last = join(journal(world), 'shift-000001.kkj')
  const sound = readFileSync(last)
  const spoilt = Buffer.from(sound)
  const middle = Math.floor((sound.findLastIndex((byte) => byte !== 0) + 1) / 2)
  spoilt.writeUInt8(spoilt.readUInt8(middle) ^ 1, middle)
  writeFileSync(last, spoilt)
  const brokenOf = ({ answer }: Awaited<ReturnType<typeof exportTo>>) =>
    (answer.result?.['broken'] as readonly { name: string; problem: string }[] | undefined)?.map(({ name }) => name)
  const handedOver = async (name: string, user?: number): Promise<string> => {
    const folder = join(world.folder, name)
    const exported = await exportTo(world, folder, user)
    assert.deepEqual([exported.exit, brokenOf(exported)], [0, ['shift-000001.kkj']], JSON.stringify(exported))
    assert.deepEqual(readFileSync(join(folder, 'shift-000001.kkj')), spoilt)
    assert.match(readFileSync(join(folder, 'manifest.json'), 'utf8'), /"problem": "is broken in the middle/)
    assert.deepEqual(await faultOf(world, folder), [12, 'chain'])
    assert.match(spawnSync('python3', [READER, '--export', folder], { encoding: 'utf8' }).stdout, /^chain: /)
    assert.ok(eventsIn(folder).length > 0)
    return folder
  }
  await handedOver('stopped')
  await world.start('socket')
  await untilBlocked(world, 'DAMAGE')
  const folder = await handedOver('damaged', 9)
  // What the export holds is as secret as the accumulator
  for (const name of ['.', EVENTS, 'shift-000001.kkj']) assert.equal(statSync(join(folder, name)).mode & 0o077, 0, name)
  const nowhere = await exportTo(world, join(world.folder, 'not/there'), 9)
  assert.deepEqual([nowhere.exit, existsSync(join(world.folder, 'not'))], [2, false])
  await world.stop()

  writeFileSync(last, sound)
  rmSync(join(world.folder, 'state/device.key'))
  await world.start('socket')
  await untilBlocked(world, 'DAMAGE')
  assert.deepEqual(brokenOf(await exportTo(world, join(world.folder, 'key'), 9)), ['device.key'])
  assert.deepEqual(await faultOf(world, join(world.folder, 'key')), [12, 'signature'])
  renameSync(journal(world), join(world.folder, 'away'))
  const gone = await exportTo(world, join(world.folder, 'gone'), 9)
  assert.deepEqual([gone.exit, gone.answer.error?.code], [12, 'STORAGE_DAMAGED'])
})

test('[R208N-41] a journal on a medium that can only be read is handed over', async (t) => {
  const world = await sold(t, 1)
  const state = join(world.folder, 'state')
  execFileSync('mount', ['--bind', state, state])
  try {
    execFileSync('mount', ['-o', 'remount,bind,ro', state])
    const folder = join(world.folder, 'read-only')
    const exported = await exportTo(world, folder)
    assert.equal(exported.exit, 0, JSON.stringify(exported))
    assert.equal(await faultOf(world, folder), undefined)
  } finally {
    execFileSync('umount', ['-l', state])
  }
})

test('[R208N-41] of a broken register an officer reads what is on its medium by other means: with kkm elsewhere, with Python alone', async (t) => {
  const world = await sold(t, 3)
  // The medium in another machine
  const medium = join(world.folder, 'medium')
  cpSync(journal(world), medium, { recursive: true })
  const { answer } = await world.json(['journal', 'verify', medium])
  const [verified] = (answer.result?.['verified'] ?? []) as { source: string; documents: number }[]
  assert.deepEqual([verified?.source, verified?.documents], ['mirror', 3])
  const read = spawnSync('python3', [READER, '--documents', medium], { encoding: 'utf8' })
  assert.equal(read.status, 0, read.stdout + read.stderr)
  assert.match(read.stdout, /^1\t1\t\S+\tsale\t150\.00\taccepted\t\d+$/m)
  assert.match(read.stdout, /^3\t1\t/m)

  // Its database is broken: the daemon sells nothing, and hands the journal over all the same
  cutLog(world, 0.5)
  rmSync(join(accumulator(world), 'CURRENT'))
  await world.start('socket')
  await untilBlocked(world, 'DAMAGE')
  const folder = join(world.folder, 'damaged')
  const exported = await exportTo(world, folder, 9)
  assert.equal(exported.exit, 0, JSON.stringify(exported))
  assert.equal(await faultOf(world, folder), undefined)
})
