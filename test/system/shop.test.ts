import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { interpret } from '../../src/escpos/interpreter.ts'
import { toText } from '../../src/escpos/paper.ts'
import { columnsOf, profileOf } from '../../src/escpos/profile.ts'
import { ADMIN, CASHIER, REGISTERED, World } from './world.ts'

const profile = profileOf('generic')
const admin = { user: ADMIN.code }
const cashier = { user: CASHIER.code }

/** What came out of the printer since it had given so many bytes. */
function paperSince(world: World, before: number): string {
  if (!profile) throw new Error('no generic profile')
  return toText(interpret(world.printed().subarray(before), { profile, paper: 80 }), columnsOf(profile, 80)).join('\n')
}

async function shop(t: TestContext): Promise<World> {
  const world = await World.ready(t)
  await world.kkm(['settings', 'set', 'default-item', 'Тауар'], admin)
  return world
}

test('[EK0-sale-s-2] [EK0-sale-s-3] [EK0-sale-s-4] simple mode: sums add up to what is to pay, by cash or by card, after a look that registers nothing', async (t) => {
  const world = await shop(t)
  const sums = ['sale', '--sum', '300', '--sum', '45.50', '--sum', '4,50']
  for (const [payment, paid] of [
    [['--cash', '500'], { cash: '350.00' }],
    [['--card'], { card: '350.00' }],
  ] as const) {
    const look = await world.json([...sums, ...payment, '--preview'], cashier)
    assert.equal(look.exit, 0)
    const { checkUrl, documentNumber, fiscalSign, preview, registered, total } = look.answer.result ?? {}
    assert.deepEqual([total, preview, registered], ['350.00', true, false])
    assert.deepEqual([checkUrl, documentNumber, fiscalSign], [undefined, undefined, undefined])
    const shown = await world.kkm([...sums, ...payment, '--preview'], cashier)
    assert.match(shown.out, /ПРЕДВАРИТЕЛЬНЫЙ ЧЕК/)
    const sold = await world.json([...sums, ...payment], cashier)
    assert.deepEqual([sold.answer.result?.['total'], sold.answer.result?.['payments']], ['350.00', paid])
  }
  const { documents } = await world.ofd.summary()
  assert.deepEqual(
    documents.map(({ number, total }) => [number, total]),
    [
      [1, 350_00],
      [2, 350_00],
    ],
  )
})

test('[R1326-29.0] [R431-29.0] [EK0-fn-12] [EK0-z-1] [EK1-z-1] [EK1-z-2] the five documents come out on paper; of a Z there are marked copies only', async (t) => {
  const world = await shop(t)
  const five: readonly (readonly [string, RegExp])[] = [
    ['sale --sum 150 --cash', /ФИСКАЛЬНЫЙ ЧЕК/],
    ['report cashier', /КАССИР/i],
    ['report section', /СЕКЦИ/i],
    ['report x', /X-ОТЧ[ЕЁ]Т/i],
    ['shift close', /Z-ОТЧ[ЕЁ]Т/i],
  ]
  for (const [line, words] of five) {
    const before = world.printed().length
    const { answer, exit } = await world.json(line.split(' '), admin)
    assert.equal(exit, 0, `${line}: ${JSON.stringify(answer)}`)
    assert.equal(answer.result?.['printed'], true, line)
    assert.match(paperSince(world, before), words)
    assert.doesNotMatch(paperSince(world, before), /ДУБЛИКАТ/)
  }
  const again = await world.json(['shift', 'close'], admin)
  assert.deepEqual([again.exit, again.answer.error?.code], [5, 'SHIFT_NOT_OPEN'])
  const before = world.printed().length
  assert.equal((await world.json(['report', 'z', '1'], admin)).exit, 0)
  assert.match(paperSince(world, before), /ДУБЛИКАТ/)
})

test('[EK1-set-autowithdraw] with the setting on, closing the shift takes the cash out; with it off the cash stays', async (t) => {
  const world = await shop(t)
  const closed = async () => {
    await world.json(['sale', '--sum', '150', '--cash'], cashier)
    return (await world.json(['shift', 'close'], cashier)).answer.result?.['cash']
  }
  assert.equal(await closed(), '150.00')
  await world.kkm(['settings', 'set', 'auto-withdraw', 'on'], admin)
  assert.equal(await closed(), '0.00')
  await world.kkm(['settings', 'set', 'auto-withdraw', 'off'], admin)
  assert.equal(await closed(), '150.00')
})

