import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Client } from '../test/system/client.ts'
import { CASHIER, generate, PIN } from './million/generate.ts'
import { okServer } from './million/ofd.ts'

/*
 * A million documents, and what they cost: time to ready, a full verify beside sha256sum of the same bytes, bytes a
 * document, a sale and a Z against those of a young register, a search by sign.
 *   npm run million -- --folder F --documents 1000000            generates, or goes on; F in memory is quick
 *   npm run million -- --folder F --measure [--young G]          measures; G: the same with a thousand documents
 */

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    young: { type: 'string' },
    documents: { type: 'string' },
    measure: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '570' },
  },
})
const { folder } = values
if (folder === undefined) throw new Error('npm run million -- --folder FOLDER')
const ROOT = join(import.meta.dirname, '..')

const tell = (text: string): void => void process.stdout.write(`${text}\n`)
const quantile = (all: readonly number[], share: number): number =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? Number.NaN

const sizeOf = (path: string): number =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(path, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)

async function timed<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const from = performance.now()
  const value = await work()
  return [performance.now() - from, value]
}

interface Running {
  readonly child: ChildProcess
  readonly client: Client
  readonly readySeconds: number
}

/** kkmd over a copy of the folder's state, until it is ready. */
async function start(of: string, port: number): Promise<Running> {
  const configuration = join(of, 'kkm.toml')
  const socket = join(of, 'kkm.sock')
  rmSync(`${configuration}.born`, { force: true })
  writeFileSync(
    configuration,
    `state_dir = "${of}/state"
socket = "${socket}"
[device]
model = "KKM-1"
serial_number = "SWK00412345"
year = 2026
[ofd]
operator = "kazakhtelecom"
servers = ["127.0.0.1:${port}"]
[printer]
transport = "file"
path = "${of}/paper.bin"
[geo]
latitude = 43.238949
longitude = 76.889709
`,
  )
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
    if (state === 'ready') return { child, client, readySeconds: (performance.now() - from) / 1000 }
    client.close()
  }
}

const memoryOf = ({ pid = 0 }: ChildProcess): { rss: number; peak: number } => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024
  return { rss: of('VmRSS'), peak: of('VmHWM') }
}

async function end({ child, client }: Running): Promise<void> {
  client.close()
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
}

const sale = (key: string) => ({
  key,
  items: [0, 1, 2].map((n) => ({ name: `Тауар ${n}`, price: '150.00', vat: '16' })),
  payments: { cash: 'rest' },
})

/** What a register of that age does in a moment. */
async function life(of: string, port: number, samples: number) {
  await generate(of, 0, () => undefined)
  const running = await start(of, port)
  const { client, child, readySeconds } = running
  tell(`${of}: ready after ${readySeconds.toFixed(2)} s, ${memoryOf(child).rss.toFixed(0)} MiB`)
  await client.result('session.open', { user: CASHIER.code, pin: PIN })
  const sales: number[] = []
  let sign = ''
  for (let n = 0; n < samples + 20; n++) {
    const [took, made] = await timed(() => client.result('sale', sale(`measured-${process.pid}-${n}`)))
    if (n >= 20) sales.push(took)
    sign = String(made['fiscalSign'])
  }
  const searches: number[] = []
  for (let n = 0; n < 50; n++) {
    const [took] = await timed(() => client.result('receipt.show', { ref: `sign:${Number(sign) - n}` }))
    searches.push(took)
  }
  const [z] = await timed(() => client.result('shift.close', { key: `z-${process.pid}` }))
  // The whole accumulator is looked through in the background meanwhile.
  const { rss, peak } = memoryOf(child)
  await end(running)
  return {
    sale: quantile(sales, 0.5),
    p95: quantile(sales, 0.95),
    z,
    search: quantile(searches, 0.5),
    slowest: Math.max(...searches),
    rss,
    peak,
  }
}

/** `/usr/bin/time -v` of a command: wall seconds, processor seconds, peak MiB. */
function cost(command: string, args: readonly string[]) {
  const { status, stderr } = spawnSync('/usr/bin/time', ['-v', command, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr.slice(-2000)}`)
  const of = (name: string) => /[\d.:]+$/.exec(new RegExp(`${name}.*`).exec(stderr)?.[0] ?? '')?.[0] ?? ''
  const wall = of('Elapsed')
    .split(':')
    .reduce((sum, part) => 60 * sum + Number(part), 0)
  return { wall, cpu: Number(of('User time')) + Number(of('System time')), peak: Number(of('Maximum resident')) / 1024 }
}

function verify(of: string): void {
  const journal = join(of, 'state/journal')
  const files = readdirSync(journal).map((name) => join(journal, name))
  const list = join(of, 'files.txt')
  writeFileSync(list, `${files.join('\0')}\0`)
  const script = `xargs -0 sha256sum < ${list} > /dev/null`
  cost('sh', ['-c', script])
  const hashing = cost('sh', ['-c', script])
  const show = (what: string, { cpu, peak, wall }: ReturnType<typeof cost>) =>
    tell(
      `${what}: ${wall.toFixed(1)} s (${cpu.toFixed(1)} s of processor), ${(wall / hashing.wall).toFixed(1)} x sha256sum, ${peak.toFixed(0)} MiB`,
    )
  tell(`sha256sum of ${files.length} files: ${hashing.wall.toFixed(1)} s`)
  const kkm = join(ROOT, 'bin/kkm')
  show('journal verify, chain and totals', cost(kkm, ['journal', 'verify', journal, '--no-signatures']))
  show('journal verify, signatures too', cost(kkm, ['journal', 'verify', journal]))
}

if (!values.measure) {
  const until = performance.now() + Number(values.seconds) * 1000
  const wanted = Number(values.documents ?? 1_000_000)
  const from = performance.now()
  let last = 0
  // In pieces, so that a run can be bounded and gone on with.
  for (let goal = 0; goal < wanted && performance.now() < until; ) {
    goal = Math.min(wanted, (last || goal) + 10_000)
    await generate(folder, goal, (made) => (last = made))
    last = Math.max(last, goal)
  }
  tell(`${last} documents, ${((performance.now() - from) / 1000).toFixed(0)} s in this run`)
} else {
  const state = join(folder, 'state')
  const documents = Number(values.documents ?? 1_000_000)
  const [database, mirror] = [sizeOf(join(state, 'accumulator')), sizeOf(join(state, 'journal'))]
  tell(
    `bytes a document: ${Math.round(database / documents)} in LevelDB + ${Math.round(mirror / documents)} in the mirror = ${Math.round((database + mirror) / documents)}`,
  )
  const ofd = await okServer()
  const copy = `${folder}.copy`
  rmSync(copy, { recursive: true, force: true })
  cpSync(folder, copy, { recursive: true })
  const old = await life(copy, ofd.port, 200)
  tell(
    `a sale: p50 ${old.sale.toFixed(2)} ms, p95 ${old.p95.toFixed(2)} ms; a Z ${old.z.toFixed(0)} ms; by sign ${old.search.toFixed(2)} ms, at most ${old.slowest.toFixed(2)} ms; ${old.rss.toFixed(0)} MiB, peak ${old.peak.toFixed(0)}`,
  )
  if (values.young !== undefined) {
    const young = await life(values.young, ofd.port, 200)
    tell(
      `of the young one: p50 ${young.sale.toFixed(2)} ms; ratio ${(old.sale / young.sale).toFixed(2)}; a Z ${young.z.toFixed(0)} ms`,
    )
  }
  rmSync(copy, { recursive: true, force: true })
  ofd.close()
  verify(folder)
}
