import assert from 'node:assert/strict'
import { test } from 'node:test'
import { interpret } from '../../src/escpos/interpreter.ts'
import { toText } from '../../src/escpos/paper.ts'
import { columnsOf, profileOf } from '../../src/escpos/profile.ts'
import type { Client } from './client.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const SALE = { items: [{ name: 'Нан', price: '150' }], payments: { cash: '500' } }

/** The code of a refusal; 'done' when there was none. */
async function codeOf(client: Client, method: string, params = {}): Promise<string> {
  const answer = await client.call(method, params)
  return answer.ok ? 'done' : answer.error.code
}

const profile = profileOf('generic')

/** All that came out of the printer so far, as text. */
function paperOf(world: World): string {
  if (!profile) throw new Error('no generic profile')
  return toText(interpret(world.printed(), { profile, paper: 80 }), columnsOf(profile, 80)).join('\n')
}

test('[EK0-set-open] [EK0-set-max-sum] [R1326-35.1] settings by the command line: changed, kept over a restart, refused with their codes', async (t) => {
  const world = await World.ready(t)
  const admin = { user: ADMIN.code }
  assert.equal((await world.json(['settings', 'set', 'max-sum', '100'], admin)).exit, 0)
  assert.equal((await world.json(['settings', 'set', 'max-sum', 'much'], admin)).exit, 5)
  assert.equal((await world.json(['settings', 'get', 'colour'], admin)).exit, 10)
  assert.equal((await world.json(['settings', 'set', 'max-sum', '5'], { user: CASHIER.code })).exit, 9)
  await world.stop()
  await world.start()
  const shown = await world.json(['settings', 'get', 'max-sum'], admin)
  assert.equal(shown.answer.result?.['value'], '100.00')
  const refused = await world.json(['sale', '--item', 'Нан=150', '--cash'], { user: CASHIER.code })
  assert.deepEqual([refused.exit, refused.answer.error?.code], [5, 'MAX_SUM_EXCEEDED'])
  await world.json(['settings', 'set', 'max-sum', 'none'], admin)
  assert.equal((await world.json(['sale', '--item', 'Нан=150', '--cash'], { user: CASHIER.code })).exit, 0)
  const open = await world.json(['settings', 'set', 'vat-rate', '16'], admin)
  assert.deepEqual([open.exit, open.answer.error?.code], [5, 'SHIFT_OPEN'])
})

test('[R003-A2.18.1] [EK1-login-2] people: an own PIN, a role, a language, and the end of a right', async (t) => {
  const world = await World.ready(t)
  const admin = await world.client(ADMIN)
  const cashier = await world.client(CASHIER)
  assert.equal(await codeOf(cashier, 'user.set-pin', { code: 1, pin: '0000' }), 'NOT_PERMITTED')
  assert.equal(await codeOf(cashier, 'user.set-pin', { pin: '97531' }), 'done')
  assert.equal(await codeOf(cashier, 'whoami'), 'SESSION_EXPIRED')
  const again = await world.client({ code: CASHIER.code, pin: '97531' })
  await admin.result('user.set-role', { code: CASHIER.code, role: 'senior-cashier' })
  assert.deepEqual(await again.result('whoami'), { user: { code: 7, name: CASHIER.name, role: 'senior-cashier' } })
  assert.equal(await codeOf(admin, 'user.disable', { code: ADMIN.code }), 'LAST_ADMINISTRATOR')
  await admin.result('user.disable', { code: CASHIER.code })
  assert.equal(await codeOf(again, 'sale', SALE), 'SESSION_EXPIRED')
  await assert.rejects(world.client({ code: CASHIER.code, pin: '97531' }), /PIN_WRONG/)
  assert.equal(await codeOf(admin, 'user.add', { code: 7, name: 'Басқа', role: 'cashier', pin: '1111' }), 'USER_EXISTS')
  const confirmed = await world.kkm(['user', 'disable', '--code', '7'], { user: ADMIN.code })
  assert.equal(confirmed.exit, 2, 'without --yes nothing is asked off a terminal, and nothing is done')
  for (const client of [admin, cashier, again]) client.close()
})

test('[R208N-28] [R1326-F3] the registration changes, the register is taken off, and each prints its slip', async (t) => {
  const world = await World.ready(t)
  const admin = await world.client(ADMIN)
  await admin.result('settings.set', { name: 'auto-withdraw', value: 'on' })
  await admin.result('sale', SALE)
  assert.equal(await codeOf(admin, 'register.change', { address: 'Астана' }), 'SHIFT_OPEN')
  assert.equal(await codeOf(admin, 'register.close', { reason: 1 }), 'SHIFT_OPEN')
  const closed = await admin.result('shift.close')
  assert.deepEqual([closed['withdrawn'], closed['cash']], ['150.00', '0.00'])
  const changed = await admin.result('register.change', {
    address: 'Астана қ., Сығанақ 1',
    addressKk: 'Астана, Сығанақ 1',
  })
  assert.equal(changed['printed'], true)
  assert.match(paperOf(world), /РЕГИСТРАЦИОННЫЕ ДАННЫЕ[^]*Сығанақ 1/)
  await admin.result('register.close', { reason: 5 })
  assert.match(paperOf(world), /КАССА СНЯТА С УЧЁТА[^]*замена на новую модель[^]*150,00/)
  await world.stop()
  await world.start()
  const after = await world.client(ADMIN)
  assert.equal(await codeOf(after, 'sale', SALE), 'DEREGISTERED')
  assert.equal(await codeOf(after, 'receipt.show', { ref: 'no:1' }), 'done')
  for (const client of [admin, after]) client.close()
})
