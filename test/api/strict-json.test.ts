import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { duplicateMember } from '../../src/api/strict-json.ts'

const TABLE: readonly (readonly [string, string | undefined])[] = [
  ['{}', undefined],
  ['[]', undefined],
  ['"{"', undefined],
  ['{"a":1,"b":1}', undefined],
  ['{"a":1,"a":2}', 'a'],
  ['{"payments":{"cash":"1", "cash":"2"}}', 'payments.cash'],
  ['{ "items" : [ {"name":"x"} , {"name":"y","price":"1" , "name":"z"} ] }', 'items[1].name'],
  ['{"a":"\\"}{","b":[1,[2,{}],-3.5e7,true,null],"c":{"a":1}}', undefined],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"a\\\\":1,"a\\"":2}', undefined],
]

test('a member that stands twice in its object is found with its path', () => {
  for (const [text, path] of TABLE) {
    JSON.parse(text)
    assert.equal(duplicateMember(text), path, text)
  }
})

test('JSON that was written by a program never has a member twice', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 3 }), (value, indent) => {
      assert.equal(duplicateMember(JSON.stringify(value, undefined, indent)), undefined)
    }),
  )
})

test('JSON nested without measure is left to the schemas, not walked until the stack ends', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  assert.equal(duplicateMember(deep), undefined)
})

test('JSON of more values than any request has is not walked to its end', () => {
  const many = (count: number) => `{"items":[${Array.from({ length: count }, () => '{"a":1}').join(',')}]}`
  assert.equal(duplicateMember(many(9000)), undefined)
  assert.throws(() => duplicateMember(many(10_000)), RangeError)
})
