import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { TEST_SIGNER } from '../test/accumulator/test-key.ts'
import { filesOf, writeExport } from '../test/verifier/exports.ts'
import { live, SCENARIOS, type Transition } from '../test/verifier/scenarios.ts'
import { TAMPERS } from '../test/verifier/tampers.ts'

/*
 * Writes the tamper pack: sound exports, tampered ones, and `pack.json` with what is wrong with each; then the real
 * `kkm journal verify` looks at all of them.
 *   npm run tamper-pack -- --out FOLDER
 */

const { values } = parseArgs({ options: { out: { type: 'string' } } })
const out = values.out
if (out === undefined) throw new Error('npm run tamper-pack -- --out FOLDER')

interface Case {
  readonly folder: string
  readonly scenario: string
  readonly does: string
  readonly fault: string | undefined
  readonly checksum?: string | undefined
  readonly key?: string | undefined
}

const days = new Map<string, readonly Transition[]>()
for (const name of Object.keys(SCENARIOS)) days.set(name, await live(name))
const names = [...days.keys()]
const dayOf = (n: number) => days.get(names[n % names.length] ?? '') ?? []

mkdirSync(out, { recursive: true })
const cases: Case[] = []
for (const [n, scenario] of names.entries()) {
  const folder = `sound-${scenario}`
  await writeExport(join(out, folder), filesOf(dayOf(n), TEST_SIGNER), TEST_SIGNER)
  cases.push({ folder, scenario, does: 'nothing', fault: undefined, key: TEST_SIGNER.publicKey })
}
for (const [n, { does, fault, make, told }] of TAMPERS.entries())
  for (let k = 0; k < 3; k++) {
    const place = n + 4 * k
    const scenario = names[place % names.length] ?? ''
    const folder = `tampered-${String(n + 1).padStart(2, '0')}-${scenario}`
    await make(join(out, folder), dayOf(place), dayOf(place + 1))
    const { anchors, key } = told?.(dayOf(place)) ?? {}
    cases.push({ folder, scenario, does, fault, checksum: anchors?.[0], key })
  }
writeFileSync(join(out, 'pack.json'), `${JSON.stringify(cases, null, 1)}\n`)

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
console.log(`${sound} sound, ${cases.length - sound} tampered: ${wrong} told wrongly`)
process.exit(wrong === 0 ? 0 : 1)
