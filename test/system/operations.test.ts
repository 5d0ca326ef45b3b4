import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Program } from './program.ts'
import { ADMIN, CASHIER, World } from './world.ts'

/** One call of `kkm`: who, what, how it ends. Words are cut at blanks; `"…"` holds some together. */
interface Step {
  readonly says: string
  readonly run: string
  readonly input?: object
  readonly by?: number
  readonly exit?: number
  readonly code?: string
  /** Members of the result, or of the refusal's details. */
  readonly gives?: Readonly<Record<string, unknown>>
}

const words = (line: string): string[] => (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))

/** A world whose OFD is the strict simulator: it recomputes each sum and compares each X and Z with its own ledger. */
async function strictWorld(t: TestContext, version: '2.0.2' | '2.0.3'): Promise<World> {
  const simulator = Program.ours('kkm-sim', ['--ofd', '127.0.0.1:0', '--version', version, '--log'])
  t.after(() => simulator.signal('SIGTERM'))
  const line = await simulator.line((one) => one.includes('listening'))
  const { listening } = JSON.parse(line) as { listening: { ofd: string } }
  return World.ready(t, { version, ofdPort: Number(listening.ofd.split(':')[1]) })
}

async function walk(
  world: World,
  { by = CASHIER.code, code, exit, gives = {}, input, run, says }: Step,
): Promise<void> {
  const how = { user: by, ...(input && { input: JSON.stringify(input) }) }
  const { answer, exit: ended } = await world.json([...words(run), ...(input ? ['--input', '-'] : [])], how)
  const told = `${says}: ${run}: ${JSON.stringify(answer)}`
  assert.equal(answer.error?.code, code, told)
  assert.equal(ended, exit ?? (code === undefined ? 0 : 5), told)
  const found: Readonly<Record<string, unknown>> = answer.result ?? answer.error?.details ?? {}
  for (const [name, value] of Object.entries(gives)) assert.deepEqual(found[name], value, `${told}: ${name}`)
}

const MARK = '010487000111222621aB3dE5<GS>93dGVz'

/* A day from the shell. Every document that is taken has passed the strict OFD; every refusal leaves all as it was. */
const CASH: readonly Step[] = [
  { says: 'nothing in the drawer, nothing out', run: 'withdraw 1', code: 'NOT_ENOUGH_CASH', gives: { cash: '0.00' } },
  { says: 'no sum', run: 'deposit 0', code: 'SUM_INVALID' },
  { says: 'a sum below nothing', run: 'deposit -- -5', code: 'SUM_INVALID' },
  { says: 'a tenth of a tiyn', run: 'deposit 1.001', code: 'SUM_INVALID' },
  {
    says: 'a deposit opens the shift',
    run: 'deposit 20000',
    gives: { total: '20000.00', cash: '20000.00', number: 1 },
  },
  { says: 'a comma is one', run: 'withdraw 500,50', gives: { total: '500.50', cash: '19499.50' } },
  { says: 'a tiyn more than there is', run: 'withdraw 19499.51', code: 'NOT_ENOUGH_CASH' },
]

const PURCHASES: readonly Step[] = [
  { says: 'purchases are off', run: 'purchase --item Шыны=40*12.5;unit=166 --cash', code: 'PURCHASES_OFF' },
  { says: 'the owner turns them on', run: 'settings set purchases on', by: ADMIN.code },
  { says: 'more than the drawer holds', run: 'purchase --item Шыны=90000 --cash', code: 'NOT_ENOUGH_CASH' },
  {
    says: 'a purchase takes cash',
    run: 'purchase --key bought --item Шыны=40*12.5;unit=166 --cash',
    gives: { document: 'purchase', total: '500.00' },
  },
  {
    says: 'a purchase does not go back as a sale',
    run: 'sale-return --parent key:bought --whole --cash',
    code: 'PARENT_NOT_RETURNABLE',
  },
  {
    says: 'its return brings the cash again',
    run: 'purchase-return --parent key:bought --line 1*2.5 --cash',
    gives: { document: 'purchase-return', total: '100.00', remaining: [{ line: 1, quantity: '10', sum: '400.00' }] },
  },
]

