import { evolve } from '../../src/fiscal/register/evolve.ts'
import { factsOf } from '../../src/fiscal/register/facts.ts'
import { type State, emptyState } from '../../src/fiscal/register/state.ts'
import { toJson } from '../../src/fiscal/json.ts'
import { HOUR, MINUTE } from '../../src/fiscal/time.ts'
import type { PinHash } from '../../src/fiscal/register/event-records.ts'
import type { FaultClass } from './chance.ts'
import type { Mutant } from './mutants.ts'
import { FIRST_TOKEN, SETTINGS } from './operator.ts'
import { Violation, insist } from './oracle.ts'
import { People } from './people.ts'
import { type Daemon, RECOVERY, TRANSACTION, World } from './world.ts'

export interface Result {
  readonly seed: number
  readonly faults: readonly FaultClass[]
  /** The same seed and the same code: the same digest. */
  readonly digest: string
  readonly documents: number
  /** An old image took the disk's place, and the OFD knew more than it. */
  readonly rolledBack: boolean
  /** Undefined: all invariants held. */
  readonly violation?: string
}

export interface Options {
  readonly mutant?: Mutant
  /** Hears every line of the trace. */
  readonly told?: (line: string) => void
}

const PIN: PinHash = { algorithm: 'scrypt', cost: 2, salt: '00', hash: '00' }
const THINGS = 36

/** The life of one register under one seed, from its set-up to the end after all has healed. */
export async function run(seed: number, { mutant, told }: Options = {}): Promise<Result> {
  const world = new World(seed, mutant, told)
  let violation: string | undefined
  try {
    await live(world)
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    violation = error.message
    world.trace(violation)
  } finally {
    // What is still under way belongs to a world that is over.
    world.kill()
  }
  return {
    seed,
    faults: [...world.faults],
    digest: world.digest(),
    documents: world.oracle.lastDocument,
    rolledBack: world.isRolledBack,
    ...(violation !== undefined && { violation }),
  }
}

async function live(world: World): Promise<void> {
  const people = new People(world)
  await setUp(world)
  world.raging = true
  let imageAt: number | undefined
  for (let thing = 0; thing < THINGS; thing++) {
    await world.pass(people.pause())
    if (thing === Math.floor(THINGS / 2)) imageAt = world.disk.batches
    people.happen()
  }
  if (world.faults.has('old-image') && imageAt !== undefined) return oldImage(world, people, imageAt)
  await heal(world, people)
  await lastDay(world, people)
  await verify(world)
}

/** From nothing to a register that can sell. */
export async function setUp(world: World): Promise<void> {
  world.start()
  insist(await world.pass(MINUTE, () => world.daemon?.started() ?? false), 'start', 'the first start does not end')
  const { kkmId, regNumber, serialNumber } = SETTINGS.kkm
  const input = { kkmId, regNumber, serialNumber, token: FIRST_TOKEN }
  const { life, register } = living(world)
  world.guard(life, () =>
    register.dispatch({ type: 'setup', input }, (received) => ({ type: 'setup-answer', received, input, pin: PIN })),
  )
  insist(await world.pass(MINUTE, () => register.state.registration !== undefined), 'set-up', 'it does not end')
}

function living(world: World): Daemon {
  const { daemon } = world
  if (!daemon) throw new Violation('the daemon is not there')
  return daemon
}

function calm(world: World): void {
  world.raging = false
  world.isOutOfPaper = false
  world.isDark = false
  world.clockOffset = 0
  if (world.faults.has('disk-full')) world.space.change(world.time.now)
  world.operator.block(undefined)
}

