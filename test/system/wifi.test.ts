import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { CASHIER, World } from './world.ts'
import { recordsOf } from './accumulator.ts'

const TECHNICIAN = { code: 9, pin: '97531' }
const PASSWORD = 'kupia:soz\\ 7'

interface Kept {
  readonly ssid: string
  readonly password?: string
  readonly joins: string
  readonly active?: boolean
  readonly hidden: string
}

/** A register whose machine has an `nmcli` that keeps its list in a file. */
async function machine(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-wifi-'))
  const file = join(folder, 'list')
  const nmcli = join(folder, 'nmcli')
  writeFileSync(nmcli, `#!/bin/sh\nexec ${process.execPath} ${new URL('nmcli.mjs', import.meta.url).pathname} "$@"\n`)
  chmodSync(nmcli, 0o755)
  const home = {
    ssid: 'Жаңа: дүкен',
    hidden: 'no',
    secured: true,
    active: true,
    joins: 'yes',
    password: 'before-us',
  }
  const inSight = [
    ['Жаңа: дүкен', 40, 'WPA2'],
    ['cafe', 71, '--'],
    ['Жаңа: дүкен', 88, 'WPA2 WPA3'],
    ['', 90, 'WPA2'],
  ]
  const put = (more: object) =>
    writeFileSync(file, JSON.stringify({ profiles: { 'c0ffee00-1': home }, inSight, refuse: '', ...more }))
  put({})
  const world = await World.ready(t, { env: { PATH: `${folder}:${process.env['PATH']}`, KKM_NMCLI: file } })
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const admin = await world.client({ code: 1, pin: '48151' })
  await admin.result('user.add', { ...TECHNICIAN, name: 'Ерлан', role: 'technician' })
  world.secret('pin-9', TECHNICIAN.pin)
  const kept = () =>
    Object.values((JSON.parse(readFileSync(file, 'utf8')) as { profiles: Record<string, Kept> }).profiles)
  return { world, put, kept, calls: () => readFileSync(`${file}.calls`, 'utf8'), technician: { user: TECHNICIAN.code } }
}

test('the technician keeps the list of permitted Wi-Fi networks and enters them by password; a cashier does not, and no command line shows it [R431-34.5]', async (t) => {
  const { calls, kept, technician, world } = await machine(t)
  const listed = (await world.json(['link', 'wifi', 'list'], technician)).answer.result
  assert.deepEqual(listed?.['permitted'], [{ ssid: 'Жаңа: дүкен', hidden: false, secured: true, active: true }])
  assert.deepEqual(listed?.['inSight'], [
    { ssid: 'Жаңа: дүкен', signal: 88, security: 'WPA2 WPA3', permitted: true },
    { ssid: 'cafe', signal: 71, security: '', permitted: false },
  ])
  const file = world.secret('wifi', PASSWORD)
  const added = await world.kkm(['link', 'wifi', 'add', 'Қойма', '--hidden', '--password-file', file], technician)
  assert.equal(added.exit, 0, added.err)
  assert.match(added.out, /Permitted networks:\n +Жаңа: дүкен +joined\n +Қойма +hidden/)
  assert.deepEqual(kept()[1], { ssid: 'Қойма', hidden: 'yes', secured: true, joins: 'yes', password: PASSWORD })

  // Another password takes the place of the one before
  await world.json(['link', 'wifi', 'add', 'Жаңа: дүкен', '--password-file', '-'], {
    ...technician,
    input: 'second-1\n',
  })
  assert.deepEqual(
    kept().map(({ password, ssid }) => [ssid, password]),
    [
      ['Қойма', PASSWORD],
      ['Жаңа: дүкен', 'second-1'],
    ],
  )
  assert.equal((await world.json(['link', 'wifi', 'add', 'cafe', '--open'], technician)).exit, 0)
  assert.equal((await world.json(['link', 'wifi', 'remove', 'Қойма'], technician)).exit, 0)
  assert.deepEqual(
    kept().map(({ ssid }) => ssid),
    ['Жаңа: дүкен', 'cafe'],
  )

  const refused = async (...words: string[]) =>
    (await world.json(['link', 'wifi', ...words], technician)).answer.error?.code
  assert.equal(await refused('remove', 'Қойма'), 'WIFI_UNKNOWN')
  assert.equal(await refused('add', 'Қойма', '--password-file', world.secret('short', '1234567')), 'BAD_REQUEST')
  assert.equal(await refused('add', 'Қ'.repeat(17), '--open'), 'BAD_REQUEST')
  // NetworkManager keeps something else: nothing of it stays
  const client = await world.client(TECHNICIAN)
  const unlike = await client.call('link.wifi.add', { ssid: 'Қойма', password: 'blank at end ' })
  assert.equal(unlike.ok || unlike.error.code, 'WIFI_REFUSED')
  assert.equal(kept().length, 2)
  const cashier = await world.json(['link', 'wifi', 'list'], { user: CASHIER.code })
  assert.equal(cashier.answer.error?.code, 'NOT_PERMITTED')

  assert.doesNotMatch(calls(), /kupia|second-1|blank at/)
  assert.doesNotMatch(world.daemon.err, /kupia|second-1/)
  await world.stop()
  const records = await recordsOf(world)
  assert.deepEqual(
    records.flatMap((record) => (record.kind === 'wifi' ? [[record.act, record.ssid, record.by]] : [])),
    [
      ['add', 'Қойма', 9],
      ['add', 'Жаңа: дүкен', 9],
      ['add', 'cafe', 9],
      ['remove', 'Қойма', 9],
    ],
  )
})

test('without NetworkManager, or where it refuses, the list is a refusal with its remedy, and nothing is recorded', async (t) => {
  const { put, technician, world } = await machine(t)
  put({ refuse: 'not running' })
  const idle = await world.kkm(['link', 'wifi', 'list'], technician)
  assert.equal(idle.exit, 7)
  assert.match(idle.err, /does not run: NetworkManager is not running\.\n.*systemctl enable --now NetworkManager/s)
  put({ refuse: 'Insufficient privileges' })
  const denied = await world.json(['link', 'wifi', 'add', 'Қойма', '--open'], technician)
  assert.equal(denied.answer.error?.code, 'WIFI_REFUSED')
  assert.match(String(denied.answer.error?.details['problem']), /Insufficient privileges/)
  await world.stop()
  assert.ok((await recordsOf(world)).every(({ kind }) => kind !== 'wifi'))
})