const RETURNS: readonly Step[] = [
  {
    says: 'a sale with discounts of both kinds, by card',
    run: 'sale --key sold --item Нан=150*2@16;discount=10% --item Сүт=420@10 --discount 30 --card',
    gives: { total: '660.00' },
  },
  { says: 'a return names its receipt', run: 'sale-return --item Сүт=420 --cash', code: 'PARENT_REQUIRED' },
  {
    says: 'a receipt that nobody knows',
    run: 'sale-return --parent no:999 --whole --cash',
    code: 'PARENT_NOT_FOUND',
    exit: 10,
  },
  {
    says: 'a look at a return registers nothing',
    run: 'sale-return --parent key:sold --line 1*1 --cash --preview',
    gives: { total: '129.13', preview: true },
  },
  { says: 'the owner forbids cash for a card', run: 'settings set cash-for-card off', by: ADMIN.code },
  {
    says: 'a card sale in cash, although the owner forbade it',
    run: 'sale-return --parent key:sold --line 1*1 --cash',
    code: 'CASH_FOR_CARD_OFF',
    gives: { maximum: '0.00' },
  },
  { says: 'the owner allows it again', run: 'settings set cash-for-card on', by: ADMIN.code },
  {
    says: 'one loaf of a card sale comes back in cash, by its share',
    run: 'sale-return --key back --parent key:sold --line 1*1 --cash',
    gives: {
      total: '129.13',
      remaining: [
        { line: 1, quantity: '1', sum: '129.13' },
        { line: 2, quantity: '1', sum: '401.74' },
      ],
    },
  },
  {
    says: 'the same key is the same return',
    run: 'sale-return --key back --parent key:sold --line 1*1 --cash',
    gives: { replayed: true, total: '129.13' },
  },
  {
    says: 'the key with another line',
    run: 'sale-return --key back --parent key:sold --line 2 --cash',
    code: 'KEY_CONFLICT',
    exit: 11,
  },
  {
    says: 'two loaves are no more',
    run: 'sale-return --parent key:sold --line 1*2 --cash',
    code: 'RETURN_EXCEEDS_SALE',
    gives: { quantity: '1', sum: '129.13' },
  },
  {
    says: 'a return does not go back',
    run: 'sale-return --parent key:back --whole --cash',
    code: 'PARENT_NOT_RETURNABLE',
  },
  { says: 'the rest, by card', run: 'sale-return --parent key:sold --whole --card', gives: { total: '530.87' } },
  { says: 'nothing is left', run: 'sale-return --parent key:sold --whole --card', code: 'RETURN_EXCEEDS_SALE' },
]

const FOREIGN =
  '--parent-sign 777 --parent-time 2026-11-20T18:05:09 --parent-reg-number 600900000001 --parent-total 275'
const URL = 'http://consumer.oofd.kz?i=778&f=600900000001&s=100.00&t=20261120T180509'

const FOREIGN_RETURNS: readonly Step[] = [
  {
    says: 'a cashier does not take another register’s goods',
    run: `sale-return ${FOREIGN} --item Нан=100 --cash`,
    code: 'NOT_PERMITTED',
    exit: 9,
  },
  {
    says: 'its lines are not known here',
    run: `sale-return ${FOREIGN} --whole --cash`,
    by: 1,
    code: 'PARENT_LINES_UNKNOWN',
  },
  { says: 'a part of it', run: `sale-return ${FOREIGN} --item Нан=100@16 --cash`, by: 1, gives: { total: '100.00' } },
  {
    says: 'over its total',
    run: `sale-return ${FOREIGN} --item Нан=175.01 --cash`,
    by: 1,
    code: 'RETURN_EXCEEDS_SALE',
    gives: { sum: '175.00' },
  },
  {
    says: 'the same paper with another total',
    run: `sale-return ${FOREIGN}0 --item Нан=1 --cash`,
    by: 1,
    code: 'PARENT_MISMATCH',
  },
  {
    says: 'an autonomous receipt by its address',
    run: `sale-return --parent-url "${URL}" --parent-autonomous --item Нан=100 --cash`,
    by: 1,
  },
  {
    says: 'no address',
    run: 'sale-return --parent-url consumer.oofd.kz --item Нан=1 --cash',
    by: 1,
    code: 'PARENT_INVALID',
  },
]

