import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { verifyFolders } from '../../src/verifier/verify.ts'
import { TEST_SIGNER } from '../accumulator/test-key.ts'
import { filesOf, writeExport } from './exports.ts'
import { live, SCENARIOS, type Transition } from './scenarios.ts'
import { TAMPERS } from './tampers.ts'

/** As the command line has it, however small the files are. */
const THREADS = { file: join(import.meta.dirname, '../../dist/cli/apart/verifier.mjs'), from: 0 }

const root = mkdtempSync(join(tmpdir(), 'kkm-pack-'))
after(() => rmSync(root, { recursive: true, force: true }))

const days = new Map<string, readonly Transition[]>()
for (const name of Object.keys(SCENARIOS)) days.set(name, await live(name))

const dayOf = (name: string): readonly Transition[] => days.get(name) ?? []

describe('the tamper pack', () => {
  for (const name of Object.keys(SCENARIOS)) {
    test(`nothing is said against the sound export of the scenario ${name}`, async () => {
      const folder = join(root, name)
      await writeExport(folder, filesOf(dayOf(name), TEST_SIGNER), TEST_SIGNER)
      const request = { folders: [folder], key: TEST_SIGNER.publicKey }
      const verdict = await verifyFolders(request)
      assert.deepEqual(await verifyFolders({ ...request, threads: THREADS }), verdict)
      assert.ok(verdict.ok, JSON.stringify(verdict))
      const [found] = verdict.verified
      assert.ok(found && found.documents >= 60 && found.signatures >= 60, JSON.stringify(found))
    })
  }

  const names = Object.keys(SCENARIOS)
  for (const [n, { does, fault, make, told }] of TAMPERS.entries()) {
    test(`caught as ${fault}: ${does}`, async () => {
      // Three scenarios each, another three for another tamper.
      for (let k = 0; k < 3; k++) {
        const name = names[(n + 4 * k) % names.length] ?? ''
        const day = dayOf(name)
        const folder = join(root, `${n}-${name}`)
        await make(folder, day, dayOf(names[(n + 4 * k + 1) % names.length] ?? ''))
        const request = { folders: [folder], ...told?.(day) }
        const verdict = await verifyFolders(request)
        // In threads it is the same fault, at the same place.
        if (k === 0) assert.deepEqual(await verifyFolders({ ...request, threads: THREADS }), verdict)
        assert.ok(!verdict.ok, `${name}: nothing was found`)
        assert.equal(verdict.fault, fault, `${name}: ${JSON.stringify(verdict)}`)
      }
    })
  }
})
