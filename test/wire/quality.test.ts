import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WireContext } from '../../src/fiscal/wire/dialect.ts'
import { dialectOf } from '../../src/fiscal/wire/dialects.ts'
import { frameToJson } from '../../src/fiscal/wire/frame-json.ts'

const CONTEXT: WireContext = {
  kkmId: 1024,
  regNumber: '010102345678',
  serialNumber: 'SWK00412345',
  geo: { latitude: 43238949, longitude: 76889709, source: 'manual' },
  taxationType: 101,
}
const HEADER = { token: 305419896, reqnum: 7 }

function serviceOf(version: '2.0.2' | '2.0.3', command: 'system' | 'info', context: WireContext) {
  const frame = dialectOf(version).encodeRequest(HEADER, { command }, context)
  const { message } = frameToJson(frame, 'request')
  return (message as { readonly service: Readonly<Record<string, unknown>> }).service
}

for (const version of ['2.0.2', '2.0.3'] as const)
  test(`${version}: the figures of the links go with SYSTEM, in milliseconds and per cent, and not with INFO`, () => {
    const quality = { connect: 35, roundTrip: 120, loss: 4 }
    assert.deepEqual(serviceOf(version, 'system', { ...CONTEXT, quality })['comm_quality'], {
      avg_connect_time: 35,
      avg_ping: 120,
      loss_ratio: 4,
    })
    assert.equal(serviceOf(version, 'info', { ...CONTEXT, quality })['comm_quality'], undefined)
    assert.equal(serviceOf(version, 'system', CONTEXT)['comm_quality'], undefined)
  })

test('a round trip that nobody measured is left out', () => {
  const service = serviceOf('2.0.3', 'system', { ...CONTEXT, quality: { connect: 35, loss: 100 } })
  assert.deepEqual(service['comm_quality'], { avg_connect_time: 35, loss_ratio: 100 })
})
