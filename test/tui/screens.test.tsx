import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { cleanup, render } from 'ink-testing-library'
import jsqr from 'jsqr'
import stringWidth from 'string-width'

import { Screen } from '../../src/tui/app.tsx'
import type { Size, State } from '../../src/tui/model.ts'
import { cells } from '../../src/tui/cells.ts'
import { frame } from '../../src/tui/draw/frame.ts'
import { clean, row } from '../../src/tui/draw/rows.ts'
import { paint } from '../../src/tui/paint.ts'
import { SALE, STATUS } from '../cli/answers.ts'
import { FACTS, GOODS, MESSAGE, Stand, failure } from './stand.ts'

const SMALL: Size = { columns: 40, rows: 15 }

/** The screen as Ink draws it, as text. */
function shown(state: State): string {
  const { lastFrame } = render(<Screen state={state} colour={true} />)
  const text = stripVTControlCharacters(lastFrame() ?? '')
  cleanup()
  return text
}

const sees = (stand: Stand, ...words: readonly string[]): void => {
  const text = shown(stand.state)
  for (const word of words) assert.ok(text.includes(word), `${word} is not on\n${text}`)
}

const seesNot = (stand: Stand, ...words: readonly string[]): void => {
  const text = shown(stand.state)
  for (const word of words) assert.ok(!text.includes(word), `${word} is on\n${text}`)
}

test('[EK1-lang-1] the language is chosen before anything else, and one key switches it at any time', () => {
  const stand = new Stand('ask')
  sees(stand, 'Тілді таңдаңыз / Выберите язык', '1  Қазақша', '2  Русский')
  stand.press('2')
  sees(stand, 'Вход в кассу', 'Код кассира')
  stand.press('language')
  sees(stand, 'Кассаға кіру')
})

test('a PIN is dots, and a locked-out person sees how long it lasts', () => {
  const stand = new Stand('ru')
  stand.look(STATUS)
  stand.press('7', 'enter', '2', '4', '6', '8')
  sees(stand, 'PIN:', '****_')
  seesNot(stand, '2468')
  stand.press('enter')
  stand.answer(failure('LOCKED_OUT', { until: new Date(stand.state.now + 299_000).toISOString() }))
  sees(stand, 'Вход закрыт до', '4:59')
  stand.tick(60_000)
  sees(stand, '3:59')
})

test('[EK0-mode-two] [EK1-mode-two] [EK-ui-12] two modes, by one key of the menu, with the receipt kept', () => {
  const stand = Stand.selling()
  stand.type('150')
  stand.press('plus')
  sees(stand, 'Простой режим ККМ', '1. Тауар')
  stand.press('menu')
  sees(stand, '8 Расширенный режим ККМ')
  stand.press('8')
  sees(stand, 'Расширенный режим ККМ', '1. Тауар')
})

test('[EK1-sale-s-1] [EK-ui-03] sums with +, the total by =, then the kinds of payment', () => {
  const stand = Stand.selling()
  stand.type('150')
  stand.press('plus')
  stand.type('570')
  sees(stand, '= итог', '+ добавить', 'Сумма:')
  stand.press('enter')
  stand.answerAll()
  sees(stand, 'К оплате', '720,00', '1 Наличные', '2 Карта', '3 Мобильный', '0 Смешанная')
})

test('[EK0-sale-x-2] [EK-ui-09] the form of an item has the manuals’ fields; what is added stands in the list before anything is paid', () => {
  const stand = Stand.selling()
  stand.press('menu', '8', 'plus')
  sees(stand, 'Добавить товар', 'Наименование товара', 'Количество', 'Единица измерения', 'Цена за единицу')
  stand.type('100')
  stand.press('enter', '5', '5', '5', 'enter', '3', 'plus')
  sees(stand, '1. О 3×100', '300,00', 'ИТОГО')
  assert.equal(stand.documents().length, 0)
})

test('[EK0-sale-s-7] [EK1-sale-x-3] [EK-ui-04] «Отменить» on the preview goes back with everything kept; only «Сформировать» registers', () => {
  const stand = Stand.selling()
  stand.type('720=')
  stand.press('2')
  stand.answerAll()
  sees(stand, 'Предварительный чек', '= сформировать', '- отменить')
  stand.press('back')
  stand.answerAll()
  sees(stand, 'К оплате', '720,00')
  stand.press('back')
  sees(stand, '1. Тауар', '720,00')
  assert.equal(stand.documents().length, 0)
  stand.press('enter')
  stand.answerAll()
  stand.press('2')
  stand.answerAll()
  stand.press('enter')
  stand.answerAll()
  assert.deepEqual(
    stand.documents().map(({ method, params }) => [method, (params as { items: unknown }).items]),
    [['sale', [{ sum: '720' }]]],
  )
  sees(stand, 'Продажа: Зарегистрирован', '× распечатать')
})

