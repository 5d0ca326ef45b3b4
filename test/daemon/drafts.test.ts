import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Drafts } from '../../src/daemon/drafts.ts'

const place = (t: { after(work: () => void): void }): string => {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-drafts-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a draft is one user’s own, and outlives whoever kept it', async (t) => {
  const folder = place(t)
  await new Drafts(folder).put(7, { key: 'a', body: { lines: [1] } })
  const drafts = new Drafts(folder)
  assert.deepEqual(await drafts.get(7), { key: 'a', body: { lines: [1] } })
  assert.equal(await drafts.get(8), undefined)
  assert.equal(await drafts.drop(7), true)
  assert.equal(await drafts.drop(7), false)
  assert.equal(await drafts.get(7), undefined)
})

test('of changes at once the last one counts, and a file is whole or not there', async (t) => {
  const folder = place(t)
  const drafts = new Drafts(folder)
  await Promise.all(Array.from({ length: 20 }, (_, n) => drafts.put(7, { key: `k${n}`, body: { n } })))
  assert.deepEqual(await drafts.get(7), { key: 'k19', body: { n: 19 } })
  assert.deepEqual(readdirSync(join(folder, 'drafts')), ['7.json'])
})

test('what cannot be read is no draft: a torn file, another shape', async (t) => {
  const folder = place(t)
  const drafts = new Drafts(folder)
  await drafts.put(7, { key: 'a', body: {} })
  for (const text of ['{"key":"a","bo', '[]', '{"key":1,"body":{}}', 'null']) {
    writeFileSync(join(folder, 'drafts/7.json'), text)
    assert.equal(await drafts.get(7), undefined)
  }
})