/** The faults end: whoever is called comes, and the queue empties (I14). */
async function heal(world: World, people: People): Promise<void> {
  calm(world)
  world.trace('the faults end')
  world.start()
  await world.pass(5 * MINUTE, () => world.daemon?.started() ?? false)
  const length = living(world).register.state.queue.length
  const blocked = living(world).register.blocks().length > 0
  const isQuiet = (): boolean => {
    const { state } = living(world).register
    return state.queue.length === 0 && !state.inFlight && !state.attempt
  }
  if (!blocked) await world.pass((length + 2) * TRANSACTION + 2 * RECOVERY, isQuiet)
  if (!blocked && living(world).register.blocks().length === 0)
    insist(isQuiet(), 'I14', `a queue of ${length} has not emptied: ${standing(living(world).register.state)}`)
  let told = false
  for (let call = 0; call < 30; call++) {
    const daemon = living(world)
    const [block] = daemon.register.blocks()
    if (!block && isQuiet()) {
      if (told) return
      // What nobody has asked the OFD about comes to light now.
      told = true
      world.guard(daemon.life, () => daemon.register.dispatch({ type: 'contact', ask: 'info' }))
    } else world.guard(daemon.life, () => (call < 20 ? people.mend(daemon) : people.giveUp(daemon)))
    // A clock that was ahead is waited for.
    await world.pass(block?.code === 'CLOCK_BEHIND' ? 12 * HOUR : MINUTE)
  }
  const { register } = living(world)
  const blocks = register.blocks().map(({ code }) => code)
  throw new Violation(`I14: nothing heals it: ${blocks.join(' ')} ${standing(register.state)}`)
}

const standing = ({ attempt, inFlight, queue }: State): string =>
  `queue ${queue.map(({ documentNumber, inFlight: own }) => `${documentNumber}${own ? '!' : ''}`).join(' ')}; in flight ${inFlight?.command ?? 'nothing'}; attempt ${attempt?.document.documentNumber ?? 'none'}`

/** All goes well: every wish is asked for again, every paper comes out. */
async function lastDay(world: World, people: People): Promise<void> {
  const daemon = living(world)
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    let ended = false
    world.guard(daemon.life, async () => {
      await work()
      ended = true
    })
    insist(await world.pass(5 * MINUTE, () => ended), 'I14', 'after the healing something does not end')
  }
  for (const wish of people.wishes) if (world.oracle.confirmed.has(wish.key)) await act(() => people.ask(daemon, wish))
  await lastShift(world, people, daemon, act)
  await world.pass(2 * MINUTE)
  await act(() => people.copies(daemon))
  await world.pass(10 * MINUTE)
}

