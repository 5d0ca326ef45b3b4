import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { interpret } from '../../src/escpos/interpreter.ts'
import { type PaperItem, toText } from '../../src/escpos/paper.ts'
import { toPng } from '../../src/escpos/picture.ts'
import { columnsOf, profileOf } from '../../src/escpos/profile.ts'
import { readQr, zbar } from '../escpos/decoding.ts'
import { CASHIER, REGISTERED, World } from './world.ts'

const NAME = 'Қызылорда күріші «Ақ маржан», жоғары сұрыпты, 0,9 кг, 12 дана, ұзақ сақталатын қаптамада'
const SALE = {
  key: 'paper-1',
  items: [
    { name: NAME, price: '1234.56', quantity: '1.5', unit: '166', vat: '16', discount: { percent: '5' } },
    { name: 'Сүт 2,5 %', price: '420', quantity: '2', ntin: '0200000000004' },
  ],
  payments: { card: '1000', cash: '5000' },
}

/** [id of the requirement, what every receipt shows] */
const REQUISITES: readonly (readonly [string, string])[] = [
  ['R626-56.1', '«Әлем Сауда» ЖШС'],
  ['R626-56.1', 'ТОО «Әлем Сауда»'],
  ['R626-56.2', 'Мекенжайы: Алматы қ., Абай даңғылы, 10'],
  ['R626-56.2', 'Адрес: Алматы, Абая 10'],
  ['R626-56.3', 'БСН/БИН 131240010479'],
  ['R626-56.4', `МЗН (КЗН)/ЗНМ: ${REGISTERED.serialNumber}`],
  ['R626-56.5', `МТН (КТН)/РНМ: ${REGISTERED.regNumber}`],
  ['R626-56.6', 'Чектің реттік нөмірі/Порядковый номер чека № 1'],
  ['R626-56.7', NAME],
  ['R626-56.8', 'ҰТК коды/Код НКТ: 0200000000004'],
  ['R626-56.9', '1,5 кг x'],
  ['R626-56.10', '1 234,56'],
  ['R626-56.11', '2 599,25'],
  ['R626-56.12', 'ФДО: «Қазақтелеком» АҚ'],
  ['R626-56.12', 'ОФД: АО «Казахтелеком»'],
  ['R626-56.12', 'consumer.oofd.kz'],
  ['R626-56.15', 'оның ішінде ҚҚС 16 %/в т.ч. НДС 16 %: 242,66'],
  ['R1326-33', 'ФИСКАЛДЫҚ ЧЕК / ФИСКАЛЬНЫЙ ЧЕК'],
  ['sale', 'САТУ/ПРОДАЖА'],
  ['cashier', `Кассир: ${CASHIER.name}`],
  ['cash', 'Қолма-қол/Наличные 1 599,25'],
  ['card', '1 000,00'],
  ['taken', 'Алынды/Получено 5 000,00'],
  ['change', 'Қайтарылатын сома/Сдача 3 400,75'],
]

const profile = profileOf('auto') ?? assert.fail('no printer profile')

/** What a strict printer makes of the bytes that lie in the file. */
const paperOf = (bytes: Uint8Array, paper: 58 | 80): readonly PaperItem[] => interpret(bytes, { profile, paper })

/** A wrapped line and its parts count as one; blanks do not matter. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ')

/** The words of one paper without the breaks that its width made. */
const wordsOf = (items: readonly PaperItem[], paper: 58 | 80): string =>
  flat(toText(items, columnsOf(profile, paper)).join(' '))

for (const paper of [80, 58] as const)
  test(`[R626-56.1] [R626-56.2] [R626-56.3] [R626-56.4] [R626-56.5] [R626-56.6] [R626-56.7] [R626-56.11] [R626-56.12] [R626-56.15] [R1326-30] the bytes for a printer of ${paper} mm show every requisite in Kazakh and Russian`, async (t) => {
    const world = await World.ready(t, { paper })
    const before = world.printed().length
    const client = await world.client(CASHIER)
    const result = await client.result('sale', SALE)
    const items = paperOf(world.printed().subarray(before), paper)
    const words = wordsOf(items, paper)
    const missing = REQUISITES.filter(([, text]) => !words.includes(flat(text)))
    assert.deepEqual(missing, [], words)
    assert.ok(words.includes(`Фискалдық белгі/Фискальный признак: ${String(result['fiscalSign'])}`), words)
    const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T([\d:]{8})\+05:00$/.exec(String(result['time'])) ?? []
    assert.ok(words.includes(`Уақыты/Время: ${day}.${month}.${year} ${time}`), words)
    assert.equal(items.filter(({ kind }) => kind === 'cut').length, 1)
  })

/** What the QR code must say, put together from the answer of the sale alone. */
function addressOf(result: Readonly<Record<string, unknown>>): string {
  const time = String(result['time']).slice(0, 19).replaceAll(/[-:]/g, '')
  return `http://consumer.oofd.kz?i=${String(result['fiscalSign'])}&f=${REGISTERED.regNumber}&s=${String(result['total'])}&t=${time}`
}

for (const paper of [80, 58] as const)
  test(`[R1326-30.1] [R1326-30.2.0] [R1326-30.2.1] [R1326-30.2.2] [R1326-30.2.3] [R1326-30.2.4] [R1326-30.3] [R1326-30.4] [R626-56.16] jsQR and zbar read the check address with sign, number, sum and time from the ${paper} mm paper and from the exported pictures`, async (t) => {
    const world = await World.ready(t, { paper })
    const before = world.printed().length
    const client = await world.client(CASHIER)
    const result = await client.result('sale', SALE)
    const address = addressOf(result)
    assert.equal(result['checkUrl'], address)
    const pictures = new Map([['paper', toPng(paperOf(world.printed().subarray(before), paper), profile.dots[paper])]])
    for (const words of [
      ['receipt', 'export', 'key:paper-1', '--format', 'png'],
      ['receipt', 'qr', 'key:paper-1', '--format', 'png'],
    ]) {
      const file = join(world.folder, 'picture.png')
      const { exit, err } = await world.kkm([...words, '--output', file], { user: 7 })
      assert.equal(exit, 0, err)
      pictures.set(words.join(' '), readFileSync(file))
    }
    for (const [name, png] of pictures) {
      assert.equal(zbar(png), address, name)
      assert.equal(readQr(png), address, name)
    }
    const [ticket] = (await world.ofd.summary()).documents
    assert.deepEqual([ticket?.sign, ticket?.total, ticket?.time], [result['fiscalSign'], 2599_25, address.slice(-15)])
  })

test('a paper is printed once: a copy is asked for, says what it is, and has the same requisites and address', async (t) => {
  const world = await World.ready(t)
  const client = await world.client(CASHIER)
  const { checkUrl } = await client.result('sale', SALE)
  const before = world.printed().length
  const { exit, err } = await world.kkm(['receipt', 'print', 'key:paper-1'], { user: 7 })
  assert.equal(exit, 0, err)
  const items = paperOf(world.printed().subarray(before), 80)
  const words = wordsOf(items, 80)
  assert.match(words, /КӨШІРМЕ|ТЕЛНҰСҚА/)
  assert.match(words, /ДУБЛИКАТ|КОПИЯ/)
  assert.deepEqual(
    REQUISITES.filter(([, text]) => !words.includes(flat(text))),
    [],
  )
  assert.deepEqual(
    items.flatMap((item) => (item.kind === 'qr' ? [item.data] : [])),
    [checkUrl],
  )
  assert.equal((await world.ofd.summary()).documents.length, 1)
})
