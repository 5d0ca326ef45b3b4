import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { PROTOCOL_VERSIONS } from '../../src/fiscal/wire/dialect.ts'
import { payloadOf, readHeader } from '../../src/fiscal/wire/frame.ts'
import { at, setupContext, tenge } from '../wire/documents.ts'
import { hexOf } from '../wire/vectors.ts'
import { FIRST_TOKEN, Till, sale } from './till.ts'

for (const version of PROTOCOL_VERSIONS) {
  test(`${version}: a day from INFO to the Z is taken without an objection`, () => {
    const till = new Till(version)
    assert.deepEqual([till.info().code, till.info().report?.shift], [0, 0])
    assert.equal(till.place('deposit', '10000').code, 0)
    const answers = [
      till.sell(sale('Нан', '150.00', { payments: { cash: '500.00' } })),
      till.sell(
        sale('Сүт', '500', {
          items: [
            { name: 'Сүт', price: '333.33', quantity: '1.5', vat: '16', discount: { percent: '5' } },
            { name: 'Шай', price: '77.77', quantity: '3', vat: '0', section: '2', markup: { sum: '1.01' } },
            { name: 'Дәрі', price: '9.99', vat: '5' },
            { name: 'Кітап', price: '1000', vat: 'none' },
          ],
          discount: { sum: '100.01' },
          payments: { card: '500', mobile: '100', cash: 'rest' },
        }),
      ),
      till.sell(sale('Сыйлық', '70', { operation: 'purchase' })),
    ]
    for (const answer of answers) {
      assert.deepEqual([answer.code, answer.text], [0, undefined])
      assert.match(answer.ticket?.sign ?? '', /^\d{10}$/)
    }
    const back = { operation: 'sale-return', parent: till.parentOfLast() } as const
    assert.equal(till.sell(sale('Сыйлық', '70', { ...back, items: [{ name: 'Сыйлық', price: '70' }] })).code, 0)
    assert.deepEqual([till.x().code, till.x().text], [0, undefined])
    const closed = till.close(true)
    assert.deepEqual([closed.code, closed.text, closed.report?.type], [0, undefined, 'z'])
    assert.equal(closed.report?.cash, 0n)
    assert.equal(till.sell(sale('Нан', '150.00')).code, 0)
    assert.equal(till.shift, 2)
  })
}

test('[P203-zx] property: whatever a shift holds, the register’s X and Z are what the OFD counted by itself', () => {
  const price = fc
    .integer({ min: 1, max: 9_999_999 })
    .map((sum) => `${Math.trunc(sum / 100)}.${String(sum % 100).padStart(2, '0')}`)
  const quantity = fc.integer({ min: 1, max: 20_000 }).map((milli) => String(milli / 1000))
  const percent = fc.option(fc.record({ percent: fc.constantFrom('1', '3.5', '10', '33') }), { nil: undefined })
  const item = fc.record({
    name: fc.constantFrom('Нан', 'Сүт', 'Шай'),
    price,
    quantity,
    section: fc.constantFrom('1', '2'),
    vat: fc.constantFrom('16', '0', '10', 'none'),
    discount: percent,
  })
  const ticket = fc.record({
    operation: fc.constantFrom('sale' as const, 'sale' as const, 'purchase' as const),
    items: fc.array(item, { minLength: 1, maxLength: 5 }),
    discount: percent,
    payments: fc.constantFrom(
      { cash: 'rest' },
      { card: 'rest' },
      { mobile: '0.01', cash: 'rest' },
      { cash: '200000000' },
    ),
  })
  const day = fc.record({ tickets: fc.array(ticket, { maxLength: 6 }), withdraw: fc.boolean() })
  fc.assert(
    fc.property(fc.array(day, { minLength: 1, maxLength: 3 }), (days) => {
      const till = new Till()
      for (const { tickets, withdraw } of days) {
        assert.equal(till.place('deposit', '99999999').code, 0)
        for (const request of tickets) {
          // Requests that the rules themselves refuse never reach an OFD.
          let message
          try {
            message = till.ticketMessage(request)
          } catch {
            continue
          }
          const answer = till.book(message, till.send(message))
          assert.equal(answer.code, 0, answer.text)
        }
        assert.deepEqual([till.x().code, till.x().text], [0, undefined])
        const closed = till.close(withdraw)
        assert.equal(closed.code, 0, closed.text)
      }
    }),
    { numRuns: 60 },
  )
})

test('INFO tells the X of the open shift, then the last Z, the registration and the last document', () => {
  const till = new Till()
  const fresh = till.info()
  assert.deepEqual([fresh.report?.type, fresh.report?.shift, fresh.lastDocument], ['z', 0, undefined])
  assert.equal(fresh.registration?.regNumber, '010102345678')
  assert.equal(fresh.registration.orgAddressKk, 'Алматы қ., Абай даңғылы, 10')
  assert.deepEqual(fresh.taxation?.type, 101)
  till.sell(sale('Нан', '150'))
  const open = till.info()
  assert.deepEqual([open.report?.type, open.report?.shift, open.report?.cash], ['x', 1, tenge(150)])
  assert.deepEqual(open.lastDocument, { shift: 1, documentNumber: 1 })
  till.close()
  const closed = till.info()
  assert.deepEqual([closed.report?.type, closed.report?.shift, closed.report?.cash], ['z', 1, tenge(150)])
  assert.deepEqual(closed.lastDocument, { shift: 1, documentNumber: 2 })
  assert.equal(closed.report?.nonNullable.sale, tenge(150))
  assert.equal(closed.report.ticketTotalCounts.sale, 1)
})

