import assert from 'node:assert/strict'
import { existsSync, rmSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { columnsOf } from '../../src/escpos/profile.ts'
import { interpret } from '../../src/escpos/interpreter.ts'
import { toText } from '../../src/escpos/paper.ts'
import { profileOf } from '../../src/escpos/profile.ts'
import { recordsOf } from '../system/accumulator.ts'
import type { Answer, Client } from '../system/client.ts'
import { Day, chanceOf } from '../system/documents.ts'
import { ADMIN, CASHIER, World } from '../system/world.ts'
import { POINTS, type Point } from './points.ts'

/** How the OFD is while the daemon is killed. */
const MODES = ['online', 'answer lost', 'draining'] as const
type Mode = (typeof MODES)[number]

/** A command and its parameters; the key is in them. */
interface Command {
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
}

export interface Report {
  readonly kills: number
  /** By point and by mode, and by the command that was under way. */
  readonly by: Readonly<Record<string, number>>
  readonly documents: number
  readonly copies: number
  readonly seconds: number
}

export interface Options {
  readonly kills: number
  readonly seed: number
  readonly version?: '2.0.2' | '2.0.3'
  readonly told?: (line: string) => void
}

/** How often a command passes a point, about: the order names one of the times. */
const passes = (point: Point, mode: Mode): number => {
  if (point.startsWith('mirror')) return 3
  return mode === 'draining' && point.startsWith('ofd') ? 3 : 1
}
/** Every so many commands a shift is closed. */
const CLOSE_EVERY = 9
const REPORT_EVERY = 7
/** Documents that wait in the queue before it drains. */
const QUEUE = 3

/** A till whose daemon is killed at every point of every command, and which asks by its key until it knows. */
class Torture {
  readonly #world: World
  readonly #chance: () => number
  readonly #day: Day
  readonly #by = new Map<string, number>()
  readonly #options: Options
  readonly keys: string[] = []
  kills = 0
  #count = 0
  #client: Client | undefined

  constructor(world: World, options: Options) {
    this.#world = world
    this.#options = options
    this.#chance = chanceOf(options.seed)
    this.#day = new Day(options.seed)
  }

  get by(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#by].toSorted(([a], [b]) => a.localeCompare(b)))
  }

  get #order(): string {
    return `${this.#world.folder}/order`
  }

  /** One command under one mode, killed at one point if it comes to it. */
  async strike(point: Point, mode: Mode): Promise<void> {
    if (mode === 'draining') await this.#fill()
    if (mode === 'answer lost') await this.#world.ofd.fault('drop-after')
    const command = this.#next()
    this.#client ??= await this.#world.client(CASHIER)
    if (mode === 'draining') await this.#world.ofd.clear()
    this.#arm(point, mode)
    await this.#until(command, mode)
    const killed = await this.#disarmed()
    if (killed) this.#note(point, mode, command)
    await this.#world.ofd.clear()
  }

  #arm(point: Point, mode: Mode): void {
    this.#world.file('order', `${point}@${1 + Math.floor(this.#chance() * passes(point, mode))}`)
  }

  /** True: the daemon died of the order. */
  async #disarmed(): Promise<boolean> {
    if (!existsSync(this.#order)) return true
    rmSync(this.#order, { force: true })
    return false
  }

  #note(point: Point, mode: Mode, { method }: Command): void {
    this.kills += 1
    for (const name of [point, mode, method]) this.#by.set(name, (this.#by.get(name) ?? 0) + 1)
    this.#options.told?.(`${this.kills} ${point} ${mode} ${method}`)
  }

  /** Some documents that the OFD does not get. */
  async #fill(): Promise<void> {
    await this.#world.ofd.fault('drop-beforex*')
    for (let count = 0; count < QUEUE; count++) await this.#until(this.#next(), 'online')
  }

  #next(): Command {
    this.#count += 1
    if (this.#count % CLOSE_EVERY === 0) return this.#close()
    if (this.#count % REPORT_EVERY === 0) return { method: 'report.x', params: { key: `x-${this.#count}` } }
    const { method, params } = this.#day.next()
    this.keys.push(params.key)
    return { method, params }
  }

  #close(): Command {
    const key = `close-${this.#count}`
    this.keys.push(key)
    return { method: 'shift.close', params: { key } }
  }

  /** Asked with the same key until it is known to be made, the daemon started again whenever it is dead. */
  async #until({ method, params }: Command, mode: Mode): Promise<void> {
    let last: Answer | undefined
    for (let attempt = 0; attempt < 100; attempt++) {
      const answer = await this.#ask(method, params)
      if (mode === 'draining' && answer?.ok) await this.#drained(2000)
      if (!this.#world.daemon.running) await this.#again()
      if (answer?.ok) return
      // The printer is asked anew after each start; until it has answered nothing is sold.
      const isWaiting = answer?.ok === false && answer.error.code.startsWith('PRINTER_')
      const mayRepeat = answer === undefined || answer.exit === 3 || answer.exit === 7 || isWaiting
      // An X report right after a close.
      if (method === 'report.x' && answer?.ok === false && answer.error.code === 'SHIFT_NOT_OPEN') return
      assert.ok(mayRepeat, JSON.stringify([method, params, answer]))
      last = answer
      await sleep(50)
    }
    throw new Error(`the outcome stayed unknown: ${JSON.stringify(last)}`)
  }

  async #ask(method: string, params: Readonly<Record<string, unknown>>): Promise<Answer | undefined> {
    try {
      this.#client ??= await this.#world.client(CASHIER)
      return await this.#client.call(method, params)
    } catch {
      // The daemon died of the order; its end is waited for.
      await this.#world.daemon.ended
      return undefined
    }
  }

  async #again(): Promise<void> {
    this.#client = undefined
    // An order that was given when it was dead already kills it at its start.
    while (!this.#world.daemon.running) {
      const { err, signal } = await this.#world.daemon.ended
      assert.equal(signal, 'SIGKILL', `kkmd ended by itself: ${err}`)
      await this.#world.start(this.#chance() < 0.5 ? 'ready' : 'socket').catch((error: unknown) => {
        if (this.#world.daemon.running) throw error
      })
    }
  }

  /** Until the queue is empty, the daemon dead, or so many milliseconds have passed. */
  async #drained(milliseconds: number): Promise<boolean> {
    for (const end = performance.now() + milliseconds; performance.now() < end; await sleep(20)) {
      if (!this.#world.daemon.running) return false
      const answer = await this.#ask('queue.list', {})
      if (answer?.ok && answer.result['length'] === 0) return true
    }
    return false
  }

  /** The faults are over: the queue empties and the shift is closed. */
  async end(): Promise<void> {
    rmSync(this.#order, { force: true })
    await this.#world.ofd.clear()
    if (!this.#world.daemon.running) await this.#again()
    // The last kill may come behind its answer, and find the wait for the queue begun.
    let isEmpty = await this.#drained(60_000)
    if (!isEmpty && !this.#world.daemon.running) {
      await this.#again()
      isEmpty = await this.#drained(60_000)
    }
    assert.ok(isEmpty, 'the queue does not empty')
    // One document at least, so that a shift is open.
    this.#count = CLOSE_EVERY * REPORT_EVERY * 1_000_000
    for (const command of [this.#next(), this.#close()]) await this.#until(command, 'online')
    assert.ok(await this.#drained(60_000), 'the queue does not empty')
  }
}

/** The OFD's ledger, the accumulator and the paper have each document once and in the same order. */
async function assertOnce(world: World, keys: readonly string[]): Promise<{ documents: number; copies: number }> {
  const { documents } = await world.ofd.summary()
  assert.deepEqual(world.ofd.differences, [])
  await world.stop()
  const records = await recordsOf(world)
  const keyOf = new Map<number, string>()
  const counting: number[] = []
  for (const record of records) {
    if (record.kind === 'attempt') keyOf.set(record.document.documentNumber, record.client.key)
    if (record.kind === 'outcome' && record.result !== 'refused') counting.push(record.documentNumber)
  }
  assert.deepEqual(
    counting.map((number) => keyOf.get(number)),
    keys,
    'the accumulator has each key once, in order',
  )
  assert.deepEqual(
    documents.map(({ number }) => number),
    counting,
    'the OFD has each document once, in our order',
  )
  const sheets = sheetsOf(world)
  for (const number of counting) {
    const own = sheets.filter((sheet) => sheet.documentNumber === number)
    assert.ok(own.length > 0, `no paper of document ${number}`)
    assert.ok(own.filter(({ copy }) => !copy).length <= 1, `two originals of document ${number}`)
  }
  assert.ok(
    sheets.every(({ documentNumber }) => counting.includes(documentNumber)),
    'paper of a document that does not count',
  )
  return { documents: counting.length, copies: sheets.filter(({ copy }) => copy).length }
}

/** What came out of the printer, document by document. */
function sheetsOf(world: World): readonly { readonly documentNumber: number; readonly copy: boolean }[] {
  const profile = profileOf('generic')
  if (!profile) throw new Error('no generic profile')
  // A kill may have cut a document in the head of a command, which the blanks before the next one end.
  const items = interpret(world.printed(), { profile, paper: 80, forgiving: true })
  const sheets: { documentNumber: number; copy: boolean }[] = []
  let begin = 0
  for (const [index, { kind }] of items.entries()) {
    if (kind !== 'cut') continue
    const text = toText(items.slice(begin, index), columnsOf(profile, 80)).join('\n')
    begin = index + 1
    const number = /Құжат\/Документ № (\d+)/.exec(text)?.[1]
    if (number !== undefined) sheets.push({ documentNumber: Number(number), copy: text.includes('КӨШІРМЕ') })
  }
  return sheets
}

/** Kills so many daemons, at every point in every mode in turn, and compares the three that must agree. */
export async function torture(t: Pick<TestContext, 'after'>, options: Options): Promise<Report> {
  const begun = performance.now()
  const world = await World.ready(t, {
    version: options.version ?? '2.0.3',
    transactionSeconds: 1,
    recoverySeconds: 0.5,
    killable: true,
  })
  const admin = await world.client(ADMIN)
  await admin.result('settings.set', { name: 'purchases', value: 'on' })
  admin.close()
  const till = new Torture(world, options)
  for (let turn = 0; till.kills < options.kills; turn++) {
    assert.ok(turn < options.kills * 20 + 100, 'the points are not passed')
    const mode = MODES[Math.floor(turn / POINTS.length) % MODES.length] ?? 'online'
    await till.strike(POINTS[turn % POINTS.length] ?? 'client:after', mode)
  }
  await till.end()
  const { copies, documents } = await assertOnce(world, till.keys)
  return { kills: till.kills, by: till.by, documents, copies, seconds: (performance.now() - begun) / 1000 }
}
