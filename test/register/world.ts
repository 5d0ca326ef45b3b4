import type { Journal } from '../../src/accumulator/journal.ts'
import { MemoryJournal } from '../../src/accumulator/memory-journal.ts'
import { Register } from '../../src/daemon/register.ts'
import { qualityOf } from '../../src/daemon/link-quality.ts'
import type { Log } from '../../src/daemon/log.ts'
import { operatorOf } from '../../src/fiscal/operators.ts'
import type { Circumstances } from '../../src/fiscal/register/blocks.ts'
import type { DocumentRequest } from '../../src/fiscal/register/decide.ts'
import type { SetupInput } from '../../src/fiscal/register/decide-setup.ts'
import type { PinHash } from '../../src/fiscal/register/event-records.ts'
import type { TicketRequest } from '../../src/fiscal/ticket/types.ts'
import { type Instant, fromLocal, instant } from '../../src/fiscal/time.ts'
import { frameFromJson, frameToJson } from '../../src/fiscal/wire/frame-json.ts'
import type { Clock, ExchangeOutcome, LinkState, OfdPort } from '../../src/hw/ports.ts'

type Message = Record<string, unknown>

/** What the scripted OFD does with one sending: a message, nothing, or nothing although it was taken. */
export type Reply = { readonly message: Message; readonly token?: number } | 'unreachable' | 'silent'

export interface Sending {
  readonly command: string
  readonly token: number
  readonly reqnum: number
  readonly message: Message
  readonly hex: string
}

export const PIN: PinHash = { algorithm: 'scrypt', cost: 2, salt: '00', hash: '00' }
export const CASHIER = { code: 7, name: 'Айгүл' }
export const START = fromLocal({ year: 2026, month: 11, day: 21, hour: 10, minute: 15, second: 30 })

export const SETUP: SetupInput = {
  kkmId: 1024,
  token: 305419896,
  regNumber: '010102345678',
  serialNumber: 'SWK00412345',
  name: 'ТОО «Әлем Сауда»',
  iinBin: '131240010479',
  address: 'Алматы қ., Абай д-лы 10',
  addressKk: 'Алматы қ., Абай даңғылы, 10',
  okved: '47112',
}

export const sale = (price = '150.00', more: Partial<TicketRequest> = {}): DocumentRequest => ({
  type: 'ticket',
  request: { operation: 'sale', items: [{ name: 'Нан', price, vat: '16' }], payments: { cash: 'rest' }, ...more },
})

const quiet = (): void => undefined
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet, fatal: quiet }

/** A register over a journal in memory, with an OFD that answers as the test says and a clock that the test moves. */
export class World {
  readonly journal: Journal
  readonly sent: Sending[] = []
  readonly printed: number[] = []
  readonly messages: number[] = []
  now: Instant = START
  autonomous = true
  links: readonly LinkState[] = []
  /** One entry a sending; when they are used up, {@link otherwise} answers. */
  readonly script: Reply[] = []
  otherwise: (sending: Sending) => Reply = okReply
  register!: Register
  #token = SETUP.token

  constructor(journal: Journal = new MemoryJournal()) {
    this.journal = journal
  }

  static async open(journal?: Journal): Promise<World> {
    const world = new World(journal)
    await world.start()
    return world
  }

  /** A world whose register is set up. */
  static async ready(): Promise<World> {
    const world = await World.open()
    await world.setUp()
    return world
  }

  /** The daemon dies and starts again: everything but the journal is gone. */
  async restart(): Promise<void> {
    await this.start()
  }

  async start(): Promise<void> {
    this.register = await Register.open({
      journal: this.journal,
      ofd: this.ofd(),
      clock: this.clock(),
      log,
      release: 'test',
      transaction: 5000,
      circumstances: () => this.circumstances(),
      signKey: () => '00112233445566778899aabbccddeeff',
      print: (documentNumber) => this.printed.push(documentNumber),
      printMessage: (number) => this.messages.push(number),
    })
  }

  async setUp(input: SetupInput = SETUP) {
    return this.register.dispatch({ type: 'setup', input }, (received) => ({
      type: 'setup-answer',
      received,
      input,
      pin: PIN,
    }))
  }

  async make(request: DocumentRequest, key = `key-${this.register.state.lastDocumentNumber + 1}`) {
    return this.register.make({ type: 'document', request, client: { key, content: key }, operator: CASHIER })
  }

  circumstances(): Circumstances {
    const operator = operatorOf('kazakhtelecom')
    if (!operator) throw new Error('no such operator')
    return {
      now: this.now,
      conditions: {
        operator,
        version: '2.0.3',
        geo: { latitude: 43238949, longitude: 76889709, source: 'manual' },
        receiptLanguage: 'kk+ru',
      },
      unprintable: () => undefined,
      autonomous: this.autonomous,
      quality: () => qualityOf(this.links),
    }
  }

  clock(): Clock {
    return { now: () => this.now, monotonic: () => performance.now(), sleep: () => new Promise(quiet) }
  }

  ofd(): OfdPort {
    return {
      exchange: async (request) => this.#exchange(request),
      links: () => this.links,
      probe: async () => [],
      close: async () => undefined,
    }
  }

  #exchange({ frame, matches }: Parameters<OfdPort['exchange']>[0]): ExchangeOutcome {
    const { header, message } = frameToJson(frame, 'request')
    const sending: Sending = {
      command: String((message as Message)['command']),
      token: header.token,
      reqnum: header.reqnum,
      message: message as Message,
      hex: Buffer.from(frame).toString('hex'),
    }
    this.sent.push(sending)
    const reply = this.script.shift() ?? this.otherwise(sending)
    const facts = { attempts: 1, milliseconds: 1 }
    if (reply === 'unreachable') return { type: 'silence', reason: reply, detail: '', doubtful: false, ...facts }
    if (reply === 'silent') return { type: 'silence', reason: reply, detail: '', doubtful: true, ...facts }
    this.#token = reply.token ?? this.#token
    const answer = frameFromJson(
      { header: { ...header, token: this.#token }, message: { command: sending.command, ...reply.message } },
      'response',
    )
    if (matches(answer) !== 'answer')
      return { type: 'silence', reason: 'garbage', detail: '', doubtful: true, ...facts }
    return { type: 'answer', frame: answer, link: 'default', doubtful: false, ...facts }
  }
}

let sign = 1846203956

/** OK to everything; a ticket gets a sign of its own. */
export function okReply({ command }: Sending): Reply {
  sign += 1
  const ticket = command === 'COMMAND_TICKET' ? { ticket: { ticket_number: String(sign) } } : {}
  return { message: { result: { result_code: 0 }, ...ticket } }
}

export const refusal = (code: number, text = ''): Reply => ({
  message: { result: { result_code: code, result_text: text } },
})

export const later = (at: Instant, milliseconds: number): Instant => instant(at + milliseconds)
