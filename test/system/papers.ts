import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PrintedReceipt, SimulatedPrinter } from '../../src/sim/printer/server.ts'
import type { Client } from './client.ts'
import type { World } from './world.ts'

/** Longest time for one receipt with all that befalls it. */
const PATIENCE = 90_000
/** Longer than a receipt of this trade with its questions: some faults come behind it. */
const BYTES = 1500

const MENDED = ['paper-out', 'cover-open', 'stall'] as const
const BROKEN = ['die', 'reset'] as const
/** Each takes the patience of the daemon: rare. */
const SLOW = ['status-lost', 'silent', 'nonsense'] as const

/** A small generator with a seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface Shop {
  readonly world: World
  readonly printer: SimulatedPrinter
  readonly cashier: Client
  readonly senior: Client
}

/** How a receipt ended, and what it took. */
export interface Ended {
  readonly documentNumber: number
  readonly fault: string
  readonly copies: number
}

interface Answer {
  readonly documentNumber: number
  readonly paper: { readonly state: string; readonly job?: number }
}

/** Sells one receipt while the printer has a fault at some byte of it, and sees it through: confirmed, or a marked copy confirmed. */
export async function sellThrough(shop: Shop, key: string, random: () => number, slow: number): Promise<Ended> {
  const { cashier, printer } = shop
  const fault = faultOf(random, slow)
  const until = performance.now() + PATIENCE
  printer.setFault(fault)
  const isMended = MENDED.some((kind) => fault.startsWith(kind))
  const mend = setTimeout(() => printer.setFault(undefined), isMended ? 100 + random() * 900 : 40_000)
  const sale = { items: [{ name: 'Нан', price: '150', vat: '16' }], payments: { card: '150' }, key, wait: 30 }
  let answer: Answer | undefined
  while (!answer) {
    if (performance.now() > until) throw new Error(`${key}, ${fault}: not sold in time`)
    const called = await cashier.call('sale', sale)
    if (called.ok) answer = called.result as unknown as Answer
    else if (!called.error.code.startsWith('PRINTER_')) throw new Error(`${key}, ${fault}: ${called.error.code}`)
    else {
      // It was found before the sale was: that is refused, and comes later.
      printer.setFault(undefined)
      await sleep(100)
    }
  }
  clearTimeout(mend)
  printer.setFault(undefined)
  const copies = await seenThrough(shop, key, answer, until)
  return { documentNumber: answer.documentNumber, fault, copies }
}

function faultOf(random: () => number, slow: number): string {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const kind = random() < slow ? pick(SLOW) : pick([...MENDED, ...BROKEN])
  return `${kind}@+${Math.floor(random() * BYTES)}`
}

/** @returns how many copies it took */
async function seenThrough({ cashier, senior }: Shop, key: string, sold: Answer, until: number): Promise<number> {
  let copies = 0
  let { job, state } = sold.paper
  while (state !== 'confirmed') {
    if (performance.now() > until) throw new Error(`${key}: its paper is ${state}`)
    if (state === 'uncertain' && job !== undefined) {
      const resolved = await senior.result('printer.resolve', { job, cameOut: 'no' })
      job = Number(resolved['copy'])
      copies += 1
    }
    await sleep(30)
    const jobs = (await cashier.result('printer.jobs'))['jobs'] as readonly { job: number; state: string }[]
    state = jobs.find((one) => one.job === job)?.state ?? 'lost'
  }
  return copies
}

const numberOf = ({ text }: PrintedReceipt): number => Number(/Құжат\/Документ № (\d+)/.exec(text.join('\n'))?.[1])
const isCopy = ({ text }: PrintedReceipt): boolean => /КӨШІРМЕ|КОПИЯ/i.test(text.join('\n'))
/** Its last line is there: it is no torn piece. */
const isWhole = ({ cut, text }: PrintedReceipt): boolean => cut && text.some((row) => row.includes('ЗНМ: SWK'))

/** What the papers on the floor say against the receipts that were sold; empty: nothing. */
export function faultsOfPapers(printer: SimulatedPrinter, sold: readonly Ended[]): string[] {
  const whole = printer.receipts.filter(isWhole)
  return sold.flatMap(({ copies, documentNumber, fault }) => {
    const own = whole.filter((paper) => numberOf(paper) === documentNumber)
    const originals = own.filter((paper) => !isCopy(paper)).length
    return [
      ...(originals > 1 ? [`document ${documentNumber}, ${fault}: ${originals} unmarked papers`] : []),
      ...(own.length === 0 ? [`document ${documentNumber}, ${fault}: no paper`] : []),
      ...(copies === 0 && originals !== 1 ? [`document ${documentNumber}, ${fault}: confirmed without a paper`] : []),
    ]
  })
}

/** Resident memory of a process in MiB. */
export function memoryOf(pid: number | undefined): number {
  const [, kib = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kib) / 1024
}