test('[EK-ui-02] the kinds of payment, and of a return, in the words of the manuals', () => {
  const stand = Stand.selling()
  stand.press('f2')
  stand.answerAll()
  sees(stand, 'Тип возврата', 'как оплачен')
  stand.press('times')
  sees(stand, 'Наличные')
  stand.press('times')
  sees(stand, 'Карта')
})

test('[EK-ui-06] [EK-ui-07] the shift’s screen and its histories in the words of the manuals', () => {
  const stand = Stand.selling()
  stand.press('menu')
  sees(stand, '7 Смена и отчеты')
  stand.press('7')
  stand.answerAll()
  sees(stand, '1 X – отчет (промежуточные итоги)', '2 Z – отчет (закрыть смену)', '3 История чеков')
  stand.press('1')
  sees(stand, '= Подтвердить')
})

test('[EK1-hist-1] a senior’s history shows receipts, X and Z together, the newest first', () => {
  const stand = Stand.selling()
  const { user } = stand.state
  assert.ok(user)
  stand.state = { ...stand.state, user: { ...user, role: 'senior-cashier' } }
  stand.press('menu', '7')
  stand.answerAll()
  sees(stand, '4 История отчетов', '5 История отчетов и чеков')
  stand.press('5')
  stand.answerAll()
  sees(stand, 'История отчетов и чеков', '№1419', 'X Смена №', 'Z Смена №')
})

test('Enter that comes before the list of receipts does opens the newest of them', () => {
  const stand = Stand.selling()
  stand.press('enter')
  stand.answerAll()
  stand.press('3', 'enter')
  sees(stand, 'Читается')
  stand.answerAll()
  sees(stand, '№1420', 'ПРЕДВАРИТЕЛЬНЫЙ ЧЕК')
})

test('quick notes: what the buyer gives, note by note, until it is enough', () => {
  const stand = Stand.selling()
  stand.type('1720=')
  sees(stand, '4    500', '9 20 000')
  stand.press('4')
  sees(stand, 'Получено', '500,00', 'Ещё')
  stand.press('5')
  stand.answerAll()
  const last = stand.calls.findLast(({ purpose }) => purpose === 'preview')
  assert.deepEqual(last && 'payments' in last.params && last.params.payments, { cash: '1500.00' })
})

test('a receipt is kept in the daemon with each line, and thrown away once it is registered', () => {
  const stand = Stand.selling()
  stand.type('150')
  stand.press('plus')
  stand.answerAll()
  const put = stand.calls.findLast(({ method }) => method === 'draft.put')
  assert.ok(put)
  const { draft } = put.params as { draft: { key: string; body: { lines: unknown[] } } }
  assert.equal(draft.body.lines.length, 1)
  stand.press('enter')
  stand.answerAll()
  stand.press('2')
  stand.answerAll()
  stand.press('enter')
  stand.answerAll()
  assert.equal(stand.calls.at(-1)?.method, 'draft.drop')
  assert.deepEqual(
    stand.documents().map(({ params }) => (params as { key: string }).key),
    [draft.key],
  )
  assert.notEqual(stand.state.draft.key, draft.key)
})

test('the line of state: shift and its age, mode with hours of the 72, queue, links, paper', () => {
  const stand = Stand.selling('ru', { columns: 60, rows: 20 })
  stand.event({
    type: 'status',
    status: {
      ...STATUS,
      mode: 'autonomous',
      shift: { open: true, number: 13, openTime: new Date(stand.state.now - 8_100_000).toISOString() },
      queue: { length: 4 },
      autonomous: { queue: 4, hoursLeft: '70.6' },
      printer: { ...STATUS.printer, paper: 'near-end' },
    },
    facts: FACTS,
  })
  sees(stand, 'См 13 2:15', 'АВТ 70ч', 'Оч 4', 'К 1+2-', 'Лн !')
})

test('a block takes the screen with its reason, what to do and whom to call, and gives it back with the receipt', () => {
  const stand = Stand.selling()
  stand.type('150')
  stand.press('plus')
  const { message, remedy } = failure('TOKEN_INVALID')
  const block = { code: 'TOKEN_INVALID', since: '2026-11-21T10:15:30+05:00', message, remedy, who: 'administrator' }
  stand.event({ type: 'status', status: { ...STATUS, blocks: [block] } })
  sees(stand, 'КАССА ЗАБЛОКИРОВАНА', 'Что делать: 1', 'Кого позвать', '1 Ввести новый токен')
  seesNot(stand, 'kkm token set')
  stand.press('1')
  stand.type('1')
  stand.press('enter')
  stand.type('4815')
  seesNot(stand, '4815')
  stand.press('enter')
  stand.type('777')
  stand.press('enter')
  const deed = stand.waiting.at(-1)
  assert.deepEqual(deed?.type === 'call' && [deed.method, deed.params, deed.as], [
    'token.set',
    { token: '777' },
    { user: 1, pin: '4815' },
  ])
  stand.answerAll()
  stand.event({ type: 'status', status: { ...STATUS, blocks: [] } })
  sees(stand, '1. Тауар', '150,00')
})

