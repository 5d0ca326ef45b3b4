import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fontFault } from '../../src/cli/doctor/console.ts'
import { KEY_WORDS, LINE_WORDS, SCREEN_WORDS } from '../../src/locale/screen-words.ts'
import { ERRORS } from '../../src/locale/errors.ts'
import { clean } from '../../src/tui/draw/rows.ts'

test('the console’s font is told by console-setup: FullCyrAsia has the letters and the half blocks, the others have not', () => {
  assert.deepEqual(fontFault('CHARMAP="UTF-8"\nCODESET="FullCyrAsia"\nFONTFACE="Terminus"\n'), {})
  assert.deepEqual(fontFault('CODESET="guess"\n'), { fault: 'letters', codeset: 'guess' })
  assert.deepEqual(fontFault('CODESET=CyrAsia\n'), { fault: 'letters', codeset: 'CyrAsia' })
  assert.deepEqual(fontFault('CODESET="guess"\nFONT="FullCyrAsia-Terminus24x12.psf.gz"'), {})
  assert.deepEqual(fontFault(undefined), { fault: 'none' })
})

test('[R1326-10] every word of the screen and every refusal is in letters that the console’s font has, in Kazakh and in Russian', () => {
  const words = [
    ...Object.values(SCREEN_WORDS),
    ...Object.values(KEY_WORDS),
    ...Object.values(LINE_WORDS).flat(),
    ...Object.values(ERRORS).flatMap(({ remedy, text }) => [text, remedy]),
  ]
  for (const { kk, ru } of words)
    for (const text of [kk, ru]) assert.equal(clean(text), text.normalize('NFC').replaceAll('\u00a0', ' '))
})
