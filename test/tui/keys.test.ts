import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { ACTIONS, type Input, KEYMAPS, readKeymap } from '../../src/tui/keys.ts'
import { scanOf } from '../../src/tui/scans.ts'
import { TerminalKeys } from '../../src/tui/terminal-keys.ts'
import { CAPS } from './terminal.ts'

/** What the decoder tells of bytes that come in these pieces, a pause after each. */
function told(pieces: readonly string[], options: { console?: boolean; pause?: number } = {}): readonly Input[] {
  const inputs: Input[] = []
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    const keys = new TerminalKeys({
      keymap: KEYMAPS.any,
      console: options.console ?? true,
      tell: (input) => inputs.push(input),
    })
    for (const piece of pieces) {
      keys.push(piece)
      mock.timers.tick(options.pause ?? 20)
    }
    mock.timers.tick(20)
    return inputs
  } finally {
    mock.timers.reset()
  }
}

const actions = (inputs: readonly Input[]): string =>
  inputs.map((input) => (input.type === 'key' ? input.action : `${input.type}!`)).join(' ')

test('all keys of a keypad in application mode on the Linux console, NumLock and F1 to F4 among them', () => {
  const caps = [
    '0',
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
    '9',
    '.',
    '+',
    '*',
    '/',
    '=',
    'Num',
    'F1',
    'F2',
    'F3',
    'F4',
    '-',
  ]
  assert.equal(
    actions(told(caps.map((cap) => CAPS[cap] ?? ''))),
    '0 1 2 3 4 5 6 7 8 9 point plus times menu enter language f1 f2 f3 f4 back',
  )
})

test('the sequences that consoles and xterm disagree about mean each what that terminal sends', () => {
  assert.equal(actions(told(['\u001BOP', '\u001BOQ', '\u001BOR', '\u001BOS'])), 'language menu times back')
  assert.equal(actions(told(['\u001BOP', '\u001BOQ', '\u001BOR', '\u001BOS'], { console: false })), 'f1 f2 f3 f4')
  assert.equal(
    actions(told(['\u001BOo', '\u001BOj', '\u001BOm', '\u001BOk'], { console: false })),
    'menu times back plus',
  )
})

test('a sequence may come in any pieces; an ESC alone is the key of that name, an unknown sequence is nothing', () => {
  const sequence = '\u001B[[C'
  for (let cut = 1; cut < sequence.length; cut++) {
    assert.equal(actions(told([sequence.slice(0, cut), sequence.slice(cut)], { pause: 3 })), 'f3')
  }
  assert.equal(actions(told(['\u001B'])), 'menu')
  assert.equal(actions(told(['\u001B[99;5R', '1'])), '1')
})

test('digits of a full keyboard, its comma, Backspace, Delete and Tab; letters are letters', () => {
  assert.equal(actions(told(['1', ',', '\u007F', '\u001B[3~', '\t', '\r'])), '1 point back clear language enter')
  assert.deepEqual(told(['ә']), [{ type: 'char', char: 'ә' }])
})

test('a run of characters that ends in Enter is a scanner that types; what a person types is keys', () => {
  assert.deepEqual(told(['4870001112226\r']), [
    { type: 'scan', scan: { data: '4870001112226', barcode: '4870001112226' } },
  ])
  assert.equal(actions(told(['4', '8', '7', '0', '0', '0', '1', '1', '\r'])), '4 8 7 0 0 0 1 1 enter')
  assert.equal(actions(told(['150\r'])), '1 5 0 enter')
})

test('held down, − takes all back', () => {
  assert.equal(actions(told(['-', '-', '-', '-'])), 'back back clear clear')
  // A quick hand that presses another key in between holds nothing down
  assert.equal(actions(told(['-', '-', '=', '-', '-'])), 'back back enter back back')
})

test('what a scanned code is: a receipt, a piece with its goods, goods, or a piece without structure', () => {
  const url = 'http://consumer.oofd.kz?i=1846203957&f=010102345678&s=720.00&t=20261121T101530'
  assert.deepEqual(scanOf(`]Q3${url}`), { data: url, checkUrl: url })
  const piece = '0104870001112226215aB3dE5\u001d93dGVz'
  assert.deepEqual(scanOf(`]d2${piece}`), { data: piece, mark: piece, barcode: '4870001112226' })
  assert.deepEqual(scanOf('4870001112227'), { data: '4870001112227' })
  const tobacco = '00000046198488X?io+qCABm8wAYa'
  assert.deepEqual(scanOf(tobacco), { data: tobacco, mark: tobacco })
})

test('each of three real keypads has a key for all that is needed; a file changes one of them, or says what is wrong', () => {
  const needed = ACTIONS.filter((action) => !['clear', 'up', 'down', 'f1', 'f2', 'f3', 'f4'].includes(action))
  for (const keypad of ['usb-17', 'usb-21', 'serial-matrix'] as const) {
    const has = new Set(Object.values(KEYMAPS[keypad]).flat())
    assert.deepEqual(
      needed.filter((action) => !has.has(action)),
      [],
      keypad,
    )
  }
  assert.equal(Object.keys(KEYMAPS['usb-17']).length, 17)
  const own = readKeymap('{"keypad":"usb-17","keys":{"f5":"menu"}}')
  assert.deepEqual([own['f5'], own['+'], own['f1']], [['menu'], ['plus'], undefined])
  for (const [text, wrong] of [
    ['[]', /an object/],
    ['{"keypad":"piano"}', /keypad: one of/],
    ['{"keys":{"f5":"jump"}}', /keys\.f5: one of/],
    ['{"colour":1}', /colour/],
    ['{', /JSON/],
  ] as const)
    assert.throws(() => readKeymap(text), wrong)
})

test('a key of the keypad is told at once; only what may be the code of a scanner waits for its end', () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    const inputs: Input[] = []
    const keys = new TerminalKeys({ keymap: KEYMAPS.any, console: true, tell: (input) => inputs.push(input) })
    keys.push(CAPS['7'] ?? '')
    keys.push(CAPS['='] ?? '')
    assert.equal(actions(inputs), '7 enter')
    keys.push('48700011')
    assert.equal(inputs.length, 2)
    keys.push('12226')
    keys.push('\r')
    assert.deepEqual(inputs.at(-1), { type: 'scan', scan: scanOf('4870001112226') })
  } finally {
    mock.timers.reset()
  }
})