test('a paper that perhaps came out is asked after before the next receipt; a senior answers', () => {
  const stand = Stand.selling()
  stand.type('720=')
  stand.press('2')
  stand.answerAll()
  stand.press('enter')
  const [sale] = stand.waiting
  assert.ok(sale?.type === 'call')
  const paper = { state: 'uncertain', job: 17, copies: 0 } as const
  stand.event({ type: 'answer', tag: sale.tag, purpose: 'document', result: { ...SALE, printed: false, paper } })
  stand.waiting.length = 0
  sees(stand, 'неизвестно, напечатан ли')
  stand.press('1')
  sees(stand, 'Чек вышел из принтера?', '1 Чек вышел', '2 Чек не вышел: печатается дубликат')
  stand.press('2')
  sees(stand, 'старший кассир', 'Код')
  stand.type('8')
  stand.press('enter')
  stand.type('9753')
  stand.press('enter')
  const deed = stand.waiting.at(-1)
  assert.deepEqual(deed?.type === 'call' && [deed.method, deed.params], ['printer.resolve', { job: 17, cameOut: 'no' }])
  stand.answerAll()
  sees(stand, 'Выполнено', 'ИТОГО')
})

test('a notice of the state bodies interrupts once, and stays readable', () => {
  const stand = Stand.selling('ru', SMALL, [MESSAGE])
  sees(stand, 'Назар аударыңыз')
  stand.press('back')
  sees(stand, '[1]', 'ИТОГО')
  stand.event({ type: 'answer', tag: 0, purpose: 'messages', result: { messages: [MESSAGE] } })
  sees(stand, 'ИТОГО')
  stand.press('menu', '9')
  stand.answerAll()
  sees(stand, '* Назар')
})

test('the screen locks itself after the idle time and keeps the receipt; the same person goes on', () => {
  const stand = Stand.selling()
  stand.press('back')
  stand.type('150')
  stand.press('plus')
  stand.answerAll()
  stand.tick(14 * 60_000)
  sees(stand, '1. Тауар')
  stand.tick(2 * 60_000)
  sees(stand, 'Экран заблокирован', 'Чек сохранён', '150,00')
  stand.press('2', '4', '6', '8', 'enter')
  stand.answer()
  sees(stand, '1. Тауар')
})

test('a scan of marked goods asks for the code of each piece; the same piece is not taken twice', () => {
  const stand = Stand.selling()
  stand.press('back')
  const marked = GOODS[1]?.barcode ?? ''
  stand.scan(marked, { barcode: marked })
  sees(stand, 'Темекі', 'Отсканируйте код маркировки', '0 / 1')
  stand.scan('piece-1', { mark: 'piece-1' })
  sees(stand, '1. Темекі')
  stand.scan(marked, { barcode: marked })
  stand.scan('piece-1', { mark: 'piece-1' })
  sees(stand, 'Этот код уже есть в чеке')
})

test('held down, the key that takes one character back takes all, and leaves the screen alone', () => {
  const stand = Stand.selling()
  stand.press('back')
  stand.type('12345')
  stand.press('clear')
  sees(stand, 'Сумма:')
  assert.deepEqual(stand.state.screen, { kind: 'sale', entry: '' })
})

/** A code of half blocks as a camera sees it: what is dark, four dots to a module. */
function camera(rows: readonly string[]): { data: Uint8ClampedArray; size: number } {
  const [height, width] = [rows.length * 2, rows[0]?.length ?? 0]
  const size = Math.max(height, width) * DOTS
  const data = new Uint8ClampedArray(size * size * 4).fill(255)
  const isDark = (line: number, column: number): boolean => {
    const block = rows[line >> 1]?.[column] ?? ' '
    return block === '█' || block === (line % 2 === 0 ? '▀' : '▄')
  }
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      if (isDark(Math.floor(y / DOTS), Math.floor(x / DOTS))) data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3)
  return { data, size }
}
const DOTS = 4

