import { setTimeout as sleep } from 'node:timers/promises'
import { CASHIER, generate, PIN } from './generate.ts'
import { Running } from './running.ts'

/*
 * What a register with many documents does in a moment, beside one with few: both run, and sell in turn, so that whatever
 * else the machine does meets both alike.
 */

const WARM_UP = 20
/** Sales of each in a row, and one by one with a pause before each. */
const IN_ROW = 200
const SINGLE = 60
/** Longer than the look at all records waits for the next sale, so that it goes on before each. */
const PAUSE = 400
const SEARCHES = 50

export type Tell = (text: string) => void

const quantile = (all: readonly number[], share: number): number =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? Number.NaN

async function timed<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const from = performance.now()
  const value = await work()
  return [performance.now() - from, value]
}

let sales = 0

/** @returns milliseconds, and the fiscal sign */
async function sell({ client }: Running): Promise<readonly [number, number]> {
  const items = [0, 1, 2].map((n) => ({ name: `Тауар ${n}`, price: '150.00', vat: '16' }))
  const key = `measured-${process.pid}-${sales++}`
  const [took, made] = await timed(() => client.result('sale', { key, items, payments: { cash: 'rest' } }))
  return [took, Number(made['fiscalSign'])]
}

/** Each sells `count` times, in turn. */
async function inTurn(registers: readonly Running[], count: number, pause: number): Promise<readonly number[][]> {
  const took = registers.map((): number[] => [])
  for (let n = 0; n < count; n++)
    for (const [place, register] of registers.entries()) {
      if (pause > 0) await sleep(pause)
      took[place]?.push((await sell(register))[0])
    }
  return took
}

function tellSales(tell: Tell, when: string, [old = [], young]: readonly number[][]): void {
  const ratio = young
    ? `; of the young one p50 ${quantile(young, 0.5).toFixed(2)} ms: ratio ${(quantile(old, 0.5) / quantile(young, 0.5)).toFixed(2)}`
    : ''
  tell(`a sale ${when}: p50 ${quantile(old, 0.5).toFixed(2)} ms, p95 ${quantile(old, 0.95).toFixed(2)} ms${ratio}`)
}

const tellMemory = (tell: Tell, when: string, register: Running): void => {
  const { now, own, peak } = register.memory()
  tell(
    `memory of the daemon ${when}: ${now.toFixed(0)} MiB, of them its own ${own.toFixed(0)}, at most ${peak.toFixed(0)}`,
  )
}

interface Order {
  readonly tell: Tell
  /** That the look at all records is waited for. */
  readonly minutes: number
}

/** @param folders the old one, and a young one to compare it with */
export async function life(folders: readonly string[], port: number, { minutes, tell }: Order): Promise<void> {
  for (const folder of folders) await generate(folder, 0, () => undefined)
  // The old one last: its look at all records is then under way.
  const started: Running[] = []
  for (const folder of folders.toReversed()) started.unshift(await Running.start(folder, port))
  const [old] = started
  if (!old) throw new Error('no register')
  try {
    tell(`ready after ${old.readySeconds.toFixed(2)} s`)
    tellMemory(tell, 'as it is ready', old)
    for (const { client } of started) await client.result('session.open', { user: CASHIER.code, pin: PIN })
    await inTurn(started, WARM_UP, 0)
    const when = () =>
      old.isChecked ? ' (all records were looked through already)' : ' while all records are looked through'
    tellSales(tell, `behind a pause${when()}`, await inTurn(started, SINGLE, PAUSE))
    tellSales(tell, `in a row${when()}`, await inTurn(started, IN_ROW, 0))
    for (let waited = 0; !old.isChecked && waited < 60 * minutes; waited++) await sleep(1000)
    tell(
      old.isChecked
        ? `all records were looked through: ${old.checked}`
        : `all records were not looked through within ${minutes} minutes`,
    )
    tellMemory(tell, 'behind it', old)
    tellSales(tell, `behind a pause${when()}`, await inTurn(started, SINGLE, PAUSE))
    tellSales(tell, `in a row${when()}`, await inTurn(started, IN_ROW, 0))
    await rest(old, tell)
    tellMemory(tell, 'at the end', old)
  } finally {
    await Promise.all(started.map((register) => register.end()))
  }
}

async function rest(register: Running, tell: Tell): Promise<void> {
  const [, sign] = await sell(register)
  const searches: number[] = []
  for (let n = 0; n < SEARCHES; n++)
    searches.push((await timed(() => register.client.result('receipt.show', { ref: `sign:${sign - n}` })))[0])
  tell(`by sign: p50 ${quantile(searches, 0.5).toFixed(2)} ms, at most ${Math.max(...searches).toFixed(2)} ms`)
  const [z] = await timed(() => register.client.result('shift.close', { key: `z-${process.pid}` }))
  tell(`a Z: ${z.toFixed(0)} ms`)
}