test('[EK0-fn-02] [EK0-sale-s-8] [EK0-share-1] [EK1-share-1] [EK0-z-7] [EK1-z-5] a receipt and a Z can be printed, and handed over as a picture, a text or an object', async (t) => {
  const world = await shop(t)
  await world.json(['sale', '--key', 'r', '--sum', '150', '--cash'], cashier)
  await world.json(['shift', 'close', '--key', 'z'], cashier)
  for (const [ref, words] of [
    ['key:r', /ФИСКАЛЬНЫЙ ЧЕК/],
    ['key:z', /Z-ОТЧ[ЕЁ]Т/i],
  ] as const) {
    const exported = async (format: string) => {
      const file = `${world.folder}/${ref.slice(4)}.${format}`
      const { err, exit } = await world.kkm(['receipt', 'export', ref, '--format', format, '--output', file], admin)
      assert.equal(exit, 0, `${ref} ${format}: ${err}`)
      return file
    }
    const picture = await exported('png')
    assert.ok(existsSync(picture) && statSync(picture).size > 1000)
    assert.equal(readFileSync(picture).toString('latin1', 1, 4), 'PNG')
    assert.match(readFileSync(await exported('text'), 'utf8'), words)
    const object = JSON.parse(readFileSync(await exported('json'), 'utf8')) as object
    assert.ok('documentNumber' in object, JSON.stringify(object))
    const before = world.printed().length
    assert.equal((await world.kkm(['receipt', 'print', ref], admin)).exit, 0)
    assert.match(paperSince(world, before), words)
  }
})

test('[R626-57.2] [R2026-32] a receipt is in the language that its buyer asks for, a person is answered in the language of that person', async (t) => {
  const world = await shop(t)
  for (const [language, there, absent] of [
    ['kk', /ФИСКАЛДЫҚ ЧЕК/, /ФИСКАЛЬНЫЙ/],
    ['ru', /ФИСКАЛЬНЫЙ ЧЕК/, /ФИСКАЛДЫҚ/],
    ['kk+ru', /ФИСКАЛДЫҚ ЧЕК.*ФИСКАЛЬНЫЙ ЧЕК/, /ДУБЛИКАТ/],
  ] as const) {
    const before = world.printed().length
    const { exit } = await world.json(['sale', '--sum', '150', '--cash', '--receipt-lang', language], cashier)
    assert.equal(exit, 0)
    assert.match(paperSince(world, before), there)
    assert.doesNotMatch(paperSince(world, before), absent)
  }
  const messageIn = async () => {
    const { Client } = await import('./client.ts')
    const client = await Client.open(world.socket)
    await client.result('hello', { schemas: [1] })
    await client.result('session.open', { user: CASHIER.code, pin: CASHIER.pin })
    const answer = await client.call('deposit', { sum: '0' })
    client.close()
    return answer.ok ? '' : answer.error.message
  }
  const told: string[] = []
  for (const language of ['kk', 'ru', 'en']) {
    assert.equal((await world.kkm(['user', 'set-lang', '--lang', language], cashier)).exit, 0)
    told.push(await messageIn())
  }
  assert.match(told[0] ?? '', /[әғқңөұүһі]/)
  assert.match(told[1] ?? '', /\p{Script=Cyrillic}/u)
  assert.match(told[2] ?? '', /^[^а-я]+$/i)
})

test('[EK0-x-3] [EK1-x-3] an X report is printed, and handed over as the lines of its paper', async (t) => {
  const world = await shop(t)
  const client = await world.client(CASHIER)
  await client.result('sale', { key: 's', items: [{ sum: '150' }], payments: { cash: 'rest' } })
  const before = world.printed().length
  const report = await client.result('report.x', { key: 'x', lines: true })
  client.close()
  assert.equal(report['printed'], true)
  assert.match(paperSince(world, before), /X-ОТЧ[ЕЁ]Т/i)
  assert.match(JSON.stringify(report['lines']), /X-ОТЧ[ЕЁ]Т/i)
})

test('[R1326-77.0c] [R431-9] the set-up prints a test receipt, which is not fiscal and takes no number', async (t) => {
  const world = await World.open(t)
  const client = await world.client()
  await client.result('setup', { ...REGISTERED, adminPin: ADMIN.pin, testPage: true })
  client.close()
  const until = Date.now() + 10_000
  while (!/ТЕСТОВЫЙ ЧЕК/.test(paperSince(world, 0))) {
    assert.ok(Date.now() < until, paperSince(world, 0))
    await sleep(20)
  }
  assert.match(paperSince(world, 0), /НЕ ФИСКАЛЬНЫЙ/)
  assert.doesNotMatch(paperSince(world, 0), /ФИСКАЛЬНЫЙ ЧЕК|Фискальный признак/)
  const sold = await world.json(['sale', '--item', 'Нан=150', '--cash'], admin)
  assert.equal(sold.answer.result?.['documentNumber'], 1)
})