test('INFO of a register that is being set up says nothing of the organisation, and may have the number wrong', () => {
  const till = new Till()
  till.speaker = { ...setupContext, regNumber: '999999999999' }
  assert.equal(till.info().registration?.regNumber, '010102345678')
})

test('the check address is the operator’s, with sign, register, sum and time', () => {
  const till = new Till()
  const { ticket } = till.sell(sale('Нан', '150.05'))
  const address = `http://consumer.oofd.kz?i=${ticket?.sign}&f=010102345678&s=150.05&t=20261121T090001`
  assert.equal(ticket?.checkUrl, address)
})

test('answers to INFO and to documents bring a new token, those to SYSTEM and REPORT do not; the old one is void', () => {
  const till = new Till()
  const tokens = [FIRST_TOKEN, till.info().header.token, till.sell(sale('Нан', '1')).header.token]
  assert.equal(new Set(tokens).size, 3)
  assert.equal(till.send({ command: 'system' }).header.token, tokens[2])
  assert.equal(till.x().header.token, tokens[2])
  assert.ok(new Set([till.place('deposit', '1').header.token, tokens[2]]).size === 2)
  till.token = FIRST_TOKEN
  assert.deepEqual([till.info().code, till.info().text], [2, 'INVALID_TOKEN'])
})

test('the same bytes again get the same answer again and count once, also after the token has changed', () => {
  const till = new Till()
  const message = till.ticketMessage(sale('Нан', '150'))
  const frame = till.encode(message)
  const first = till.deliver(frame)
  const second = till.deliver(frame)
  assert.deepEqual(second, first)
  assert.equal(till.ofd.tickets.length, 1)
})

test('the OFD remembers one request: after another one the old triple is void', () => {
  const till = new Till()
  const frame = till.encode(till.ticketMessage(sale('Нан', '150')))
  till.deliver(frame)
  till.send({ command: 'system' })
  assert.equal(till.deliver(frame).code, 2)
})

test('a retry with another command is 9, with another document 9, with another token 8', () => {
  const till = new Till()
  till.sell(sale('Нан', '150'))
  const { token } = readHeader(till.frame)
  const again = (message: Parameters<Till['send']>[0], retryToken = token) => {
    till.reqnum -= 1
    till.token = retryToken
    return till.send(message)
  }
  assert.equal(again({ command: 'system' }).code, 9)
  const other = again(till.ticketMessage(sale('Сүт', '300')))
  assert.deepEqual([other.code, other.text], [9, 'the retry carries document 2, not 1'])
  assert.equal(again({ command: 'system' }, 7).code, 8)
})

test('a refusal is an answer too: its retry gets the same refusal, whatever has changed since', () => {
  const till = new Till()
  const frame = till.encode(till.placementMessage('withdrawal', '1'))
  assert.equal(till.deliver(frame).code, 14)
  till.ofd = { ...till.ofd, sums: { cash_sum: 100n } }
  assert.equal(till.deliver(frame).code, 14)
})

test('a server block answers 15 with its notice to everything and counts nothing, until it is lifted', () => {
  const till = new Till()
  till.ofd = { ...till.ofd, blocked: 'Касса тоқтатылды' }
  const frame = till.encode(till.placementMessage('deposit', '1'))
  const answer = till.deliver(frame)
  assert.deepEqual([answer.code, answer.ads[0]?.type, answer.ads[0]?.text], [15, 'info', 'Касса тоқтатылды'])
  assert.equal(till.send({ command: 'system' }).code, 15)
  till.ofd = { ...till.ofd, blocked: undefined }
  assert.equal(till.deliver(frame).code, 0)
})

test('a forced code is answered instead of judging; it is not remembered, so the same bytes then go through, or get the answer that they got', () => {
  const till = new Till()
  till.forced = 254
  const frame = till.encode(till.ticketMessage(sale('Нан', '150')))
  assert.equal(till.deliver(frame).code, 254)
  till.forced = undefined
  const taken = till.deliver(frame)
  assert.equal(taken.code, 0)
  till.forced = 13
  assert.equal(till.deliver(frame).code, 13)
  till.forced = undefined
  assert.deepEqual(till.deliver(frame), taken)
})

test('another register is 1, another version 3, a body that is none 3 and nothing else is changed', () => {
  const till = new Till()
  till.speaker = { ...till.speaker, kkmId: 1025 }
  assert.equal(till.info().code, 1)
  const before = till.ofd
  const frame = new Till().encode({ command: 'info' })
  const garbage = new Uint8Array([...frame.subarray(0, 18), ...new Uint8Array(payloadOf(frame).length).fill(0xff)])
  assert.equal(till.deliver(garbage).code, 3)
  assert.equal(hexOf(till.frame), hexOf(garbage))
  assert.equal(till.ofd, before)
})

test('a document after an autonomous time carries its number and the period; a number comes once', () => {
  const till = new Till()
  till.sell(sale('Нан', '150'))
  const period = { begin: at('21.11.2026 08:00:00'), end: at('21.11.2026 08:30:00') }
  const offline = { sign: 1795257330, period }
  const first = { ...till.ticketMessage(sale('Нан', '150')), offline }
  assert.equal(till.book(first, till.send(first)).code, 0)
  const second = { ...till.ticketMessage(sale('Нан', '150')), offline }
  assert.match(till.send(second).text ?? '', /offline_ticket_number 1795257330 was used before/)
  assert.deepEqual([till.x().code, till.counters.tickets.sale.offlineCount], [0, 1])
})
