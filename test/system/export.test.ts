import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { PNG } from 'pngjs'
import { interpret } from '../../src/escpos/interpreter.ts'
import { toPng } from '../../src/escpos/picture.ts'
import { profileOf } from '../../src/escpos/profile.ts'
import { zbar } from '../escpos/decoding.ts'
import { ADMIN, CASHIER, World } from './world.ts'

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ')

/** What another program reads in the pages of a PDF. */
const textOf = (path: string): string => flat(execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }))

/** The QR code of its first page, drawn at 203 dots an inch as on paper. */
function codeOf(path: string): string {
  execFileSync('pdftoppm', ['-r', '203', '-gray', '-singlefile', '-png', path, path])
  return zbar(readFileSync(`${path}.png`))
}

const WIDTHS = [
  ['58', '164.4'],
  ['80', '226.7'],
  ['a4', '595.2'],
] as const

test('a receipt, a Z and an X are PDF, text, picture and JSON; other programs read the words and the code', async (t) => {
  const world = await World.ready(t)
  const user = { user: CASHIER.code }
  const sold = await world.json(
    ['sale', '--key', 'a', '--item', 'Қызылорда күріші, әр түрлі ғажап=1234.50*2@16', '--cash'],
    user,
  )
  const checkUrl = String(sold.answer.result?.['checkUrl'])
  await world.json(['report', 'x', '--key', 'x-1'], user)
  await world.json(['shift', 'close', '--key', 'z'], user)
  const exported = async (ref: string, format: string, paper: string): Promise<string> => {
    const path = join(world.folder, `${ref.replace(/\W/g, '-')}-${paper}.${format}`)
    const run = await world.kkm(
      ['receipt', 'export', ref, '--format', format, '--paper', paper, '--output', path],
      user,
    )
    assert.equal(run.exit, 0, run.err)
    return path
  }
  for (const [paper, width] of WIDTHS) {
    const path = await exported('key:a', 'pdf', paper)
    const words = textOf(path)
    for (const part of [
      'Қызылорда күріші, әр түрлі ғажап',
      '2 469,00',
      'ФИСКАЛДЫҚ ЧЕК / ФИСКАЛЬНЫЙ ЧЕК',
      '«Әлем Сауда» ЖШС',
    ])
      assert.ok(words.includes(part), `${paper}: ${part} in ${words}`)
    assert.equal(codeOf(path), checkUrl, paper)
    assert.match(
      execFileSync('pdfinfo', [path], { encoding: 'utf8' }),
      new RegExp(`Pages: +1\\n[^]*Page size: +${width}`),
    )
    assert.ok(
      readFileSync(path).equals(readFileSync(await exported('no:1', 'pdf', paper))),
      'the same document, the same file',
    )
  }
  for (const [ref, title] of [
    ['z:1', 'Z-ЕСЕП'],
    ['key:x-1', 'X-ЕСЕП'],
  ] as const) {
    assert.match(textOf(await exported(ref, 'pdf', 'a4')), new RegExp(title, 'i'))
    assert.match(readFileSync(await exported(ref, 'text', '58'), 'utf8'), new RegExp(title, 'i'))
    assert.deepEqual([...readFileSync(await exported(ref, 'png', '80')).subarray(1, 4)], [0x50, 0x4e, 0x47])
    const document: unknown = JSON.parse(readFileSync(await exported(ref, 'json', '80'), 'utf8'))
    assert.match(JSON.stringify(document), /2469\.00/)
  }
  const wrong = await world.json(['receipt', 'export', 'key:a', '--format', 'escpos', '--paper', 'a4'], user)
  assert.deepEqual([wrong.exit, wrong.answer.error?.code], [2, 'BAD_REQUEST'])
  const none = await world.json(['receipt', 'export', 'z:2', '--format', 'pdf'], user)
  assert.deepEqual([none.exit, none.answer.error?.code], [10, 'SHIFT_NOT_FOUND'])
})

/** Documents of all kinds, reports made of them, and what each of them says in any format. */
const SUBJECTS = [
  ['receipt.export', { ref: 'key:sale' }, 'САТУ/ПРОДАЖА'],
  ['receipt.export', { ref: 'key:sale-return' }, 'ВОЗВРАТ ПРОДАЖИ'],
  ['receipt.export', { ref: 'key:purchase' }, 'ПОКУПКА'],
  ['receipt.export', { ref: 'key:purchase-return' }, 'ВОЗВРАТ ПОКУПКИ'],
  ['receipt.export', { ref: 'key:deposit' }, 'ВНЕСЕНИЕ'],
  ['receipt.export', { ref: 'key:withdraw' }, 'ИЗЪЯТИЕ'],
  ['receipt.export', { ref: 'key:x' }, 'X-ОТЧЁТ'],
  ['receipt.export', { ref: 'z:1' }, 'Z-ОТЧЁТ'],
  ['report.cashier', { shift: 1 }, 'КАССИРАМ'],
  ['report.section', { shift: 1 }, 'СЕКЦИЯМ'],
  ['report.period', { from: '1', to: '1' }, 'ОТЧЁТ'],
  ['report.period', { from: '1', to: '1', full: true }, 'ОТЧЁТ'],
  ['report.z', { number: 1 }, 'Z-ОТЧЁТ'],
] as const
/** Of a picture: columns of twelve dots, and what is white beside them. */
const PIXELS = { '58': 32 * 12 + 2 * 24, '80': 48 * 12 + 2 * 24, a4: 80 * 12 + 2 * 99 } as const

