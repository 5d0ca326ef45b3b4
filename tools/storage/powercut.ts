// Power cuts at length, as root; Debian packages nbdkit, nbdfuse, e2fsprogs.
//   node --import tsx tools/storage/powercut.ts [CUTS [SEED]]
import { powerCuts } from './cuts.ts'

const [cuts, seed] = [Number(process.argv[2] ?? 20), Number(process.argv[3] ?? 1)]
const { acknowledged, lost } = await powerCuts(cuts, seed, { longest: 2500, told: (line) => console.log(line) })
console.log(`${cuts} power cuts with a volatile cache: ${lost} of ${acknowledged} acknowledged documents lost`)
process.exitCode = lost === 0 ? 0 : 1
