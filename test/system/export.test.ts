import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { zbar } from '../escpos/decoding.ts'
import { CASHIER, World } from './world.ts'

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
