import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialectOf } from '../../src/fiscal/wire/dialects.ts'
import type { Answer, Outgoing } from '../../src/fiscal/wire/dialect.ts'
import { handle } from '../../src/sim/ofd/ofd.ts'
import { newState } from '../../src/sim/ofd/state.ts'
import { context } from '../wire/documents.ts'
import { FIRST_TOKEN, settings } from './till.ts'

function ask(
  version: '2.0.2' | '2.0.3',
  message: Omit<Extract<Outgoing, { command: 'nomenclature' }>, 'command'>,
): Answer {
  const dialect = dialectOf(version)
  const frame = dialect.encodeRequest(
    { token: FIRST_TOKEN, reqnum: 1 },
    { command: 'nomenclature', ...message },
    context,
  )
  return dialect.decodeResponse(handle(newState(FIRST_TOKEN), frame, settings, 0).answer)
}

test('kkm-sim gives its list in both versions: with prices alone in 2.0.2, with NTIN and Kazakh names in 2.0.3', () => {
  const old = ask('2.0.2', { currentVersion: 0 }).nomenclature
  assert.deepEqual(
    old?.items.map(({ ntin, price, title }) => [title, price, ntin]),
    [
      ['Хлеб формовой', 18000n, undefined],
      ['Пиво светлое 0,5 л', 65000n, undefined],
    ],
  )
  const now = ask('2.0.3', { currentVersion: 0 }).nomenclature
  assert.deepEqual(
    now?.items.map(({ isMarked, isSocial, ntin, price, titleKk }) => [titleKk, price, ntin, isMarked, isSocial]),
    [
      ['Қалыпты нан', 18000n, '0200000000004', false, true],
      ['Ашық сыра 0,5 л', 65000n, '0200000000011', true, false],
      ['Сағыз', undefined, '0200000000028', false, false],
    ],
  )
})

test('a register that has the version is told so, without goods', () => {
  const version = ask('2.0.3', { currentVersion: 0 }).nomenclature?.version ?? 0
  assert.deepEqual(ask('2.0.3', { currentVersion: version }).nomenclature, { version, result: 'actual', items: [] })
})

test('[P203-nkt] one barcode finds one line; one that nobody has is answered 18', () => {
  assert.deepEqual(
    ask('2.0.3', { barcode: '96385074' }).nomenclature?.items.map(({ title }) => title),
    ['Жевательная резинка'],
  )
  const { code, nomenclature } = ask('2.0.3', { barcode: '4870000000029' })
  assert.deepEqual([code, nomenclature], [18, undefined])
})
