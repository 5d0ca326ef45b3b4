import assert from 'node:assert/strict'
import { type DescMessage, fromBinary, type Message, toBinary } from '@bufbuild/protobuf'
import { WireType } from '@bufbuild/protobuf/wire'
import { test } from 'node:test'
import { dialectOf } from '../../src/fiscal/wire/dialects.ts'
import { encodeFrame, payloadOf, readHeader } from '../../src/fiscal/wire/frame.ts'
import { PaymentTypeEnumSchema } from '../../src/fiscal/wire/gen/v203/common_pb.ts'
import { ResponseSchema as inV202 } from '../../src/fiscal/wire/gen/v202/message_pb.ts'
import { ResponseSchema as inV203 } from '../../src/fiscal/wire/gen/v203/message_pb.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { refusal, sale, World } from '../register/world.ts'
import { bytesOf, vectors } from './vectors.ts'

/*
 * Protocol 2.0.4 was seen in sources only, without the numbers of its fields, so no dialect of it can be written yet. What
 * a register can be is ready: for servers that already speak it, and for the dialect to be one more file.
 */

/** A text in a field that no version of ours has, as a newer server would send its operator's name. */
const LATER = { no: 77, wireType: WireType.LengthDelimited, data: new Uint8Array([3, 0x42, 0x46, 0x44]) }

/** The same message with an unknown field in it and in every message inside. */
function withLaterFields(schema: DescMessage, message: Message): void {
  message.$unknown = [...(message.$unknown ?? []), LATER]
  for (const field of schema.fields) {
    if (field.message === undefined) continue
    const value: unknown = Reflect.get(message, field.localName)
    for (const part of (Array.isArray(value) ? value : [value]) as (Message | undefined)[])
      if (part) withLaterFields(field.message, part)
  }
}

test('[P204-ready] fields of a later version, anywhere in an answer, change nothing of what is read', () => {
  const responses = vectors.filter(({ direction }) => direction === 'response')
  assert.ok(responses.length >= 5)
  for (const { frame, header, name } of responses) {
    const schema = header.version === 203 ? inV203 : inV202
    const bytes = bytesOf(frame)
    const response = fromBinary(schema, payloadOf(bytes))
    withLaterFields(schema, response)
    const later = encodeFrame(readHeader(bytes), toBinary(schema, response))
    assert.ok(later.length > bytes.length)
    const dialect = dialectOf(header.version === 203 ? '2.0.3' : '2.0.2')
    assert.deepEqual(dialect.decodeResponse(later), dialect.decodeResponse(bytes), name)
  }
})

test('[P204-ready] credit and tare cannot be written', () => {
  const kinds = PaymentTypeEnumSchema.values.map(({ name }) => name)
  assert.deepEqual(kinds, ['PAYMENT_CASH', 'PAYMENT_CARD', 'PAYMENT_MOBILE'])
})

for (const [code, name] of [
  [18, 'ELEMENT_NOT_FOUND_BY_BARCODE'],
  [19, 'DISCONNECTED'],
] as const)
  test(`[P204-ready] a sale answered ${code} blocks and says ${name}; nothing is registered`, async () => {
    const world = await World.ready()
    world.script.push(refusal(code))
    await world.make(sale(), 'order-19')
    assert.equal(await world.journal.byKey('order-19'), undefined)
    await assert.rejects(
      world.make(sale()),
      (error) => error instanceof Refusal && error.code === 'PROTOCOL_ERROR' && error.details['text'] === name,
    )
  })
