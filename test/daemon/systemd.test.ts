import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'

const FOLDER = join(import.meta.dirname, '..', '..', 'systemd')
const unit = readFileSync(join(FOLDER, 'kkmd.service'), 'utf8')

/** A root of the file system with systemd's own units, an executable in the place of the daemon, and a unit. */
function stage(contents: string): string {
  const root = mkdtempSync(join(tmpdir(), 'kkm-systemd-'))
  cpSync('/usr/lib/systemd/system', join(root, 'usr/lib/systemd/system'), { recursive: true, verbatimSymlinks: true })
  mkdirSync(join(root, 'opt/kkm/bin'), { recursive: true })
  writeFileSync(join(root, 'opt/kkm/bin/kkmd'), '#!/bin/sh\n')
  chmodSync(join(root, 'opt/kkm/bin/kkmd'), 0o755)
  mkdirSync(join(root, 'bin'))
  cpSync('/bin/true', join(root, 'bin/kill'))
  mkdirSync(join(root, 'etc/systemd/system'), { recursive: true })
  writeFileSync(join(root, 'etc/systemd/system/kkmd.service'), contents)
  return root
}

/** Exit code 0 says nothing of unknown keys: what counts is what is said. */
function verify(contents: string): string {
  const { error, stderr } = spawnSync(
    'systemd-analyze',
    ['verify', '--man=no', `--root=${stage(contents)}`, 'kkmd.service'],
    {
      encoding: 'utf8',
    },
  )
  assert.equal(error, undefined, 'systemd-analyze is needed: apt-get install systemd')
  return stderr
}

test('systemd has nothing to say against the unit of the screen, and it is hardened more than the daemon’s', () => {
  const screen = readFileSync(join(FOLDER, 'kkm-tui@.service'), 'utf8')
  const root = stage(unit)
  cpSync(join(root, 'opt/kkm/bin/kkmd'), join(root, 'opt/kkm/bin/kkm'))
  const place = join(root, 'etc/systemd/system/kkm-tui@.service')
  const says = (contents: string): string => {
    writeFileSync(place, contents)
    const how = ['verify', '--man=no', `--root=${root}`, 'kkm-tui@tty1.service']
    return spawnSync('systemd-analyze', how, { encoding: 'utf8' }).stderr
  }
  assert.equal(says(screen), '')
  assert.match(says(screen.replace('TTYReset', 'TTYResets')), /TTYResets/)
  writeFileSync(place, screen)
  const { status, stdout } = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', place], {
    encoding: 'utf8',
  })
  assert.equal(status, 0, stdout)
  assert.match(screen, /^User=kkm-screen\nGroup=kkm$/m)
})

test('systemd has nothing to say against the unit', () => {
  assert.equal(verify(unit), '')
})

test('and would say it: an unknown key, a program that is not there', () => {
  assert.match(verify(unit.replace('RestartSec', 'RestartsSec')), /RestartsSec/)
  assert.match(verify(unit.replace('bin/kkmd', 'bin/none')), /bin\/none/)
})

test('the unit is hardened: systemd’s own exposure of it is at most 2.5 of 10', () => {
  const path = join(stage(unit), 'etc/systemd/system/kkmd.service')
  const { status, stdout } = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=25', path], {
    encoding: 'utf8',
  })
  assert.equal(status, 0, stdout)
})

