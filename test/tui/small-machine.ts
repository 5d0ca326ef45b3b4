import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A slower computer than this one: a control group of the kernel that has one core, and of it only a part, with a load
 * of its own. A thread that has used its part stands still until the next period, so whatever runs in the group takes as
 * long as on a core that is so many times slower. The kernel looks at its tick (4 ms at 250 Hz), a period is as long as
 * the shortest part allows.
 */
export interface Machine {
  /** How many times slower than this computer's core. */
  readonly slower: number
  /** The part of that slow core which others take, in percent. */
  readonly load: number
  /** Which of this computer's cores it has a part of, counted from the last one. */
  readonly core?: number
}

const ROOT = '/sys/fs/cgroup'
/** Microseconds: no shorter part may be set. */
const SHORTEST = 1000

/** Spins for as much processor time as its share is, sleeps the rest: `load.mjs SHARE`, of this computer's core. */
const LOAD = `
const share = Number(process.argv[1])
const begun = performance.now()
const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000 }
const wait = new Int32Array(new SharedArrayBuffer(4))
for (;;) {
  while (used() < share * (performance.now() - begun)) for (let i = 0; i < 1e5; i++);
  Atomics.wait(wait, 0, 0, 4)
}`

/** What a core does in a fifth of a second of the clock: only to be compared with itself. */
const SPIN = `let n = 0; const end = performance.now() + 2000; while (performance.now() < end) { for (let i = 0; i < 1e4; i++); n++ } console.log(n)`

export class SmallMachine {
  readonly #groups: readonly string[]
  readonly #machine: Machine
  readonly #core: string
  #load: ChildProcess | undefined

  /** @throws where there is no control group of ours to make: not root, or no cpu controller */
  constructor(machine: Machine) {
    this.#machine = machine
    const { core = 0 } = machine
    const name = `kkm-screen-${process.pid}-${core}`
    const isOne = existsSync(join(ROOT, 'cgroup.controllers'))
    this.#groups = isOne ? [join(ROOT, name)] : [join(ROOT, 'cpu', name), join(ROOT, 'cpuset', name)]
    for (const group of this.#groups) mkdirSync(group)
    const [cpu = '', set = cpu] = this.#groups
    const period = SHORTEST * machine.slower
    // What else this computer does must not count: the group goes first, as far as its part reaches
    if (isOne) {
      writeFileSync(join(cpu, 'cpu.max'), `${SHORTEST} ${period}`)
      writeFileSync(join(cpu, 'cpu.weight'), '10000')
    } else {
      writeFileSync(join(cpu, 'cpu.shares'), '262144')
      writeFileSync(join(cpu, 'cpu.cfs_period_us'), String(period))
      writeFileSync(join(cpu, 'cpu.cfs_quota_us'), String(SHORTEST))
      writeFileSync(join(set, 'cpuset.mems'), readFileSync(join(ROOT, 'cpuset', 'cpuset.mems'), 'utf8'))
    }
    const all = readFileSync(
      join(isOne ? ROOT : join(ROOT, 'cpuset'), isOne ? 'cpuset.cpus.effective' : 'cpuset.cpus'),
      'utf8',
    )
    this.#core = String(Number(/(\d+)\s*$/.exec(all)?.[1] ?? '0') - core)
    writeFileSync(join(set, 'cpuset.cpus'), this.#core)
  }

  /** Everything of a process moves: all its threads, and what it starts from now on. */
  take(pid: number): void {
    for (const group of this.#groups) writeFileSync(join(group, 'cgroup.procs'), String(pid))
  }

  startLoad(): void {
    const { load, slower } = this.#machine
    if (load === 0) return
    this.#load = spawn(process.execPath, ['-e', LOAD, String(load / 100 / slower)], { stdio: 'ignore' })
    if (this.#load.pid !== undefined) this.take(this.#load.pid)
  }

  /** How many times slower a loop is in the group, without its load. */
  async measure(): Promise<number> {
    const outside = await this.#spin(false)
    return outside / (await this.#spin(true))
  }

  async #spin(inside: boolean): Promise<number> {
    const child = spawn('taskset', ['-c', this.#core, process.execPath, '-e', SPIN], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    if (inside && child.pid !== undefined) this.take(child.pid)
    let text = ''
    child.stdout.on('data', (part) => (text += String(part)))
    await new Promise((resolve) => child.on('close', resolve))
    return Number(text)
  }

  async end(): Promise<void> {
    if (this.#load !== undefined) {
      const gone = new Promise((resolve) => this.#load?.once('exit', resolve))
      this.#load.kill('SIGKILL')
      await gone
    }
    for (const group of this.#groups) {
      for (const pid of readFileSync(join(group, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean))
        writeFileSync(join(group, '..', 'cgroup.procs'), pid)
      rmdirSync(group)
    }
  }
}
