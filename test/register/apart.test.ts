import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTenge } from '../../src/fiscal/money.ts'
import type { DocumentRequest } from '../../src/fiscal/register/decide.ts'
import { decideWithdraw } from '../../src/fiscal/register/decide-withdraw.ts'
import { factsOf } from '../../src/fiscal/register/facts.ts'
import { ASTANA_OFFSET } from '../../src/fiscal/time.ts'
import { frameToJson } from '../../src/fiscal/wire/frame-json.ts'
import { handle } from '../../src/sim/ofd/ofd.ts'
import { type OfdState, newState } from '../../src/sim/ofd/state.ts'
import { SETTINGS } from '../../tools/world/operator.ts'
import { CASHIER, type Reply, SETUP, type Sending, World, later, sale } from './world.ts'

const WRONG_DATA = 13
const BODIES = ['ticket', 'money_placement', 'close_shift']

const cash = (direction: 'deposit' | 'withdrawal', tenge: string): DocumentRequest => ({
  type: 'placement',
  direction,
  sum: parseTenge(tenge) ?? assert.fail(),
})
const close = (withdraw: boolean): DocumentRequest => ({ type: 'close', withdraw })

function numberIn(message: Sending['message']): number {
  const body = BODIES.map((name) => message[name] as Record<string, unknown> | undefined).find(Boolean)
  return Number(body?.['printed_document_number'] ?? 0)
}

/** A register and an OFD that counts for itself, takes no report that is not what it counted, and some documents never. */
class Shop {
  readonly never = new Set<number>()
  #ofd: OfdState = newState(SETUP.token)
  readonly #world: World

  private constructor(world: World) {
    this.#world = world
    world.otherwise = (sending) => this.#answer(sending)
  }

  static async open(): Promise<Shop> {
    const shop = new Shop(await World.open())
    await shop.#world.setUp()
    return shop
  }

  get state() {
    return this.#world.register.state
  }

  /** What the OFD counted: a name of its report's fields. */
  there(name: string): bigint {
    return this.#ofd.sums[name] ?? 0n
  }

  async online(...requests: readonly DocumentRequest[]): Promise<void> {
    for (const request of requests) {
      this.#world.now = later(this.#world.now, 60_000)
      const { refused, silence } = await this.#world.make(request)
      assert.deepEqual([refused, silence], [undefined, undefined])
    }
    assert.equal(this.state.queue.length, 0)
  }