const REST: readonly Step[] = [
  {
    says: 'an item is taken back before registering',
    run: 'sale --key storno --item Нан=150*2@16 --item Сүт=420@10;discount=5% --storno 2 --cash 500',
    gives: { total: '300.00', change: '200.00', vat: [{ rate: '16', sum: '41.38' }] },
  },
  { says: 'there is no item 3', run: 'sale --item Нан=150 --item Шай=5 --storno 3 --cash', code: 'STORNO_INVALID' },
  {
    says: 'as JSON: a storno among the items, and a taxi',
    run: 'sale',
    input: {
      items: [{ name: 'Жол', price: '1500' }, { name: 'Күту', price: '200' }, { storno: 2 }],
      payments: { mobile: 'rest' },
      domain: { type: 'taxi', carNumber: '123ABC02', order: true, currentFee: '1500.00' },
    },
    gives: { total: '1500.00' },
  },
  { says: 'a marked bottle', run: `sale --key bottle --item Су=150;mark=${MARK} --cash` },
  { says: 'cannot be sold twice', run: `sale --item Су=150;mark=${MARK} --cash`, code: 'MARK_SOLD' },
  { says: 'comes back by its mark', run: `sale-return --parent key:bottle --line "1;mark=${MARK}" --cash` },
  { says: 'and is sold again', run: `sale --item Су=150;mark=${MARK} --cash` },
  { says: 'the figures of the strict OFD are ours', run: 'report x' },
  { says: 'and so is the Z', run: 'shift close --withdraw', gives: { cash: '0.00' } },
]

const SALES: readonly Step[] = [
  {
    says: 'a look before registering: no number, no sign',
    run: 'sale --item Нан=150*2@16 --cash 500 --preview',
    gives: { preview: true, registered: false, total: '300.00', change: '200.00', fiscalSign: undefined },
  },
  {
    says: 'the same, registered: the first receipt of the shift',
    run: 'sale --item Нан=150*2@16 --cash 500',
    gives: { registered: true, number: 1, taken: '500.00', change: '200.00', payments: { cash: '300.00' } },
  },
  { says: 'too little', run: 'sale --item Нан=150 --cash 149.99', code: 'PAYMENT_SHORT', gives: { missing: '0.01' } },
  { says: 'a card pays it all', run: 'sale --item Сүт=420@10 --card', gives: { payments: { card: '420.00' } } },
  { says: 'a card is exact', run: 'sale --item Сүт=420 --card 421', code: 'PAYMENT_OVER', gives: { excess: '1.00' } },
  { says: 'a phone pays', run: 'sale --item Шай=1.05@0 --mobile', gives: { payments: { mobile: '1.05' } } },
  {
    says: 'mixed, each part by itself',
    run: 'sale --item Ет=3333.33*0.333 --card 500 --mobile 100 --cash 1000',
    gives: { total: '1110.00', payments: { cash: '510.00', card: '500.00', mobile: '100.00' }, change: '490.00' },
  },
]

/** One part of the day, named by what it shows. */
const DAY: readonly (readonly [title: string, steps: readonly Step[]])[] = [
  ['[EK0-fn-11] [EK1-fn-09] [EK0-in-1] [EK0-out-1] [EK1-in-1] [EK1-out-1] [R1326-25] cash in and out', CASH],
  [
    '[EK1-sale-x-2] [EK0-fn-01] [EK1-fn-01] [EK0-sale-s-6] [EK0-sale-x-3] [EK0-sale-x-4] [EK0-sale-x-5] [EK0-sale-x-6] sales',
    SALES,
  ],
  [
    '[EK0-set-purchases] [EK0-fn-01] [EK1-fn-01] [EK0-fn-10] [EK0-set-purchases-op] purchases, when they are turned on',
    PURCHASES,
  ],
  ['[EK0-fn-10] [EK1-fn-08] [EK0-ret-1] [EK1-ret-1] [R1326-14] returns, with a look before', RETURNS],
  ['[R1326-14] [P203-parent] returns of other registers’ sales', FOREIGN_RETURNS],
  ['[EK0-fn-09] [P203-domain] stornos, domains, marked goods, and reports that agree', REST],
]

for (const version of ['2.0.2', '2.0.3'] as const)
  test(`[R1326-9.1] ${version}: a day of every operation from the shell, taken by a strict OFD`, async (t) => {
    const world = await strictWorld(t, version)
    for (const [title, steps] of DAY)
      await t.test(title, async () => {
        for (const step of steps) await walk(world, step)
      })
  })

test('[R1326-14] of many who give one receipt back at once, one does', async (t) => {
  const world = await strictWorld(t, '2.0.3')
  const client = await world.client(CASHIER)
  await client.result('sale', { key: 'loaf', items: [{ name: 'Нан', price: '150' }], payments: { cash: 'rest' } })
  const tries = await Promise.all(
    Array.from({ length: 5 }, () => world.kkm(words('sale-return --parent key:loaf --whole --cash'), { user: 7 })),
  )
  assert.deepEqual(
    tries.map(({ exit }) => exit ?? -1).toSorted((a, b) => a - b),
    [0, 5, 5, 5, 5],
  )
  const { figures } = await client.result('report.x', {})
  assert.equal((figures as { revenue: string }).revenue, '0.00')
})
