import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Program, ROOT } from './program.ts'
import { ADMIN, type Options, World } from './world.ts'

const KIOSK = 20
const PROGRAMS = { bash: 'bash', python: 'python3', node: process.execPath } as const
const ENDINGS = { bash: 'sh', python: 'py', node: 'mjs' } as const

export type Language = keyof typeof PROGRAMS
export type Machine = 'vending' | 'till'

interface Item {
  readonly name: string
  readonly price: string
  readonly quantity: string
}

interface Order {
  readonly items: readonly Item[]
  readonly dispensed?: readonly { readonly line: number; readonly quantity: string }[]
  /** Tiyn that its receipt comes to; undefined: nothing comes out. */
  readonly total: number | undefined
}

/** Order N: every total is another one; of each five a vending machine dispenses a part, of each seven nothing. */
export function orderOf(number: number, machine: Machine): Order {
  const items = [
    { name: 'Шоколад', price: `${100 + number}`, quantity: '1' },
    { name: 'Су', price: '5000', quantity: '2' },
  ]
  const one = (100 + number) * 100
  const all = one + 1_000_000
  if (machine === 'till') return { items, total: all }
  if (number % 7 === 6) return { items, dispensed: [{ line: 1, quantity: '0' }], total: undefined }
  if (number % 5 === 4)
    return {
      items,
      dispensed: [
        { line: 1, quantity: '1' },
        { line: 2, quantity: '1' },
      ],
      total: one + 500_000,
    }
  return { items, total: all }
}

/** An example of examples/ that sells the orders of a folder in a world of real processes. */
export class Shop {
  readonly world: World
  readonly folder: string
  readonly #language: Language
  readonly #machine: Machine
  readonly #totals: number[] = []
  readonly #orders: number
  kills = { example: 0, daemon: 0 }

  private constructor(world: World, language: Language, machine: Machine, orders: number) {
    this.world = world
    this.folder = join(world.folder, `${machine}-${language}`)
    this.#language = language
    this.#machine = machine
    this.#orders = orders
  }

  static async open(
    t: TestContext,
    how: { language: Language; machine: Machine; orders: number },
    options: Options = {},
  ) {
    const world = await World.ready(t, options)
    const secret = randomBytes(16).toString('hex')
    world.secret('pin-20', secret)
    const admin = await world.client(ADMIN)
    await admin.result('user.add', { code: KIOSK, name: 'Автомат', role: 'kiosk', secret })
    admin.close()
    const shop = new Shop(world, how.language, how.machine, how.orders)
    shop.#writeOrders()
    return shop
  }

  #writeOrders(): void {
    mkdirSync(this.folder)
    for (let number = 0; number < this.#orders; number++) {
      const { dispensed, items, total } = orderOf(number, this.#machine)
      const path = join(this.folder, `order-${String(number).padStart(3, '0')}`)
      if (total !== undefined) this.#totals.push(total)
      if (this.#language === 'bash') {
        writeFileSync(
          `${path}.order`,
          items.map(({ name, price, quantity }) => `${name}=${price}*${quantity}\n`).join(''),
        )
        const out = dispensed?.map(({ line, quantity }) => `${line}*${quantity}\n`).join('')
        if (out !== undefined) writeFileSync(`${path}.dispensed`, out)
      } else writeFileSync(`${path}.json`, JSON.stringify({ items, ...(dispensed && { dispensed }) }))
    }
  }

  start(): Program {
    const { folder, socket } = this.world
    const script = `${ROOT}/examples/${this.#language}/${this.#machine}.${ENDINGS[this.#language]}`
    return new Program(PROGRAMS[this.#language], [script, this.folder], {
      PATH: `${ROOT}/bin:${process.env['PATH'] ?? ''}`,
      HOME: folder,
      XDG_RUNTIME_DIR: folder,
      PYTHONDONTWRITEBYTECODE: '1',
      KKM_SOCKET: socket,
      KKM_USER: `${KIOSK}`,
      KKM_PIN_FILE: join(folder, 'secrets', 'pin-20'),
    })
  }

  /** Runs it until it has ended by itself, killing it or the daemon after each of these pauses (ms). */
  async run(pauses: Iterable<{ readonly milliseconds: number; readonly victim: 'example' | 'daemon' }>): Promise<void> {
    let example = this.start()
    for (const { milliseconds, victim } of pauses) {
      const ended = await Promise.race([example.ended, sleep(milliseconds)])
      if (ended) break
      this.kills[victim] += 1
      if (victim === 'daemon') {
        await this.world.kill()
        await this.world.start('socket')
      } else {
        await example.signal('SIGKILL')
        example = this.start()
      }
    }
    const { err, exit } = await example.ended
    assert.equal(exit, 0, err)
  }

  /** Each order has one receipt, at the OFD of the other hand too, or none where nothing came out. */
  async assertSold(): Promise<number> {
    const { documents } = await this.world.ofd.summary()
    assert.deepEqual(this.world.ofd.differences, [])
    const totals = documents.map(({ total }) => total ?? 0)
    assert.deepEqual(
      totals.toSorted((a, b) => a - b),
      this.#totals.toSorted((a, b) => a - b),
    )
    const ends = readdirSync(this.folder).filter((name) => name.endsWith(this.#language === 'bash' ? '.end' : '.state'))
    assert.equal(ends.length, this.#orders)
    if (this.#machine === 'till') {
      const code = this.#language === 'bash' ? 'png' : 'svg'
      assert.ok(existsSync(join(this.folder, `order-000.${code}`)))
    }
    const admin = await this.world.client(ADMIN)
    assert.deepEqual((await admin.result('hold.list'))['holds'], [])
    admin.close()
    return totals.length
  }
}
