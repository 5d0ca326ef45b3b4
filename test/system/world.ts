import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from './client.ts'
import { Peer } from './peer.ts'
import { type Ended, Program, ROOT } from './program.ts'

export const ADMIN = { code: 1, pin: '48151' }
export const CASHIER = { code: 7, pin: '2468', name: 'Айгүл' }

/** What the OFD knows the register by. */
export const REGISTERED = {
  kkmId: 1024,
  token: '305419896',
  regNumber: '010102345678',
  serialNumber: 'SWK00412345',
}

export interface Options {
  readonly version?: '2.0.2' | '2.0.3'
  /** Lines of `[ofd]`. */
  readonly transactionSeconds?: number
  readonly profile?: 'register' | 'transmit-only'
  readonly receipt?: 'paper' | 'paper-or-electronic' | 'electronic'
  readonly recoverySeconds?: number
  readonly paper?: 58 | 80
  /** Lines of `[printer]`, instead of a printer that is a file. */
  readonly printer?: string
  readonly receiptLanguage?: 'kk+ru' | 'kk' | 'ru'
  /** Options of the peer. */
  readonly peer?: readonly string[]
  /** Of the daemon, beside what every program here gets. */
  readonly env?: Readonly<Record<string, string>>
  /** Folder of the installation that kkmd is started from; left out: this checkout. */
  readonly root?: string
  /** Where the OFD listens, instead of a peer of this world. */
  readonly ofdPort?: number
  /** The daemon's clocks can be moved on while it runs, see {@link World.moveClock}. */
  readonly movableClock?: boolean
  /** The daemon dies where the file `order` in the folder says, see test/torture/killer.ts. */
  readonly killable?: boolean
  /** Network namespaces of daemon and OFD, the OFD's address between them, and `[[link]]` tables. */
  readonly network?: { readonly daemon: string; readonly ofd: string; readonly host: string; readonly links: string }
}

/** Both clocks of a process, ahead by what a file says in milliseconds: as if so much time had passed since it started. */
const movable = (file: string): string => `import { readFileSync } from 'node:fs'
const ahead = () => Number(readFileSync(${JSON.stringify(file)}, 'utf8'))
for (const clock of [Date, performance]) {
  const now = clock.now.bind(clock)
  clock.now = () => now() + ahead()
}`

const RUNNING = new Set<Program>()
process.on('exit', () => {
  for (const { child } of RUNNING) child.kill('SIGKILL')
})

/** A register with its own folder, daemon and OFD, all real processes. */
export class World {
  readonly folder: string
  readonly socket: string
  readonly paper: string
  readonly peer: Peer | undefined
  readonly #namespace: string | undefined
  readonly #movable: boolean
  readonly #killable: boolean
  readonly #root: string
  readonly #env: Options['env']
  #ahead = 0
  #daemon: Program | undefined

  private constructor(folder: string, peer: Peer | undefined, { env, killable, movableClock, network, root }: Options) {
    this.#env = env
    this.#root = root ?? ROOT
    this.folder = folder
    this.socket = join(folder, 'kkm.sock')
    this.paper = join(folder, 'paper.bin')
    this.peer = peer
    this.#namespace = network?.daemon
    this.#movable = movableClock ?? false
    this.#killable = killable ?? false
  }

