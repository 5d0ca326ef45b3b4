/**
 * Ratios of one run on one machine, each beside its aim: what a sale costs, how soon the programs start, how much memory
 * the daemon takes. Milliseconds of two machines cannot be compared; what is measured beside one another can.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type Socket, connect, createServer } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { Level } from 'level'
import { Client } from '../src/cli/client.ts'
import { ASTANA_OFFSET } from '../src/fiscal/time.ts'
import { FrameDecoder } from '../src/fiscal/wire/frame.ts'
import { handle, type OfdSettings } from '../src/sim/ofd/ofd.ts'
import { newState } from '../src/sim/ofd/state.ts'

const ROOT = new URL('..', import.meta.url).pathname
const TOKEN = 305_419_896
const SETTINGS: OfdSettings = {
  versions: [203],
  kkm: {
    kkmId: 1024,
    regNumber: '010102345678',
    serialNumber: 'SWK00412345',
    name: 'ТОО «Әлем Сауда»',
    iinBin: '131240010479',
    okved: '47112',
    address: 'Алматы қ., Абай д-лы 10',
    addressKk: 'Алматы қ., Абай даңғылы, 10',
    posTitle: 'Дүкен №1',
    taxationType: 101,
  },
}
/** Bytes of a document's record, and of a ticket on the wire, about. */
const RECORD_BYTES = 2500
const FRAME_BYTES = 600
const WARM_UP = 20
const STARTS = 9
/** Starts of processes are compared by their quicker quarter: neighbours on the machine disturb the longer one more. */
const QUIET = 0.25
const MEBI = 1024
/** Behind the look at all records that follows a start, and the sweeping that follows that (ms). */
const SETTLED = 15_000

const log = (text: string): void => void process.stdout.write(`${text}\n`)

/** The value below which this share of all lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

/** A correct OFD that knows how long it had a request in its hands. */
async function startOfd() {
  let state = newState(TOKEN)
  const own = { milliseconds: 0 }
  const answer = (socket: Socket, frame: Uint8Array, arrived: number): void => {
    const handled = handle(state, frame, SETTINGS, Date.now() + ASTANA_OFFSET)
    state = handled.state
    if (handled.verdict.code !== 0) throw new Error(`the OFD refused: ${JSON.stringify(handled.verdict)}`)
    socket.write(handled.answer)
    own.milliseconds = performance.now() - arrived
  }
  const server = createServer({ noDelay: true }, (socket) => {
    const decoder = new FrameDecoder()
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes: Buffer) => {
      const arrived = performance.now()
      for (const frame of decoder.push(bytes)) answer(socket, frame, arrived)
    })
  })
  return { own, server, port: await listening(server) }
}

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  return address.port
}

const ECHO = `
const { createServer } = require('node:net')
const server = createServer({ noDelay: true }, (socket) => socket.on('data', (bytes) => socket.write(bytes)))
server.listen(0, '127.0.0.1', () => require('node:worker_threads').parentPort.postMessage(server.address().port))
`

/** What nobody can do a sale without: two synchronous writes and one way to a server and back. */
async function startBare(folder: string) {
  const db = new Level<string, Buffer>(join(folder, 'bare'), { valueEncoding: 'buffer' })
  await db.open()
  const echo = new Worker(ECHO, { eval: true })
  const [port] = (await once(echo, 'message')) as [number]
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  await once(socket, 'connect')
  const record = Buffer.alloc(RECORD_BYTES, 'a record of a sale, ')
  const frame = Buffer.alloc(FRAME_BYTES, 1)
  let count = 0
  const write = async (): Promise<void> => {
    count += 1
    await db.batch([{ type: 'put', key: String(count).padStart(12, '0'), value: record }], { sync: true })
  }
  const roundTrip = async (): Promise<void> => {
    let got = 0
    const whole = Promise.withResolvers<void>()
    const onData = (bytes: Buffer): void => {
      got += bytes.length
      if (got >= FRAME_BYTES) whole.resolve()
    }
    socket.on('data', onData)
    socket.write(frame)
    await whole.promise
    socket.off('data', onData)
  }
  const close = async (): Promise<void> => {
    socket.destroy()
    await echo.terminate()
    await db.close()
  }
  return {
    close,
    run: async () => {
      await write()
      await roundTrip()
      await write()
    },
  }
}

