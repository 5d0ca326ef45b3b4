import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WireError, encodeFrame } from '../../src/fiscal/wire/frame.ts'
import { type FrameJson, frameFromJson, frameToJson } from '../../src/fiscal/wire/frame-json.ts'
import { frameOf } from './vectors.ts'

const header = { version: 203, id: 1024, token: 1, reqnum: 1 }
const says = (pattern: RegExp) => (error: unknown) => error instanceof WireError && pattern.test(error.message)

const WRONG: readonly [what: string, frame: FrameJson, says: RegExp][] = [
  ['an unknown version', { header: { ...header, version: 204 }, message: {} }, /204.*202, 203/],
  ['an unknown field', { header, message: { command: 'COMMAND_INFO', comand: 1 } }, /comand/],
  ['an unknown enum value', { header, message: { command: 'COMMAND_SING' } }, /COMMAND_SING/],
  ['a missing required field', { header, message: { service: {} } }, /command.*required/],
  [
    'a number out of its range',
    { header, message: { command: 'COMMAND_INFO', report: { report: 4294967296 } } },
    /report/,
  ],
  ['a message that is no object', { header, message: 'COMMAND_INFO' }, /Request/],
]

for (const [what, frame, pattern] of WRONG) {
  test(`${what} in the JSON of a frame is refused by its name`, () => {
    assert.throws(() => frameFromJson(frame, 'request'), says(pattern))
  })
}

test('a frame of an unknown version is refused by its version', () => {
  assert.throws(() => frameToJson(encodeFrame({ ...header, version: 204 }, new Uint8Array()), 'request'), says(/204/))
})

test('a request read as a response is refused', () => {
  assert.throws(() => frameToJson(frameOf('203-info-request'), 'response'), WireError)
})

test('the codec checks structure, not sums: wrong sums pass both ways', () => {
  const money = { bills: '1', coins: 500 }
  const message = {
    command: 'COMMAND_MONEY_PLACEMENT',
    money_placement: {
      datetime: { date: { year: 2026, month: 99, day: 0 }, time: { hour: 77, minute: 0 } },
      operation: 'MONEY_PLACEMENT_DEPOSIT',
      sum: money,
    },
  }
  assert.deepEqual(frameToJson(frameFromJson({ header, message }, 'request'), 'request'), { header, message })
})
