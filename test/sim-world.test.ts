import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Result, run } from '../tools/world/run.ts'

/** Seeds that nobody has looked at one by one. */
const FROM = 1000
const FRESH = 1000

const kept = readFileSync(join(import.meta.dirname, 'seeds.txt'), 'utf8')
  .split('\n')
  .flatMap((line) => (/^\d+/.test(line) ? [Number.parseInt(line, 10)] : []))

const told = ({ faults, seed, violation }: Result): string =>
  `${violation} (npm run sim -- --seeds 1 --from ${seed} --trace; ${faults.join(' ')})`

test('all invariants hold for the seeds that broke one once', async () => {
  assert.ok(kept.length > 0)
  for (const seed of kept) {
    const result = await run(seed)
    assert.equal(result.violation, undefined, told(result))
  }
})

test('all invariants hold for a range of seeds: crashes, a bad network, a bad disk, a bad printer, any people', async () => {
  let documents = 0
  for (let seed = FROM; seed < FROM + FRESH; seed++) {
    const result = await run(seed)
    assert.equal(result.violation, undefined, told(result))
    documents += result.documents
  }
  assert.ok(documents > 5 * FRESH)
})

test('the same seed is the same world', async () => {
  const [one, again, other] = [await run(7), await run(7), await run(8)]
  assert.equal(one.digest, again.digest)
  assert.notEqual(one.digest, other.digest)
})