function configure(folder: string, port: number): string {
  const file = join(folder, 'kkm.toml')
  writeFileSync(
    file,
    `state_dir = "${folder}/state"
socket = "${folder}/kkm.sock"
[device]
serial_number = "SWK00412345"
[ofd]
operator = "kazakhtelecom"
servers = ["127.0.0.1:${port}"]
[printer]
transport = "file"
path = "${folder}/paper"
[geo]
latitude = 43.238949
longitude = 76.889709
`,
  )
  return file
}

const environment = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: folder,
  XDG_RUNTIME_DIR: folder,
  NODE_COMPILE_CACHE: join(folder, 'cache'),
})

interface Started {
  readonly process: ChildProcess
  readonly client: Client
  /** From the start of the process to its first answer on the socket. */
  readonly milliseconds: number
}

async function startDaemon(folder: string, config: string): Promise<Started> {
  const begun = performance.now()
  const child = spawn(join(ROOT, 'bin/kkmd'), ['--config', config], {
    env: { ...environment(folder), KKM_LOG: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (;;) {
    if (child.exitCode !== null) throw new Error('the daemon ended')
    const client = await Client.open(join(folder, 'kkm.sock')).catch(() => undefined)
    if (client === undefined) {
      await sleep(1)
      continue
    }
    await client.hello('en')
    return { process: child, client, milliseconds: performance.now() - begun }
  }
}

async function stopDaemon({ process: child, client }: Started): Promise<void> {
  client.close()
  child.kill('SIGTERM')
  if (child.exitCode === null) await once(child, 'exit')
}

/** Resident memory of a process in MiB. */
function resident({ pid }: ChildProcess): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / MEBI
}

/** Sales beside bare writes and round trips, turn by turn, so that both meet the same disk and the same neighbours. */
async function sales(client: Client, own: { milliseconds: number }, bare: () => Promise<void>, count: number) {
  const [daemon, without, ofd]: [number[], number[], number[]] = [[], [], []]
  for (let n = -WARM_UP; n < count; n++) {
    const sale = {
      key: `bench-${n + WARM_UP}`,
      items: [
        { name: 'Нан', price: '150.00', quantity: '2', vat: '16' },
        { name: 'Сүт', price: '420.00', vat: '16' },
      ],
      payments: { cash: '1000.00' },
    }
    const whole = await timed(() => client.call('sale', sale))
    const alone = await timed(bare)
    if (n < 0) continue
    ofd.push(own.milliseconds)
    daemon.push(whole - own.milliseconds)
    without.push(alone)
  }
  return { daemon, without, ofd }
}

async function setUp({ client }: Started): Promise<void> {
  while ((await client.hello('en')).state !== 'ready') await sleep(10)
  const { kkmId, regNumber, serialNumber } = SETTINGS.kkm
  await client.call('setup', { kkmId, token: String(TOKEN), regNumber, serialNumber, adminPin: '48151' })
  await client.call('session.open', { user: 1, pin: '48151' })
  await client.call('user.add', { code: 7, name: 'Айгүл', role: 'cashier', pin: '2468' })
  await client.call('session.open', { user: 7, pin: '2468' })
}

async function ran(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return timed(async () => {
    const child = spawn(command, args, { env, stdio: 'ignore' })
    const [code] = (await once(child, 'exit')) as [number | null]
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`)
  })
}

/** The most memory that a process has had, in MiB, as far as can be seen from outside until it ends. */
async function peakOf(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(command, args, { env, stdio: 'ignore' })
  let peak = 0
  while (child.exitCode === null) {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / MEBI)
    await setImmediate()
  }
  return peak
}

/** Turn by turn: a process that does nothing, `kkm status`, `kkm sale`, and the same calls on a connection that stands. */
async function commandLine(folder: string, client: Client, count: number) {
  const env = environment(folder)
  const pin = join(folder, 'pin')
  writeFileSync(pin, '2468\n', { mode: 0o600 })
  const kkm = join(ROOT, 'bin/kkm')
  const socket = ['--socket', join(folder, 'kkm.sock')]
  const sale = (key: string) => [
    ...socket,
    '--user',
    '7',
    '--pin-file',
    pin,
    'sale',
    '--key',
    key,
    '--item',
    'Нан=150*2@16',
    '--card',
  ]
  const times: { status: number[]; nothing: number[]; sale: number[]; daemon: number[] } = {
    status: [],
    nothing: [],
    sale: [],
    daemon: [],
  }
  for (let n = -2; n < count; n++) {
    const nothing = await ran(process.execPath, ['-e', '0'], env)
    const status = await ran(kkm, [...socket, 'status'], env)
    const whole = await ran(kkm, sale(`line-${n + 2}`), env)
    const own = await timed(async () => {
      await client.call('session.open', { user: 7, pin: '2468' })
      const item = { name: 'Нан', price: '150', quantity: '2', vat: '16' }
      const { documentNumber } = (await client.call('sale', {
        key: `own-${n + 2}`,
        items: [item],
        payments: { card: 'rest' },
      })) as { documentNumber: number }
      await client.call('receipt.export', { ref: `no:${documentNumber}`, format: 'lines' })
    })
    if (n < 0) continue
    times.nothing.push(nothing)
    times.status.push(status)
    times.sale.push(whole)
    times.daemon.push(own)
  }
  const memory = Math.max(await peakOf(kkm, [...socket, 'status'], env), await peakOf(kkm, sale('peak'), env))
  return { ...times, memory }
}

function tellCommandLine({ daemon, memory, nothing, sale, status }: Awaited<ReturnType<typeof commandLine>>): void {
  const bare = quantile(nothing, QUIET)
  const [asked, sold, own] = [quantile(status, QUIET), quantile(sale, QUIET), quantile(daemon, QUIET)]
  log(`kkm status ${ms(asked)}; kkm sale ${ms(sold)}, of which the daemon ${ms(own)}; node -e 0 ${ms(bare)}`)
  const ratios = [
    ['  kkm status against node -e 0', asked / bare],
    ['  kkm sale less the daemon against node -e 0', (sold - own) / bare],
  ] as const
  for (const [what, ratio] of ratios) row(what, `${ratio.toFixed(2)}×`, '≤ 1.6×', ratio <= 1.6)
  row('  peak memory of kkm', `${memory.toFixed(0)} MiB`, '< 70', memory < 70)
}

function row(what: string, measured: string, aim: string, isMet: boolean): void {
  log(`${what.padEnd(46)} ${measured.padStart(10)}   aim ${aim.padEnd(8)} ${isMet ? 'met' : 'MISSED'}`)
}

async function bench(folder: string, count: number): Promise<void> {
  const { own, port, server } = await startOfd()
  const bare = await startBare(folder)
  const config = configure(folder, port)
  let daemon = await startDaemon(folder, config)
  try {
    await setUp(daemon)
    const sold = await sales(daemon.client, own, bare.run, count)
    await sleep(SETTLED)
    const memory = resident(daemon.process)
    const line = await commandLine(folder, daemon.client, 2 * STARTS)
    const starts: number[] = []
    for (let n = 0; n < STARTS; n++) {
      await stopDaemon(daemon)
      daemon = await startDaemon(folder, config)
      starts.push(daemon.milliseconds)
    }
    await sleep(SETTLED)
    const idle = resident(daemon.process)

    log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}; ${count} sales\n`)
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const) {
      const [ours, theirs] = [quantile(sold.daemon, share), quantile(sold.without, share)]
      log(
        `sale, ${name}: daemon ${ms(ours)}; two writes and a round trip ${ms(theirs)}; OFD ${ms(quantile(sold.ofd, share))}`,
      )
      row(`  sale against the bare minimum, ${name}`, `${(ours / theirs).toFixed(2)}×`, '≤ 3×', ours / theirs <= 3)
    }
    tellCommandLine(line)
    const bareNode = quantile(line.nothing, QUIET)
    row('memory of the daemon, idle after a start', `${idle.toFixed(0)} MiB`, '< 110', idle < 110)
    row('memory of the daemon, idle after the sales', `${memory.toFixed(0)} MiB`, '< 110', memory < 110)
    const start = quantile(starts, QUIET)
    log(`daemon, start to the socket: ${ms(start)}, ${(start / bareNode).toFixed(1)}× node -e 0`)
  } finally {
    await stopDaemon(daemon)
    await bare.close()
    server.close()
  }
}

const { values } = parseArgs({ options: { sales: { type: 'string', default: '500' } } })
if (!existsSync(join(ROOT, 'dist/daemon/kkmd.mjs'))) throw new Error('the programs are not built: run scripts/setup')
const folder = mkdtempSync(join(tmpdir(), 'kkm-bench-'))
try {
  await bench(folder, Number(values.sales))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
