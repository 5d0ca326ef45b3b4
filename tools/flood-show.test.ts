import { test } from 'node:test'
import { flooded } from '../test/system/flood.ts'

/* The whole of it: npm run show:flood. KKM_SEED repeats a run. */
const seed = Number(process.env['KKM_SEED'] ?? Date.now() % 1_000_000)

test(`10,000 malformed lines and 10,000 malformed frames while it sells, seed ${seed}`, async (t) => {
  await flooded(t, { lines: 10_000, frames: 10_000, seed, beside: true })
})
