import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const root = new URL('../..', import.meta.url).pathname

function filesIn(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

test('the generated schemas are those of proto/: when this fails, run scripts/generate and commit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-generate-'))
  try {
    execFileSync(join(root, 'scripts/generate'), [folder], { stdio: ['ignore', 'ignore', 'inherit'] })
    assert.deepEqual(filesIn(folder), filesIn(join(root, 'src/fiscal/wire/gen')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
