/**
 * The register in a simulated world: `npm run sim -- --seeds 1000 --from 1`. A seed that breaks an invariant prints itself
 * and what repeats it; `--trace` prints all that happened in it.
 */
import { parseArgs } from 'node:util'
import { MUTANTS } from './world/mutants.ts'
import { type Options, run } from './world/run.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    mutant: { type: 'string' },
    trace: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})

const from = Number(values.from)
const seeds = Number(values.seeds)
if (!Number.isSafeInteger(from) || !Number.isSafeInteger(seeds) || seeds < 1) throw new Error('--seeds N --from S')
const mutant = values.mutant === undefined ? undefined : MUTANTS.find(({ name }) => name === values.mutant)
if (values.mutant !== undefined && !mutant)
  throw new Error(`no such mutant; there are:\n${MUTANTS.map(({ name }) => name).join('\n')}`)

const options: Options = {
  ...(mutant && { mutant }),
  ...(values.trace && { told: (line: string) => console.log(line) }),
}
let failed = 0
let documents = 0
const began = performance.now()
for (let seed = from; seed < from + seeds; seed++) {
  const result = await run(seed, options)
  documents += result.documents
  if (values.verbose || seeds === 1)
    console.log(`seed ${seed}: ${result.digest}, ${result.documents} documents; ${result.faults.join(' ')}`)
  if (result.violation === undefined) continue
  failed += 1
  console.log(`seed ${seed} FAILED (${result.digest}): ${result.violation}`)
  console.log(`  faults: ${result.faults.join(' ')}`)
  console.log(`  again: npm run sim -- --seeds 1 --from ${seed} --trace${mutant ? ` --mutant "${mutant.name}"` : ''}`)
}
console.log(`${seeds} seeds, ${documents} documents, ${failed} failed, ${Math.round(performance.now() - began)} ms`)
process.exitCode = failed > 0 ? 1 : 0
