import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Day } from './documents.ts'
import { Program } from './program.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const DOCUMENTS = 300

for (const version of ['2.0.2', '2.0.3'] as const)
  test(`a day of ${DOCUMENTS} mixed documents in ${version} against kkm-sim, which refuses what does not add up`, async (t) => {
    const simulator = Program.ours('kkm-sim', ['--ofd', '127.0.0.1:0', '--version', version, '--log'])
    t.after(() => simulator.signal('SIGTERM'))
    const listening = await simulator.line((line) => line.includes('listening'))
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(listening)?.[1])
    const world = await World.ready(t, { version, ofdPort: port })
    const admin = await world.client(ADMIN)
    await admin.result('settings.set', { name: 'purchases', value: 'on' })
    const client = await world.client(CASHIER)
    const day = new Day(80)
    for (let count = 1; count <= DOCUMENTS; count++) {
      const { method, params } = day.next()
      const { registered, documentNumber } = await client.result(method, params)
      assert.deepEqual([registered, documentNumber], [true, count])
    }
    await client.result('report.x', {})
    const { registered, documentNumber } = await client.result('shift.close', { withdraw: true })
    assert.deepEqual([registered, documentNumber], [true, DOCUMENTS + 1])
    const status = await client.result('shift.status')
    assert.deepEqual([status['open'], status['cash']], [false, '0.00'])
  })
