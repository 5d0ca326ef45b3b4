import type { Journal } from '../src/accumulator/journal.ts'
import { type OpenOptions, openLevelJournal, provision } from '../src/accumulator/leveldb-journal.ts'
import type { Log } from '../src/daemon/log.ts'
import { Register } from '../src/daemon/register.ts'
import { operatorOf } from '../src/fiscal/operators.ts'
import type { Circumstances } from '../src/fiscal/register/blocks.ts'
import type { DocumentRequest } from '../src/fiscal/register/decide.ts'
import type { SetupInput } from '../src/fiscal/register/decide-setup.ts'
import { frameFromJson, frameToJson } from '../src/fiscal/wire/frame-json.ts'
import { systemClock as clock } from '../src/hw/clock.ts'
import type { OfdPort } from '../src/hw/ports.ts'

/*
 * A register that sells as fast as its accumulator takes it: the real core and the real accumulator on a real disk, an OFD
 * that answers at once, a printer that takes every paper.
 */

const quiet = (): void => undefined
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet, fatal: quiet }
export const operator = { code: 7, name: 'Айгүл' }

let sign = 1_000_000_000

/** OK to everything, within the same turn of the event loop. */
const ofd: OfdPort = {
  exchange: async ({ frame }) => {
    const { header, message } = frameToJson(frame, 'request')
    const { command } = message as { readonly command: string }
    sign += 1
    const ticket = command === 'COMMAND_TICKET' ? { ticket: { ticket_number: String(sign) } } : {}
    const answer = { command, result: { result_code: 0 }, ...ticket }
    const bytes = frameFromJson({ header, message: answer }, 'response')
    return { type: 'answer', frame: bytes, link: 'default', doubtful: false, attempts: 1, milliseconds: 0 }
  },
  links: () => [],
  probe: async () => [],
  close: async () => undefined,
}

const signKey = () => '00112233445566778899aabbccddeeff'

export function circumstances(): Circumstances {
  const known = operatorOf('kazakhtelecom')
  if (!known) throw new Error('no such operator')
  const geo = { latitude: 43_238_949, longitude: 76_889_709, source: 'manual' }
  return {
    now: clock.now(),
    conditions: { operator: known, version: '2.0.3', geo, receiptLanguage: 'kk+ru' },
    unprintable: () => undefined,
    autonomous: true,
  }
}

const SETUP: SetupInput = {
  kkmId: 1024,
  token: 305_419_896,
  regNumber: '010102345678',
  serialNumber: 'SWK00412345',
  name: 'ТОО «Әлем Сауда»',
  iinBin: '131240010479',
  address: 'Алматы қ., Абай даңғылы, 10',
}

/** The n-th sale: two items, two sections, cash, card and mobile in turn. */
const sale = (n: number): DocumentRequest => ({
  type: 'ticket',
  request: {
    operation: 'sale',
    items: [
      { name: 'Нан', price: '150.00', quantity: '2', vat: '16' },
      { name: 'Сүт', price: '420.55', section: '2', vat: '10', discount: { percent: '5' } },
    ],
    payments: { [(['cash', 'card', 'mobile'] as const)[n % 3] ?? 'cash']: 'rest' },
  },
})

/** A register of its own, set up and ready to sell. */
export class Till {
  readonly journal: Journal
  readonly register: Register
  #sales: number

  private constructor(journal: Journal, register: Register) {
    this.journal = journal
    this.register = register
    this.#sales = register.state.lastDocumentNumber
  }

  static async open(directory: string, options: OpenOptions = {}): Promise<Till> {
    await provision(directory)
    const journal = await openLevelJournal(directory, options)
    const ports = {
      journal,
      ofd,
      clock,
      log,
      release: 'bench',
      transaction: 5000,
      circumstances,
      signKey,
      print: quiet,
      printMessage: quiet,
    }
    const register = await Register.open(ports)
    if (register.state.registration) {
      // What the power cut in two is asked for again first, as a start of the daemon does.
      await register.resume()
      return new Till(journal, register)
    }
    const pin = { algorithm: 'scrypt', cost: 2, salt: '00', hash: '00' } as const
    const setup = { type: 'setup', input: SETUP } as const
    await register.dispatch(setup, (received) => ({ type: 'setup-answer', received, input: SETUP, pin }))
    return new Till(journal, register)
  }

  /** Look up the key, make the document, note its paper, read it: what the daemon does for one sale. */
  async sell(): Promise<void> {
    const { journal, register } = this
    this.#sales += 1
    const key = `bench-${this.#sales}`
    await journal.byKey(key)
    const client = { key, content: key }
    await register.dispatch({ type: 'document', request: sale(this.#sales), client, operator })
    const subject = { type: 'document', documentNumber: register.state.lastDocumentNumber } as const
    await register.record(() => [{ kind: 'paper', job: this.#sales, subject, copy: false, state: 'confirmed' }])
    await journal.document(subject.documentNumber)
  }

  async closeShift(): Promise<void> {
    const { register } = this
    const key = `close-${register.state.lastShift}`
    const request = { type: 'close', withdraw: false } as const
    await register.dispatch({ type: 'document', request, client: { key, content: key }, operator })
  }
}
