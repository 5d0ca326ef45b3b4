// What a document costs as the day grows: the 5,000th sale of a shift against the 50th, and an X report at its end. Two
// registers sell in turn, one late in its shift and one early, so that whatever else the machine does meets both alike.
// The accumulators are the real ones on a real disk, the OFD answers at once, the printer takes every paper at once.
//   node --import tsx tools/bench-growth.ts [SALES]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Journal } from '../src/accumulator/journal.ts'
import { openLevelJournal, provision } from '../src/accumulator/leveldb-journal.ts'
import type { Log } from '../src/daemon/log.ts'
import { Register } from '../src/daemon/register.ts'
import { figuresOf } from '../src/daemon/shifts.ts'
import { reportLines } from '../src/fiscal/documents/report.ts'
import { operatorOf } from '../src/fiscal/operators.ts'
import type { Circumstances } from '../src/fiscal/register/blocks.ts'
import type { DocumentRequest } from '../src/fiscal/register/decide.ts'
import { reportX } from '../src/fiscal/register/decide-report.ts'
import type { SetupInput } from '../src/fiscal/register/decide-setup.ts'
import { conditionsOf, registrationOf } from '../src/fiscal/register/message.ts'
import { frameFromJson, frameToJson } from '../src/fiscal/wire/frame-json.ts'
import { systemClock as clock } from '../src/hw/clock.ts'
import type { OfdPort } from '../src/hw/ports.ts'

const SALES = Number(process.argv[2] ?? 5000)
/** Sales on either side of the one that is looked at: one alone says little. */
const AROUND = 45
const REPORTS = 9
const AIM_GROWTH = 1.2
const AIM_X = 50

const quiet = (): void => undefined
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet, fatal: quiet }
const operator = { code: 7, name: 'Айгүл' }

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

function circumstances(): Circumstances {
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

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

async function measured<T>(work: () => T | Promise<T>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** A register of its own, set up and ready to sell. */
class Till {
  readonly journal: Journal
  readonly register: Register
  #sales = 0

  private constructor(journal: Journal, register: Register) {
    this.journal = journal
    this.register = register
  }

  static async open(directory: string): Promise<Till> {
    await provision(directory)
    const journal = await openLevelJournal(directory)
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
}

/** Milliseconds for an X of the open shift: its figures as lines, and with its records and the OFD. */
async function reports({ register }: Till): Promise<{ readonly lines: number; readonly whole: number }> {
  const { state } = register
  const registration = registrationOf(state)
  const letterhead = { registration, conditions: conditionsOf(state, circumstances()) }
  const facts = { letterhead, operator, autonomous: false, copy: false, language: 'kk+ru' } as const
  const lines: number[] = []
  const told: number[] = []
  for (let n = 0; n < REPORTS; n++) {
    const client = { key: `x-${n}`, content: 'x' }
    lines.push(await measured(() => reportLines(reportX(state, circumstances()), facts)))
    told.push(await measured(() => register.dispatch({ type: 'report-x', client, operator })))
  }
  return { lines: median(lines), whole: median(lines) + median(told) }
}

async function main(folder: string): Promise<boolean> {
  const old = await Till.open(join(folder, 'old'))
  const young = await Till.open(join(folder, 'young'))
  for (let n = AROUND; n < SALES; n++) await old.sell()
  for (let n = AROUND; n < 50; n++) await young.sell()
  const early: number[] = []
  const late: number[] = []
  for (let n = 0; n < 2 * AROUND; n++) {
    early.push(await measured(() => young.sell()))
    late.push(await measured(() => old.sell()))
  }
  const x = await reports(old)
  const cashiers = await measured(() => figuresOf(old.journal, old.register.state, undefined))
  await Promise.all([old.journal.close(), young.journal.close()])
  const growth = median(late) / median(early)
  const row = (what: string, figure: string) => console.log(`${what.padEnd(56)}${figure}`)
  row(`sale around the 50th, median of ${2 * AROUND}`, `${median(early).toFixed(2)} ms`)
  row(`sale around the ${SALES}th, median of ${2 * AROUND}`, `${median(late).toFixed(2)} ms`)
  row('growth', `${growth.toFixed(2)} (aim: at most ${AIM_GROWTH})`)
  row(`X at ${SALES} receipts: computed and laid out`, `${x.lines.toFixed(2)} ms`)
  row(`X at ${SALES} receipts: with its records and the OFD`, `${x.whole.toFixed(2)} ms (aim: under ${AIM_X})`)
  row(`by cashiers at ${SALES} receipts`, `${cashiers.toFixed(2)} ms`)
  return growth <= AIM_GROWTH && x.whole < AIM_X
}

const folder = mkdtempSync(join(tmpdir(), 'kkm-growth-'))
try {
  process.exitCode = (await main(folder)) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
