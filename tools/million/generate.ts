import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { deviceKey } from '../../src/accumulator/device-key.ts'
import { openLevelJournal, provision } from '../../src/accumulator/leveldb-journal.ts'
import { hashPin } from '../../src/daemon/pins.ts'
import { Register } from '../../src/daemon/register.ts'
import { operatorOf } from '../../src/fiscal/operators.ts'
import type { Circumstances } from '../../src/fiscal/register/blocks.ts'
import type { DocumentRequest } from '../../src/fiscal/register/decide.ts'
import type { SetupInput } from '../../src/fiscal/register/decide-setup.ts'
import { DAY, type Instant, instant, SECOND } from '../../src/fiscal/time.ts'
import type { OfdPort } from '../../src/hw/ports.ts'
import { okTo } from './ofd.ts'

/*
 * A register's life by its own core, into a real accumulator with its mirror journal: 1,000 documents a shift, receipts of
 * three items, each with the records of its paper. On a file system in memory its synchronous writes cost nothing.
 */

export const PIN = '48151'
export const CASHIER = { code: 7, name: 'Айгүл' }
export const SETUP: SetupInput = {
  kkmId: 1024,
  token: 305_419_896,
  regNumber: '010102345678',
  serialNumber: 'SWK00412345',
  name: 'ТОО «Әлем Сауда»',
  nameKk: '«Әлем Сауда» ЖШС',
  iinBin: '131240010479',
  address: 'г. Алматы, пр. Абая, 10',
  addressKk: 'Алматы қ., Абай даңғылы, 10',
  okved: '47112',
}
const PER_SHIFT = 1000
/** Between two documents: a million of them are 232 days. */
const STEP = 20 * SECOND

const GOODS = [
  'Нан «Ақмарал»',
  'Сүт 2,5 %, 1 л',
  'Шай қара, 250 г',
  'Картоп',
  'Кофе Jacobs Monarch',
  'Батон нарезной',
] as const

/** A receipt of three items; every tenth is paid by card. */
export const receipt = (n: number): DocumentRequest => ({
  type: 'ticket',
  request: {
    operation: 'sale',
    items: [0, 1, 2].map((place) => ({
      name: GOODS[(n + place) % GOODS.length] ?? 'Нан',
      price: `${100 + ((37 * n + place) % 900)}.${String((13 * n) % 100).padStart(2, '0')}`,
      quantity: String(1 + ((n + place) % 3)),
      vat: '16',
    })),
    payments: n % 10 === 0 ? { card: 'rest' } : { cash: 'rest' },
  },
})

const nothing = (): void => undefined
const QUIET = { debug: nothing, info: nothing, warn: nothing, error: nothing, fatal: nothing }

/** Goes on until there are so many documents. @returns documents made in this call */
export async function generate(folder: string, documents: number, progress: (made: number) => void): Promise<number> {
  const state = join(folder, 'state')
  mkdirSync(state, { recursive: true, mode: 0o700 })
  const directory = join(state, 'accumulator')
  await provision(directory)
  const signer = await deviceKey(join(state, 'device.key'))
  const journal = await openLevelJournal(directory, { mirror: join(state, 'journal'), signer })
  const operator = operatorOf('kazakhtelecom')
  if (!operator) throw new Error('no such operator')
  let now: Instant = instant(Date.now() - 300 * DAY)
  const printed: number[] = []
  const circumstances = (): Circumstances => ({
    now,
    conditions: {
      operator,
      version: '2.0.3',
      geo: { latitude: 43_238_949, longitude: 76_889_709, source: 'manual' },
      receiptLanguage: 'kk+ru',
    },
    unprintable: () => undefined,
    autonomous: true,
    // A person has vouched for this clock.
    synchronised: true,
  })
  const ofd: OfdPort = {
    exchange: async ({ frame }) => {
      const answer = { type: 'answer', frame: okTo(frame), link: 'ethernet', doubtful: false } as const
      return { ...answer, attempts: 1, milliseconds: 0 }
    },
    links: () => [],
    probe: async () => [],
    close: async () => undefined,
  }
  const register = await Register.open({
    journal,
    ofd,
    clock: { now: () => now, monotonic: () => performance.now(), sleep: async () => undefined },
    log: QUIET,
    release: 'million',
    transaction: 5000,
    circumstances,
    signKey: () => randomBytes(16).toString('hex'),
    print: (documentNumber) => printed.push(documentNumber),
    printMessage: nothing,
  })
  if (register.state.lastTime > 0) now = register.state.lastTime
  if (!register.state.registration) await setUp(register)
  const before = register.state.lastDocumentNumber
  while (register.state.lastDocumentNumber < documents) {
    const number = register.state.lastDocumentNumber + 1
    now = instant(now + STEP)
    const request: DocumentRequest = number % PER_SHIFT === 0 ? { type: 'close', withdraw: false } : receipt(number)
    const key = `million-${number}`
    const client = { key, content: 'ab'.repeat(32) }
    const { refused } = await register.make({ type: 'document', request, client, operator: CASHIER })
    if (refused) throw new Error(`refused: ${refused.code}`)
    for (const documentNumber of printed.splice(0)) {
      const job = register.state.lastJob + 1
      const subject = { type: 'document', documentNumber } as const
      await register.record(() => [{ kind: 'paper', job, subject, copy: false, state: 'confirmed' }])
    }
    if (number % 10_000 === 0) progress(number)
  }
  // Somebody vouches for the clock, so that a daemon may go on today.
  const last = now
  now = instant(Date.now())
  await register.record(() => [{ kind: 'time-confirmed', by: 1 }])
  now = last
  await register.saveSnapshot()
  await journal.close()
  return register.state.lastDocumentNumber - before
}

async function setUp(register: Register): Promise<void> {
  const pin = await hashPin(PIN, randomBytes(16))
  await register.dispatch({ type: 'setup', input: SETUP }, (received) => ({
    type: 'setup-answer',
    received,
    input: SETUP,
    pin,
  }))
  await register.record(() => [
    { kind: 'device', model: 'KKM-1', serialNumber: SETUP.serialNumber, year: 2026 },
    { kind: 'user', ...CASHIER, role: 'cashier', pin, by: 1 },
  ])
}
