import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { nanoid } from 'nanoid'
import type { State } from '../../src/tui/model.ts'
import { type Action, KEYMAPS } from '../../src/tui/keys.ts'
import { scanOf } from '../../src/tui/scans.ts'
import { Shell } from '../../src/tui/shell.ts'
import { UNREAD, update } from '../../src/tui/update.ts'
import { LIKELY, WAYS, chance, faultOf, isHome, pick } from './random.ts'
import { ADMIN, BREAD, MILK, PIECE, SENIOR, Shop, TOBACCO } from './shop.ts'

/** Keys and scans of a sequence. */
const KEYS = 30
/** What hands know by heart: begun now and then, so that documents come about; any other key may come in between. */
const HABITS: readonly (readonly Action[])[] = [
  ['2', '5', '0', 'enter', 'enter', 'enter'],
  ['9', '0', 'plus', '1', '0', 'enter', '2', 'enter'],
  ['4', '0', 'enter', '6', 'enter', 'enter'],
  ['7', '0', '0', 'enter', '0', '3', '0', '0', 'enter', 'enter', 'enter'],
  ['menu', '2', 'enter', 'enter', 'enter'],
  ['f2', 'enter', 'enter'],
  ['menu', '3', '9', '0', 'enter', 'enter'],
  ['menu', '4', '1', '0', 'enter', 'enter'],
  ['menu', '5', '3', '0', 'enter', '1', 'enter'],
  ['menu', '7', '1', 'enter'],
  ['f4', 'enter'],
]

/** Milliseconds that the register may take for all that it was asked. */
const PATIENCE = 60_000

export interface Told {
  readonly keys: number
  readonly documents: number
  readonly confirmed: number
}

/** Random hands at the screen's own shell, which talks to a real daemon that talks to a strict OFD; only the terminal is left out. */
export class RandomHands {
  readonly #shop: Shop
  readonly #shell: Shell
  /** Keys of documents at whose question Enter was pressed, and what became of those that were registered. */
  readonly #confirmed = new Set<string>()
  readonly #made = new Map<string, number>()
  #url: string | undefined
  #piece = 0
  #keys = 0
  #changed: () => void = () => undefined

  private constructor(shop: Shop) {
    this.#shop = shop
    this.#shell = new Shell({
      socket: shop.world.socket,
      language: 'ru',
      size: { columns: 40, rows: 15 },
      keymap: KEYMAPS.any,
      mode: 'simple',
      makeKey: nanoid,
      draw: (state) => this.#look(state),
      exit: () => assert.fail('nobody asked it to end'),
    })
  }

  static async open(t: Pick<TestContext, 'after'>): Promise<RandomHands> {
    const shop = await Shop.open(t as TestContext)
    const hands = new RandomHands(shop)
    hands.#shell.start()
    t.after(() => hands.#shell.stop())
    await hands.#until(() => hands.#shell.state.facts !== undefined)
    return hands
  }

  /** @throws with the seed, where something is wrong */
  async sequence(seed: number): Promise<void> {
    const next = chance(seed)
    await this.#begin()
    let habit: readonly Action[] = []
    for (let key = 0; key < KEYS; key++) {
      if (habit.length === 0 && next() < 0.15) habit = pick(next, HABITS)
      const [known, ...others] = next() < 0.9 ? habit : []
      habit = known === undefined ? habit : others
      if (known === undefined) this.#do(next)
      else {
        if (known === 'enter') await this.#read()
        this.#press(known)
      }
      this.#keys += 1
      // Some hands wait for the screen, some do not
      if (next() < 0.6) await this.#settled()
      if (key % 6 === 0) assert.equal(faultOf(this.#shell.state), undefined, `seed ${seed}, key ${key}`)
    }
    await this.#settled()
    assert.equal(faultOf(this.#shell.state), undefined, `seed ${seed}`)
    this.#home(seed)
  }

  /** What the OFD has is what was confirmed, no more and no less, beside what the shop began with. */
  async compare(): Promise<Told> {
    await this.#settled()
    const { differences, documents } = await this.#shop.world.ofd.summary()
    assert.equal(differences, 0)
    const [first, ...others] = documents
    assert.equal(first?.document, 'placement')
    for (const key of this.#made.keys()) assert.ok(this.#confirmed.has(key), `${key} was not confirmed`)
    assert.deepEqual(
      others.map(({ number }) => number).toSorted((a, b) => a - b),
      [...this.#made.values()].toSorted((a, b) => a - b),
    )
    return { keys: this.#keys, documents: others.length, confirmed: this.#confirmed.size }
  }

  #look({ screen }: State): void {
    this.#changed()
    if (screen.kind !== 'done' || screen.answer.document === undefined || 'training' in screen.answer) return
    this.#made.set(screen.answer.key, screen.answer.documentNumber)
    if ('checkUrl' in screen.answer && screen.answer.document === 'sale') this.#url = screen.answer.checkUrl
  }

  #do(next: () => number): void {
    if (next() < 0.9) return this.#press(pick(next, LIKELY))
    const data = pick(next, [
      BREAD,
      MILK,
      TOBACCO,
      `${PIECE}${String(this.#piece++).padStart(6, '0')}`,
      this.#url,
      'xyz',
    ])
    if (data !== undefined) this.#shell.input({ type: 'scan', scan: scanOf(data) })
  }

  /** Hands that know what they do read a question about a document before they answer it. */
  async #read(): Promise<void> {
    const { screen } = this.#shell.state
    if (screen.kind === 'preview' || screen.kind === 'confirm') await sleep(UNREAD)
  }

  #press(action: Action): void {
    const { screen } = this.#shell.state
    if (action === 'enter' && (screen.kind === 'preview' || screen.kind === 'confirm'))
      this.#confirmed.add(screen.asked.params.key)
    this.#shell.input({ type: 'key', action })
  }

  /** Somebody is signed in, wherever the last sequence ended. */
  async #begin(): Promise<void> {
    await this.#settled()
    while (this.#shell.state.user === undefined) {
      for (const action of ['menu', 'clear'] as const) this.#press(action)
      for (const digit of `${SENIOR.code}e${SENIOR.pin}e`) this.#press(digit === 'e' ? 'enter' : (digit as Action))
      await this.#settled()
      if (this.#shell.state.user === undefined) await this.#unlock()
    }
  }

  /** Random PINs lock out whoever they are typed for. */
  async #unlock(): Promise<void> {
    const admin = await this.#shop.world.client(ADMIN)
    await admin.result('user.unlock', { code: SENIOR.code })
    admin.close()
  }

  /** From where it stands, two real keys lead home. */
  #home(seed: number): void {
    const { state } = this.#shell
    const way = WAYS.find((actions) => {
      let next = state
      for (const action of actions) [next] = update(next, { type: 'key', action })
      return isHome(next)
    })
    assert.ok(way, `seed ${seed}: no way home from ${state.screen.kind}`)
    for (const action of way) this.#press(action)
    assert.ok(isHome(this.#shell.state), `seed ${seed}`)
  }

  /** Everything that was asked is answered; a document whose outcome is not known is asked after until it is. */
  async #settled(): Promise<void> {
    await this.#until(() => this.#shell.waiting === 0 && this.#shell.state.screen.kind !== 'unknown')
  }

  async #until(fits: () => boolean): Promise<void> {
    const until = performance.now() + PATIENCE
    while (!fits()) {
      if (performance.now() > until) assert.fail(`still at ${this.#shell.state.screen.kind}`)
      await Promise.race([new Promise<void>((resolve) => (this.#changed = resolve)), sleep(500)])
    }
  }
}
