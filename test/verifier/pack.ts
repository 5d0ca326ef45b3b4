import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { filesBelow } from '../../src/daemon/selftest/software.ts'
import { TEST_SIGNER } from '../accumulator/test-key.ts'
import { filesOf, writeExport } from './exports.ts'
import { live, SCENARIOS, type Transition } from './scenarios.ts'
import { TAMPERS } from './tampers.ts'

/* The tamper pack: sound exports and tampered ones, the same bytes each time. */

/** SHA-256 of all its files, in the form of sha256sum: whoever has the pack from elsewhere can see that it is this one. */
export const GOLDEN = join(import.meta.dirname, 'pack.sha256')

export interface Case {
  readonly folder: string
  readonly scenario: string
  readonly does: string
  /** Left out: nothing is wrong with it. */
  readonly fault?: string
  /** What the verifier is told beside the folder. */
  readonly checksum?: string
  readonly key?: string
}

/** Another three scenarios for each tamper. */
const EACH = 3

/** Writes the pack, and `pack.json` with what is wrong with each export. */
export async function writePack(out: string): Promise<readonly Case[]> {
  const days = new Map<string, readonly Transition[]>()
  for (const name of Object.keys(SCENARIOS)) days.set(name, await live(name))
  const names = [...days.keys()]
  const dayOf = (n: number) => days.get(names[n % names.length] ?? '') ?? []
  mkdirSync(out, { recursive: true })
  const cases: Case[] = []
  for (const [n, scenario] of names.entries()) {
    const folder = `sound-${scenario}`
    await writeExport(join(out, folder), filesOf(dayOf(n), TEST_SIGNER), TEST_SIGNER)
    cases.push({ folder, scenario, does: 'nothing', key: TEST_SIGNER.publicKey })
  }
  for (const [n, { does, fault, make, told }] of TAMPERS.entries())
    for (let k = 0; k < EACH; k++) {
      const place = n + 4 * k
      const scenario = names[place % names.length] ?? ''
      const folder = `tampered-${String(n + 1).padStart(2, '0')}-${scenario}`
      await make(join(out, folder), dayOf(place), dayOf(place + 1))
      const { anchors, key } = told?.(dayOf(place)) ?? {}
      const [checksum] = anchors ?? []
      cases.push({
        folder,
        scenario,
        does,
        fault,
        ...(checksum !== undefined && { checksum }),
        ...(key !== undefined && { key }),
      })
    }
  writeFileSync(join(out, 'pack.json'), `${JSON.stringify(cases, null, 1)}\n`)
  return cases
}

export const digestsOf = (out: string): string =>
  filesBelow(out)
    .map((file) => `${hash('sha256', readFileSync(join(out, file)), 'hex')}  ${file}\n`)
    .join('')