  /** Made without a link; then the link is there, and two people take out what is refused for ever. */
  async offline(...requests: readonly (DocumentRequest | 'never')[]): Promise<void> {
    this.#world.otherwise = () => 'unreachable'
    for (const request of requests) {
      this.#world.now = later(this.#world.now, 60_000)
      if (request === 'never') this.never.add(this.state.lastDocumentNumber + 1)
      else await this.#world.make(request)
    }
    this.#world.otherwise = (sending) => this.#answer(sending)
    while (this.state.queue.length > 0) {
      this.#world.now = later(this.#world.now, 1000)
      if (await this.#world.register.drain()) continue
      await this.#takeOut(this.state.queue[0]?.documentNumber ?? assert.fail())
    }
  }

  async #takeOut(documentNumber: number): Promise<void> {
    assert.ok(this.never.has(documentNumber), `the OFD refuses document ${documentNumber}: ${this.#told()}`)
    const document = factsOf(await this.#world.journal.document(documentNumber))?.attempt.document
    assert.ok(document)
    const withdrawal = { document, reason: 'ФДО алмайды', by: 3, second: 1 }
    await this.#world.register.record((state) => decideWithdraw(state, withdrawal).records)
  }

  #told = (): string => JSON.stringify(this.state.blocks.QUEUE_REFUSED?.details)

  /** X goes to the OFD, and INFO, whose figures are compared with ours. */
  async compare(): Promise<void> {
    const client = { key: `x-${this.state.reqnum}`, content: 'x' }
    if (this.state.shift) {
      const x = await this.#world.register.dispatch({ type: 'report-x', client, operator: CASHIER })
      assert.equal(x.refused, undefined)
    }
    await this.#world.register.dispatch({ type: 'contact', ask: 'info' })
  }

  /** Which figures the register says are not the OFD's: ours and theirs. */
  differences(): Readonly<Record<string, readonly bigint[]>> {
    const { differences = [] } = this.state.difference ?? {}
    return Object.fromEntries(differences.map(({ field, ours, theirs }) => [field, [ours, theirs]]))
  }

  async folded(): Promise<void> {
    const before = this.state
    await this.#world.restart()
    assert.deepEqual({ ...this.state, boot: before.boot }, before)
  }

  #answer({ hex, message }: Sending): Reply {
    const forced = this.never.has(numberIn(message)) ? WRONG_DATA : undefined
    const now = this.#world.now + ASTANA_OFFSET
    const { answer, state } = handle(this.#ofd, Buffer.from(hex, 'hex'), SETTINGS, now, forced)
    this.#ofd = state
    const told = frameToJson(answer, 'response')
    return { message: told.message as Record<string, unknown>, token: told.header.token }
  }
}

test('a shift of which two people took documents out ends with a Z that the OFD takes, and both figures are told', async () => {
  const shop = await Shop.open()
  await shop.online(cash('deposit', '1000.00'), sale('500.00'))
  await shop.offline('never', sale('150.00'), sale('20.00'), 'never', cash('withdrawal', '300.00'))
  await shop.compare()
  await shop.online(sale('7.00'), close(false))
  await shop.compare()
  assert.deepEqual(shop.differences(), {
    'nonNullable.sale': [67_700n, 52_700n],
    'tickets.sale': [4n, 3n],
    'placements.withdrawal': [1n, 0n],
    cash: [137_700n, 152_700n],
  })
  assert.equal(shop.there('non_nullable_sums.2'), 52_700n)
  await shop.online(sale('1.00'), close(true))
  assert.deepEqual([shop.state.counters.cash, shop.there('cash_sum')], [0n, 0n])
  await shop.folded()
})

test('the first document of a shift, a Z and shifts behind it wait together: what is taken out is in none of the reports to the OFD', async () => {
  const shop = await Shop.open()
  await shop.online(sale('500.00'), close(false))
  await shop.offline(
    'never',
    sale('90.00'),
    'never',
    sale('60.00'),
    sale('30.00'),
    close(true),
    'never',
    sale('8.00'),
    sale('4.00'),
    close(false),
  )
  await shop.compare()
  await shop.online(sale('2.00'), cash('deposit', '5.00'), close(true), sale('3.00'), close(false))
  await shop.compare()
  assert.deepEqual(shop.differences(), {
    'nonNullable.sale': [69_700n, 53_900n],
    'tickets.sale': [8n, 5n],
  })
  await shop.folded()
})

test('a closing that takes the cash out takes out there what is there', async () => {
  const shop = await Shop.open()
  await shop.online(sale('100.00'))
  await shop.offline('never', cash('withdrawal', '60.00'), close(true))
  await shop.online(sale('1.00'), close(true))
  await shop.compare()
  // Here 60.00, then 40.00 with the closing; there 100.00 with the closing.
  assert.deepEqual(shop.differences(), { 'placements.withdrawal': [3n, 2n] })
  assert.equal(shop.there('cash_sum'), 0n)
})

test('a Z under way when the link failed goes to the OFD in the autonomous mode without what was taken out before it', async () => {
  const shop = await Shop.open()
  await shop.online(sale('100.00'))
  await shop.offline('never', sale('40.00'), sale('10.00'))
  await shop.offline(close(false))
  await shop.online(sale('1.00'), close(false))
  assert.deepEqual([shop.there('non_nullable_sums.2'), shop.state.counters.nonNullable.sale], [11_100n, 15_100n])
})
