import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  FrameDecoder,
  HEADER_BYTES,
  MAX_FRAME,
  MAX_NOMENCLATURE_FRAME,
  WireError,
  type WireFault,
  encodeFrame,
  payloadOf,
  readHeader,
} from '../../src/fiscal/wire/frame.ts'
import { bytesOf, frameOf, hexOf, vectors } from './vectors.ts'

const faultOf = (reason: WireFault) => (error: unknown) => error instanceof WireError && error.reason === reason

/** A header that announces a size, without the rest. */
function announcing(size: number, appcode = 0x81a2): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, appcode, true)
  view.setUint32(4, size, true)
  return bytes
}

const pieces = (bytes: Uint8Array, length: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) =>
    bytes.subarray(index * length, (index + 1) * length),
  )

for (const { frame, header, name } of vectors) {
  const bytes = bytesOf(frame)

  test(`${name}: the header reads as the vector says`, () => {
    assert.deepEqual(readHeader(bytes), header)
    assert.equal(hexOf(encodeFrame(header, payloadOf(bytes))), frame)
  })

  test(`${name}: cut in two at every byte, the frame comes out whole`, () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      const decoder = new FrameDecoder()
      const frames = [...decoder.push(bytes.subarray(0, cut)), ...decoder.push(bytes.subarray(cut))]
      assert.deepEqual(frames.map(hexOf), [frame], `cut at ${cut}`)
      assert.equal(decoder.pending, 0)
    }
  })
}

test('a byte at a time, frames that follow each other come out one by one', () => {
  const decoder = new FrameDecoder()
  const stream = vectors.map(({ frame }) => frame).join('')
  const frames = pieces(bytesOf(stream), 1).flatMap((piece) => decoder.push(piece))
  assert.deepEqual(
    frames.map(hexOf),
    vectors.map(({ frame }) => frame),
  )
})

test('several frames in one piece, larger than one receive buffer of 1,024 bytes, come out all', () => {
  const stream = bytesOf(vectors.map(({ frame }) => frame).join(''))
  assert.ok(stream.length > 4096)
  assert.equal(new FrameDecoder().push(stream).length, vectors.length)
})

test('property: whatever the frames and wherever they are cut, the same frames come out', () => {
  const uint32 = fc.nat({ max: 0xffffffff })
  const frame = fc
    .record({
      header: fc.record(
        { version: fc.nat({ max: 65535 }), id: uint32, token: uint32, reqnum: fc.nat({ max: 65535 }) },
        { noNullPrototype: true },
      ),
      payload: fc.uint8Array({ maxLength: 300 }),
    })
    .map(({ header, payload }) => ({ header, bytes: encodeFrame(header, payload) }))
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 6 }), fc.integer({ min: 1, max: 64 }), (sent, length) => {
      const decoder = new FrameDecoder()
      const stream = bytesOf(sent.map(({ bytes }) => hexOf(bytes)).join(''))
      const received = pieces(stream, length).flatMap((piece) => decoder.push(piece))
      assert.deepEqual(
        received.map(readHeader),
        sent.map(({ header }) => header),
      )
      assert.deepEqual(
        received.map(hexOf),
        sent.map(({ bytes }) => hexOf(bytes)),
      )
    }),
  )
})

const HOSTILE: readonly [what: string, bytes: Uint8Array, reason: WireFault][] = [
  ['another application code', announcing(100, 0x81a3), 'appcode'],
  ['an HTTP answer', new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n'), 'appcode'],
  ['a first byte that is none of ours', new Uint8Array([0x81]), 'appcode'],
  ['a size of zero', announcing(0), 'size'],
  ['a size of 17', announcing(17), 'size'],
  ['a size one past the cap', announcing(MAX_FRAME + 1), 'too-large'],
  ['a size of 4 GiB', announcing(0xffffffff), 'too-large'],
]

for (const [what, bytes, reason] of HOSTILE) {
  test(`${what} is refused as ${reason} before anything is kept, and the stream stays refused`, () => {
    const decoder = new FrameDecoder()
    assert.throws(() => decoder.push(bytes.subarray(0, 8)), faultOf(reason))
    assert.throws(() => decoder.push(frameOf('ticket-response')), faultOf(reason))
  })

  test(`${what} is refused byte by byte too`, () => {
    const decoder = new FrameDecoder()
    assert.throws(() => {
      for (const byte of bytes) decoder.push(Uint8Array.of(byte))
    }, faultOf(reason))
  })
}

test('a frame of exactly the cap is taken; an answer to NOMENCLATURE may have 4 MiB', () => {
  const header = { version: 203, id: 1024, token: 1, reqnum: 1 }
  const largest = encodeFrame(header, new Uint8Array(MAX_FRAME - HEADER_BYTES))
  assert.equal(new FrameDecoder().push(largest).length, 1)
  const catalogue = encodeFrame(header, new Uint8Array(MAX_NOMENCLATURE_FRAME - HEADER_BYTES))
  assert.throws(() => new FrameDecoder().push(catalogue), faultOf('too-large'))
  assert.equal(new FrameDecoder(MAX_NOMENCLATURE_FRAME).push(catalogue).length, 1)
  assert.throws(() => encodeFrame(header, new Uint8Array(MAX_NOMENCLATURE_FRAME)), faultOf('too-large'))
})

test('a frame without a payload is a frame', () => {
  const header = { version: 203, id: 1024, token: 1, reqnum: 0 }
  const [frame] = new FrameDecoder().push(encodeFrame(header, new Uint8Array()))
  assert.ok(frame)
  assert.deepEqual(readHeader(frame), header)
})

test('a TOKEN past 2^31 is not negative, and REQNUM 65535 and 0 both fit', () => {
  for (const header of [
    { version: 203, id: 0xffffffff, token: 0x80000001, reqnum: 65535 },
    { version: 203, id: 1, token: 0xffffffff, reqnum: 0 },
  ]) {
    assert.deepEqual(readHeader(encodeFrame(header, new Uint8Array())), header)
  }
})

const UNFIT = [
  ['TOKEN -1', { token: -1 }],
  ['TOKEN 2^32', { token: 2 ** 32 }],
  ['REQNUM 65536', { reqnum: 65536 }],
  ['ID 1.5', { id: 1.5 }],
  ['VERSION 65536', { version: 65536 }],
] as const

for (const [what, part] of UNFIT) {
  test(`${what} does not go into a header`, () => {
    const header = { version: 203, id: 1024, token: 1, reqnum: 1, ...part }
    assert.throws(() => encodeFrame(header, new Uint8Array()), faultOf('range'))
  })
}

test('half a frame, a frame and a half, and no bytes at all are no header', () => {
  const frame = frameOf('ticket-response')
  for (const bytes of [frame.subarray(0, 40), new Uint8Array([...frame, 0]), new Uint8Array(), frame.subarray(0, 17)]) {
    assert.throws(() => readHeader(bytes), faultOf('size'))
  }
})
