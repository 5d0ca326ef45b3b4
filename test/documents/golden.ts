import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { layoutText } from '../../src/escpos/layout.ts'
import type { Line } from '../../src/fiscal/documents/lines.ts'

/**
 * Compares a document with `NAME.COLUMNS.golden.txt`. `KKM_GOLDEN=write` writes the files anew: look at the difference
 * before it is committed.
 */
export function assertGolden(name: string, lines: readonly Line[], columns: number): void {
  const file = new URL(`./${name}.${columns}.golden.txt`, import.meta.url)
  const text = `${layoutText(lines, columns).join('\n')}\n`
  if (process.env['KKM_GOLDEN'] === 'write') writeFileSync(file, text)
  assert.equal(text, readFileSync(file, 'utf8'))
}
