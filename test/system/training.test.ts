import assert from 'node:assert/strict'
import { test } from 'node:test'
import { interpret } from '../../src/escpos/interpreter.ts'
import { toText } from '../../src/escpos/paper.ts'
import { columnsOf, profileOf } from '../../src/escpos/profile.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const profile = profileOf('generic') ?? assert.fail('no printer profile')
const SALE = ['--item', 'Нан=150*2@16', '--cash', '1000']

test('[R208N-21] [R1326-9.3] in training receipts are computed, marked and numbered, and nothing fiscal is touched; then the register goes on', async (t) => {
  const world = await World.ready(t)
  const cashier = { user: CASHIER.code }
  const admin = { user: ADMIN.code }
  const codeOf = async (args: readonly string[], how: { user: number }) => {
    const { answer, exit } = await world.json(args, how)
    return [exit, answer.error?.code]
  }
  assert.deepEqual(await codeOf(['training', 'on'], cashier), [9, 'NOT_PERMITTED'])
  await world.json(['sale', '--key', 'real-1', ...SALE], cashier)
  assert.deepEqual(await codeOf(['training', 'on'], admin), [5, 'TRAINING_NOT_NOW'])
  await world.json(['shift', 'close', '--key', 'z-1'], cashier)
  assert.deepEqual(await codeOf(['training', 'on'], admin), [0, undefined])

  const printed = world.printed().length
  const requests = world.ofd.requests.length
  const practised = await world.json(['sale', '--key', 'try-1', ...SALE], cashier)
  const { document, number, paper, registered, total, training } = practised.answer.result ?? {}
  assert.deepEqual(
    [practised.exit, document, training, registered, number, total],
    [0, 'sale', true, false, 1, '300.00'],
  )
  assert.deepEqual((paper as { state: string }).state, 'accepted')
  const items = interpret(world.printed().subarray(printed), { profile, paper: 80 })
  const words = toText(items, columnsOf(profile, 80)).join('\n')
  assert.equal(words.match(/ОҚУ РЕЖИМІ \/ УЧЕБНЫЙ РЕЖИМ/g)?.length, 2, words)
  assert.equal(words.match(/ФИСКАЛДЫҚ ЕМЕС \/ НЕ ФИСКАЛЬНЫЙ/g)?.length, 2)
  assert.doesNotMatch(words, /ФИСКАЛДЫҚ ЧЕК|Фискалдық белгі|consumer/)
  assert.ok(items.every(({ kind }) => kind !== 'qr'))

  const again = await world.json(['sale', '--key', 'try-1', ...SALE], cashier)
  assert.deepEqual([again.answer.result?.['replayed'], again.answer.result?.['number']], [true, 1])
  assert.deepEqual(await codeOf(['sale', '--key', 'try-1', '--item', 'Нан=1', '--card'], cashier), [11, 'KEY_CONFLICT'])
  assert.equal((await codeOf(['sale', '--key', 'try-2', '--item', 'Нан=150', '--card', '1'], cashier))[0], 5)
  for (const args of [
    ['deposit', '100', '--key', 'd'],
    ['hold', '--key', 'h', '--item', 'Нан=150'],
    ['shift', 'close', '--key', 'z'],
  ])
    assert.deepEqual((await codeOf(args, cashier))[0], 6, args.join(' '))
  const ready = await world.json(['ready'])
  assert.match(JSON.stringify(ready.answer.error?.details), /"code":"TRAINING"/)

  await world.kill()
  await world.start()
  const later = await world.json(['purchase-return', '--key', 'try-3', '--item', 'Нан=150', '--card'], cashier)
  assert.ok(later.exit === 5 || later.answer.result?.['number'] === 2)
  assert.deepEqual(
    world.ofd.requests.slice(requests).filter(({ command }) => /TICKET|CLOSE|PLACEMENT|REPORT/i.test(command)),
    [],
  )
  assert.equal((await world.ofd.summary()).documents.length, 2)
  assert.deepEqual(await codeOf(['receipt', 'show', 'key:try-1'], cashier), [10, 'DOCUMENT_NOT_FOUND'])
  assert.deepEqual(await codeOf(['training', 'off'], admin), [0, undefined])
  const real = await world.json(['sale', '--key', 'try-1', ...SALE], cashier)
  assert.deepEqual([real.answer.result?.['registered'], real.answer.result?.['documentNumber']], [true, 3])
})
