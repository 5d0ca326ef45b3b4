import { findBasis } from '../../src/daemon/basis.ts'
import { makeDocument } from '../../src/daemon/documents.ts'
import { parseTenge } from '../../src/fiscal/money.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import type { DocumentRequest } from '../../src/fiscal/register/decide.ts'
import { decideWithdraw } from '../../src/fiscal/register/decide-withdraw.ts'
import { factsOf } from '../../src/fiscal/register/facts.ts'
import { HOUR, MINUTE, SECOND } from '../../src/fiscal/time.ts'
import { SETTINGS } from './operator.ts'
import { insist } from './oracle.ts'
import { type Daemon, TRANSACTION, type World } from './world.ts'

const CASHIER = { code: 1, name: 'Айгүл' }
/** What a client wants: the same under the same key for ever. */
export interface Wish {
  readonly key: string
  readonly content: string
  readonly request: (daemon: Daemon) => Promise<DocumentRequest>
}

const sum = (tenge: number) => {
  const tiyn = parseTenge(`${tenge}.00`)
  if (tiyn === undefined) throw new Error(`${tenge} is no sum`)
  return tiyn
}

const sale = (price: number): DocumentRequest => ({
  type: 'ticket',
  request: {
    operation: 'sale',
    items: [{ name: 'Нан', price: `${price}.00`, vat: '16' }],
    payments: { cash: 'rest' },
  },
})

/** A whole receipt comes back. */
async function saleReturn({ clock, journal }: Daemon, documentNumber: number): Promise<DocumentRequest> {
  const { regNumber } = SETTINGS.kkm
  const asking = { journal, operation: 'sale-return', regNumber, now: clock.now(), actor: undefined } as const
  const found = await findBasis(asking, `no:${documentNumber}`)
  if (!found) throw new Error('a return without its parent')
  const { basis, parent } = found
  return {
    type: 'ticket',
    request: { operation: 'sale-return', items: [], payments: { cash: 'rest' }, parent },
    basis,
    selection: { whole: true },
  }
}

/** All who do something to the register: clients, cashiers, technicians. */
export class People {
  readonly #world: World
  readonly wishes: Wish[] = []

  constructor(world: World) {
    this.#world = world
  }

