import assert from 'node:assert/strict'
import { readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ADMIN, CASHIER, World } from './world.ts'

export const SALE = { items: [{ name: 'Нан', price: '150', vat: '16' }], payments: { cash: '200' } }
export const TECHNICIAN = { code: 9, pin: '97531' }
export const TOGETHER = ['--reason', 'SD card', '--second-user', '1']

/** A register that has sold, with a technician; the daemon does not run. */
export async function sold(t: TestContext, sales: number): Promise<World> {
  const world = await World.ready(t)
  world.secret('pin-9', TECHNICIAN.pin)
  const admin = await world.client(ADMIN)
  await admin.result('user.add', { code: 9, name: 'Ержан', role: 'technician', pin: TECHNICIAN.pin })
  const cashier = await world.client(CASHIER)
  for (let n = 1; n <= sales; n++) await cashier.result('sale', { ...SALE, key: `k-${n}` })
  await world.stop()
  return world
}

export const accumulator = (world: World): string => join(world.folder, 'state', 'accumulator')
export const journal = (world: World): string => join(world.folder, 'state', 'journal')

/** Cuts the largest log of LevelDB. */
export function cutLog(world: World, part: number): void {
  const logs = readdirSync(accumulator(world)).filter((name) => name.endsWith('.log'))
  for (const name of logs) {
    const path = join(accumulator(world), name)
    truncateSync(path, Math.floor(statSync(path).size * part))
  }
}

export function together(world: World, act: string) {
  const pin = join(world.folder, 'secrets', 'pin-1')
  return world.json(['storage', act, ...TOGETHER, '--second-pin-file', pin, '--yes'], { user: 9 })
}

export async function untilReady(world: World): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const { exit } = await world.kkm(['ready'])
    if (exit === 0) return
    await sleep(50)
  }
  assert.fail(`not ready again: ${world.daemon.err}`)
}

export const blocksOf = async (world: World): Promise<readonly string[]> => {
  const { answer } = await world.json(['ready'])
  const blocks = (answer.error?.details['blocks'] ?? []) as readonly { readonly code: string }[]
  return blocks.map(({ code }) => code)
}

export async function untilBlocked(world: World, code: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await blocksOf(world)).includes(code)) return
    await sleep(50)
  }
  assert.fail(`never blocked by ${code}: ${String(await blocksOf(world))}`)
}
