import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { ADMIN, CASHIER, World } from './world.ts'

const KIOSK = 20
const NEW_KIOSK = ['user', 'add', '--code', '20', '--name', 'Kiosk-1', '--role', 'kiosk']

test('a kiosk signs in with its secret, names its keys, and has nothing but its own sales', async (t) => {
  const world = await World.ready(t)
  const secret = randomBytes(16).toString('hex')
  const path = world.secret('pin-20', secret)
  const admin = { user: ADMIN.code }
  const kiosk = { user: KIOSK }
  const codeOf = async (args: readonly string[], how = kiosk) => {
    const { answer, exit } = await world.json(args, how)
    return [exit, answer.error?.code]
  }
  const weak = world.secret('weak', '1234')
  assert.deepEqual(await codeOf([...NEW_KIOSK, '--secret-file', weak], admin), [5, 'SECRET_TOO_SHORT'])
  assert.deepEqual(await codeOf([...NEW_KIOSK, '--pin-file', path], admin), [2, 'BAD_REQUEST'])
  assert.deepEqual(await codeOf(NEW_KIOSK, admin), [2, 'USAGE'])
  assert.deepEqual(await codeOf([...NEW_KIOSK, '--secret-file', path], admin), [0, undefined])

  const sale = ['sale', '--item', 'Кофе=990', '--card']
  assert.deepEqual(await codeOf(sale), [2, 'USAGE'])
  const client = await world.client()
  await client.result('session.open', { user: KIOSK, secret })
  const keyless = await client.call('sale', { items: [{ name: 'Кофе', price: '990' }], payments: { card: 'rest' } })
  assert.equal(keyless.ok ? 'sold' : keyless.error.code, 'BAD_REQUEST')
  client.close()

  assert.deepEqual(await codeOf([...sale, '--key', 'order-1']), [0, undefined])
  const others = await world.json(['sale', '--key', 'till-1', '--item', 'Нан=150', '--cash'], { user: CASHIER.code })
  assert.equal(others.exit, 0)
  assert.deepEqual(await codeOf(['receipt', 'show', 'key:order-1']), [0, undefined])
  assert.deepEqual(await codeOf(['receipt', 'show', 'key:till-1']), [10, 'DOCUMENT_NOT_FOUND'])
  const list = await world.json(['receipt', 'list'], kiosk)
  const receipts = list.answer.result?.['receipts'] as readonly unknown[] | undefined
  assert.equal(receipts?.length, 1)
  for (const denied of [
    ['deposit', '1', '--key', 'd'],
    ['shift', 'close', '--key', 'z'],
    ['settings', 'list'],
  ])
    assert.deepEqual(await codeOf(denied), [9, 'NOT_PERMITTED'], denied.join(' '))
})
