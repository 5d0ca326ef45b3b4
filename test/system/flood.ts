import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type AddressInfo, type Socket, connect, createServer } from 'node:net'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Peer } from './peer.ts'
import { CASHIER, World } from './world.ts'

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function diceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Dice = () => number

const below = (dice: Dice, limit: number): number => Math.floor(dice() * limit)
const bytesOf = (dice: Dice, length: number): Buffer => Buffer.from(Array.from({ length }, () => below(dice, 256)))

const CALL = { jsonrpc: '2.0', id: 1, method: 'sale', params: { key: 'x', items: [], payments: {} } }

/** Lines that are no request, or one that must be refused: none of them may do anything. */
const LINES: readonly ((dice: Dice) => Buffer | string)[] = [
  (dice) => Buffer.from(bytesOf(dice, 1 + below(dice, 300)).map((byte) => (byte === 10 ? 11 : byte))),
  (dice) => JSON.stringify(CALL).slice(0, below(dice, 60)),
  (dice) => '['.repeat(1 + below(dice, 5000)),
  () => JSON.stringify([CALL, CALL]),
  () => JSON.stringify({ ...CALL, jsonrpc: '1.0' }),
  () => JSON.stringify({ ...CALL, id: null }),
  () => JSON.stringify({ ...CALL, id: 1e300 }),
  (dice) => JSON.stringify({ ...CALL, method: `m${below(dice, 1e9)}` }),
  () => '{"jsonrpc":"2.0","id":1,"method":"sale","params":{"__proto__":{"role":"administrator"},"items":1}}',
  () => '{"jsonrpc":"2.0","id":1,"method":"sale","method":"deposit","params":{}}',
  () => '{"jsonrpc":"2.0","id":1,"method":"constructor","params":{}}',
  (dice) =>
    JSON.stringify({
      ...CALL,
      params: { key: '\u0000'.repeat(below(dice, 200)), items: 'x'.repeat(below(dice, 9000)) },
    }),
  () => '"a text"',
  () => '',
  () => Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]),
  () => JSON.stringify({ ...CALL, method: 'hello', params: { schemas: ['1'] } }),
  (dice) =>
    JSON.stringify({ ...CALL, method: 'session.open', params: { user: below(dice, 9) + 100, pin: below(dice, 99) } }),
  (dice) => `{"jsonrpc":"2.0","id":${'9'.repeat(1 + below(dice, 400))},"method":"status"}`,
]

/** One bad client: some lines, read or not, ended properly, in the middle of a line, or abruptly. */
async function badClient(path: string, dice: Dice, lines: number): Promise<void> {
  const socket = connect({ path, allowHalfOpen: true })
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()).once('close', () => resolve()))
  if (dice() < 0.7) socket.resume()
  if (dice() < 0.5)
    socket.write(`${JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'hello', params: { schemas: [1] } })}\n`)
  for (let line = 0; line < lines && socket.writable; line++) {
    const make = LINES[below(dice, LINES.length)] ?? (() => '')
    socket.write(make(dice))
    socket.write('\n')
  }
  socket.write('{"jsonrpc":"2.0","id":1,"meth')
  await sleep(20)
  if (dice() < 0.5) socket.end()
  else socket.destroy()
  socket.resume()
  await Promise.race([closed, sleep(5000)])
  socket.destroy()
}

/** A way to the OFD on which what is no answer comes before, behind and between the answers. */
export class Garbler {
  frames = 0
  readonly port: number

  private constructor(port: number) {
    this.port = port
  }

