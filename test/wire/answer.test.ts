import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialectOf } from '../../src/fiscal/wire/dialects.ts'
import { WireError, type WireFault, encodeFrame, payloadOf, readHeader } from '../../src/fiscal/wire/frame.ts'
import { type FrameJson, frameFromJson } from '../../src/fiscal/wire/frame-json.ts'
import { readAnswer } from '../../src/fiscal/wire/matching.ts'
import { tenge } from './documents.ts'
import { frameOf, vector, vectors } from './vectors.ts'

const faultOf = (reason: WireFault) => (error: unknown) => error instanceof WireError && error.reason === reason
const in202 = (name: string) => dialectOf('2.0.2').decodeResponse(frameOf(name))
const header = { version: 203, id: 1024, token: 4000000001, reqnum: 9 }
const response = (message: FrameJson['message'], version = 203) =>
  frameFromJson({ header: { ...header, version }, message }, 'response')
const in203 = (message: FrameJson['message']) => dialectOf('2.0.3').decodeResponse(response(message))

test('an accepted ticket: the fiscal sign, the check address as text, and a new token', () => {
  assert.deepEqual(in202('ticket-response'), {
    header: { version: 202, id: 1024, token: 77770001, reqnum: 2 },
    command: 'ticket',
    code: 0,
    ticket: {
      sign: '1846203957',
      checkUrl: 'http://consumer.oofd.kz?i=1846203957&f=010102345678&s=300.00&t=20261121T101530',
    },
    ads: [],
  })
})

test('INFO of a register that was used before: last Z, registration, taxation, last document, ads', () => {
  const { ads, code, lastDocument, registration, report, taxation, text } = in202('info-response')
  assert.deepEqual([code, text], [0, 'OK'])
  assert.deepEqual(report, {
    type: 'z',
    shift: 12,
    nonNullable: {
      sale: tenge(1_004_000.5),
      'sale-return': tenge(5150),
      purchase: tenge(0),
      'purchase-return': tenge(0),
    },
    ticketTotalCounts: { sale: 903, 'sale-return': 6, purchase: 0, 'purchase-return': 0 },
    placementTotalCounts: { deposit: 15, withdrawal: 12 },
    cash: tenge(0),
  })
  assert.deepEqual(registration, {
    regNumber: '010102345678',
    serialNumber: 'SWK00412345',
    kkmId: '1024',
    posTitle: 'Дүкен №1',
    posAddress: 'Алматы қ., Абай д-лы 10',
    orgTitle: 'ТОО «Әлем Сауда»',
    orgAddress: 'Алматы қ., Абай д-лы 10',
    iinBin: '131240010479',
    okved: '47112',
  })
  assert.deepEqual(taxation, { type: 101, vatRates: [16] })
  assert.deepEqual(lastDocument, { shift: 12, documentNumber: 1417 })
  assert.deepEqual(ads, [{ type: 'ofd', version: 3n, text: 'ОФД: oofd.kz' }])
})

test('[P203-reg] INFO of 2.0.3: the Kazakh addresses stand at tag 6 and 3; lists that are empty read as zeros', () => {
  const { registration, report } = dialectOf('2.0.3').decodeResponse(frameOf('203-info-response'))
  assert.equal(registration?.orgAddressKk, 'Алматы қ., Абай даңғылы, 10')
  assert.equal(registration.posAddressKk, 'Алматы қ., Абай даңғылы, 10')
  assert.equal(report?.nonNullable.sale, tenge(0))
  assert.deepEqual(report.placementTotalCounts, { deposit: 0, withdrawal: 0 })
})

test('an answer of one version is not read with the schema of the other', () => {
  assert.throws(() => dialectOf('2.0.2').decodeResponse(frameOf('203-info-response')), faultOf('version'))
  assert.throws(() => dialectOf('2.0.3').decodeResponse(frameOf('ticket-response')), faultOf('version'))
})

test('bound taxation: only VAT is read, in whole percent', () => {
  const taxes = [
    { tax_type: 100, percent: 12000 },
    { tax_type: 200, percent: 3000 },
    { tax_type: 100, percent: 0 },
  ]
  const service = { binded_taxation: { taxation_type: 100, taxes } }
  const answer = in203({ command: 'COMMAND_INFO', result: { result_code: 0 }, service })
  assert.deepEqual(answer.taxation, { type: 100, vatRates: [12, 0] })
})

test('a server block comes with its notice', () => {
  const { ads, code } = in202('blocked')
  assert.equal(code, 15)
  assert.deepEqual(ads, [
    { type: 'info', version: 1n, text: 'Касса мемлекеттік кіріс органының талабы бойынша тоқтатылды' },
  ])
})

test('an answer without result_text is an answer', () => {
  const answer = in202('temporarily-unavailable')
  assert.deepEqual([answer.code, answer.text], [254, undefined])
})

test('a command that we never send is read and named by nothing', () => {
  assert.equal(in203({ command: 'COMMAND_AUTH', result: { result_code: 0 } }).command, undefined)
})

test('[P203-nkt] an answer that the OFD has no goods of a barcode is one to NOMENCLATURE, with code 18', () => {
  const { code, command } = dialectOf('2.0.3').decodeResponse(frameOf('203-element-not-found'))
  assert.deepEqual([command, code], ['nomenclature', 18])
})