test('every kind of document and every report is text, picture and PDF of each width, and JSON', async (t) => {
  const world = await World.ready(t)
  const client = await world.client(ADMIN)
  await client.result('settings.set', { name: 'purchases', value: 'on' })
  const items = (name: string) => [{ name, price: '150', quantity: '2', vat: '16' }]
  const cash = { payments: { cash: 'rest' } }
  await client.result('sale', { key: 'sale', items: items('Нан'), ...cash })
  const part = { parent: 'key:sale', lines: [{ line: 1, quantity: '1' }] }
  await client.result('sale-return', { key: 'sale-return', ...part, ...cash })
  await client.result('deposit', { key: 'deposit', sum: '1000' })
  await client.result('withdraw', { key: 'withdraw', sum: '10' })
  await client.result('purchase', { key: 'purchase', items: items('Жүн'), ...cash })
  await client.result('purchase-return', { key: 'purchase-return', parent: 'key:purchase', whole: true, ...cash })
  await client.result('report.x', { key: 'x' })
  await client.result('shift.close', { key: 'z' })
  const printed = world.printed().length
  const path = join(world.folder, 'made.pdf')
  for (const [index, [method, params, title]] of SUBJECTS.entries()) {
    const isReport = method !== 'receipt.export'
    const made = async (format: string, paper: string): Promise<Record<string, unknown>> => {
      const answer = await client.result(method, { ...params, format, paper, ...(isReport && { print: false }) })
      return (isReport ? answer['file'] : answer) as Record<string, unknown>
    }
    const bytes = async (format: string, paper: string): Promise<Buffer> =>
      Buffer.from(String((await made(format, paper))['base64']), 'base64')
    const words = new RegExp(title, 'i')
    for (const paper of ['58', '80', 'a4'] as const) {
      const what = `${method} ${title} ${paper}`
      assert.match(flat(String((await made('text', paper))['content'])), words, what)
      const picture = PNG.sync.read(await bytes('png', paper))
      assert.equal(picture.width, PIXELS[paper], what)
      assert.ok(picture.data.includes(0), `${what}: a picture of nothing`)
    }
    // A PDF takes a thread and its fonts: each width in its turn
    const paper = (['58', '80', 'a4'] as const)[index % 3] ?? '58'
    writeFileSync(path, await bytes('pdf', paper))
    assert.match(textOf(path), words, `${method} ${title} ${paper}`)
    if (!isReport) assert.equal(typeof (await made('json', '80'))['document'], 'object')
  }
  const run = async (command: string) => {
    const { answer, exit } = await world.json(command.split(' '), { user: ADMIN.code })
    return [exit, answer.error?.code ?? answer.result?.['format']]
  }
  assert.deepEqual(await run(`report cashier --shift 1 --paper a4 --output ${path}`), [0, 'text'])
  assert.deepEqual(await run(`report section --shift 1 --format png --output ${path}`), [0, 'png'])
  assert.ok(PNG.sync.read(readFileSync(path)).width > 0)
  assert.deepEqual(await run('report z 1 --format json'), [0, 'json'])
  assert.deepEqual(await run('report cashier --shift 1 --format xlsx'), [2, 'USAGE'])
  assert.equal(world.printed().length, printed, 'a file is not printed')
})

test('the picture looks like the paper: the same rows, the same code, at 58 and at 80 mm', async (t) => {
  const world = await World.ready(t)
  const user = { user: CASHIER.code }
  const sold = await world.json(['sale', '--key', 'a', '--item', 'Қызылорда күріші=1234.50*2@16', '--cash'], user)
  const profile = profileOf('generic') ?? assert.fail('no printer profile')
  for (const paper of [58, 80] as const) {
    const bytes = async (format: string): Promise<Buffer> => {
      const path = join(world.folder, `a.${format}`)
      await world.kkm(
        ['receipt', 'export', 'key:a', '--format', format, '--paper', String(paper), '--output', path],
        user,
      )
      return readFileSync(path)
    }
    const onPaper = toPng(interpret(await bytes('escpos'), { profile, paper }), profile.dots[paper])
    const picture = await bytes('png')
    assert.ok(picture.equals(onPaper), `${paper} mm: the picture is not that of the printer's bytes`)
    assert.equal(zbar(picture), sold.answer.result?.['checkUrl'])
  }
})

test('a receipt of 500 lines is a PDF of many pages; no sale waits for it', async (t) => {
  const world = await World.ready(t)
  const client = await world.client(CASHIER)
  const items = Array.from({ length: 500 }, (_, index) => ({ name: `Тауар ${index + 1}`, price: '1' }))
  await client.result('sale', { key: 'long', items, payments: { card: 'rest' } })
  const other = await world.client(CASHIER)
  const pdf = client.result('receipt.export', { ref: 'key:long', format: 'pdf', paper: 'a4' })
  const begun = performance.now()
  await other.result('sale', { key: 'b', items: [{ name: 'Нан', price: '150' }], payments: { card: 'rest' } })
  const sale = performance.now() - begun
  const path = join(world.folder, 'long.pdf')
  writeFileSync(path, Buffer.from(String((await pdf)['base64']), 'base64'))
  const words = textOf(path)
  assert.ok(words.includes('500. Тауар 500') && words.includes('1. Тауар 1 '))
  const [, pages] = /Pages: +(\d+)/.exec(execFileSync('pdfinfo', [path], { encoding: 'utf8' })) ?? []
  assert.ok(words.includes(`1 / ${pages}`) && Number(pages) > 10)
  t.diagnostic(`${pages} pages; a sale meanwhile took ${sale.toFixed(0)} ms`)
})
