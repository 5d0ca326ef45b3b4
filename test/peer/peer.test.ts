import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const FOLDER = import.meta.dirname
const VECTORS = join(FOLDER, '../vectors')

function python(script: string, ...args: readonly string[]): readonly unknown[] {
  const { error, stdout, stderr, status } = spawnSync('python3', ['-B', join(FOLDER, script), ...args], {
    encoding: 'utf8',
  })
  assert.equal(error, undefined, 'python3 is not installed')
  assert.equal(status, 0, stderr)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}

interface Vector {
  readonly name: string
  readonly direction: string
  readonly problems: readonly string[]
  readonly header: boolean
  readonly same: boolean
}

test('the OFD of another hand reads every vector of the protocol and writes it again byte for byte', () => {
  const read = python('selfcheck.py', VECTORS) as readonly Vector[]
  assert.equal(read.length, readdirSync(VECTORS).filter((name) => name.endsWith('.json')).length)
  assert.deepEqual(
    read.filter(({ header, same }) => !header || !same),
    [],
  )
  const requests = read.filter(({ direction }) => direction === 'request')
  assert.ok(requests.length > 15)
  assert.deepEqual(
    requests.filter(({ problems }) => problems.length > 0),
    [],
  )
})

test('its ledger finds nothing wrong in a right shift, and sees one tiyn too much wherever it stands', () => {
  const [told] = python('check_ledger.py') as readonly { unaltered: number; altered: number; unseen: unknown[] }[]
  assert.deepEqual([told?.unaltered, told?.unseen], [0, []])
  assert.ok((told?.altered ?? 0) > 150)
})