  /** A new wish, or an old one under its key again. */
  wish(): Wish {
    const { dice } = this.#world
    if (this.wishes.length > 0 && this.#world.strikes('repeated-keys', 0.3)) return dice.of(this.wishes)
    const wish = this.#new(`key-${this.wishes.length + 1}`)
    this.wishes.push(wish)
    return wish
  }

  /** A sale for cash. */
  sale(key: string, tenge: number): Wish {
    return { key, content: `sale ${tenge}`, request: async () => sale(tenge) }
  }

  #new(key: string): Wish {
    const { dice } = this.#world
    const kind = dice.fraction()
    const tenge = dice.between(1, 5000)
    const of = (content: string, request: DocumentRequest): Wish => ({ key, content, request: async () => request })
    if (kind < 0.62) return this.sale(key, tenge)
    if (kind < 0.74) {
      const parent = dice.between(1, Math.max(1, this.#world.oracle.lastDocument))
      return { key, content: `return ${parent}`, request: (daemon) => saleReturn(daemon, parent) }
    }
    if (kind < 0.82) return of(`deposit ${tenge}`, { type: 'placement', direction: 'deposit', sum: sum(tenge) })
    if (kind < 0.9) return of(`withdrawal ${tenge}`, { type: 'placement', direction: 'withdrawal', sum: sum(tenge) })
    return of('close', { type: 'close', withdraw: dice.hits(0.3) })
  }

  /** The wish is told to the daemon that there is; what it answers is believed. */
  async ask(daemon: Daemon, { content, key, request }: Wish): Promise<void> {
    const { oracle } = this.#world
    try {
      const making = { request: () => request(daemon), client: { key, content }, operator: CASHIER, wait: 5 }
      const { documentNumber, printed } = await makeDocument(daemon, making)
      const isOut = this.#world.sheets.some((sheet) => sheet.documentNumber === documentNumber && sheet.whole)
      insist(!printed || isOut, 'I6', `document ${documentNumber} was told as printed and is not`)
      const facts = factsOf(await daemon.journal.document(documentNumber))
      const outcome = facts?.outcome
      const sign = outcome && 'sign' in outcome ? String(outcome.sign) : undefined
      this.#world.trace(`${key} is ${documentNumber}`)
      oracle.told(key, { documentNumber, sign })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      insist(content !== 'close' || error.code !== 'STORAGE_FULL', 'I17', 'a full medium keeps a shift from its end')
      this.#world.trace(`${key} refused: ${error.code}`)
    }
  }

  /** A report in between. */
  async reportX({ register }: Daemon): Promise<void> {
    const key = `x-${this.#world.time.now}`
    await register.turn(async () => {
      if (register.state.queue.length === 0) await register.resume()
      await register.dispatch({ type: 'report-x', client: { key, content: key }, operator: CASHIER })
    })
  }

  /** Whoever is called when the register says that it cannot go on. */
  async mend(daemon: Daemon): Promise<void> {
    const { register } = daemon
    // What the OFD lifts by itself needs nobody.
    const block = register.blocks().find(({ code }) => code !== 'SERVER_BLOCKED')
    if (!block || !daemon.started()) return
    this.#world.trace(`mend ${block.code}`)
    const code: string = block.code
    switch (code) {
      case 'TOKEN_INVALID':
        return this.#typeToken(daemon)
      case 'QUEUE_REFUSED':
      case 'RETRY_REFUSED':
      case 'REQUEST_NUMBER':
      case 'UNKNOWN_ID':
      case 'PROTOCOL_ERROR':
        return register.turn(async () => {
          if (register.state.queue.length > 0) await register.drain()
          else await register.resume()
          if (Object.hasOwn(register.state.blocks, block.code) && !register.state.attempt)
            await register.dispatch({ type: 'contact', ask: 'info' })
        }, 'endless')
      case 'CLOCK_BEHIND':
      case 'CLOCK_JUMP':
        this.#world.clockOffset = 0
        return register.record(() => [{ kind: 'time-confirmed', by: CASHIER.code }])
      case 'SHIFT_TOO_LONG':
        return this.ask(daemon, {
          key: `mended-${this.#world.time.now}`,
          content: 'close',
          request: async () => ({ type: 'close', withdraw: false }),
        })
      default:
        // The others need no hand.
        return undefined
    }
  }

  /** Two people take out what the OFD will never take: a return of a receipt that it knows under a sign that nobody here knows. */
  async giveUp(daemon: Daemon): Promise<void> {
    const { journal, register } = daemon
    const details = register.state.blocks.QUEUE_REFUSED?.details
    const [head] = register.state.queue
    if (!head || !String(details?.['text']).includes('ticket.parent_ticket')) return this.mend(daemon)
    const facts = factsOf(await journal.document(head.documentNumber))
    if (!facts) throw new Error(`document ${head.documentNumber} is not in the journal`)
    const withdrawal = {
      document: facts.attempt.document,
      reason: 'the OFD does not know its parent',
      by: 1,
      second: 2,
    }
    await register.record((state) => decideWithdraw(state, withdrawal).records)
  }

  /** The OFD's operator says which TOKEN holds, and it is typed. */
  async #typeToken({ register }: Daemon): Promise<void> {
    await register.turn(async () => {
      if (register.state.queue[0]?.inFlight) await register.drain()
      else if (!(await register.resume()) && !register.lastContact?.reached) return
      const { token } = this.#world.operator.state
      this.#world.oracle.typedTokens.add(token)
      await register.dispatch({ type: 'token', token })
    }, 'endless')
  }

  /** Copies of papers of which nobody knows whether they came out. */
  async copies({ journal, spooler }: Daemon): Promise<void> {
    for (const documentNumber of this.#world.oracle.counting) {
      const facts = factsOf(await journal.document(documentNumber))
      const isOut = facts?.papers.some(({ state }) => state === 'confirmed' || state === 'accepted')
      if (facts?.papers.length && !isOut) spooler.add({ type: 'document', documentNumber }, true)
    }
  }

  /** One thing that happens at the till or around it. */
  happen(): void {
    const world = this.#world
    const { daemon, dice } = world
    this.#weather()
    if (world.strikes('crash', 0.04)) return world.daemon ? world.crash('pulled') : undefined
    if (!daemon) return
    const what = dice.fraction()
    const work =
      what < 0.08
        ? () => this.reportX(daemon)
        : what < 0.3
          ? () => this.mend(daemon)
          : () => this.ask(daemon, this.wish())
    world.guard(daemon.life, work)
  }

  /** What happens by itself. */
  #weather(): void {
    const world = this.#world
    const { dice, operator } = world
    if (world.strikes('paper-out', 0.1)) world.isOutOfPaper = !world.isOutOfPaper
    else if (dice.hits(0.3)) world.isOutOfPaper = false
    if (world.strikes('unreachable', 0.1)) world.isDark = true
    else if (dice.hits(0.2)) world.isDark = false
    if (world.strikes('server-block', 0.05)) operator.block('pay')
    else if (dice.hits(0.4)) operator.block(undefined)
    if (world.strikes('token-change', 0.03)) operator.changeToken()
    if (world.strikes('disk-full', 0.08)) world.space.change(world.time.now, dice.of([0, 1, 30, 63, 70, 150, 190]))
    else if (world.faults.has('disk-full') && dice.hits(0.25)) world.space.change(world.time.now)
    if (world.strikes('clock', 0.06))
      world.clockOffset = dice.of([0, 30, -30, 600, -600, 7200, -7200, 260_000]) * SECOND
  }

  /** Milliseconds to the next thing. */
  pause(): number {
    const { dice } = this.#world
    if (this.#world.strikes('long-pauses', 0.06)) return dice.between(HOUR, 14 * HOUR)
    return dice.hits(0.3) ? dice.between(0, TRANSACTION) : dice.between(5 * SECOND, 4 * MINUTE)
  }
}
