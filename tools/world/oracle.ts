import type { Entry } from '../../src/accumulator/journal.ts'
import type { InFlight, Outcome } from '../../src/fiscal/register/fiscal-records.ts'
import type { RegisterRecord } from '../../src/fiscal/register/records.ts'
import type { State } from '../../src/fiscal/register/state.ts'
import { frameToJson } from '../../src/fiscal/wire/frame-json.ts'

/** An invariant that did not hold. */
export class Violation extends Error {
  override readonly name = 'Violation'
}

export function insist(holds: boolean, invariant: string, what: string): void {
  if (!holds) throw new Violation(`${invariant}: ${what}`)
}

interface Confirmed {
  readonly documentNumber: number
  readonly sign: string | undefined
}

/**
 * Watches from outside: what was written, sent, printed and told, and whether it may be. It keeps its own idea of the
 * exchange, made of records alone and of none of the register's code.
 */
export class Oracle {
  readonly frames = new Set<string>()
  readonly outcomes = new Map<number, Outcome>()
  readonly confirmed = new Map<string, Confirmed>()
  readonly #bodies = new Map<number, string>()
  #checked: State | undefined
  readonly #read = new Map<string, Body>()
  readonly #signs = new Set<number>()
  readonly #heads = new Map<number, InFlight>()
  readonly withdrawn = new Set<number>()
  readonly typedTokens = new Set<number>()
  queue: number[] = []
  token = 0
  reqnum = 0
  lastDocument = 0
  lastTime = 0
  isShiftOpen = false
  #closes = false
  #attempt: InFlight | undefined

  /** Documents that count, in our order. */
  get counting(): readonly number[] {
    return [...this.outcomes].filter(([, { result }]) => result !== 'refused').map(([number]) => number)
  }

