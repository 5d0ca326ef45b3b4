/** Random keys by the thousand: `npm run screen:random -- --sequences 10000 --from 1`; a sequence that fails names its seed. */
import { parseArgs } from 'node:util'
import { run } from './random.ts'

const { values } = parseArgs({
  options: { sequences: { type: 'string', default: '10000' }, from: { type: 'string', default: '1' } },
})

const KEYS = 60
const [from, sequences] = [Number(values.from), Number(values.sequences)]
let [documents, keys, faults] = [0, 0, 0]
const begun = performance.now()
for (let seed = from; seed < from + sequences; seed++) {
  const result = run(seed, KEYS)
  documents += result.documents
  keys += result.keys
  if (result.fault === undefined) continue
  faults += 1
  console.log(result.fault)
}
const seconds = ((performance.now() - begun) / 1000).toFixed(0)
console.log(`${sequences} sequences, ${keys} keys and events, ${documents} documents, ${faults} faults, ${seconds} s`)
process.exitCode = faults > 0 ? 1 : 0
