import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { verifyFolders } from '../../src/verifier/verify.ts'
import { TEST_SIGNER } from '../accumulator/test-key.ts'
import { filesOf, writeExport } from './exports.ts'
import { withOtherSign } from './forging.ts'
import { type Case, digestsOf, GOLDEN, writePack } from './pack.ts'
import { live, SCENARIOS } from './scenarios.ts'
import { TAMPERS } from './tampers.ts'

/** As the command line has it, however small the files are. */
const THREADS = { file: join(import.meta.dirname, '../../dist/cli/apart/verifier.mjs'), from: 0 }

const root = mkdtempSync(join(tmpdir(), 'kkm-pack-'))
after(() => rmSync(root, { recursive: true, force: true }))
const pack = join(root, 'pack')
const cases = await writePack(pack)

/** In threads it is the same fault, at the same place. */
async function verdictOf({ checksum, folder, key }: Case, inThreads: boolean) {
  const request = { folders: [join(pack, folder)], key, ...(checksum !== undefined && { anchors: [checksum] }) }
  const verdict = await verifyFolders(request)
  if (inThreads) assert.deepEqual(await verifyFolders({ ...request, threads: THREADS }), verdict)
  return verdict
}

describe('the tamper pack', () => {
  for (const one of cases.filter(({ fault }) => fault === undefined))
    test(`nothing is said against the sound export of the scenario ${one.scenario}`, async () => {
      const verdict = await verdictOf(one, true)
      assert.ok(verdict.ok, JSON.stringify(verdict))
      const [found] = verdict.verified
      assert.ok(found && found.documents >= 60 && found.signatures >= 60, JSON.stringify(found))
    })

  for (const { does, fault } of TAMPERS)
    test(`caught as ${fault}: ${does}`, async () => {
      const tampered = cases.filter((one) => one.does === does)
      assert.equal(tampered.length, 3)
      for (const [n, one] of tampered.entries()) {
        const verdict = await verdictOf(one, n === 0)
        assert.ok(!verdict.ok, `${one.folder}: nothing was found`)
        assert.equal(verdict.fault, fault, `${one.folder}: ${JSON.stringify(verdict)}`)
      }
    })

  test('a reader from another hand, in another language, says the same of every one', () => {
    const reader = join(import.meta.dirname, '../accumulator/reader.py')
    const { stderr, stdout } = spawnSync('python3', [reader, '--pack', pack], { encoding: 'utf8' })
    const sound = Object.keys(SCENARIOS).length
    assert.deepEqual([stderr, stdout], ['', `${sound} sound, ${3 * TAMPERS.length} tampered: 0 told wrongly\n`])
    assert.ok(sound >= 12 && 3 * TAMPERS.length >= 60)
  })

  // A compressor of another processor may find other matches: then the records are the same and the bytes are not
  test('its files are those whose digests are published', () => {
    const linesOf = (text: string) => text.split('\n').filter(Boolean)
    const [ours, golden] = [linesOf(digestsOf(pack)), linesOf(readFileSync(GOLDEN, 'utf8'))]
    assert.equal(ours.length, golden.length)
    if (process.arch !== 'x64') return
    // What the core records has changed: npm run tamper-pack -- --out FOLDER --golden
    assert.deepEqual(
      ours.filter((line) => !golden.includes(line)),
      [],
    )
  })

  for (const [result, whose] of [
    ['accepted', 'that the OFD gave'],
    ['autonomous', 'that the register gave'],
  ] as const)
    test(`[R1326-37.4] [R431-37] a fiscal sign ${whose} is never another: neither edited nor sealed anew`, async () => {
      const { edited, sealed } = withOtherSign(await live('autonomous'), result)
      for (const [day, fault] of [
        [edited, 'chain'],
        [sealed, 'signature'],
      ] as const) {
        const folder = join(root, `sign-${result}-${fault}`)
        await writeExport(folder, filesOf(day, TEST_SIGNER), TEST_SIGNER)
        const verdict = await verifyFolders({ folders: [folder] })
        assert.ok(!verdict.ok && verdict.fault === fault, JSON.stringify(verdict))
      }
    })
})
