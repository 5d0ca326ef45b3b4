import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { digestsOf, GOLDEN, writePack } from '../test/verifier/pack.ts'

/*
 * Writes the tamper pack: sound exports, tampered ones, and `pack.json` with what is wrong with each; compares its files with
 * the golden digests; then the real `kkm journal verify` and the reader in Python look at all of them.
 *   npm run tamper-pack -- --out FOLDER [--golden]        --golden writes the digests anew
 */

const { values } = parseArgs({ options: { out: { type: 'string' }, golden: { type: 'boolean', default: false } } })
const out = values.out
if (out === undefined) throw new Error('npm run tamper-pack -- --out FOLDER')

const cases = await writePack(out)
const digests = digestsOf(out)
if (values.golden) writeFileSync(GOLDEN, digests)
const isGolden = digests === readFileSync(GOLDEN, 'utf8')
console.log(
  isGolden ? 'the files are those of test/verifier/pack.sha256' : 'OTHER FILES than those of test/verifier/pack.sha256',
)

const kkm = join(import.meta.dirname, '../bin/kkm')
let wrong = 0
for (const { checksum, fault, folder, key } of cases) {
  const told = [
    ...(checksum === undefined ? [] : ['--checksum', checksum]),
    ...(key === undefined ? [] : ['--key', key]),
  ]
  const { status, stdout } = spawnSync(kkm, ['--json', 'journal', 'verify', join(out, folder), ...told], {
    encoding: 'utf8',
  })
  const found = (JSON.parse(stdout) as { error?: { details: { fault?: string } } }).error?.details.fault
  if (status === (fault === undefined ? 0 : 12) && found === fault) continue
  wrong += 1
  console.log(`${folder}: expected ${fault ?? 'nothing'}, found ${found ?? 'nothing'} (exit ${status})`)
}
const sound = cases.filter(({ fault }) => fault === undefined).length
console.log(`kkm: ${sound} sound, ${cases.length - sound} tampered: ${wrong} told wrongly`)
const reader = join(import.meta.dirname, '../test/accumulator/reader.py')
const python = spawnSync('python3', [reader, '--pack', out], { encoding: 'utf8' })
process.stdout.write(`python: ${python.stdout}${python.stderr}`)
process.exit(wrong === 0 && isGolden && python.status === 0 ? 0 : 1)
