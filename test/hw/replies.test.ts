import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { ReplyReader, statusOf, type PrinterReply } from '../../src/hw/printer/replies.ts'

const STREAM = Buffer.from('12372241423031001614000c0f0016', 'hex')
const REPLIES: readonly PrinterReply[] = [
  { kind: 'real-time', byte: 0x12 },
  { kind: 'process', id: 'AB01' },
  { kind: 'real-time', byte: 0x16 },
  { kind: 'automatic', bytes: Uint8Array.of(0x14, 0x00, 0x0c, 0x0f) },
  { kind: 'in-order', byte: 0x00 },
  { kind: 'real-time', byte: 0x16 },
]

test('four kinds of answers are told apart', () => {
  assert.deepEqual(new ReplyReader().push(STREAM), REPLIES)
})

test('answers are the same however their bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 })), (lengths) => {
      const reader = new ReplyReader()
      const replies: PrinterReply[] = []
      let at = 0
      for (const length of [...lengths, STREAM.length]) {
        replies.push(...reader.push(STREAM.subarray(at, at + length)))
        at += length
      }
      assert.deepEqual(replies, REPLIES)
    }),
  )
})

test('a printer that talks without end costs time in proportion', () => {
  const million = new Uint8Array(1_000_000).fill(0x12)
  const begun = performance.now()
  assert.equal(new ReplyReader().push(million).length, million.length)
  assert.ok(performance.now() - begun < 5000)
})

test('a block that is none is passed over', () => {
  const replies = new ReplyReader().push(Buffer.from('37224142303199120012', 'hex'))
  assert.deepEqual(replies.at(-1), { kind: 'real-time', byte: 0x12 })
})

const states: readonly [string, readonly [number, number, number, number], string, string][] = [
  ['healthy', [0x16, 0x12, 0x12, 0x12], 'ok', 'ok'],
  ['near the end of the roll', [0x12, 0x12, 0x12, 0x1e], 'ok', 'near-end'],
  ['roll sensor: end', [0x1a, 0x12, 0x12, 0x72], 'paper-out', 'out'],
  ['stopped by the paper’s end', [0x1a, 0x32, 0x12, 0x12], 'paper-out', 'out'],
  ['cover open', [0x1a, 0x16, 0x12, 0x12], 'cover-open', 'ok'],
  ['cover open over an empty sensor', [0x1a, 0x36, 0x12, 0x72], 'cover-open', 'out'],
  ['cutter', [0x1a, 0x52, 0x1a, 0x12], 'error', 'ok'],
  ['head too hot', [0x1a, 0x12, 0x52, 0x12], 'error', 'ok'],
  ['offline without a reason', [0x1a, 0x12, 0x12, 0x12], 'offline', 'ok'],
]
for (const [what, answers, state, paper] of states) {
  test(`answers to DLE EOT of a printer, ${what}: ${state}, paper ${paper}`, () => {
    const drawer = answers[0] === 0x16 ? 'high' : 'low'
    assert.deepEqual(statusOf(...answers), { state, paper, drawer })
  })
}

test('a name that comes in pieces is one answer, and one without an end holds up nothing', () => {
  const reader = new ReplyReader()
  assert.deepEqual(reader.push(Buffer.from('_TM-T2')), [])
  assert.deepEqual(reader.push(Buffer.from('0III\0\x12')), [
    { kind: 'name', text: 'TM-T20III' },
    { kind: 'real-time', byte: 0x12 },
  ])
  const endless = new ReplyReader().push(Buffer.concat([Buffer.from('_'.repeat(90)), Buffer.of(0x12)]))
  assert.deepEqual(endless.at(-1), { kind: 'real-time', byte: 0x12 })
})
