import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Screen } from '../../src/tui/model.ts'
import { faultOf, run } from './random.ts'

const SEQUENCES = 100
const KEYS = 60

test('random keys, scans, answers and breaks: no dead end, nothing cut, no document that nobody confirmed', () => {
  const seen = new Set<Screen['kind']>()
  let documents = 0
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    const result = run(seed, KEYS, (state) => {
      seen.add(state.screen.kind)
      return faultOf(state)
    })
    assert.equal(result.fault, undefined)
    documents += result.documents
  }
  assert.ok(documents > SEQUENCES / 4, `${documents} documents`)
  assert.ok(seen.size >= 26, [...seen].join(' '))
})
