import { test } from 'node:test'
import { flooded } from './flood.ts'

test('1,000 malformed lines and 300 malformed frames while it sells: no restart, no lost or late sale', async (t) => {
  await flooded(t, { lines: 1000, frames: 300, seed: 7 })
})
