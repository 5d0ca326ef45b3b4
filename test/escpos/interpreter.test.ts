import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { encodeDocument } from '../../src/escpos/encoder.ts'
import { EscposError, Interpreter, interpret } from '../../src/escpos/interpreter.ts'
import { toText } from '../../src/escpos/paper.ts'
import { HEALTHY } from '../../src/escpos/status.ts'
import { OPTIONS, printed, RECEIPT } from './sample.ts'

const bytesOf = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex')

/** A printer and the hex of what it answers. */
function printer() {
  const answers: string[] = []
  const interpreter = new Interpreter({
    ...OPTIONS,
    answer: (_kind, bytes) => answers.push(Buffer.from(bytes).toString('hex')),
  })
  return { interpreter, answers }
}

for (const encoding of ['auto', 'raster'] as const) {
  const bytes = encodeDocument(RECEIPT.slice(0, 6), { ...OPTIONS, encoding })
  test(`bytes cut in two at any place give the same paper (${encoding})`, () => {
    const whole = interpret(bytes, OPTIONS)
    for (let cut = 0; cut <= bytes.length; cut += encoding === 'auto' ? 1 : 7) {
      const { interpreter } = printer()
      interpreter.feed(bytes.subarray(0, cut))
      interpreter.feed(bytes.subarray(cut))
      interpreter.finish()
      assert.deepEqual(interpreter.paper, whole)
    }
  })
}

test('a whole receipt cut at every place, and byte by byte, gives the same paper and the same answers', () => {
  const bytes = Buffer.concat([encodeDocument(RECEIPT, OPTIONS), bytesOf('1d2848060030304142303 1 100401 1d7201')])
  const whole = printer()
  whole.interpreter.feed(bytes)
  assert.deepEqual(whole.answers, ['37224142303100', '16', '00'])
  const expected = JSON.stringify(whole.interpreter.paper)
  for (let cut = 0; cut <= bytes.length; cut++) {
    const { interpreter, answers } = printer()
    interpreter.feed(bytes.subarray(0, cut))
    interpreter.feed(bytes.subarray(cut))
    assert.equal(JSON.stringify(interpreter.paper), expected, `cut at ${cut}`)
    assert.deepEqual(answers, whole.answers)
  }
  const slow = printer()
  for (const byte of bytes) slow.interpreter.feed(Uint8Array.of(byte))
  assert.equal(JSON.stringify(slow.interpreter.paper), expected)
  assert.deepEqual(slow.answers, whole.answers)
})

const REFUSED: readonly [hex: string, offset: number, problem: RegExp][] = [
  ['41 0a 1b 7a 00', 2, /unknown command 1b7a00/],
  ['07', 0, /unknown command/],
  ['7f', 0, /unknown command/],
  ['1c 26', 0, /unknown command/],
  ['1b 74 63', 0, /ESC t: there is no code page 99/],
  ['41 c0', 1, /code page 0 has no letter/],
  ['1b 74 35 98', 3, /code page 53 has no letter/],
  ['1b 61 03', 0, /ESC a: a parameter of 3/],
  ['41 1b 61 01', 1, /ESC a: ESC a in the middle of a line/],
  ['1d 21 88', 0, /GS !: a parameter of 136/],
  ['1d 56 09', 0, /GS V: a parameter of 9/],
  ['41 1d 56 42 00', 1, /in the middle of a line/],
  ['1d 76 30 01 01 00 01 00 ff', 0, /an image in mode 1/],
  ['1d 76 30 00 03 00 01 00 10 04 01', 0, /real-time command at its byte 0/],
  ['1d 76 30 00 49 00 00 00', 0, /584 dots is wider/],
  ['1d 28 6b 03 00 31 51 30', 0, /QR code without data/],
  ['1d 28 6b 03 00 31 43 11', 0, /module of 17 dots/],
  ['1d 28 6b 04 00 31 41 31 00', 0, /another model/],
  ['1d 28 6b 03 00 30 43 03', 0, /symbol of kind 48/],
  ['1d 28 6b 03 00 31 4f 30', 0, /function 79/],
  ['1d 28 48 02 00 30 30', 0, /not a process number/],
  ['10 04 09', 0, /DLE EOT: a parameter of 9/],
  ['1d 72 03', 0, /GS r: a parameter of 3/],
]
for (const [hex, offset, problem] of REFUSED) {
  test(`bytes ${hex} are refused at byte ${offset}`, () => {
    assert.throws(
      () => printer().interpreter.feed(bytesOf(hex)),
      (error) => error instanceof EscposError && error.offset === offset && problem.test(error.message),
    )
  })
}