test('the user and the group of the unit are those that sysusers makes, and its folder that of tmpfiles', () => {
  const root = mkdtempSync(join(tmpdir(), 'kkm-sysusers-'))
  mkdirSync(join(root, 'etc'))
  const made = spawnSync('systemd-sysusers', [`--root=${root}`, join(FOLDER, 'kkm.sysusers')], { encoding: 'utf8' })
  assert.equal(made.status, 0, made.stderr)
  assert.match(readFileSync(join(root, 'etc/passwd'), 'utf8'), /^kkm:x:\d+:\d+:.*:\/usr\/sbin\/nologin$/m)
  assert.match(readFileSync(join(root, 'etc/group'), 'utf8'), /^kkm:x:/m)
  assert.match(readFileSync(join(root, 'etc/passwd'), 'utf8'), /^kkm-screen:x:/m)
  assert.match(readFileSync(join(root, 'etc/group'), 'utf8'), /^kkm:x:\d+:.*kkm-screen/m)
  assert.match(readFileSync(join(root, 'etc/group'), 'utf8'), /^input:x:/m, 'without udev nobody else makes it')
  assert.match(unit, /^User=kkm\nGroup=kkm$/m)
  assert.match(readFileSync(join(FOLDER, 'kkm.tmpfiles'), 'utf8'), /^d \/etc\/kkm 0750 root kkm -$/m)
})

/** `KEY=="value"`, `KEY{of}+="value"`, …, one or more to a line (udev(7)). */
const RULE = /^(?:[A-Z]+(?:\{[\w/]+\})?(?:==|!=|\+=|=)"[^"]*"(?:, |$))+$/

test('the rules of udev are rules, in the words of udev where it can be asked', () => {
  const path = join(FOLDER, 'kkm-udev.rules')
  const rules = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  assert.ok(rules.length > 4)
  for (const rule of rules) assert.match(rule, RULE)
  assert.doesNotMatch('SUBSYSTEM=="tty" GROUP="kkm"', RULE)
  // Of systemd 254 and later
  const verified = spawnSync('udevadm', ['verify', '--no-style', path], { encoding: 'utf8' })
  if (!/Unknown command|unrecognized/.test(verified.stderr ?? '') && verified.error === undefined)
    assert.equal(verified.status, 0, verified.stderr)
})

test('every kind of device that the unit allows has its driver loaded before it, and is in a group that it joins', () => {
  const modules = readFileSync(join(FOLDER, 'kkm.modules'), 'utf8')
  const allowed = [...unit.matchAll(/^DeviceAllow=char-(\S+) r/gm)].map(([, name]) => name)
  const drivers = { ttyACM: 'cdc_acm', ttyUSB: 'usbserial', lp: 'usblp', input: 'evdev' }
  for (const [name, driver] of Object.entries(drivers)) {
    assert.ok(allowed.includes(name), name)
    assert.match(modules, new RegExp(`^${driver}$`, 'm'))
  }
  const rules = readFileSync(join(FOLDER, 'kkm-udev.rules'), 'utf8')
  const groups = new Set([...rules.matchAll(/GROUP="(\w+)"/g)].map(([, name]) => name))
  const joined = `${unit.match(/^SupplementaryGroups=(.*)$/m)?.[1]} ${unit.match(/^Group=(.*)$/m)?.[1]}`.split(' ')
  assert.deepEqual(
    [...groups].filter((group) => group === undefined || !joined.includes(group)),
    [],
  )
  assert.match(unit, /^ExecReload=\/bin\/kill -HUP \$MAINPID$/m)
})

test('of all that polkit is asked, the daemon is given the clock, and nobody else is', () => {
  const rules: ((action: { id: string }, subject: { user: string }) => unknown)[] = []
  const polkit = { Result: { YES: 'yes' }, addRule: (one: (typeof rules)[number]) => rules.push(one) }
  runInNewContext(readFileSync(join(FOLDER, 'kkm.rules'), 'utf8'), { polkit })
  const clock = 'org.freedesktop.timedate1.set-time'
  const asked = [
    [clock, unit.match(/^User=(.*)$/m)?.[1] ?? ''],
    [clock, 'aigul'],
    ['org.freedesktop.login1.reboot', 'kkm'],
  ]
  assert.deepEqual(
    asked.map(([id = '', user = '']) => rules.map((one) => one({ id }, { user }))),
    [['yes'], [undefined], [undefined]],
  )
})
