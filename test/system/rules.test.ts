import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Program } from './program.ts'
import { type Act, type Row, type Section, factsOf, readinessOf, rulesPage } from './rules.ts'
import { CASHIER, World } from './world.ts'

/** What the sections of the page show, by their titles. */
const SHOWN: Readonly<Record<string, string>> = {
  '1. What a line costs': '[EK0-fn-04] [EK1-fn-04]',
  '2. VAT': '',
  '3. Discounts and markups': '[EK0-fn-07] [EK1-fn-06]',
  '4. Paying':
    '[EK1-sale-x-2] [EK0-fn-01] [EK1-fn-01] [EK0-sale-s-6] [EK0-sale-x-3] [EK0-sale-x-4] [EK0-sale-x-5] [EK0-sale-x-6]',
  '5. Cash in the drawer': '[EK0-fn-11] [EK1-fn-09] [EK0-in-1] [EK0-out-1] [EK1-in-1] [EK1-out-1] [R1326-25]',
  '6. Purchases from people': '[EK0-set-purchases] [EK0-set-purchases-op]',
  '7. Returns': '[EK0-fn-10] [EK1-fn-08] [EK0-ret-1] [EK1-ret-1] [R1326-14]',
  '8. Receipts of other registers': '[R1326-14] [P203-parent]',
  '9. Before registering, marks, domains, buyers': '[EK0-fn-09] [P203-domain]',
  '10. Who may what, and what an open shift forbids': '[R1326-35.1]',
  '11. Hours': '[R1326-27.6]',
}
/** Its rows need an OFD that can be told to be silent, and a clock that can be moved. */
const HOURS = '11. Hours'

const page = rulesPage()
const sections = page.filter(({ title }) => title !== HOURS)

/** Something to do around the register. */
type Around = (act: Exclude<Act, { type: 'kkm' }>) => Promise<void>

async function ready(world: World): Promise<readonly string[]> {
  return readinessOf((await world.json(['ready'])).answer)
}

async function outcomeOf(world: World, row: Row, around: Around): Promise<readonly string[]> {
  let facts: readonly string[] = []
  for (const act of row.acts) {
    if (act.type === 'kkm') {
      const { answer, exit } = await world.json(act.args, { user: act.user ?? CASHIER.code, input: act.input })
      facts = factsOf(exit, answer)
    } else {
      await around(act)
      facts = await ready(world)
    }
  }
  return facts
}

async function walk(world: World, { rows }: Section, around: Around): Promise<void> {
  for (const row of rows) {
    const facts = await outcomeOf(world, row, around)
    const wrong = row.outcome.filter((statement) => !facts.includes(statement))
    assert.deepEqual(wrong, [], `${row.what}: it came to ${facts.join('; ')}`)
    // Whoever reads a row of a refusal must see that it is one.
    assert.equal(row.outcome[0]?.endsWith(')'), facts[0]?.endsWith(')') ?? false, `${row.what}: ${facts.join('; ')}`)
  }
}

const nothingAround: Around = ({ type }) => Promise.reject(new Error(`no ${type} here`))

/** A world whose OFD is the strict simulator: it recomputes each sum and compares each X and Z with its own ledger. */
async function strictWorld(t: TestContext, version: '2.0.2' | '2.0.3'): Promise<World> {
  const simulator = Program.ours('kkm-sim', ['--ofd', '127.0.0.1:0', '--version', version, '--log'])
  t.after(() => simulator.signal('SIGTERM'))
  const line = await simulator.line((one) => one.includes('listening'))
  const { listening } = JSON.parse(line) as { listening: { ofd: string } }
  return World.ready(t, { version, ofdPort: Number(listening.ofd.split(':')[1]) })
}

for (const version of ['2.0.2', '2.0.3'] as const)
  test(`[R1326-9.1] ${version}: the rules, as docs/rules.md tells them, taken by a strict OFD`, async (t) => {
    const world = await strictWorld(t, version)
    for (const section of sections)
      await t.test(`${SHOWN[section.title]} ${section.title}`.trim(), () => walk(world, section, nothingAround))
  })

test(`${SHOWN[HOURS]} hours of a shift and of autonomous work, as docs/rules.md tells them`, async (t) => {
  const world = await World.ready(t, { transactionSeconds: 1, recoverySeconds: 1, movableClock: true })
  await walk(world, page.find(({ title }) => title === HOURS)!, async (act) => {
    if (act.type === 'time') world.moveClock(act.milliseconds)
    else if (act.silent) await world.ofd.fault('silencex*')
    else {
      await world.ofd.clear()
      while (!(await ready(world)).includes('may sell')) await sleep(100)
    }
  })
})

test('the page of the rules names each section that a test shows, and no row is empty', () => {
  assert.deepEqual(
    page.map(({ title }) => title),
    Object.keys(SHOWN),
  )
  assert.ok(page.every(({ rows }) => rows.length > 0))
  assert.ok(page.flatMap(({ rows }) => rows).length > 100)
})
