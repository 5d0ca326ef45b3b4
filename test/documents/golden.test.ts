import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { encodeKz1048 } from '../../src/escpos/codepage.ts'
import { layoutText } from '../../src/escpos/layout.ts'
import type { Line } from '../../src/fiscal/documents/lines.ts'
import { passportLines, testPageLines } from '../../src/fiscal/documents/passport.ts'
import { placementLines } from '../../src/fiscal/documents/placement.ts'
import { previewLines, receiptLines } from '../../src/fiscal/documents/receipt.ts'
import { messageLines, withdrawalLines } from '../../src/fiscal/documents/queue.ts'
import { reportLines } from '../../src/fiscal/documents/report.ts'
import {
  COLUMNS,
  documentOf,
  factsOf,
  fullTicket,
  letterhead,
  passport,
  placement,
  plainTicket,
  purchaseTicket,
  reportFacts,
  returnTicket,
  withRegistration,
  xReport,
  zReport,
} from './fixtures.ts'
import { assertGolden } from './golden.ts'

const time = documentOf(plainTicket).time

/** A sale that was made autonomously, refused by the OFD and taken out of the queue. */
const withdrawn = {
  attempt: {
    kind: 'attempt',
    document: documentOf(plainTicket),
    letterhead,
    client: { key: 'order-17', content: '' },
  },
  outcome: {
    kind: 'outcome',
    documentNumber: 1419,
    result: 'autonomous',
    sign: 1206128806,
    checkUrl: 'http://consumer.oofd.kz?i=1206128806',
    since: time,
  },
  withdrawn: { kind: 'withdrawn', documentNumber: 1419, reason: 'ФДО: қате дерек, 13', by: 3, second: 1 },
  papers: [],
} as const

const DOCUMENTS: readonly (readonly [name: string, lines: readonly Line[]])[] = [
  ['sale-cash', receiptLines(factsOf(plainTicket))],
  ['sale-cash-kk', receiptLines(factsOf(plainTicket, { language: 'kk' }))],
  ['sale-cash-ru', receiptLines(factsOf(plainTicket, { language: 'ru' }))],
  ['sale-full', receiptLines(factsOf(fullTicket))],
  ['sale-autonomous', receiptLines(factsOf(plainTicket, { autonomous: true, sign: '3206128806' }))],
  ['sale-copy', receiptLines(factsOf(plainTicket, { copy: true }))],
  [
    'sale-not-vat-payer',
    receiptLines(factsOf({ ...plainTicket, vat: [] }, { letterhead: withRegistration({ vatPayer: false }) })),
  ],
  ['sale-return', receiptLines(factsOf(returnTicket))],
  ['purchase', receiptLines(factsOf(purchaseTicket))],
  ['purchase-return', receiptLines(factsOf({ ...returnTicket, operation: 'purchase-return' }))],
  ['preview', previewLines(fullTicket, letterhead)],
  ['deposit', placementLines(placement('deposit'))],
  ['withdrawal-autonomous-copy', placementLines({ ...placement('withdrawal'), autonomous: true, copy: true })],
  ['report-x', reportLines(xReport, reportFacts)],
  ['report-z', reportLines(zReport, { ...reportFacts, documentNumber: 1420 })],
  [
    'report-z-autonomous-copy',
    reportLines(zReport, { ...reportFacts, documentNumber: 1420, autonomous: true, copy: true }),
  ],
  ['passport', passportLines(passport)],
  ['test-page', testPageLines({ ...passport, time })],
  ['withdrawal', withdrawalLines(withdrawn, time)],
  [
    'state-notice',
    messageLines({
      number: 3,
      text: 'Салық кодексінің талабы: кассаны тіркеу деректерін жаңартыңыз.\nОбновите регистрационные данные кассы.',
      time,
      registration: letterhead.registration,
      language: 'kk+ru',
    }),
  ],
]

for (const [name, lines] of DOCUMENTS)
  for (const columns of COLUMNS)
    test(`${name} at ${columns} columns looks as it did`, () => assertGolden(name, lines, columns))

test('no row of any document is wider than its paper, and none but a QR code is lost', () => {
  for (const [name, lines] of DOCUMENTS)
    for (const columns of COLUMNS)
      for (const row of layoutText(lines, columns))
        assert.ok(row.startsWith('[QR ') || row.length <= columns, `${name} at ${columns}: ${row}`)
})

test('[R1326-30] every row of every document can be printed in KZ-1048, the code page with all Kazakh letters', () => {
  for (const [name, lines] of DOCUMENTS)
    for (const row of layoutText(lines, 48)) assert.ok('bytes' in encodeKz1048(row), `${name}: ${row}`)
})

test('[R626-56.7] no letter of an item’s name is lost, whatever its length and the width of the paper', () => {
  const letter = fc.constantFrom(...'АӘБВГҒДЕЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЫІЬЭЮЯaz09 «».,-'.split(''))
  const names = fc.string({ unit: letter, minLength: 1, maxLength: 256 }).map((name) => `Н${name.trim()}`)
  const item = plainTicket.items[0]
  assert.ok(item)
  fc.assert(
    fc.property(names, fc.constantFrom(...COLUMNS), (name, columns) => {
      const lines = receiptLines(factsOf({ ...plainTicket, items: [{ ...item, name }] }))
      const letters = (text: string) => text.replaceAll(/\s/g, '')
      assert.ok(letters(layoutText(lines, columns).join('')).includes(letters(name)))
    }),
  )
})

test('every document ends with a cut, and has one', () => {
  for (const [name, lines] of DOCUMENTS) {
    assert.equal(lines.filter(({ kind }) => kind === 'cut').length, 1, name)
    assert.equal(lines.at(-1)?.kind, 'cut', name)
  }
})

test('a document is the same whenever it is made from the same records', () => {
  assert.deepEqual(receiptLines(factsOf(fullTicket)), receiptLines(factsOf(fullTicket)))
})
