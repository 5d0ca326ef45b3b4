/**
 * The register in a simulated world: `npm run sim -- --seeds 1000 --from 1`, on all cores unless `--workers` says how many. A seed that breaks an invariant prints itself
 * and what repeats it; `--trace` prints all that happened in it.
 */
import { parseArgs } from 'node:util'
import { MUTANTS } from './world/mutants.ts'
import { runMany } from './world/many.ts'
import { type Result, run } from './world/run.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    mutant: { type: 'string' },
    workers: { type: 'string' },
    trace: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})

const from = Number(values.from)
const seeds = Number(values.seeds)
if (!Number.isSafeInteger(from) || !Number.isSafeInteger(seeds) || seeds < 1) throw new Error('--seeds N --from S')
const workers = values.workers === undefined ? {} : { workers: Number(values.workers) }
const mutant = values.mutant === undefined ? undefined : MUTANTS.find(({ name }) => name === values.mutant)
if (values.mutant !== undefined && !mutant)
  throw new Error(`no such mutant; there are:\n${MUTANTS.map(({ name }) => name).join('\n')}`)

let failed = 0
let documents = 0
const images = { behind: 0, halted: 0 }
const began = performance.now()

function told({ digest, faults, seed, violation, ...result }: Result): void {
  documents += result.documents
  if (result.rolledBack) {
    images.behind += 1
    if (violation === undefined) images.halted += 1
  }
  if (values.verbose || seeds === 1)
    console.log(`seed ${seed}: ${digest}, ${result.documents} documents; ${faults.join(' ')}`)
  if (violation === undefined) return
  failed += 1
  console.log(`seed ${seed} FAILED (${digest}): ${violation}`)
  console.log(`  faults: ${faults.join(' ')}`)
  console.log(`  again: npm run sim -- --seeds 1 --from ${seed} --trace${mutant ? ` --mutant "${mutant.name}"` : ''}`)
}

const asked = Array.from({ length: seeds }, (_, n) => from + n)
if (values.trace || seeds === 1) {
  const trace = values.trace && { told: (line: string) => console.log(line) }
  for (const seed of asked) told(await run(seed, { ...(mutant && { mutant }), ...trace }))
} else await runMany({ seeds: asked, ...(mutant && { mutant: mutant.name }), ...workers }, told)

console.log(`old images that the OFD was ahead of: ${images.halted} of ${images.behind} halted`)
const { system, user } = process.cpuUsage()
console.log(
  `${seeds} seeds, ${documents} documents, ${failed} failed, ${Math.round(performance.now() - began)} ms, ` +
    `${((user + system) / 1_000_000).toFixed(1)} s of the processor`,
)
process.exitCode = failed > 0 ? 1 : 0