test('from 80×24 a phone reads the code of the receipt off the screen; below there are the sign and the address', () => {
  for (const [size, url] of [
    [SMALL, undefined],
    [{ columns: 80, rows: 24 }, SALE.checkUrl],
  ] as const) {
    const stand = Stand.selling('ru', size)
    stand.type('720=')
    stand.press('2')
    stand.answerAll()
    stand.press('enter')
    stand.answerAll()
    sees(stand, '1846203957', ...(url === undefined ? ['consumer.oofd.kz'] : []))
    const code = frame(stand.state).rows.flatMap((row) =>
      row.filter(({ tone }) => tone === 'qr').map(({ text }) => text),
    )
    const { data, size: dots } = camera(code)
    assert.equal(
      code.length === 0 ? undefined : jsqr.default(data, dots, dots, { inversionAttempts: 'dontInvert' })?.data,
      url,
    )
  }
})

test('the receipt of another register is typed from its paper; what is missing is named, and what was typed stays', () => {
  const stand = Stand.selling()
  stand.press('menu', '2', 'times')
  sees(stand, 'Чек другой кассы', 'ФП:', 'РНМ кассы', 'ДДММГГГГЧЧММсс')
  stand.type('0184620395=')
  stand.type('01010234567=')
  sees(stand, 'Не хватает цифр', '01010234567_')
  stand.type('9=')
  stand.type('21112026101530=')
  stand.press('times')
  stand.type('1000.50=')
  sees(stand, 'Сумма возврата', '1 000,50')
  stand.press('back')
  sees(stand, '21112026101530', '1 000,50_', 'да')
  stand.type('=300=')
  sees(stand, 'Предварительный чек')
  assert.equal(stand.documents().length, 0)
  stand.press('enter')
  assert.deepEqual(
    stand.documents().map(({ method }) => method),
    ['sale-return'],
  )
  assert.deepEqual(stand.documents().map(({ params }) => (params as { parent: unknown }).parent)[0], {
    sign: '0184620395',
    regNumber: '010102345679',
    time: '2026-11-21T10:15:30',
    total: '1000.50',
    autonomous: true,
  })
})

test('each character that the screen shows has one cell, by the package that its bundle does without too', () => {
  const all = Array.from({ length: 0x2600 }, (_, code) => String.fromCodePoint(code + 0x20))
  const shown = all.filter((letter) => clean(letter) === letter && letter.trim() !== '')
  assert.ok(shown.length > 200)
  for (const letter of shown) assert.equal(stringWidth(letter), 1, letter)
  for (const { text } of [...shown.map((letter) => row(letter, 'error')), row('Қазақша', 'inverse')].flat())
    assert.equal(cells(paint([{ text, tone: 'error' }], true)), stringWidth(text))
})

test('a history whose entries are of different lengths is whole on the smallest screen', () => {
  const stand = Stand.selling('kk', SMALL)
  const entry = (sum: string) => ({ time: SALE.time, title: '№1 Сату 10:15', detail: '21.11.2026 10:15', sum })
  const entries = [entry('1.00'), ...Array.from({ length: 12 }, () => entry('123456789.00'))]
  for (const at of [0, 6, 12]) {
    const state: State = { ...stand.state, screen: { kind: 'history', of: 'receipts', query: {}, entries, at } }
    assert.equal(frame(state).cut, 0, `at ${at}`)
  }
})

test('goods that are out without a receipt are told on every screen, with their keys where there is room, until they are sold', () => {
  const message = 'Товар выдан, а продажа не зарегистрирована: order-17 (450.00)'
  const owing = { ...STATUS, holds: { open: 1, owed: 1 }, warnings: [{ code: 'HOLD_OWED' as const, message }] }
  const stand = Stand.selling()
  stand.look(owing)
  for (const action of ['1', '5', 'enter', 'enter', 'back', 'menu', '7'] as const) {
    stand.press(action)
    stand.answerAll()
    sees(stand, 'Товар выдан без чека: 1')
  }
  stand.press('menu', '9')
  stand.answerAll()
  sees(stand, 'Товар выдан без чека: 1', 'order-17 (450.00)')
  stand.event({ type: 'resize', size: { columns: 80, rows: 24 } })
  stand.press('menu', 'back')
  sees(stand, message)
  stand.look(STATUS)
  seesNot(stand, 'Товар выдан')
})

test('a number that is no sale’s is refused, and the screen waits for another', () => {
  const stand = Stand.selling()
  stand.press('menu', '2', '5', 'enter')
  const [asked] = stand.waiting.splice(0)
  if (asked?.type !== 'call') throw new Error('nothing was asked for')
  stand.event({ type: 'answer', tag: asked.tag, purpose: 'parent', result: { ...SALE, document: 'deposit' } })
  sees(stand, 'Чек не найден', 'Номер документа или ФП')
  seesNot(stand, 'Читается')
})