/** A sale goes online, X and Z agree with the OFD. */
async function lastShift(
  world: World,
  people: People,
  daemon: Daemon,
  act: (work: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const wish = (name: string, request: Parameters<People['ask']>[1]['request']) => ({
    key: name,
    content: name,
    request,
  })
  const sell = wish('last-sale', async () => ({
    type: 'ticket',
    request: { operation: 'sale', items: [{ name: 'Сүт', price: '700.00', vat: '16' }], payments: { cash: 'rest' } },
  }))
  const close = wish('last-close', async () => ({ type: 'close', withdraw: false }))
  await act(() => people.ask(daemon, sell))
  // The OFD counts the 24 hours from the making of the first document, we from its completion, which may be much later.
  if (daemon.register.state.blocks.SHIFT_TOO_LONG) {
    await act(() =>
      people.ask(
        daemon,
        wish('early-close', async () => ({ type: 'close', withdraw: false })),
      ),
    )
    await act(() => people.ask(daemon, sell))
  }
  await act(() => people.reportX(daemon))
  await act(() => people.ask(daemon, close))
  await act(() => daemon.register.dispatch({ type: 'contact', ask: 'info' }))
  for (const { key } of [sell, close]) {
    const made = world.oracle.confirmed.get(key)
    insist(made !== undefined, 'I14', `${key} is not made on a quiet day`)
    insist(
      world.oracle.outcomes.get(made?.documentNumber ?? 0)?.result === 'accepted',
      'I14',
      `${key} did not go online`,
    )
  }
}

/** What must hold in the end: ledger, records, papers and what people were told. */
export async function verify(world: World): Promise<void> {
  const { disk, operator, oracle, sheets } = world
  const { register } = living(world)
  const ours = oracle.counting.filter((number) => !oracle.withdrawn.has(number)).join(' ')
  const theirs = operator.taken.join(' ')
  insist(ours === theirs, 'I1', `counted ${ours}; the OFD took ${theirs}`)
  for (const number of oracle.counting) {
    const own = sheets.filter(({ documentNumber }) => documentNumber === number)
    insist(own.filter(({ copy }) => !copy).length <= 1, 'I5', `two originals of document ${number}`)
    insist(
      own.some(({ whole }) => whole),
      'I5',
      `no paper of document ${number}`,
    )
  }
  const holders = new Map<string, number>()
  for (const number of oracle.counting) {
    const facts = factsOf(disk.document(number))
    insist(facts?.outcome !== undefined, 'I7', `document ${number} is not in the journal`)
    const key = facts?.attempt.client.key ?? ''
    insist(!holders.has(key), 'I7', `documents ${holders.get(key)} and ${number} are of one key ${key}`)
    holders.set(key, number)
  }
  for (const [key, told] of oracle.confirmed) {
    const facts = factsOf(disk.document(told.documentNumber))
    const outcome = facts?.outcome
    insist(outcome !== undefined && outcome.result !== 'refused', 'I7', `${key} was confirmed and is missing`)
    const sign = outcome && 'sign' in outcome ? String(outcome.sign) : undefined
    insist(sign === told.sign, 'I7', `${key} was confirmed with sign ${told.sign}, it has ${sign}`)
  }
  await verifyFold(world)
  await verifyCounters(world, register.state)
}

/** The OFD counts what we count; where two people took something out it counts that less, and we say so. */
async function verifyCounters({ disk, operator, oracle }: World, { counters, difference }: State): Promise<void> {
  const kinds = ['purchase', 'purchase-return', 'sale', 'sale-return'] as const
  const apart = new Map<string, bigint>()
  for (const number of oracle.withdrawn) {
    const document = factsOf(disk.document(number))?.attempt.document
    if (document?.type !== 'ticket') continue
    const { operation, total } = document.ticket
    apart.set(operation, (apart.get(operation) ?? 0n) + total)
  }
  for (const [code, kind] of kinds.entries()) {
    const theirs = operator.state.sums[`non_nullable_sums.${code}`] ?? 0n
    const ours = counters.nonNullable[kind]
    insist(theirs + (apart.get(kind) ?? 0n) === ours, 'counters', `${kind}: ${ours} here, ${theirs} at the OFD`)
  }
  const isApart = apart.size > 0
  insist((difference !== undefined) === isApart, 'counters', `they are not the OFD’s: ${toJson(difference)}`)
  if (!isApart) insist(operator.state.sums['cash_sum'] === counters.cash, 'counters', 'cash is not the OFD’s')
}

/** The state is the fold of the records, and of nothing else (I11). */
async function verifyFold(world: World): Promise<void> {
  const { register } = living(world)
  const fold = world.mutant?.core?.({ decide: undefined as never, evolve }, () => undefined).evolve ?? evolve
  let state = emptyState()
  for await (const sealed of world.disk.journal.replay({ fiscal: 0n, events: 0n })) {
    state = fold(state, sealed)
    if (sealed.chain === 'fiscal') state = { ...state, head: sealed.hash }
  }
  insist(toJson(state) === toJson({ ...register.state }), 'I11', 'the records folded again are another state')
}

/** The disk of days ago takes the place of today's: the OFD knows better, and the register must notice. */
async function oldImage(world: World, people: People, batches: number): Promise<void> {
  calm(world)
  world.kill()
  await world.disk.cutTo(batches)
  const theirs = Number(world.operator.state.lastDocument?.number ?? 0)
  world.oracle.forget(theirs)
  await replayInto(world)
  const ours = world.oracle.lastDocument
  world.isRolledBack = theirs > ours
  world.start()
  await world.pass(3 * MINUTE, () => world.daemon?.started() ?? false)
  for (let call = 0; call < 10; call++) {
    const daemon = living(world)
    if (daemon.register.state.blocks.ROLLBACK) return
    world.guard(daemon.life, () => people.mend(daemon))
    await world.pass(MINUTE)
  }
  insist(theirs <= ours, 'ROLLBACK', `the OFD has document ${theirs}, ours is ${ours}, and nobody noticed`)
}

async function replayInto(world: World): Promise<void> {
  for await (const stamped of world.disk.journal.replay({ fiscal: 0n, events: 0n }))
    world.oracle.appended([{ stamped, totals: '' }])
}