  /** @param each malformed frames for an answer */
  static async between(t: TestContext, upstream: number, how: { dice: Dice; each: () => number }): Promise<Garbler> {
    const sockets = new Set<Socket>()
    const server = createServer((daemon) => {
      const ofd = connect(upstream, '127.0.0.1')
      for (const socket of [daemon, ofd]) {
        sockets.add(socket)
        socket.on('error', () => undefined)
        socket.on('close', () => {
          sockets.delete(socket)
          daemon.destroy()
          ofd.destroy()
        })
      }
      daemon.on('data', (bytes) => ofd.write(bytes))
      ofd.on('data', (answer) => garbler.#pass(daemon, answer, how))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const garbler = new Garbler((server.address() as AddressInfo).port)
    t.after(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    return garbler
  }

  #pass(daemon: Socket, answer: Buffer, { dice, each }: { dice: Dice; each: () => number }): void {
    const count = each()
    if (count > 0 && dice() < 0.03) {
      this.frames += 1
      daemon.write(this.#malformed(answer, dice, true))
      return
    }
    const behind = Array.from({ length: count }, () => this.#malformed(answer, dice, false))
    this.frames += count
    if (dice() < 0.5) daemon.write(Buffer.concat([answer, ...behind]))
    else {
      daemon.write(answer)
      // Unasked, on the connection that is kept
      setTimeout(() => daemon.writable && daemon.write(Buffer.concat(behind)), 3)
    }
  }

  /** @param surely nothing that could by chance be an answer */
  #malformed(answer: Buffer, dice: Dice, surely: boolean): Buffer {
    const kind = below(dice, surely ? 2 : 4)
    if (kind === 0) return Buffer.concat([Buffer.from([0, 1]), bytesOf(dice, 4 + below(dice, 60))])
    const copy = Buffer.from(answer)
    // The header: mark, version, length, ID, TOKEN, REQNUM (protocol §1)
    if (kind === 1) copy.writeUInt32LE(0xffff_ffff, 4)
    if (kind === 2) copy[18] = 0xff
    if (kind === 3) return copy.subarray(0, 1 + below(dice, copy.length - 1))
    return copy
  }
}

const memoryOf = (pid: number): number => {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/** Memory once it has come to rest (MiB): the least of some looks. */
async function settled(pid: number): Promise<number> {
  const looks: number[] = []
  for (let look = 0; look < 6; look++) {
    await sleep(500)
    looks.push(memoryOf(pid))
  }
  return Math.min(...looks)
}

const saleOf = (key: string) => ({ key, items: [{ name: 'Нан', price: '150' }], payments: { card: 'rest' } })

interface Register {
  readonly world: World
  readonly peer: Peer
  readonly garbler: Garbler
  /** Frames that are no answer, for each answer. */
  readonly garble: { each: number }
  /** Milliseconds. */
  readonly sell: () => Promise<number>
  readonly sold: () => number
}

async function openRegister(t: TestContext, dice: Dice): Promise<Register> {
  const peer = await Peer.start()
  t.after(() => peer.stop())
  const garble = { each: 0 }
  const garbler = await Garbler.between(t, peer.port, { dice, each: () => garble.each })
  const world = await World.ready(t, { ofdPort: garbler.port, receipt: 'electronic' })
  const client = await world.client(CASHIER)
  let sales = 0
  const sell = async (): Promise<number> => {
    const begun = performance.now()
    await client.result('sale', saleOf(`k-${sales}`))
    sales += 1
    return performance.now() - begun
  }
  return { world, peer, garbler, garble, sell, sold: () => sales }
}

const pidOf = ({ daemon }: World): number => daemon.child.pid ?? 0

/** What a register at work has in memory, with one flood behind it: code that never ran is not a leak. */
async function atWork({ sell, world }: Register, dice: Dice) {
  const times: number[] = []
  for (let sale = 0; sale < 60; sale++) times.push(await sell())
  await badClient(world.socket, dice, 200)
  return { times, memory: await settled(pidOf(world)) }
}

/** So many bad clients at a time until all lines are sent. @param clients counted down as they end */
async function flood({ world }: Register, dice: Dice, lines: number, clients: { open: number }): Promise<void> {
  let sent = 0
  const some = async (): Promise<void> => {
    while (sent < lines) {
      const count = Math.min(100, lines - sent)
      sent += count
      await badClient(world.socket, dice, count)
    }
    clients.open -= 1
  }
  await Promise.all(Array.from({ length: clients.open }, some))
}

/** Sells while it is flooded from both sides. */
async function sellFlooded(register: Register, dice: Dice, { frames, lines }: { frames: number; lines: number }) {
  const { garble, garbler, sell } = register
  const times: number[] = []
  garble.each = 100
  const clients = { open: 10 }
  const over = flood(register, dice, lines, clients)
  const isFlooded = (): boolean => clients.open > 0 || garbler.frames < frames
  while (isFlooded()) times.push(await sell())
  await over
  garble.each = 0
  await sell()
  return times
}

async function assertUndisturbed({ peer, sold, world }: Register, pid: number): Promise<void> {
  assert.equal(world.daemon.running, true)
  assert.equal(pidOf(world), pid)
  const { documents } = await peer.summary()
  assert.deepEqual([documents.length, peer.differences], [sold(), []])
}

const figure = (list: readonly number[], share: number): string =>
  (list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0).toFixed(1)

/**
 * A register sells undisturbed, then while it is flooded from both sides; it stays the same process with the same memory.
 * @param beside another register makes the same sales without a flood: what it needs more is the sales' own
 */
export async function flooded(
  t: TestContext,
  { beside = false, frames, lines, seed }: { lines: number; frames: number; seed: number; beside?: boolean },
) {
  const dice = diceOf(seed)
  const register = await openRegister(t, dice)
  const pid = pidOf(register.world)
  const quiet = await atWork(register, dice)
  const times = await sellFlooded(register, dice, { frames, lines })
  const after = await settled(pid)
  await assertUndisturbed(register, pid)
  const most = Math.max(...times)
  const { memory: before } = quiet
  t.diagnostic(
    `${lines} lines, ${register.garbler.frames} frames, ${times.length} sales meanwhile: p50 ${figure(times, 0.5)} ms, p99 ${figure(times, 0.99)} ms, most ${most.toFixed(0)} ms; quiet p50 ${figure(quiet.times, 0.5)} ms; memory ${before.toFixed(0)} MiB, then ${after.toFixed(0)} MiB`,
  )
  // A receipt is formed within 7 seconds (I15)
  assert.ok(most < 7000, `a sale took ${most} ms`)
  assert.ok(after < before + 16, `memory ${before} MiB, then ${after} MiB`)
  if (beside) await assertGrowthIsTheSales(t, dice, { sales: times.length + 1, growth: after - before })
}

/** MiB by which two registers that did the same may differ: garbage that is not swept yet. */
const MARGIN = 6

async function assertGrowthIsTheSales(t: TestContext, dice: Dice, flood: { sales: number; growth: number }) {
  const register = await openRegister(t, dice)
  const { memory: before } = await atWork(register, dice)
  for (let sale = 0; sale < flood.sales; sale++) await register.sell()
  const growth = (await settled(pidOf(register.world))) - before
  t.diagnostic(
    `${flood.sales} sales without a flood: ${growth.toFixed(1)} MiB more; with it ${flood.growth.toFixed(1)} MiB more`,
  )
  assert.ok(flood.growth < growth + MARGIN, `${flood.growth} MiB with the flood, ${growth} MiB without`)
}