test('a refused ticket needs no sign; an accepted one without it is no answer', () => {
  assert.equal(in203({ command: 'COMMAND_TICKET', result: { result_code: 13 } }).code, 13)
  const accepted = { command: 'COMMAND_TICKET', result: { result_code: 0 } }
  assert.throws(() => in203(accepted), faultOf('missing'))
})

test('a check address that is not UTF-8 is left out and the sign stays', () => {
  const ticket = { ticket_number: '77', qr_code: Buffer.from([0xff, 0xfe]).toString('base64') }
  const answer = in203({ command: 'COMMAND_TICKET', result: { result_code: 0 }, ticket })
  assert.deepEqual(answer.ticket, { sign: '77' })
})

test('100 coins in an answer are refused, not added up', () => {
  const money = { bills: '1', coins: 100 }
  const date_time = { date: { year: 2026, month: 1, day: 1 }, time: { hour: 0, minute: 0 } }
  const zx_report = { date_time, shift_number: 1, cash_sum: money, revenue: { sum: money, is_negative: false } }
  const report = { report: 'REPORT_X', zx_report }
  assert.throws(() => in203({ command: 'COMMAND_INFO', result: { result_code: 0 }, report }), faultOf('range'))
})

test('a last document without its number says nothing; one past what a number holds is refused', () => {
  const info = (last_document_info: FrameJson['message']) =>
    in203({ command: 'COMMAND_INFO', result: { result_code: 0 }, service: { last_document_info } })
  assert.equal(info({ fr_shift_number: 3 }).lastDocument, undefined)
  const far = { fr_shift_number: 3, printed_document_number: '9223372036854775807' }
  assert.throws(() => info(far), faultOf('range'))
})

const BROKEN: readonly [what: string, payload: string, reason: WireFault][] = [
  ['nothing at all', '', 'missing'],
  ['a command alone', '0801', 'missing'],
  ['a result without its code', '08011200', 'missing'],
  ['a command of no enum', '086312020800', 'missing'],
  ['a length past the end', '080112ff', 'payload'],
  ['a varint without an end', '08ffffffffffffffffffffff', 'payload'],
  ['text', '474554202f', 'payload'],
]

for (const [what, payload, reason] of BROKEN) {
  test(`${what} is no Response: ${reason}`, () => {
    const frame = encodeFrame(header, new Uint8Array(Buffer.from(payload, 'hex')))
    assert.throws(() => dialectOf('2.0.3').decodeResponse(frame), faultOf(reason))
  })
}

test('cut anywhere, an answer is a WireError or an answer, never a crash', () => {
  for (const { direction, frame: hex, header, name } of vectors) {
    if (direction === 'request') continue
    const payload = payloadOf(frameOf(name))
    assert.ok(hex.length > 0)
    for (let end = 0; end < payload.length; end++) {
      const frame = encodeFrame(header, payload.subarray(0, end))
      try {
        dialectOf(header.version === 203 ? '2.0.3' : '2.0.2').decodeResponse(frame)
      } catch (error) {
        assert.ok(error instanceof WireError, `${name} cut at ${end}: ${String(error)}`)
      }
    }
  }
})

test('fields of a later version are passed over', () => {
  const payload = payloadOf(frameOf('203-element-not-found'))
  const frame = encodeFrame(header, new Uint8Array([...payload, 0xfa, 0x01, 0x02, 0x41, 0x42]))
  assert.equal(dialectOf('2.0.3').decodeResponse(frame).code, 18)
})

const request = frameOf('ticket-sell-cash')
const asked = readHeader(request)
const ticket = { command: 'ticket', version: '2.0.2' } as const

test('the answer with our ID, REQNUM and command matches, whatever its TOKEN', () => {
  const reply = readAnswer(ticket, request, frameOf('ticket-response'))
  assert.equal(reply.verdict, 'answer')
  assert.notEqual(reply.answer.header.token, asked.token)
})

const STRANGERS: readonly [string, Partial<FrameJson['header']>][] = [
  ['another ID', { id: 1025 }],
  ['another REQNUM', { reqnum: 3 }],
]

for (const [what, part] of STRANGERS) {
  test(`an answer with ${what} is not ours`, () => {
    const stranger = encodeFrame(
      { ...vector('ticket-response').header, ...part },
      payloadOf(frameOf('ticket-response')),
    )
    assert.deepEqual(readAnswer(ticket, request, stranger), { verdict: 'no' })
  })
}

test('an answer to another command is not ours', () => {
  const other = { ...ticket, command: 'info' } as const
  assert.deepEqual(readAnswer(other, request, frameOf('ticket-response')), { verdict: 'no' })
})

for (const code of [254, 255]) {
  test(`code ${code} is not final: the same bytes go again`, () => {
    const message = { command: 'COMMAND_TICKET', result: { result_code: code } }
    const frame = frameFromJson({ header: { ...asked }, message }, 'response')
    assert.equal(readAnswer(ticket, request, frame).verdict, 'again')
  })
}

for (const code of [1, 2, 3, 8, 9, 11, 13, 14, 15, 17, 18, 253, 256]) {
  test(`code ${code} is an answer, not a fault of the line`, () => {
    const message = { command: 'COMMAND_TICKET', result: { result_code: code } }
    const frame = frameFromJson({ header: { ...asked }, message }, 'response')
    assert.equal(readAnswer(ticket, request, frame).verdict, 'answer')
  })
}
