import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '../../test/system/client.ts'

const ROOT = join(import.meta.dirname, '../..')
/** What the daemon's log says when it has looked through all records. */
const CHECKED = 'the accumulator was checked'

/** Writes it beside the state. @returns its path */
export function configure(folder: string, port: number): string {
  const configuration = join(folder, 'kkm.toml')
  writeFileSync(
    configuration,
    `state_dir = "${folder}/state"
socket = "${folder}/kkm.sock"
[device]
model = "KKM-1"
serial_number = "SWK00412345"
year = 2026
[ofd]
operator = "kazakhtelecom"
servers = ["127.0.0.1:${port}"]
[printer]
transport = "file"
path = "${folder}/paper.bin"
[geo]
latitude = 43.238949
longitude = 76.889709
`,
  )
  return configuration
}

/** A real kkmd over a folder's state. */
export class Running {
  readonly client: Client
  readonly readySeconds: number
  readonly #child: ChildProcess
  readonly #said: () => string

  private constructor(child: ChildProcess, client: Client, readySeconds: number, said: () => string) {
    this.#child = child
    this.client = client
    this.readySeconds = readySeconds
    this.#said = said
  }

  /** Until it is ready. */
  static async start(folder: string, port: number): Promise<Running> {
    const configuration = configure(folder, port)
    const socket = join(folder, 'kkm.sock')
    rmSync(`${configuration}.born`, { force: true })
    const from = performance.now()
    const child = spawn(join(ROOT, 'bin/kkmd'), ['--config', configuration], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()))
    for (;;) {
      if (child.exitCode !== null) throw new Error(`kkmd ended: ${said}`)
      await sleep(20)
      if (!existsSync(socket)) continue
      const client = await Client.open(socket).catch(() => undefined)
      if (!client) continue
      const { state } = await client.result('hello', { schemas: [1], lang: 'en' })
      if (state === 'ready') return new Running(child, client, (performance.now() - from) / 1000, () => said)
      client.close()
    }
  }

  /** Whether it has looked through all records since its start. */
  get isChecked(): boolean {
    return this.#said().includes(CHECKED)
  }

  /** What its log says of that look. */
  get checked(): string {
    return this.#said()
      .split('\n')
      .filter((line) => line.includes(CHECKED))
      .join('')
  }

  /** MiB: now, what of it is its own and not a file of LevelDB that the system keeps mapped, and at most. */
  memory(): { readonly now: number; readonly own: number; readonly peak: number } {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8')
    const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024
    return { now: of('VmRSS'), own: of('RssAnon'), peak: of('VmHWM') }
  }

  async end(): Promise<void> {
    this.client.close()
    this.#child.kill('SIGTERM')
    await new Promise((resolve) => this.#child.once('exit', resolve))
  }
}
