import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { mediumOf } from '../../src/hw/ofd/medium.ts'

/** A machine with interfaces as the kernel tells of them, and the one that everything goes over. */
function machine(types: Readonly<Record<string, string>>, route?: string): string {
  const root = mkdtempSync(join(tmpdir(), 'kkm-medium-'))
  for (const [name, type] of Object.entries(types)) {
    mkdirSync(join(root, 'sys/class/net', name), { recursive: true })
    writeFileSync(join(root, 'sys/class/net', name, 'uevent'), `${type}INTERFACE=${name}\nIFINDEX=2\n`)
  }
  mkdirSync(join(root, 'proc/net'), { recursive: true })
  const rows = [
    'Iface\tDestination\tGateway',
    'eth9\t0001A8C0\t00000000',
    ...(route ? [`${route}\t00000000\t0101A8C0`] : []),
  ]
  writeFileSync(join(root, 'proc/net/route'), `${rows.join('\n')}\n`)
  return root
}

test('[EK-ui-16] wired or wireless, by the link that is tried first or by the default route', (t) => {
  const root = machine({ eth0: '', wlan0: 'DEVTYPE=wlan\n', wwan0: 'DEVTYPE=wwan\n' }, 'wlan0')
  t.after(() => rmSync(root, { recursive: true }))
  const link = (name?: string) => ({ name: 'a', ...(name && { interface: name }) })
  assert.equal(mediumOf([link('eth0'), link('wwan0')], root), 'wired')
  assert.equal(mediumOf([link('wwan0'), link('eth0')], root), 'wireless')
  assert.equal(mediumOf([link('ppp0')], root), 'wireless')
  assert.equal(mediumOf([link()], root), 'wireless')
})

test('a machine without any route is wired, for all that it tells', (t) => {
  const root = machine({ eth0: '' })
  t.after(() => rmSync(root, { recursive: true }))
  assert.equal(mediumOf([{ name: 'a' }], root), 'wired')
})
