/**
 * Random keys by the thousand at a real daemon: `npm run screen:random-daemon -- --sequences 10000 --from 1`. At the end the
 * documents of the strict OFD are compared with those that were confirmed on the screen; a fault names its seed.
 */
import { parseArgs } from 'node:util'
import { RandomHands } from './real.ts'

const { values } = parseArgs({
  options: { sequences: { type: 'string', default: '10000' }, from: { type: 'string', default: '1' } },
})

const [from, sequences] = [Number(values.from), Number(values.sequences)]
const step = Math.max(1, Math.floor(sequences / 10))
const ends: (() => unknown)[] = []
const begun = performance.now()
const seconds = (): string => ((performance.now() - begun) / 1000).toFixed(0)
try {
  const hands = await RandomHands.open({ after: (work: () => unknown) => void ends.push(work) })
  for (let seed = from; seed < from + sequences; seed++) {
    await hands.sequence(seed)
    if ((seed - from + 1) % step > 0) continue
    const { documents } = await hands.compare()
    console.log(`${seed - from + 1} sequences, ${documents} documents, ${seconds()} s`)
  }
  const { confirmed, documents, keys } = await hands.compare()
  console.log(
    `${sequences} sequences, ${keys} keys and scans, ${confirmed} confirmed, ${documents} documents at the OFD, each of them confirmed, ${seconds()} s`,
  )
} finally {
  for (const end of ends.toReversed()) await end()
}