  /** A daemon that runs and is not set up; all of it ends with the test. */
  static async open(t: Pick<TestContext, 'after'>, options: Options = {}): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'kkm-world-'))
    const { network } = options
    const listen = network ? ['--listen', `${network.host}:0`] : []
    const peer =
      options.ofdPort === undefined ? await Peer.start([...listen, ...(options.peer ?? [])], network?.ofd) : undefined
    if (peer) RUNNING.add(peer.program)
    const world = new World(folder, peer, options)
    t.after(() => world.#close())
    mkdirSync(join(folder, 'secrets'), { mode: 0o700 })
    for (const [name, text] of [
      ['token', REGISTERED.token],
      ['pin-1', ADMIN.pin],
      ['pin-7', CASHIER.pin],
    ] as const)
      world.secret(name, text)
    writeFileSync(join(folder, 'kkm.toml'), world.#configuration(options, options.ofdPort ?? peer?.port ?? 0))
    await world.start()
    return world
  }

  /** A register that can sell: set up, with a cashier. */
  static async ready(t: Pick<TestContext, 'after'>, options: Options = {}): Promise<World> {
    const world = await World.open(t, options)
    const setup = await world.client()
    await setup.result('setup', { ...REGISTERED, adminPin: ADMIN.pin, nameKk: '«Әлем Сауда» ЖШС' })
    setup.close()
    const admin = await world.client(ADMIN)
    await admin.result('user.add', { code: CASHIER.code, name: CASHIER.name, role: 'cashier', pin: CASHIER.pin })
    admin.close()
    return world
  }

  get daemon(): Program {
    if (!this.#daemon) throw new Error('the daemon was not started')
    return this.#daemon
  }

  /** The OFD of this world. */
  get ofd(): Peer {
    if (!this.peer) throw new Error('this world has an OFD of its own')
    return this.peer
  }

  secret(name: string, text: string): string {
    const path = join(this.folder, 'secrets', name)
    writeFileSync(path, `${text}\n`, { mode: 0o600 })
    return path
  }

  file(name: string, text: string): string {
    const path = join(this.folder, name)
    writeFileSync(path, text)
    return path
  }

  /** Starts the daemon and waits until it takes calls; `ready`: until its start-up is over too. */
  async start(until: 'socket' | 'ready' = 'ready'): Promise<void> {
    const config = ['--config', join(this.folder, 'kkm.toml')]
    const before = this.#preloads
    this.#daemon =
      before.length > 0
        ? new Program(process.execPath, [...before, `${this.#root}/dist/daemon/kkmd.mjs`, ...config])
        : Program.within(this.#namespace, `${this.#root}/bin/kkmd`, config, this.#env)
    RUNNING.add(this.#daemon)
    for (;;) {
      if (!this.daemon.running) throw new Error(`kkmd ended: ${this.daemon.err}`)
      const state = await this.#state()
      if (state === 'ready' || (state !== undefined && until === 'socket')) return
      await sleep(10)
    }
  }

  /** As if so much more time had passed for the daemon. */
  moveClock(milliseconds: number): void {
    this.#ahead += milliseconds
    this.file('clock', String(this.#ahead))
  }

  /** What stands between the daemon and the machine in this world. */
  get #preloads(): readonly string[] {
    const killer = new URL('../torture/killer.ts', import.meta.url)
    killer.searchParams.set('order', join(this.folder, 'order'))
    return [...(this.#movable ? this.#clocks() : []), ...(this.#killable ? ['--import', killer.href] : [])]
  }

  #clocks(): readonly string[] {
    this.moveClock(0)
    return ['--import', `data:text/javascript,${encodeURIComponent(movable(join(this.folder, 'clock')))}`]
  }

  async #state(): Promise<string | undefined> {
    if (!existsSync(this.socket)) return undefined
    try {
      const client = await Client.open(this.socket)
      const { state } = await client.result('hello', { schemas: [1], lang: 'en' })
      client.close()
      return String(state)
    } catch {
      // The socket of a daemon that was killed, or of one that does not listen yet
      return undefined
    }
  }

  /** SIGTERM, as systemd does it. */
  stop(): Promise<Ended & { readonly milliseconds: number }> {
    return this.daemon.signal('SIGTERM')
  }

  kill(): Promise<Ended> {
    return this.daemon.signal('SIGKILL')
  }

  client(user?: { readonly code: number; readonly pin: string }): Promise<Client> {
    return user ? Client.signedIn(this.socket, user.code, user.pin) : this.#greeted()
  }

  async #greeted(): Promise<Client> {
    const client = await Client.open(this.socket)
    await client.result('hello', { schemas: [1], lang: 'en' })
    return client
  }

  /** Runs `kkm`; `user` signs that one call in. */
  async kkm(args: readonly string[], { user, input = '' }: { user?: number; input?: string } = {}): Promise<Ended> {
    const who =
      user === undefined ? [] : ['--user', `${user}`, '--pin-file', join(this.folder, 'secrets', `pin-${user}`)]
    const program = Program.ours('kkm', ['--socket', this.socket, '--lang', 'en', ...who, ...args], {
      XDG_RUNTIME_DIR: this.folder,
      HOME: this.folder,
    })
    program.child.stdin?.end(input)
    return program.ended
  }

  /** Runs `kkm --json` and reads its one line. */
  async json(args: readonly string[], how: { user?: number; input?: string } = {}) {
    const { exit, out } = await this.kkm(['--json', ...args], how)
    return { exit, answer: JSON.parse(out) as Spoken }
  }

  printed(): Buffer {
    return existsSync(this.paper) ? readFileSync(this.paper) : Buffer.alloc(0)
  }

  /** Ends everything and removes the folder. */
  async #close(): Promise<void> {
    if (this.#daemon?.running) await this.#daemon.signal('SIGKILL')
    await this.peer?.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  #configuration(options: Options, port: number): string {
    return `state_dir = "${this.folder}/state"
socket = "${this.socket}"
receipt_language = "${options.receiptLanguage ?? 'kk+ru'}"
profile = "${options.profile ?? 'register'}"
receipt = "${options.receipt ?? 'paper'}"
[device]
model = "KKM-1"
serial_number = "${REGISTERED.serialNumber}"
year = 2026
[ofd]
operator = "kazakhtelecom"
version = "${options.version ?? '2.0.3'}"
servers = ["${options.network?.host ?? '127.0.0.1'}:${port}"]
transaction_seconds = ${options.transactionSeconds ?? 5}
recovery_seconds = ${options.recoverySeconds ?? 1}
[printer]
${options.printer ?? `transport = "file"\npath = "${this.paper}"`}
width_mm = ${options.paper ?? 80}
[geo]
latitude = 43.238949
longitude = 76.889709
${options.network?.links ?? ''}`
  }
}

/** The one line of `kkm --json`. */
export interface Spoken {
  readonly ok: boolean
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly code: string; readonly details: Readonly<Record<string, unknown>> }
}
