import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialectOf } from '../../src/fiscal/wire/dialects.ts'
import { frameFromJson, frameToJson } from '../../src/fiscal/wire/frame-json.ts'
import { context, outgoing, setupContext } from './documents.ts'
import { bytesOf, hexOf, vectors } from './vectors.ts'

for (const { about, direction, frame, header, message, name } of vectors) {
  test(`the frame ${name} (${about}) decodes to its JSON`, () => {
    assert.deepEqual(frameToJson(bytesOf(frame), direction), { header, message })
  })

  test(`the JSON of ${name} encodes to its frame`, () => {
    assert.equal(hexOf(frameFromJson({ header, message }, direction)), frame)
  })
}

const requests = vectors.filter(({ direction }) => direction === 'request')

for (const { frame, header, name } of requests) {
  const tags = header.version === 203 ? '[P203-ver] [R2026-GEO] ' : ''
  test(`${tags}our document ${name} leaves byte for byte as the vector`, () => {
    const message = outgoing[name]
    assert.ok(message, `no document for ${name}`)
    const dialect = dialectOf(header.version === 203 ? '2.0.3' : '2.0.2')
    const speaker = name === '203-info-request-setup' ? setupContext : context
    assert.equal(hexOf(dialect.encodeRequest(header, message, speaker)), frame)
  })
}
