import { type Tiyn, ZERO, parseTenge } from '../../src/fiscal/money.ts'
import type { FiscalDocument } from '../../src/fiscal/register/document.ts'
import {
  type Direction,
  closeShift,
  countPlacement,
  countTicket,
  emptyCounters,
  openShift,
} from '../../src/fiscal/report/counters.ts'
import { zxReport } from '../../src/fiscal/report/zx.ts'
import { computeTicket } from '../../src/fiscal/ticket/compute.ts'
import type { ParentTicket, TicketRequest } from '../../src/fiscal/ticket/types.ts'
import { HOUR, type Instant, SECOND, instant } from '../../src/fiscal/time.ts'
import type { Answer, Outgoing, ProtocolVersion, WireContext } from '../../src/fiscal/wire/dialect.ts'
import { dialectOf } from '../../src/fiscal/wire/dialects.ts'
import { type OfdSettings, handle } from '../../src/sim/ofd/ofd.ts'
import { type OfdState, type RegisteredKkm, newState } from '../../src/sim/ofd/state.ts'
import { at, context, operator } from '../wire/documents.ts'

export const FIRST_TOKEN = 305419896

export const kkm: RegisteredKkm = {
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
}

export const settings: OfdSettings = { kkm, versions: [202, 203] }

const tenge = (text: string): Tiyn => parseTenge(text) ?? ZERO

/** A ticket request of one line: `sale('Нан', '150.00')`. */
export const sale = (name: string, price: string, facts: Partial<TicketRequest> = {}): TicketRequest => ({
  operation: 'sale',
  items: [{ name, price, vat: '16' }],
  payments: { cash: 'rest' },
  ...facts,
})

/**
 * The least register there can be: the rules, the counters and the dialect of the real one, in memory, talking to the
 * simulated OFD without a network. A document counts here when the OFD took it.
 */
export class Till {
  readonly version: ProtocolVersion
  speaker: WireContext = context
  ofd: OfdState = newState(FIRST_TOKEN)
  token = FIRST_TOKEN
  reqnum = 0
  documentNumber = 0
  shift = 0
  opened: Instant | undefined
  tickets = 0
  counters = emptyCounters()
  now: Instant = at('21.11.2026 09:00:00')
  /** The last request as it left. */
  frame = new Uint8Array()
  forced: number | undefined

  constructor(version: ProtocolVersion = '2.0.3') {
    this.version = version
  }

  encode(message: Outgoing): Uint8Array {
    this.reqnum = (this.reqnum + 1) & 0xffff
    return dialectOf(this.version).encodeRequest({ token: this.token, reqnum: this.reqnum }, message, this.speaker)
  }

  /** Sends bytes; the token of an answer that is OK is taken. */
  deliver(frame: Uint8Array): Answer {
    this.frame = new Uint8Array(frame)
    const handled = handle(this.ofd, frame, settings, this.now + 5 * HOUR, this.forced)
    this.ofd = handled.state
    const answer = dialectOf(this.version).decodeResponse(handled.answer)
    if (answer.code === 0) this.token = answer.header.token
    return answer
  }

  send = (message: Outgoing): Answer => this.deliver(this.encode(message))

  info = (): Answer => this.send({ command: 'info' })

  /** What all documents have; a second passes. */
  #head() {
    this.now = instant(this.now + SECOND)
    this.documentNumber += 1
    return {
      documentNumber: this.documentNumber,
      shift: this.opened === undefined ? this.shift + 1 : this.shift,
      time: this.now,
      operator,
    }
  }

  ticketMessage(request: TicketRequest): Extract<Outgoing, { command: 'ticket' }> {
    const ticket = computeTicket(request, {
      now: this.now,
      sellerId: '000000000000',
      vatPayer: true,
      defaultVat: 'none',
      defaultUnit: '796',
      defaultSection: '1',
      language: 'kk+ru',
      unprintable: () => undefined,
    })
    return { command: 'ticket', document: { type: 'ticket', number: this.tickets + 1, ticket, ...this.#head() } }
  }

  /** Books what the OFD took. */
  book(message: Outgoing, answer: Answer): Answer {
    if (answer.code !== 0 || !('document' in message)) return answer
    const { document } = message
    if (this.opened === undefined) {
      this.opened = document.time
      this.shift = document.shift
      this.counters = openShift(this.counters)
      this.tickets = 0
    }
    this.#count(document, 'offline' in message && message.offline !== undefined)
    return answer
  }

  #count(document: FiscalDocument, autonomous: boolean): void {
    if (document.type === 'ticket') {
      this.counters = countTicket(this.counters, document.ticket, { autonomous })
      this.tickets = document.number
    } else if (document.type === 'placement') {
      this.counters = countPlacement(this.counters, document.direction, document.sum, { autonomous })
    } else {
      this.counters = closeShift(this.counters, document.report)
      this.opened = undefined
    }
  }

  sell(request: TicketRequest): Answer {
    const message = this.ticketMessage(request)
    return this.book(message, this.send(message))
  }

  placementMessage(direction: Direction, sum: string): Outgoing {
    const document = { type: 'placement' as const, number: 1, direction, sum: tenge(sum), cash: this.counters.cash }
    return { command: 'money-placement', document: { ...document, ...this.#head() } }
  }

  place(direction: Direction, sum: string): Answer {
    const message = this.placementMessage(direction, sum)
    return this.book(message, this.send(message))
  }

  report(type: 'x' | 'z', time: Instant, withdraw = false) {
    const facts = {
      type,
      time,
      shift: this.shift,
      openTime: this.opened ?? time,
      checksum: 'ABCDEFGHIJKLMNOP',
      withdraw,
    }
    return zxReport(this.counters, type === 'z' ? { ...facts, closeTime: time } : facts)
  }

  x = (): Answer => this.send({ command: 'report', report: this.report('x', this.now) })

  closeMessage(withdraw: boolean): Extract<Outgoing, { command: 'close-shift' }> {
    const head = this.#head()
    const report = this.report('z', head.time, withdraw)
    const withdrawn = withdraw ? this.counters.cash : ZERO
    return {
      command: 'close-shift',
      document: { type: 'close', number: this.shift, withdraw, withdrawn, report, ...head },
    }
  }

  close(withdraw = false): Answer {
    const message = this.closeMessage(withdraw)
    return this.book(message, this.send(message))
  }

  /** The last ticket that the OFD knows, as a return names it. */
  parentOfLast(): ParentTicket {
    const seen = this.ofd.tickets.at(-1)
    if (!seen) throw new Error('no ticket yet')
    return {
      sign: seen.sign,
      time: instant(seen.time - 5 * HOUR),
      regNumber: kkm.regNumber,
      total: seen.total as Tiyn,
      autonomous: false,
    }
  }
}
