import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { KEY_WORDS as K, SCREEN_WORDS as W } from '../../src/locale/screen-words.ts'
import type { Text } from '../../src/locale/text.ts'
import { UNREAD } from '../../src/tui/update.ts'
import type { Client } from '../system/client.ts'
import { ADMIN, CASHIER, World, type Options } from '../system/world.ts'
import { Terminal, type Options as TerminalOptions } from './terminal.ts'

export const SENIOR = { code: 8, pin: '97531', name: 'Дәулет' }
export const TECHNICIAN = { code: 9, pin: '86420', name: 'Ерлан' }

export const BREAD = '4870001112226'
export const MILK = '4870001112233'
export const WATER = '4870001112240'
export const TOBACCO = '4870001112257'
/** A piece of the marked goods, as a scanner reads it. */
export const PIECE = `010${TOBACCO}215aB3dE5`

const PRICES = `article;barcode;name;name_kk;unit;price;marked
A1;${BREAD};Хлеб;Нан;796;150;
A2;${MILK};Молоко;Сүт;796;420;
A3;${WATER};Вода;Су;796;200;
A4;${TOBACCO};Табак;Темекі;796;900;yes
`

/** A shop that sells: goods, people, settings. */
export class Shop {
  readonly world: World
  #serial = 0

  private constructor(world: World) {
    this.world = world
  }

  static async open(t: TestContext, options: Options = {}): Promise<Shop> {
    const world = await World.ready(t, options)
    const shop = new Shop(world)
    const admin = await world.client(ADMIN)
    await admin.result('goods.import', { content: Buffer.from(PRICES).toString('base64') })
    for (const [name, value] of [
      ['default-item', 'Тауар'],
      ['register-name', 'Дүкен №1'],
      ['purchases', 'on'],
      ['favourites', 'A1,A2,A3'],
    ])
      await admin.result('settings.set', { name, value })
    for (const { code, name, pin } of [SENIOR])
      await admin.result('user.add', { code, name, pin, role: 'senior-cashier' })
    await admin.result('user.add', { ...TECHNICIAN, role: 'technician' })
    admin.close()
    const senior = await world.client(SENIOR)
    await senior.result('deposit', { sum: '5000' })
    senior.close()
    return shop
  }

  /** A number that was not given out yet: of a marked piece, of a notice. */
  serial(): string {
    this.#serial += 1
    return String(this.#serial).padStart(3, '0')
  }

  client(): Promise<Client> {
    return this.world.client(SENIOR)
  }

  screen(
    language: 'kk' | 'ru',
    columns: number,
    rows: number,
    args: readonly string[] = [],
    more: Pick<TerminalOptions, 'program' | 'env'> = {},
  ): Screen {
    const home = join(this.world.folder, 'home')
    mkdirSync(home, { recursive: true })
    return new Screen({ socket: this.world.socket, columns, rows, home, language, args, ...more })
  }
}

/** A terminal whose words are known by their names. */
export class Screen extends Terminal {
  readonly language: 'kk' | 'ru'

  constructor(options: ConstructorParameters<typeof Terminal>[0] & { readonly language: 'kk' | 'ru' }) {
    super(options)
    this.language = options.language
  }

  /** Whoever answers a question about a document has read it. */
  protected override async look(key: string): Promise<void> {
    const asks = [K.form, K.confirm].some((words) => this.text().includes(`= ${this.word(words)}`))
    if (key === '=' && asks) await sleep(UNREAD)
  }

  word(text: Text): string {
    return text[this.language]
  }

  async sees(text: Text | string, patience?: number): Promise<void> {
    await this.see(typeof text === 'string' ? text : this.word(text), patience)
  }

  async seesNot(text: Text): Promise<void> {
    await this.see(new RegExp(`^(?!.*${this.word(text)})`, 's'))
  }

  /** Code, PIN, and the place where selling begins. */
  async signIn({ code, pin }: { readonly code: number; readonly pin: string } = SENIOR): Promise<void> {
    await this.sees(W.userCode)
    await this.see('·')
    await this.press(String(code), '=', pin, '=')
    await this.sees(W.total)
  }

  /** Home from wherever it is. */
  async home(): Promise<void> {
    await this.press('/', '-')
    await this.sees(W.total)
  }
}

export { ADMIN, CASHIER }