test('an end in the middle of a command or of a line is refused', () => {
  assert.throws(() => interpret(bytesOf('0a 1d 76'), OPTIONS), /byte 1: the end in the middle of a command/)
  assert.throws(() => interpret(bytesOf('1d 76 30 00 01 00 02 00 ff'), OPTIONS), /middle of a command/)
  assert.throws(() => interpret(bytesOf('41 42'), OPTIONS), /middle of a line/)
})

test('any bytes at all become paper or are refused with their place; nothing else is thrown', () => {
  const byte = fc.oneof(fc.constantFrom(0x1b, 0x1d, 0x10, 0x28, 0x6b, 0x31, 0x0a), fc.integer({ min: 0, max: 255 }))
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 60 }), (bytes) => {
      try {
        printer().interpreter.feed(Uint8Array.from(bytes))
      } catch (error) {
        assert.ok(error instanceof EscposError && error.offset < bytes.length, String(error))
      }
    }),
  )
})

test('a line longer than the paper goes on in the next one, as on a printer', () => {
  const text = 'A'.repeat(50)
  assert.deepEqual(toText(interpret(Buffer.from(`${text}\n`), OPTIONS), 48), [text.slice(0, 48), 'AA'])
})

test('ESC @ forgets page, size, alignment and what stands in the line', () => {
  const bytes = bytesOf('1b 74 35 1b 61 01 1d 21 11 41 1b 40 42 0a')
  assert.deepEqual(toText(interpret(bytes, OPTIONS), 48), ['B'])
})

test('page 0 is there on every printer, and holds ASCII', () => {
  assert.deepEqual(toText(interpret(bytesOf('1b 74 35 1b 74 00 41 0a'), OPTIONS), 48), ['A'])
})

test('the middle and the right are where a printer puts them', () => {
  const bytes = bytesOf('1b 61 01 41 42 0a 1b 61 02 41 42 0a')
  assert.deepEqual(toText(interpret(bytes, { ...OPTIONS, paper: 58 }), 32), [
    `${' '.repeat(15)}AB`,
    `${' '.repeat(30)}AB`,
  ])
})

test('the drawer’s pulse is on the record, and is no row of paper', () => {
  const paper = interpret(bytesOf('1b 70 00 19 fa'), OPTIONS)
  assert.deepEqual(paper, [{ kind: 'pulse', pin: 2, onMilliseconds: 50 }])
  assert.deepEqual(toText(paper, 48), [])
})

const QUESTIONS = '10 04 01 10 04 02 10 04 03 10 04 04'
const STATES = [
  ['healthy', HEALTHY, '16 12 12 12'],
  ['near the end of its paper', { paper: 'near-end', cover: 'closed' }, '16 12 12 1e'],
  ['out of paper', { paper: 'out', cover: 'closed' }, '1e 32 12 7e'],
  ['open', { paper: 'ok', cover: 'open' }, '1e 16 12 12'],
] as const
for (const [name, status, expected] of STATES) {
  test(`a printer that is ${name} answers DLE EOT with ${expected}`, () => {
    const { interpreter, answers } = printer()
    interpreter.setStatus(status)
    interpreter.feed(bytesOf(QUESTIONS))
    assert.deepEqual(answers, expected.split(' '))
  })
}

test('GS r 1 tells a near end of the paper, GS I the maker and the model', () => {
  const { interpreter, answers } = printer()
  interpreter.setStatus({ paper: 'near-end', cover: 'closed' })
  interpreter.feed(bytesOf('1d7201 1d4901 1d4942 1d4943'))
  assert.deepEqual(answers, ['03', '20', '5f6b6b6d00', '5f6b6b6d2d73696d00'])
})

test('without paper nothing is printed and nothing confirmed, questions are answered in any pieces, then all goes on', () => {
  const document = Buffer.concat([encodeDocument(RECEIPT, OPTIONS), bytesOf('1d28480600303041423031')])
  const withQuestion = Buffer.concat([document.subarray(0, 500), bytesOf('100404'), document.subarray(500)])
  for (const piece of [1, 2, 3, 100, 5000]) {
    const { interpreter, answers } = printer()
    interpreter.setStatus({ paper: 'out', cover: 'closed' })
    for (let at = 0; at < withQuestion.length; at += piece) interpreter.feed(withQuestion.subarray(at, at + piece))
    assert.deepEqual(interpreter.paper, [])
    assert.deepEqual(answers, ['7e'])
    interpreter.setStatus(HEALTHY)
    assert.deepEqual(answers, ['7e', '37224142303100'])
    assert.deepEqual(toText(interpreter.paper, 48), toText(printed(RECEIPT), 48))
    interpreter.setStatus({ paper: 'ok', cover: 'open' })
    interpreter.feed(bytesOf('100402'))
    assert.equal(answers.at(-1), '16')
  }
})
