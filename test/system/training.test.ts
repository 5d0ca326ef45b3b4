import assert from 'node:assert/strict'
import { join } from 'node:path'
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
  assert.deepEqual(await codeOf(['hold', '--key', 'h', '--item', 'Нан=150'], cashier), [6, 'TRAINING'])
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

test('[R208N-21] a day is practised whole: cash in and out, a return, a copy, X and Z with practised sums, through a kill, and nothing of it is left', async (t) => {
  const world = await World.ready(t)
  const cashier = { user: CASHIER.code }
  const admin = { user: ADMIN.code }
  const done = async (...args: readonly string[]) => {
    const { answer, exit } = await world.json(args, cashier)
    assert.equal(exit, 0, `${args.join(' ')}: ${JSON.stringify(answer)}`)
    return answer.result ?? assert.fail()
  }
  const paperOf = async (...args: readonly string[]) => {
    const before = world.printed().length
    const result = await done(...args)
    const items = interpret(world.printed().subarray(before), { profile, paper: 80 })
    const words = toText(items, columnsOf(profile, 80)).join('\n')
    assert.equal(words.match(/ОҚУ РЕЖИМІ \/ УЧЕБНЫЙ РЕЖИМ/g)?.length, 2, words)
    assert.equal(words.match(/ФИСКАЛДЫҚ ЕМЕС \/ НЕ ФИСКАЛЬНЫЙ/g)?.length, 2, words)
    assert.doesNotMatch(words, /ФИСКАЛДЫҚ РЕЖИМ|ФИСКАЛДЫҚ ЧЕК|Бақылау сомасы|consumer/i, words)
    return { result, words }
  }
  await done('deposit', '5000', '--key', 'real-d')
  await done('sale', '--key', 'real-1', ...SALE)
  await done('shift', 'close', '--key', 'real-z')
  const before = await world.json(['status'], admin)
  const requests = world.ofd.requests.length
  assert.equal((await world.json(['training', 'on'], admin)).exit, 0)

  const { result: put } = await paperOf('deposit', '1000', '--key', 'd')
  assert.deepEqual([put['documentNumber'], put['shift'], put['cash'], put['registered']], [1, 1, '1000.00', false])
  await paperOf('sale', '--key', 's', ...SALE)
  await world.kill()
  await world.start()
  const { words: back } = await paperOf('sale-return', '--key', 'r', '--parent', 'key:s', '--line', '1*1', '--cash')
  assert.match(back, /САТУДЫ ҚАЙТАРУ/)
  const more = await world.json(['sale-return', '--parent', 'no:2', '--line', '1*2', '--cash'], cashier)
  assert.deepEqual([more.exit, more.answer.error?.code], [5, 'RETURN_EXCEEDS_SALE'])
  const much = await world.json(['withdraw', '1150.01'], cashier)
  assert.deepEqual([much.exit, much.answer.error?.code], [5, 'NOT_ENOUGH_CASH'])
  await paperOf('withdraw', '150', '--key', 'w')
  const { words: copy } = await paperOf('receipt', 'print', 'no:2')
  assert.match(copy, /КӨШІРМЕ/)
  const { result: x } = await paperOf('report', 'x', '--key', 'x')
  const figures = x['figures'] as { readonly revenue: string; readonly cash: string }
  assert.deepEqual([x['training'], x['shift'], figures.revenue, figures.cash], [true, 1, '150.00', '1000.00'])
  const status = await done('shift', 'status')
  assert.deepEqual([status['training'], status['open'], status['revenue']], [true, true, '150.00'])
  const { result: z, words: zPaper } = await paperOf('shift', 'close', '--withdraw', '--key', 'z')
  assert.deepEqual([z['number'], z['withdrawn'], z['cash'], z['training']], [1, '1000.00', '0.00', true])
  assert.match(zPaper, /№\s0001/)
  assert.equal((await done('shift', 'close', '--withdraw', '--key', 'z'))['replayed'], true)
  assert.equal((await world.json(['shift', 'close'], cashier)).answer.error?.code, 'SHIFT_NOT_OPEN')
  assert.equal((await done('sale', '--key', 'next', ...SALE))['shift'], 2)

  const words = await world.kkm(['--lang', 'en', 'training', 'off'], admin)
  assert.deepEqual([words.exit, words.out], [0, 'The training mode is over'])
  const after = await world.json(['status'], admin)
  const fiscal = ({ answer }: typeof after) => [
    answer.result?.['shift'],
    answer.result?.['cash'],
    answer.result?.['queue'],
  ]
  assert.deepEqual(fiscal(after), fiscal(before))
  const told = world.ofd.requests.slice(requests).map(({ command }) => command)
  assert.deepEqual(
    told.filter((command) => /TICKET|CLOSE|PLACEMENT|REPORT/i.test(command)),
    [],
  )
  const real = await done('sale', '--key', 's', ...SALE)
  assert.deepEqual([real['documentNumber'], real['shift']], [4, 2])
  const verified = await world.json(['journal', 'verify', '--config', join(world.folder, 'kkm.toml')])
  assert.equal(verified.exit, 0)
})
