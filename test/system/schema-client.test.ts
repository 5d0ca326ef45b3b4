import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { Program, ROOT } from './program.ts'
import { CASHIER, World } from './world.ts'

test('a client in Python that is made from kkm schema alone sells, repeats, is refused, and closes the shift', async (t) => {
  const world = await World.ready(t)
  const script = join(ROOT, 'examples/python/schema_client.py')
  const pin = join(world.folder, 'secrets', `pin-${CASHIER.code}`)
  const args = ['-B', script, join(ROOT, 'bin/kkm'), world.socket, String(CASHIER.code), pin]
  const { err, exit, out } = await new Program('python3', args, { HOME: world.folder }).ended
  assert.equal(exit, 0, err)
  const { methods, release, shown, ...seen } = JSON.parse(out) as Record<string, unknown>
  assert.ok(Number(methods) > 60 && typeof release === 'string')
  assert.equal(shown, 1)
  assert.deepEqual(seen, {
    role: 'cashier',
    sale: ['300.00', true, true],
    ready: true,
    'checked here': 'sale.items[0].prise is not known',
    'other content': ['KEY_CONFLICT', 11, true, true],
    'not permitted': ['NOT_PERMITTED', 9, true, true],
    closed: 'shift-close',
  })
})
