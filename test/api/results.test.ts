import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod'
import { SCHEMAS } from '../../src/api/schemas/index.ts'
import { CLOSE, NOT_READY, READY, SALE, STATUS } from '../cli/answers.ts'

test('the answer of the interface’s example is one of the schema', () => {
  const example = `{"document":"sale","key":"order-17","replayed":false,"number":1,"documentNumber":1419,"shift":13,
 "time":"2026-11-21T10:15:30+05:00","operator":{"code":7,"name":"Айгүл"},"total":"275.00","payments":{"cash":"275.00"},
 "taken":"500.00","change":"225.00","vat":[{"rate":"16","sum":"37.93"}],"mode":"online","fiscalSign":"1846203957",
 "checkUrl":"http://consumer.oofd.kz?i=…","link":"ethernet",
 "registered":true,"printed":true,"paper":{"state":"confirmed","job":17,"copies":0}}`
  const answer: unknown = JSON.parse(example)
  assert.deepEqual(SCHEMAS.sale.result.parse(answer), answer)
})

test('answers that the command line is tested with are answers of the schema', () => {
  assert.deepEqual(SCHEMAS.sale.result.parse(SALE), SALE)
  assert.deepEqual(SCHEMAS['shift.close'].result.parse(CLOSE), CLOSE)
  assert.deepEqual(SCHEMAS['receipt.show'].result.parse(CLOSE), CLOSE)
  assert.deepEqual(SCHEMAS.ready.result.parse(READY), READY)
  assert.deepEqual(SCHEMAS.ready.result.parse(NOT_READY), NOT_READY)
  assert.deepEqual(SCHEMAS.status.result.parse(STATUS), STATUS)
})

test('a result with a member that nobody promised is not of the schema', () => {
  assert.throws(() => SCHEMAS.sale.result.parse({ ...SALE, surprise: 1 }))
  assert.throws(() => SCHEMAS.sale.result.parse({ ...SALE, total: 1275 }))
  assert.throws(() => SCHEMAS.sale.result.parse({ ...SALE, total: '1275' }))
})

test('every schema can be told as JSON Schema, parameters and results', () => {
  for (const { params, result } of Object.values(SCHEMAS)) {
    for (const schema of [z.toJSONSchema(params, { io: 'input' }), z.toJSONSchema(result)]) {
      assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema')
    }
  }
})
