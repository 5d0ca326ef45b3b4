import assert from 'node:assert/strict'
import { test } from 'node:test'
import { join } from 'node:path'
import { frame } from '../../src/tui/draw/frame.ts'
import { Output } from '../../src/tui/output.ts'
import { paint } from '../../src/tui/paint.ts'
import { ROOT } from '../system/program.ts'
import { SIZES, run } from './random.ts'

const { default: InkOutput } = (await import(join(ROOT, 'node_modules/ink/build/output.js'))) as {
  readonly default: new (size: {
    readonly width: number
    readonly height: number
  }) => {
    write(x: number, y: number, text: string, options: { readonly transformers: readonly [] }): void
    get(): { readonly output: string; readonly height: number }
  }
}

test('rows written whole come out as Ink’s own cells do, on every screen that random keys lead to', () => {
  let looked = 0
  const seen = new Set<string>()
  const check = (state: Parameters<typeof frame>[0]): undefined => {
    for (const size of SIZES)
      for (const colour of [true, false]) {
        const texts = frame({ ...state, size }).rows.map((cells) => paint(cells, colour))
        if (seen.has(texts.join('\n'))) continue
        seen.add(texts.join('\n'))
        const [ours, theirs] = [
          new Output({ height: size.rows }),
          new InkOutput({ width: size.columns, height: size.rows }),
        ]
        for (const [y, text] of texts.entries()) {
          ours.write(0, y, text)
          theirs.write(0, y, text, { transformers: [] })
        }
        assert.deepEqual(ours.get(), theirs.get())
        looked += 1
      }
    return undefined
  }
  for (let seed = 1; seed <= 4; seed++) assert.equal(run(seed, 40, check).fault, undefined)
  assert.ok(looked > 200, `${looked} screens`)
})

test('what is no row of its own is refused: Ink’s own would be wanted for it', () => {
  const output = new Output({ height: 2 })
  output.write(0, 0, 'a ')
  assert.throws(() => output.write(0, 0, 'b'))
  assert.throws(() => output.write(1, 1, 'b'))
  assert.throws(() => output.write(0, 1, 'b\nc'))
  assert.deepEqual(output.get(), { output: 'a\n', height: 2 })
})
