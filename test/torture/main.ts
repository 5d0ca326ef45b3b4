/** `npm run torture -- --kills 500 --seed 1`: the whole; prints every kill and what was compared in the end. */
import { parseArgs } from 'node:util'
import { torture } from './torture.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    version: { type: 'string', default: '2.0.3' },
    quiet: { type: 'boolean', default: false },
  },
})
const kills = Number(values.kills)
const seed = Number(values.seed)
if (!Number.isSafeInteger(kills) || kills < 1 || !Number.isSafeInteger(seed)) throw new Error('--kills N --seed S')
const { version } = values
if (version !== '2.0.2' && version !== '2.0.3') throw new Error('--version 2.0.2 or 2.0.3')

const ends: (() => unknown)[] = []
try {
  const report = await torture(
    { after: (end?: unknown) => void ends.push(end as () => unknown) },
    { kills, seed, version, told: (line) => values.quiet || console.log(line) },
  )
  console.log(JSON.stringify(report.by))
  console.log(
    `${report.kills} kills, ${report.documents} documents: at the OFD, in the accumulator and on paper each once and in ` +
      `order (${report.copies} marked copies), ${Math.round(report.seconds)} s`,
  )
} finally {
  for (const end of ends) await end()
}
