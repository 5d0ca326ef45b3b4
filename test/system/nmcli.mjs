#!/usr/bin/env node
// Stands for nmcli of NetworkManager 1.42 in test/system/wifi.test.ts: the calls that the register makes, answered as that
// one answers them; its list is a file. What it is called with otherwise is an error.
import { existsSync, readFileSync, writeFileSync, appendFileSync } from 'node:fs'

const { KKM_NMCLI: file = '', PATH: _, ...env } = process.env
const words = process.argv.slice(2)
const list = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { profiles: {}, refuse: '' }
appendFileSync(`${file}.calls`, `${JSON.stringify(words)}\n`)

const out = (text) => process.stdout.write(`${text}\n`)
const keep = () => writeFileSync(file, JSON.stringify(list))
function fail(code, text) {
  process.stderr.write(`Error: ${text}\n`)
  process.exit(code)
}
const uuidsOf = (given) => given.filter((word) => word !== 'uuid')
const terse = (text) => text.replaceAll(/[\\:]/g, '\\$&')

if (env.LC_ALL !== 'C.UTF-8') fail(2, 'another language')
if (list.refuse === 'not running') fail(8, 'NetworkManager is not running.')
const call = words.join(' ')
if (call === '-t -f SSID,SIGNAL,SECURITY device wifi list') {
  for (const [ssid, signal, security] of list.inSight ?? []) out([terse(ssid), signal, security].join(':'))
} else if (call === '-t -f UUID,TYPE connection show') {
  out('0ba8a5fd-7ec5-4f1a-9ac2-57ab72a1a1c0:802-3-ethernet')
  for (const uuid of Object.keys(list.profiles)) out(`${uuid}:802-11-wireless`)
} else if (call.startsWith('-t -f connection.uuid,')) {
  const blocks = uuidsOf(words.slice(5)).map((uuid) => {
    const { active, hidden, secured, ssid } = list.profiles[uuid]
    const facts = [`connection.uuid:${uuid}`, `802-11-wireless.ssid:${ssid}`, `802-11-wireless.hidden:${hidden}`]
    if (secured) facts.push('802-11-wireless-security.key-mgmt:wpa-psk')
    return [...facts, ...(active ? ['GENERAL.STATE:activated'] : [])].join('\n')
  })
  out(blocks.join('\n\n'))
} else if (call.startsWith('connection add type wifi ')) {
  if (list.refuse !== '') fail(1, `Failed to add connection: ${list.refuse}`)
  const at = (name) => words[words.indexOf(name) + 1]
  const secured = words.includes('802-11-wireless-security.key-mgmt')
  list.profiles[at('connection.uuid')] = {
    ssid: at('ssid'),
    hidden: at('802-11-wireless.hidden'),
    secured,
    joins: 'no',
  }
  keep()
  out('successfully added.')
} else if (call.startsWith('connection edit uuid ')) {
  const [, password] =
    /^set 802-11-wireless-security\.psk (.*)\nsave persistent\nquit\n$/.exec(readFileSync(0, 'utf8')) ?? []
  // The real one cuts blanks off, too
  list.profiles[words[3]].password = password.trim()
  keep()
} else if (call.startsWith('-t -s -f 802-11-wireless-security.psk connection show uuid ')) {
  out(`802-11-wireless-security.psk:${list.profiles[words.at(-1)].password}`)
} else if (/^connection modify uuid \S+ connection\.autoconnect yes$/.test(call)) {
  list.profiles[words[3]].joins = 'yes'
  keep()
} else if (call.startsWith('connection delete uuid ')) {
  for (const uuid of uuidsOf(words.slice(2))) delete list.profiles[uuid]
  keep()
} else fail(2, `called with ${call}`)
