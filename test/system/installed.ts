import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from './client.ts'

/* One bit of an installed file changed, and the installation's own kkmd started. */

const PATIENCE = 60_000

export interface Found {
  /**
   * Who said that the register is blocked for changed software: `socket`, the daemon or its stand-in to whoever asks;
   * `launcher`, bin/kkmd in the journal and through bin/kkm; `nobody`.
   */
  readonly by: 'socket' | 'launcher' | 'nobody'
  /** Whether the file was named. */
  readonly named: boolean
  readonly said: string
}

export interface Place {
  readonly byte: number
  readonly bit: number
}

/** Another bit of each file for each seed. */
export function placeOf(file: string, size: number, seed: number): Place {
  const chance = createHash('sha256').update(`${seed} ${file}`).digest()
  return { byte: chance.readUIntBE(0, 6) % size, bit: chance.readUInt8(6) % 8 }
}

/**
 * Changes a bit of the file, starts kkmd, asks it, and puts the bit back.
 * @param at which bit; left out: as the seed says
 * @returns undefined: the file is empty
 */
export async function tryBit(root: string, file: string, seed: number, at?: Place): Promise<Found | undefined> {
  const path = join(root, file)
  const bytes = readFileSync(path)
  if (bytes.length === 0) return undefined
  const { bit, byte } = at ?? placeOf(file, bytes.length, seed)
  const spoilt = Buffer.from(bytes)
  spoilt.writeUInt8(spoilt.readUInt8(byte) ^ (1 << bit), byte)
  writeFileSync(path, spoilt)
  try {
    const { by, said } = await lookAt(root)
    // The list and what proves it stand for one another
    const isProof = /^release\/(?:files|files\.sig|key\.pem)$/.test(file) && said.includes('release/files')
    return { by, said, named: by !== 'nobody' && (said.includes(file) || isProof) }
  } finally {
    writeFileSync(path, bytes)
  }
}

/** What a register with this software says of itself, with a state of its own that was never used. */
export async function lookAt(root: string): Promise<Pick<Found, 'by' | 'said'>> {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-bits-'))
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
  const child = spawn(join(root, 'bin/kkmd'), ['--config', configuration], { stdio: ['ignore', 'ignore', 'pipe'] })
  const life: { ended?: string } = {}
  let err = ''
  child.once('error', (error) => (life.ended = error.message))
  child.once('exit', (code, signal) => (life.ended ??= `ended with ${code ?? signal}`))
  child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()))
  try {
    for (const until = performance.now() + PATIENCE; performance.now() < until; await sleep(20)) {
      if (life.ended !== undefined) return { by: 'nobody', said: `${life.ended}: ${err.slice(0, 200)}` }
      if (existsSync(`${socket}.changed`)) return byLauncher(root, socket)
      const said = existsSync(socket) ? await asked(socket) : undefined
      if (said !== undefined) return { by: said.includes('SOFTWARE_CHANGED') ? 'socket' : 'nobody', said }
    }
    return { by: 'nobody', said: `does not answer: ${err.slice(-500)}` }
  } finally {
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 5000)
    while (life.ended === undefined) await sleep(5)
    clearTimeout(late)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** undefined: not yet. */
async function asked(socket: string): Promise<string | undefined> {
  const client = await Client.open(socket).catch(() => undefined)
  if (!client) return undefined
  try {
    const { state } = await client.result('hello', { schemas: [1], lang: 'en' })
    if (state === 'starting') return undefined
    const ready = await client.call('ready')
    return ready.ok ? 'sells' : JSON.stringify(ready.error.details['blocks'] ?? ready.error)
  } catch {
    // One that dies while it is asked is told by its end
    return undefined
  } finally {
    client.close()
  }
}

/** kkm, with the same broken runtime, tells what bin/kkmd has found. */
function byLauncher(root: string, socket: string): Pick<Found, 'by' | 'said'> {
  const { status, stdout } = spawnSync(join(root, 'bin/kkm'), ['--json', '--socket', socket, 'status'], {
    encoding: 'utf8',
  })
  const says = status === 6 && stdout.includes('SOFTWARE_CHANGED')
  return { by: says ? 'launcher' : 'nobody', said: stdout }
}
