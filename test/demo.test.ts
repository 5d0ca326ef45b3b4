import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { readQr } from './escpos/decoding.ts'
import { COLOURS, photograph } from './escpos/photograph.ts'
import { Program, ROOT } from './system/program.ts'

const DEMO = join(ROOT, 'scripts/demo')

/** A folder that the demonstration takes for the machine's temporary one: what stays behind, stays in it. */
function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-demo-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Command lines of the processes that were started under this folder and still run. */
function processesUnder(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
        return environment.includes(`TMPDIR=${folder}`) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8')] : []
      } catch {
        // Ended while we looked, or somebody else's
        return []
      }
    })
}

function assertNothingLeft(folder: string): void {
  assert.deepEqual(processesUnder(folder), [])
  assert.deepEqual(readdirSync(folder), [])
}

test('the demonstration sells, reports, closes the shift and leaves nothing', async (t) => {
  const folder = folderOf(t)
  const demo = new Program(DEMO, [], { TMPDIR: folder, KKM_LANG: 'en' })
  await demo.line((line) => line.includes('opens'))
  assert.ok(processesUnder(folder).length > 0)
  const { err, exit, out } = await demo.ended
  assert.equal(exit, 0, err)
  const said = [
    'CHANGE         280,00',
    'registered before',
    'Банковская карта',
    'Return of sale',
    'X-ОТЧЁТ',
    'Z-ОТЧЁТ',
    'Try next',
  ]
  assert.deepEqual(
    said.filter((words) => !out.includes(words)),
    [],
  )
  const firstCode = out.split(`$ kkm receipt qr key:demo-1\n`)[1]?.split('\n\n')[0]?.split('\n') ?? []
  const code = firstCode.filter((row) => row.includes(COLOURS))
  assert.match(
    readQr(photograph(code.join('\n'), 0)) ?? '',
    /^http:\/\/consumer\.oofd\.kz\?i=\d+&f=010102345678&s=720\.00/,
  )
  assertNothingLeft(folder)
})

test('a shell in the open shop can sell, and leaving it closes the shop', async (t) => {
  const folder = folderOf(t)
  const demo = new Program(DEMO, ['--shell'], { TMPDIR: folder, KKM_LANG: 'en', SHELL: '/bin/sh' })
  demo.child.stdin?.end("kkm sale --item 'Айран=350' --cash 500\nfalse\n")
  const { err, exit, out } = await demo.ended
  assert.equal(exit, 0, err)
  assert.match(out.split('is open')[1] ?? '', /CHANGE +150,00/)
  assertNothingLeft(folder)
})

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`${signal} in the middle of the day ends everything`, async (t) => {
    const folder = folderOf(t)
    const demo = new Program(DEMO, [], { TMPDIR: folder, KKM_LANG: 'en' })
    await demo.line((line) => line.startsWith('$ kkm setup'))
    const { err, exit } = await demo.signal(signal)
    assert.equal(exit, code)
    assert.match(err, /stopped before its end/)
    assertNothingLeft(folder)
  })
}

test('a failure is told in a sentence, with the last words of the daemon, and ends everything', async (t) => {
  const folder = folderOf(t)
  // Too deep for the name of a socket
  const deep = join(folder, 'x'.repeat(100))
  mkdirSync(deep)
  const { err, exit } = await new Program(DEMO, [], { TMPDIR: deep, KKM_LANG: 'en' }).ended
  assert.equal(exit, 1)
  assert.match(err, /demo: the daemon did not start\n.*last words.*\nkkmd: .*socket/s)
  assertNothingLeft(deep)
})

test('a folder that is not there, and a wrong argument, are told before anything starts', async (t) => {
  const nowhere = await new Program(DEMO, [], { TMPDIR: join(folderOf(t), 'nowhere') }).ended
  assert.equal(nowhere.exit, 1)
  assert.match(nowhere.err, /demo: no folder can be made/)
  const wrong = await new Program(DEMO, ['--fast']).ended
  assert.equal(wrong.exit, 2)
  assert.match(wrong.err, /--fast/)
})
