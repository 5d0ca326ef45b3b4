import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAX_UPLOAD, Uploads } from '../../src/daemon/uploads.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { TestClock } from './world.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text)
const textOf = (taken: ReturnType<Uploads['take']>): unknown =>
  'file' in taken ? Buffer.from(taken.file).toString() : taken.received
const code = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'taken'
}

test('a file of one part is there at once', () => {
  const uploads = new Uploads(() => new TestClock().now())
  assert.equal(textOf(uploads.take(1, { upload: '', part: 1, parts: 1, bytes: bytes('abc') })), 'abc')
})

test('parts in their order become the file; the same file may then come again', () => {
  const uploads = new Uploads(() => new TestClock().now())
  for (let time = 0; time < 2; time += 1) {
    assert.equal(textOf(uploads.take(1, { upload: 'u', part: 1, parts: 3, bytes: bytes('ab') })), 2)
    assert.equal(textOf(uploads.take(1, { upload: 'u', part: 2, parts: 3, bytes: bytes('cd') })), 4)
    assert.equal(textOf(uploads.take(1, { upload: 'u', part: 3, parts: 3, bytes: bytes('e') })), 'abcde')
  }
})

test('a part out of its order, of another count, of another person, or too late is refused', () => {
  const clock = new TestClock()
  const uploads = new Uploads(() => clock.now())
  const first = { upload: 'u', part: 1, parts: 3, bytes: bytes('ab') }
  const refused: readonly (readonly [number, Partial<typeof first>, number])[] = [
    [1, { part: 3 }, 0],
    [1, { part: 2, parts: 4 }, 0],
    [2, { part: 2 }, 0],
    [1, { part: 2, upload: 'v' }, 0],
    [1, { part: 2 }, 61_000],
  ]
  for (const [owner, change, wait] of refused) {
    uploads.take(1, first)
    clock.elapsed += wait
    assert.equal(
      code(() => uploads.take(owner, { ...first, ...change })),
      'GOODS_UPLOAD_LOST',
      JSON.stringify(change),
    )
  }
  assert.equal(
    code(() => uploads.take(1, { ...first, part: 4 })),
    'GOODS_UPLOAD_LOST',
  )
})

test('a file past the limit is refused before it is whole, and forgotten', () => {
  const uploads = new Uploads(() => new TestClock().now())
  const half = new Uint8Array(MAX_UPLOAD / 2 + 1)
  uploads.take(1, { upload: 'u', part: 1, parts: 3, bytes: half })
  assert.equal(
    code(() => uploads.take(1, { upload: 'u', part: 2, parts: 3, bytes: half })),
    'GOODS_FILE_TOO_LARGE',
  )
  assert.equal(
    code(() => uploads.take(1, { upload: 'u', part: 3, parts: 3, bytes: half })),
    'GOODS_UPLOAD_LOST',
  )
})

test('files on their way do not pile up: the oldest is forgotten', () => {
  const uploads = new Uploads(() => new TestClock().now())
  for (const upload of ['a', 'b', 'c']) uploads.take(1, { upload, part: 1, parts: 2, bytes: bytes('x') })
  const second = { part: 2, parts: 2, bytes: bytes('y') }
  assert.equal(
    code(() => uploads.take(1, { ...second, upload: 'a' })),
    'GOODS_UPLOAD_LOST',
  )
  assert.equal(textOf(uploads.take(1, { ...second, upload: 'c' })), 'xy')
})
