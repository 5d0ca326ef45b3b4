import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layoutText } from '../../../src/escpos/layout.ts'
import { previewLines } from '../../../src/fiscal/documents/receipt.ts'
import type { DomainRequest } from '../../../src/fiscal/ticket/types.ts'
import { frameToJson } from '../../../src/fiscal/wire/frame-json.ts'
import { letterhead } from '../../documents/fixtures.ts'
import { Till, sale as till } from '../../sim/till.ts'
import { compute, refusalOf, sale } from './support.ts'

/** Each domain: what is asked for, the message that goes to the OFD, and what the paper says. */
const DOMAINS: readonly { readonly asked: DomainRequest; readonly wire: object; readonly paper: readonly RegExp[] }[] =
  [
    { asked: { type: 'trading' }, wire: { type: 'DOMAIN_TRADING' }, paper: [] },
    { asked: { type: 'services' }, wire: { type: 'DOMAIN_SERVICES' }, paper: [/Қызмет көрсету\/Услуги/] },
    {
      asked: { type: 'services', accountNumber: '77-001' },
      wire: { type: 'DOMAIN_SERVICES', services: { account_number: '77-001' } },
      paper: [/Дербес шот\/Лицевой счёт: 77-001/],
    },
    {
      asked: { type: 'gasoil', cardNumber: '4400', correctionNumber: '5', correctionSum: '12.50' },
      wire: {
        type: 'DOMAIN_GASOIL',
        gasoil: { correction_number: '5', correction_sum: { bills: '12', coins: 50 }, card_number: '4400' },
      },
      paper: [/Жанармай картасы\/Топливная карта: 4400/, /Сумма коррекции: 12[.,]50/],
    },
    { asked: { type: 'hotels' }, wire: { type: 'DOMAIN_HOTELS' }, paper: [/Қонақүй қызметі/] },
    {
      asked: { type: 'taxi', carNumber: '123ABC02', order: false, currentFee: '0' },
      wire: {
        type: 'DOMAIN_TAXI',
        taxi: { car_number: '123ABC02', is_order: false, current_fee: { bills: '0', coins: 0 } },
      },
      paper: [/Көлік нөмірі\/Номер автомобиля: 123ABC02/, /По заказу: жоқ\/нет/],
    },
    {
      asked: { type: 'parking', begin: '2026-11-21T08:00:00', end: '21.11.2026 10:15' },
      wire: {
        type: 'DOMAIN_PARKING',
        parking: {
          begin_time: { date: { year: 2026, month: 11, day: 21 }, time: { hour: 8, minute: 0, second: 0 } },
          end_time: { date: { year: 2026, month: 11, day: 21 }, time: { hour: 10, minute: 15, second: 0 } },
        },
      },
      paper: [/Начало стоянки: 21\.11\.2026 08:00:00/, /Конец стоянки: 21\.11\.2026 10:15:00/],
    },
  ]

for (const { asked, wire, paper } of DOMAINS)
  for (const version of ['2.0.2', '2.0.3'] as const)
    test(`[P203-domain] ${version}: ${JSON.stringify(asked)} is sent, taken by a strict OFD and printed`, () => {
      const shop = new Till(version)
      const answer = shop.sell(till('Нан', '150.00', { domain: asked }))
      assert.equal(answer.code, 0, answer.text)
      const { ticket } = frameToJson(shop.frame, 'request').message as { ticket: { domain: object } }
      assert.deepEqual(ticket.domain, wire)
      const text = layoutText(previewLines(compute(sale({ domain: asked })), letterhead), 80).join('\n')
      for (const words of paper) assert.match(text, words)
    })

/* Data that do not fit their domain. */
for (const [what, asked, field, problem] of [
  ['a taxi without its car', { type: 'taxi', order: true, currentFee: '5' }, 'domain.carNumber', 'empty'],
  ['a taxi without its fare', { type: 'taxi', carNumber: '1', order: true }, 'domain.currentFee', 'empty'],
  ['a taxi that says nothing of an order', { type: 'taxi', carNumber: '1', currentFee: '5' }, 'domain.order', 'empty'],
  [
    'a fare that is no sum',
    { type: 'taxi', carNumber: '1', order: true, currentFee: '-5' },
    'domain.currentFee',
    'sum-invalid',
  ],
  ['a car in a shop', { type: 'trading', carNumber: '1' }, 'domain.carNumber', 'of-another-domain'],
  ['an account of no characters', { type: 'services', accountNumber: ' ' }, 'domain.accountNumber', 'empty'],
  ['parking without an end', { type: 'parking', begin: '2026-11-21T08:00' }, 'domain.end', 'empty'],
  [
    'parking from no time',
    { type: 'parking', begin: 'today', end: '2026-11-21T08:00' },
    'domain.begin',
    'not-a-moment',
  ],
  [
    'parking that ends before it begins',
    { type: 'parking', begin: '2026-11-21T08:00', end: '2026-11-21T07:59' },
    'domain.end',
    'before-begin',
  ],
] as const)
  test(`${what} is refused: DOMAIN_INVALID, ${field}, ${problem}`, () => {
    const refusal = refusalOf(() => compute(sale({ domain: asked })))
    assert.deepEqual(refusal, { code: 'DOMAIN_INVALID', details: { field, problem } })
  })
