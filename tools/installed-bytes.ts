import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { filesBelow } from '../src/daemon/selftest/software.ts'
import { Client } from '../test/system/client.ts'

/*
 * One byte of an installed file changed, the real kkmd started: does it start blocked, and does it say which file? Every
 * file in turn, the runtime and the launchers among them.
 *   npm run installed-bytes -- --installation FOLDER [--every N]
 */

const { values } = parseArgs({ options: { installation: { type: 'string' }, every: { type: 'string', default: '1' } } })
const root = values.installation
if (root === undefined) throw new Error('npm run installed-bytes -- --installation FOLDER')

const folder = mkdtempSync(join(tmpdir(), 'kkm-bytes-'))
const socket = join(folder, 'kkm.sock')
const configuration = join(folder, 'kkm.toml')
writeFileSync(
  configuration,
  `state_dir = "${folder}/state"
socket = "${socket}"
[device]
serial_number = "SWK00412345"
[printer]
transport = "file"
path = "${folder}/paper.bin"
`,
)

const PATIENCE = 30_000

async function asked(client: Client) {
  const { state } = await client.result('hello', { schemas: [1], lang: 'en' })
  return state === 'starting' ? undefined : client.call('ready')
}

/** What the daemon says of itself, or how it ended. */
async function lookAt(): Promise<string> {
  const child = spawn(join(root ?? '', 'bin/kkmd'), ['--config', configuration], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const life: { ended?: string } = {}
  child.once('error', (error) => (life.ended = error.message))
  child.once('exit', (code, signal) => (life.ended ??= `ended with ${code ?? signal}`))
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
  try {
    for (const until = performance.now() + PATIENCE; performance.now() < until; await sleep(20)) {
      if (life.ended !== undefined) return `does not start: ${life.ended}, ${said.split('\n')[0]?.slice(0, 100)}`
      if (!existsSync(socket)) continue
      const client = await Client.open(socket).catch(() => undefined)
      if (!client) continue
      // One that dies while it is asked is told by its end.
      const ready = await asked(client).catch(() => undefined)
      client.close()
      if (ready?.ok === true) return 'sells'
      if (ready?.ok === false) return JSON.stringify(ready.error.details['blocks'] ?? ready.error)
    }
    return 'does not answer'
  } finally {
    child.kill('SIGKILL')
    while (life.ended === undefined) await sleep(10)
    rmSync(join(folder, 'state'), { recursive: true, force: true })
    rmSync(`${configuration}.born`, { force: true })
    rmSync(socket, { force: true })
  }
}

const sound = await lookAt()
if (sound.includes('SOFTWARE_CHANGED')) throw new Error(`the installation is not as it was made: ${sound}`)
let [named, silent, unnamed] = [0, 0, 0]
const files = filesBelow(root).filter((_, n) => n % Number(values.every) === 0)
for (const file of files) {
  const path = join(root, file)
  const bytes = readFileSync(path)
  const spoilt = Buffer.from(bytes)
  const at = Math.floor(spoilt.length / 2)
  if (spoilt.length === 0) continue
  spoilt.writeUInt8(spoilt.readUInt8(at) ^ 1, at)
  writeFileSync(path, spoilt)
  const found = await lookAt()
  writeFileSync(path, bytes)
  const isProof = file.startsWith('release/') && found.includes('release/')
  if (found.includes('SOFTWARE_CHANGED') && (found.includes(file) || isProof)) named += 1
  else {
    if (found.startsWith('does not start')) silent += 1
    else unnamed += 1
    process.stdout.write(`${file}: ${found}\n`)
  }
}
process.stdout.write(
  `${files.length} files, a byte of each: ${named} blocked and named, ${silent} did not start at all, ${unnamed} otherwise\n`,
)
rmSync(folder, { recursive: true, force: true })
process.exit(unnamed === 0 ? 0 : 1)
