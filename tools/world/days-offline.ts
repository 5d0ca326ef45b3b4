import { HOUR, MINUTE, SECOND } from '../../src/fiscal/time.ts'
import { insist } from './oracle.ts'
import { People } from './people.ts'
import { setUp, verify } from './run.ts'
import { type Daemon, World } from './world.ts'

export interface Offline {
  /** Made without a link, Z reports included. */
  readonly documents: number
  readonly closings: number
  readonly hours: number
  readonly kills: number
  readonly drained: number
  /** Milliseconds of the virtual clock: of the draining while the daemon ran, of its deaths and starts, of the round trips in it. */
  readonly draining: number
  readonly dead: number
  readonly roundTrips: number
  /** Documents a round trip. */
  readonly share: number
}

const DAYS = 3
/** Less than the 72 hours after which nothing is sold any more. */
const SPAN = DAYS * 24 * HOUR - HOUR

/**
 * The life of a register that has no link for three days and sells all the while.
 * @param documents to be made, the Z reports among them
 * @param killEvery so many delivered documents, while the queue goes out
 * @throws Violation
 */
export async function daysOffline(asked: { readonly documents: number; readonly killEvery: number }): Promise<Offline> {
  const world = new World(1, undefined, undefined, { faults: new Set(), recovery: 2 * MINUTE })
  const people = new People(world)
  await setUp(world)
  world.isDark = true
  const begun = world.time.now
  const made = await sell(world, people, asked.documents)
  const hours = (world.time.now - begun) / HOUR
  insist(world.oracle.queue.length === made.documents, 'I2', 'not everything waits')
  world.isDark = false
  const drained = await drain(world, asked.killEvery)
  await world.pass(10 * MINUTE)
  await verify(world)
  return { ...made, ...drained, hours, drained: made.documents }
}

function living(world: World): Daemon {
  const { daemon } = world
  if (!daemon) throw new Error('the daemon is not there')
  return daemon
}

async function sell(world: World, people: People, documents: number) {
  const pace = Math.floor(SPAN / documents)
  const begun = world.time.now
  let closings = 0
  for (let number = 1; number <= documents; number++) {
    const isClose = number % Math.floor(documents / DAYS) === 0
    if (isClose) closings += 1
    const key = `offline-${number}`
    const wish = isClose
      ? { key, content: key, request: async () => ({ type: 'close', withdraw: false }) as const }
      : people.sale(key, 1 + (number % 5000))
    let isMade = false
    world.guard(living(world).life, async () => {
      await people.ask(living(world), wish)
      isMade = true
    })
    insist(await world.pass(MINUTE, () => isMade), 'I15', `${key} is not made within a minute`)
    // What the making took is not added: a day of thousands would pass its 24 hours.
    await world.pass(Math.max(0, begun + number * pace - world.time.now))
  }
  return { documents, closings }
}

async function drain(world: World, killEvery: number) {
  const waiting = world.oracle.queue.length
  let [kills, dead, elsewhere] = [0, 0, 0]
  // The recovery interval runs before the queue goes out.
  await world.pass(3 * MINUTE, () => world.oracle.queue.length < waiting)
  const begun = world.time.now
  const before = world.onTheLine
  for (let left = world.oracle.queue.length; left > 0; left = world.oracle.queue.length) {
    const until = Math.max(0, left - killEvery)
    const isThere = () => world.oracle.queue.length <= until
    insist(await world.pass(killEvery * 10 * SECOND, isThere), 'I14', `the queue stays at ${world.oracle.queue.length}`)
    if (until === 0) break
    const [died, lineThen] = [world.time.now, world.onTheLine]
    world.kill()
    world.start()
    kills += 1
    insist(await world.pass(MINUTE, () => world.daemon?.started() ?? false), 'I14', 'the start does not end')
    // The start asks for the fate of the head; the recovery interval runs before the queue goes on.
    await world.pass(3 * MINUTE, () => world.oracle.queue.length < until - 1)
    dead += world.time.now - died
    elsewhere += world.onTheLine - lineThen
  }
  const draining = world.time.now - begun - dead
  const roundTrips = world.onTheLine - before - elsewhere
  return { kills, draining, dead, roundTrips, share: roundTrips / draining }
}
