import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runMany } from '../tools/world/many.ts'
import { type Result, run } from '../tools/world/run.ts'

/** Seeds that nobody has looked at one by one, of all classes of faults. */
const FROM = 300_000
const FRESH = 2000

const kept = readFileSync(join(import.meta.dirname, 'seeds.txt'), 'utf8')
  .split('\n')
  .flatMap((line) => (/^\d+/.test(line) ? [Number.parseInt(line, 10)] : []))

const told = ({ faults, seed, violation }: Result): string =>
  `${violation} (npm run sim -- --seeds 1 --from ${seed} --trace; ${faults.join(' ')})`

test('all invariants hold for the seeds that broke one once', async () => {
  assert.ok(kept.length > 0)
  await runMany({ seeds: kept }, (result) => assert.equal(result.violation, undefined, told(result)))
})

test('all invariants hold for 2,000 seeds: crashes, a bad network, a bad or full disk, a bad printer, any people; each old image halts', {
  timeout: 600_000,
}, async (t) => {
  const seeds = Array.from({ length: FRESH }, (_, n) => FROM + n)
  const broken: string[] = []
  let [documents, images] = [0, 0]
  const begun = performance.now()
  await runMany({ seeds }, (result) => {
    documents += result.documents
    if (result.rolledBack) images += 1
    if (result.violation !== undefined) broken.push(told(result))
  })
  t.diagnostic(`old images that the OFD is ahead of: ${images} of ${images} halted`)
  t.diagnostic(`${documents} documents in ${Math.round((performance.now() - begun) / 1000)} s`)
  assert.deepEqual(broken, [])
  assert.ok(documents > 5 * FRESH && images >= 100)
})

test('the same seed is the same world', async () => {
  const [one, again, other] = [await run(7), await run(7), await run(8)]
  assert.equal(one.digest, again.digest)
  await runMany({ seeds: [7] }, ({ digest }) => assert.equal(digest, one.digest))
  assert.notEqual(one.digest, other.digest)
})
