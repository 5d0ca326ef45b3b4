// The corruption matrix at length.
//   node --import tsx tools/storage/corruption.ts [FAULTS [SEED]]
import { matrix, type Verdict } from './matrix.ts'

const AIM_REPAIRED = 0.95
const COLUMNS: readonly Verdict[] = ['repaired', 'harmless', 'loss', 'undetected', 'crash']

const [faults, seed] = [Number(process.argv[2] ?? 2000), Number(process.argv[3] ?? 1)]
const { counts, records } = await matrix(faults, seed, (line) => console.log(line))
console.log(`${faults} faults in ${records} records, seed ${seed}`)
console.log(['fault'.padEnd(20), ...COLUMNS.map((name) => name.padStart(10))].join(' '))
for (const [row, cells] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log([row.padEnd(20), ...COLUMNS.map((name) => String(cells.get(name) ?? 0).padStart(10))].join(' '))
const of = (verdict: Verdict): number => counts.get('all')?.get(verdict) ?? 0
const damaged = of('repaired') + of('loss') + of('undetected') + of('crash')
const share = ((100 * of('repaired')) / damaged).toFixed(2)
console.log(`repaired without loss: ${share} % of ${damaged} (aim: at least 95)`)
process.exitCode = of('undetected') === 0 && of('crash') === 0 && of('repaired') >= AIM_REPAIRED * damaged ? 0 : 1
