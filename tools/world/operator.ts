import { ASTANA_OFFSET, type Instant } from '../../src/fiscal/time.ts'
import { frameFromJson, frameToJson } from '../../src/fiscal/wire/frame-json.ts'
import { type OfdSettings, handle } from '../../src/sim/ofd/ofd.ts'
import { COMMANDS } from '../../src/sim/ofd/reading.ts'
import { type OfdState, newState, nextToken } from '../../src/sim/ofd/state.ts'
import type { Dice, FaultClass } from './chance.ts'

export const FIRST_TOKEN = 305_419_896
export const SETTINGS: OfdSettings = {
  versions: [203],
  kkm: {
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
  },
}

/** Where TOKEN lies in a frame (protocol §1). */
const TOKEN_AT = 12
/** What an OFD out of order answers with. */
const CODES = [2, 3, 8, 9, 13, 254, 255] as const

/** The strict OFD with the faults of its operator. */
export class Operator {
  state: OfdState = newState(FIRST_TOKEN)
  /** Numbers of the documents that it took, in its order. */
  readonly taken: number[] = []
  /** The last judgement in words. */
  said = ''
  readonly #dice: Dice
  readonly #has: (fault: FaultClass) => boolean
  readonly #settings: OfdSettings

  /** @param has whether a fault may strike now; @param unreadRetries as in {@link OfdSettings} */
  constructor(dice: Dice, has: (fault: FaultClass) => boolean, unreadRetries: boolean) {
    this.#dice = dice
    this.#has = has
    this.#settings = { ...SETTINGS, unreadRetries }
  }

  #strikes(fault: FaultClass, probability: number): boolean {
    return this.#has(fault) && this.#dice.hits(probability)
  }

  receive(frame: Uint8Array, now: Instant): Uint8Array {
    if (this.#strikes('forget', 0.08)) this.state = { ...this.state, memory: undefined }
    const forced = this.#strikes('code', 0.12) ? this.#dice.of(CODES) : undefined
    const before = this.state.token
    const { answer, state, verdict } = handle(this.state, frame, this.#settings, now + ASTANA_OFFSET, forced)
    const last = state.lastDocument?.number
    if (last !== undefined && last !== this.state.lastDocument?.number) this.taken.push(Number(last))
    this.state = state
    this.said = `${verdict.command ?? 0}:${verdict.code}${verdict.retry ? ' again' : ''} ${verdict.text ?? ''}`
    if (verdict.code !== 0)
      return this.#strikes('odd-token', 0.5) ? withToken(answer, this.#dice.between(1, 1e9)) : answer
    if (state.token !== before && this.#strikes('same-token', 0.6)) return this.#keepToken(answer, before)
    return verdict.command !== COMMANDS.info || !this.#strikes('bare-info', 0.5) ? answer : withoutLastDocument(answer)
  }

  #keepToken(answer: Uint8Array, token: number): Uint8Array {
    const kept = withToken(answer, token)
    const { memory } = this.state
    this.state = { ...this.state, token, memory: memory && { ...memory, answer: Buffer.from(kept).toString('hex') } }
    return kept
  }

  /** The operator gives another token: a person has to type it. */
  changeToken(): void {
    this.state = { ...this.state, token: nextToken(this.state.token) }
  }

  block(notice: string | undefined): void {
    this.state = { ...this.state, blocked: notice }
  }
}

export function withToken(frame: Uint8Array, token: number): Uint8Array {
  const copy = Uint8Array.from(frame)
  new DataView(copy.buffer).setUint32(TOKEN_AT, token, true)
  return copy
}

interface Told {
  readonly service?: { readonly last_document_info?: unknown }
}

function withoutLastDocument(answer: Uint8Array): Uint8Array {
  const { header, message } = frameToJson(answer, 'response')
  const told = message as Told
  if (told.service?.last_document_info === undefined) return answer
  const { last_document_info: _, ...service } = told.service
  return frameFromJson({ header, message: { ...told, service } }, 'response')
}