  /**
   * An old image is in the disk's place: what was seen of the records is to be seen again. A number that the OFD does not have
   * may be given once more: nobody but the lost records knows its first body.
   * @param theirs the last document of the OFD
   */
  forget(theirs: number): void {
    for (const number of this.#bodies.keys()) if (number > theirs) this.#bodies.delete(number)
    for (const seen of [this.outcomes, this.#signs, this.#heads, this.frames]) seen.clear()
    this.queue = []
    this.lastDocument = 0
    this.lastTime = 0
    this.isShiftOpen = false
    this.#attempt = undefined
  }

  appended(entries: readonly Entry[]): void {
    for (const { stamped } of entries) this.#record(stamped.record)
  }

  #record(record: RegisterRecord): void {
    switch (record.kind) {
      case 'setup':
        this.frames.add(record.inFlight.frame)
        this.reqnum = record.inFlight.reqnum
        return
      case 'attempt': {
        const { documentNumber, time } = record.document
        insist(documentNumber === this.lastDocument + 1, 'I4', `document ${documentNumber} after ${this.lastDocument}`)
        insist(time >= this.lastTime, 'I12', `document ${documentNumber} is older than the one before`)
        insist(
          !record.inFlight || this.queue.length === 0,
          'I10',
          `document ${documentNumber} goes online past the queue`,
        )
        this.lastDocument = documentNumber
        this.lastTime = time
        this.#attempt = record.inFlight
        this.#closes = record.document.type === 'close'
        if (record.inFlight) this.#request(record.inFlight, false)
        return
      }
      case 'request':
        if (record.inFlight) this.#request(record.inFlight, this.typedTokens.has(record.inFlight.token))
        return
      case 'answer':
        if (record.code === 0) this.token = record.token
        return
      case 'outcome':
        return this.#outcome(record.documentNumber, record)
      case 'encoding':
        return this.#encoding(record.documentNumber, record.inFlight)
      case 'delivered':
      case 'withdrawn':
        insist(
          this.queue[0] === record.documentNumber,
          'I2',
          `document ${record.documentNumber} leaves before the head`,
        )
        this.queue.shift()
        if (record.kind === 'withdrawn') this.withdrawn.add(record.documentNumber)
        else this.token = record.answer.token
        return
      case 'dropped':
        for (const [number, { reqnum }] of this.#heads) if (reqnum === record.reqnum) this.#heads.delete(number)
        return
      // Only the exchange is watched here.
      case 'registration':
      case 'change':
      case 'decommission':
      case 'sign-key':
      case 'device-key':
      case 'recovery':
      case 'adopted':
      case 'damage':
      case 'recovered':
      case 'backup':
      case 'stop':
      case 'start':
      case 'device':
      case 'user':
      case 'login':
      case 'login-failed':
      case 'paper':
      case 'paper-held':
      case 'drawer':
      case 'wifi':
      case 'printer-profile':
      case 'printer-found':
      case 'block':
      case 'unblock':
      case 'setting':
      case 'user-change':
      case 'time-confirmed':
      case 'time-set':
      case 'difference':
      case 'summary':
      case 'goods':
      case 'message':
      case 'message-confirmed':
      case 'hold':
      case 'hold-end':
      case 'hold-owed':
      case 'training':
      case 'training-receipt':
      case 'practised':
      case 'practised-x':
      case 'configured':
      case 'selftest':
      case 'exported':
        return
      default:
        throw new Error(`unknown record ${String(record satisfies never)}`)
    }
  }

  #request(inFlight: InFlight, isTrial: boolean): void {
    const { frame, reqnum, token } = inFlight
    insist(reqnum === ((this.reqnum + 1) & 0xffff), 'I9', `REQNUM ${reqnum} after ${this.reqnum}`)
    insist(
      isTrial || token === this.token,
      'I9',
      `a new request under TOKEN ${token}, the last received is ${this.token}`,
    )
    this.reqnum = reqnum
    this.frames.add(frame)
  }

  #outcome(documentNumber: number, outcome: Outcome): void {
    insist(!this.outcomes.has(documentNumber), 'I4', `document ${documentNumber} has two outcomes`)
    this.outcomes.set(documentNumber, outcome)
    if (outcome.result !== 'refused') this.isShiftOpen = !this.#closes
    if (outcome.result === 'accepted') this.token = outcome.answer.token
    if (outcome.result !== 'autonomous') return
    this.queue.push(documentNumber)
    if (this.#attempt?.documentNumber === documentNumber) this.#heads.set(documentNumber, this.#attempt)
    if (outcome.sign === undefined) return
    insist(!this.#signs.has(outcome.sign), 'I4', `the autonomous sign ${outcome.sign} a second time`)
    this.#signs.add(outcome.sign)
  }

  #encoding(documentNumber: number, inFlight: InFlight): void {
    if (this.#attempt?.documentNumber === documentNumber && !this.outcomes.has(documentNumber)) {
      this.#attempt = inFlight
      this.#request(inFlight, false)
      return
    }
    insist(this.queue[0] === documentNumber, 'I8', `document ${documentNumber} goes out and is not the head`)
    const before = this.#heads.get(documentNumber)
    if (!before) this.#request(inFlight, false)
    else {
      const same = before.token === inFlight.token && before.reqnum === inFlight.reqnum
      insist(same, 'I9', `the retry of document ${documentNumber} under another TOKEN or REQNUM`)
    }
    this.frames.add(inFlight.frame)
    this.#heads.set(documentNumber, inFlight)
  }

  /** Bytes leave for the OFD. */
  sending(frame: Uint8Array): void {
    const sent = Buffer.from(frame).toString('base64')
    insist(this.frames.has(sent), 'I3', 'bytes without their record leave')
    const { documentNumber, text } = this.#bodyOf(sent, frame)
    if (documentNumber === undefined) return
    const before = this.#bodies.get(documentNumber) ?? text
    insist(before === text, 'I4', `document ${documentNumber} has two bodies`)
    this.#bodies.set(documentNumber, text)
  }

  /** The same bytes leave many times. */
  #bodyOf(sent: string, frame: Uint8Array): Body {
    const known = this.#read.get(sent)
    if (known) return known
    const body = bodyOf(frame)
    this.#read.set(sent, body)
    return body
  }

  /** A client was told that its document is made. */
  told(key: string, answer: Confirmed): void {
    const before = this.confirmed.get(key)
    insist(
      !before || before.documentNumber === answer.documentNumber,
      'I7',
      `key ${key} was document ${before?.documentNumber}, now ${answer.documentNumber}`,
    )
    this.confirmed.set(key, answer)
  }

  /** What holds at every moment. */
  check(state: State): void {
    if (state === this.#checked) return
    this.#checked = state
    insist(state.counters.cash >= 0n, 'I13', `cash ${state.counters.cash}`)
    insist(
      !state.queue.some(({ inFlight }, index) => index > 0 && inFlight),
      'I8',
      'a message in flight behind the head',
    )
    insist(
      !(state.attempt && state.queue.length > 0 && state.inFlight?.documentNumber !== undefined),
      'I8',
      'two documents in flight',
    )
    const isSame =
      state.queue.length === this.queue.length &&
      state.queue.every(({ documentNumber }, index) => documentNumber === this.queue[index])
    if (!isSame) throw new Violation(`I2: the queue is not what the records say: ${this.queue.join(' ')}`)
  }
}

type Part = Record<string, unknown>

interface Body {
  readonly documentNumber?: number
  readonly text: string
}

const DOCUMENTS = ['ticket', 'money_placement', 'close_shift'] as const
/** What changes when the same document goes out autonomously. */
const OF_THE_WAY = ['offline_ticket_number', 'is_offline'] as const

/** A document as it goes over the line, without what belongs to the way there. */
function bodyOf(frame: Uint8Array): Body {
  const message = frameToJson(frame, 'request').message as Part
  for (const name of DOCUMENTS) {
    const body = message[name] as Part | undefined
    if (!body) continue
    const copy = { ...body }
    for (const member of OF_THE_WAY) delete copy[member]
    // Which of its two signs names the parent is settled with the OFD; which receipt it is never changes.
    const parent = copy['parent_ticket'] as Part | undefined
    if (parent) copy['parent_ticket'] = [parent['parent_ticket_data_time'], parent['parent_ticket_total']]
    return { documentNumber: Number(body['printed_document_number']), text: JSON.stringify(copy) }
  }
  return { text: '' }
}
