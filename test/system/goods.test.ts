import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { encodeKz1048 } from '../../src/escpos/codepage.ts'
import { Program } from './program.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const LIST = `article;barcode;ntin;name;name_kk;unit;price;vat;section
A-1;4870001112226;0200000000004;Хлеб белый;Ақ нан;шт;150,00;16;2
A-2;;;"Сыр ""Алматы"", 45%";;кг;4 200,50;16;
A-3;4870001112226;;Хлеб чёрный;Қара нан;шт;120;none;
`

test('[EK0-set-pricelist] from the shell: import, find, sell by article, by NTIN, by quantity; the paper has the codes', async (t) => {
  const world = await World.ready(t)
  const file = world.file('prices.csv', LIST)
  const bad = await world.json(['goods', 'import', world.file('bad.csv', `${LIST}A-4;;;Чай;;шт;даром;16;\n`)], {
    user: ADMIN.code,
  })
  assert.deepEqual([bad.exit, bad.answer.error?.code], [5, 'GOODS_FILE_INVALID'])
  assert.equal(
    (await world.json(['sale', '--goods', 'A-1', '--cash'], { user: 7 })).answer.error?.code,
    'GOODS_NOT_FOUND',
  )

  const imported = await world.kkm(['goods', 'import', file], { user: ADMIN.code })
  assert.equal(imported.exit, 0, imported.err)
  assert.match(imported.out, /Added\s+3\n/)
  const found = await world.kkm(['goods', 'find', 'ҚАРА'], { user: CASHIER.code })
  assert.match(found.out, /Хлеб чёрный {2}\[A-3/)
  assert.equal((await world.kkm(['goods', 'import', file], { user: CASHIER.code })).exit, 9)

  const sold = await world.json(['sale', '--goods', 'a-1*2', '--goods', 'A-2*0.5', '--cash', '3000'], { user: 7 })
  assert.equal(sold.exit, 0, JSON.stringify(sold.answer))
  assert.deepEqual([sold.answer.result?.['total'], sold.answer.result?.['change']], ['2400.25', '599.75'])
  const one = await world.json(['sale', '--goods', '0200000000004', '--card'], { user: 7 })
  assert.equal(one.answer.result?.['total'], '150.00')
  const both = await world.json(['sale', '--goods', '4870001112226', '--card'], { user: 7 })
  assert.deepEqual([both.exit, both.answer.error?.code], [5, 'GOODS_AMBIGUOUS'])
  assert.deepEqual(both.answer.error?.details['candidates'], ['A-1 Хлеб белый', 'A-3 Хлеб чёрный'])
  const shown = await world.kkm(['receipt', 'export', 'no:1', '--format', 'text'], { user: ADMIN.code })
  assert.equal(shown.exit, 0, shown.err)
  for (const fact of ['Хлеб белый', '0200000000004', 'Сыр "Алматы", 45%', '0,5', '4 200,50'])
    assert.ok(shown.out.includes(fact), `${fact} in ${shown.out}`)
  assert.deepEqual(world.ofd.differences, [])
})

/** Codes of two pieces. */
const PIECES = ['010487000111222621abc1', '010487000111222621abc2'] as const

/** One item paid by card. */
async function sellItem(world: World, item: object) {
  const input = JSON.stringify({ items: [item], payments: { card: 'rest' } })
  return world.json(['sale', '--input', '-'], { user: CASHIER.code, input })
}

test('[R2026-7.1] marked goods are sold by a code of each piece, and without only where the setting is off', async (t) => {
  const world = await World.ready(t)
  const file = world.file('prices.csv', 'article;name;price;marked\nW-1;Су;200;yes\nW-2;Нан;150;no\n')
  assert.equal((await world.kkm(['goods', 'import', file], { user: ADMIN.code })).exit, 0)
  const sell = async (item: object) => {
    const { answer, exit } = await sellItem(world, item)
    return [exit, answer.error?.code ?? answer.result?.['documentNumber']]
  }
  assert.deepEqual(await sell({ goods: 'W-1' }), [5, 'MARK_REQUIRED'])
  assert.deepEqual(await sell({ goods: 'W-1', quantity: '2', marks: PIECES.slice(0, 1) }), [5, 'MARK_REQUIRED'])
  assert.deepEqual(await sell({ goods: 'W-1', quantity: '2', marks: PIECES }), [0, 1])
  const again = await world.json(['sale', '--goods', `W-1*2;mark=${PIECES.join(';mark=')}`, '--card'], { user: 7 })
  assert.deepEqual([again.exit, again.answer.error?.code], [5, 'MARK_SOLD'], 'the command line carries them too')
  assert.deepEqual(await sell({ goods: 'W-2' }), [0, 2])
  const off = await world.kkm(['settings', 'set', 'marks-required', 'off'], { user: ADMIN.code })
  assert.equal(off.exit, 0, off.err)
  assert.deepEqual(await sell({ goods: 'W-1' }), [0, 3])
  assert.deepEqual(world.ofd.differences, [])
})

test('a repeated call is answered with its document, also when its goods are gone by then', async (t) => {
  const world = await World.ready(t)
  await world.kkm(['goods', 'import', world.file('prices.csv', LIST)], { user: ADMIN.code })
  const words = ['sale', '--key', 'order-1', '--goods', 'A-3', '--card']
  const first = await world.json(words, { user: 7 })
  assert.equal(first.exit, 0)
  assert.equal((await world.kkm(['goods', 'remove', 'A-3'], { user: ADMIN.code })).exit, 0)
  const again = await world.json(words, { user: 7 })
  assert.equal(again.exit, 0, JSON.stringify(again.answer))
  assert.deepEqual(
    [again.answer.result?.['replayed'], again.answer.result?.['documentNumber'], again.answer.result?.['total']],
    [true, first.answer.result?.['documentNumber'], '120.00'],
  )
  assert.equal((await world.json(['sale', '--goods', 'A-3', '--card'], { user: 7 })).exit, 10)
})

test('[EK0-mode-simple] [EK0-set-default-item] sums are sold as the default item, added up', async (t) => {
  const world = await World.ready(t)
  const words = ['sale', '--sum', '300', '--sum', '45.50', '--cash', '500']
  assert.equal((await world.json(words, { user: 7 })).answer.error?.code, 'DEFAULT_ITEM_MISSING')
  await world.kkm(['settings', 'set', 'default-item', 'Тағам өнімдері'], { user: ADMIN.code })
  const sold = await world.json(words, { user: 7 })
  assert.deepEqual([sold.answer.result?.['total'], sold.answer.result?.['change']], ['345.50', '154.50'])
})

test('a list in the code page of Kazakhstan, larger than a message, is whole after the daemon was killed', async (t) => {
  const world = await World.ready(t)
  const rows = Array.from(
    { length: 20_000 },
    (_, index) => `A${index};Қауын №${index} өте тәтті, Түркістан;${index + 1}\n`,
  )
  const text = encodeKz1048(rows.join('').replaceAll('\n', '~'))
  assert.ok('bytes' in text)
  const file = join(world.folder, 'large.csv')
  const bytes = Buffer.from(text.bytes).map((byte) => (byte === 0x7e ? 0x0a : byte))
  writeFileSync(file, Buffer.concat([Buffer.from('article;name;price\n'), bytes]))
  const imported = await world.kkm(['goods', 'import', file], { user: ADMIN.code })
  assert.match(imported.out, /Added\s+20000\n/, imported.err)
  await world.daemon.signal('SIGKILL')
  await world.start()
  const sold = await world.json(['sale', '--goods', 'a19999', '--card'], { user: 7 })
  assert.equal(sold.answer.result?.['total'], '20000.00')
  assert.match((await world.kkm(['goods', 'find', 'ҚАУЫН', '№777'], { user: 7 })).out || '', /^$/)
  assert.match((await world.kkm(['goods', 'find', 'түркістан №777 ҚАУЫН'], { user: 7 })).out, /Қауын №777 /)
})

test('a spoilt list is set aside and told of; the register sells on by name', async (t) => {
  const world = await World.ready(t)
  await world.kkm(['goods', 'import', world.file('prices.csv', LIST)], { user: ADMIN.code })
  await world.daemon.signal('SIGTERM')
  const directory = join(world.folder, 'state', 'goods')
  for (const name of readdirSync(directory).filter((one) => one !== 'LOCK'))
    writeFileSync(join(directory, name), Buffer.alloc(readFileSync(join(directory, name)).length, 1))
  await world.start()
  const status = await world.json(['status'], { user: ADMIN.code })
  const warnings = status.answer.result?.['warnings'] as readonly { code: string }[]
  assert.ok(warnings.some(({ code }) => code === 'PRICE_LIST_LOST'))
  assert.ok(existsSync(`${directory}.damaged`))
  assert.equal((await world.json(['sale', '--item', 'Нан=150', '--cash'], { user: 7 })).exit, 0)
  await world.kkm(['goods', 'import', world.file('prices.csv', LIST)], { user: ADMIN.code })
  assert.equal((await world.json(['sale', '--goods', 'A-3', '--cash'], { user: 7 })).exit, 0)
})

test('[P203-nkt] the OFD’s goods: imported, sold, asked for by barcode; not there is no error', async (t) => {
  const simulator = Program.ours('kkm-sim', ['--ofd', '127.0.0.1:0', '--log'])
  t.after(() => simulator.signal('SIGTERM'))
  const listening = await simulator.line((line) => line.includes('listening'))
  const world = await World.ready(t, { ofdPort: Number(/127\.0\.0\.1:(\d+)/.exec(listening)?.[1]) })
  const strict = await world.json(['goods', 'import', '--from-ofd'], { user: ADMIN.code })
  assert.deepEqual([strict.exit, strict.answer.error?.code], [5, 'GOODS_FILE_INVALID'])
  const imported = await world.json(['goods', 'import', '--from-ofd', '--skip-bad'], { user: ADMIN.code })
  assert.deepEqual([imported.answer.result?.['added'], imported.answer.result?.['skipped']], [2, 1])
  const again = await world.json(['goods', 'import', '--from-ofd', '--skip-bad'], { user: ADMIN.code })
  assert.equal(again.answer.result?.['actual'], true)
  const unscanned = await world.json(['sale', '--goods', '4870000000012', '--card'], { user: 7 })
  assert.deepEqual([unscanned.exit, unscanned.answer.error?.code], [5, 'MARK_REQUIRED'])
  const sold = await sellItem(world, { goods: '4870000000012', marks: PIECES.slice(0, 1) })
  assert.equal(sold.answer.result?.['total'], '650.00', JSON.stringify(sold.answer))
  const found = await world.json(['goods', 'find', '96385074', '--ofd'], { user: 7 })
  assert.deepEqual(
    ((found.answer.result?.['ofd'] ?? []) as readonly { ntin: string }[]).map(({ ntin }) => ntin),
    ['0200000000028'],
  )
  const nowhere = await world.kkm(['goods', 'find', '4870000000029', '--ofd'], { user: 7 })
  assert.deepEqual([nowhere.exit, nowhere.out.trim()], [0, 'The national catalogue does not have it'])
})
