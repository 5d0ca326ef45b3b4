/**
 * Records the fifteen flows from the real program in a real terminal against a real daemon: `npm run screens`. Writes
 * docs/screens/, a folder for each language and size, a file for each flow, and counts the keys.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { FLOWS } from './flows.ts'
import type { Flow } from './flow.ts'
import { ROOT } from '../system/program.ts'
import { type Screen, Shop } from './shop.ts'

const FOLDER = join(ROOT, 'docs/screens')

/** Milliseconds in which a key is surely drawn. */
const DRAWN = 120

/** Languages and sizes that are shown. */
const LAYOUTS = [
  { language: 'kk', columns: 40, rows: 15 },
  { language: 'ru', columns: 40, rows: 15 },
  { language: 'kk', columns: 60, rows: 20 },
  { language: 'ru', columns: 60, rows: 20 },
  { language: 'kk', columns: 80, rows: 24 },
  { language: 'ru', columns: 80, rows: 24 },
] as const

/** What the world of the tests wants of a test: to be told of its end. */
class Ending {
  readonly #work: (() => unknown)[] = []
  after(work: () => unknown): void {
    this.#work.push(work)
  }
  async end(): Promise<void> {
    for (const work of this.#work.toReversed()) await work()
  }
}

interface Counted {
  readonly flow: Flow
  readonly keys: readonly string[]
}

/** Large figures are cells of the other colour: a recording shows them as full blocks. */
function picture(screen: Screen, columns: number): string {
  const cells = screen.inverseCells()
  const rows = screen.rows().map((text, index) => {
    const isFigures = /#/.test(cells[index] ?? '') && text.trim() === ''
    return (isFigures ? (cells[index] ?? '').replaceAll('#', '█') : text).padEnd(columns)
  })
  const edge = '─'.repeat(columns)
  return [`┌${edge}┐`, ...rows.map((row) => `│${row}│`), `└${edge}┘`].join('\n')
}

async function record(layout: (typeof LAYOUTS)[number]): Promise<readonly Counted[]> {
  const { columns, language, rows } = layout
  const folder = join(FOLDER, `${language}-${columns}x${rows}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const ending = new Ending()
  const counted: Counted[] = []
  try {
    const shop = await Shop.open(ending as unknown as TestContext)
    const screen = shop.screen(language, columns, rows)
    ending.after(() => screen.kill())
    await screen.signIn()
    for (const flow of FLOWS) {
      screen.pressed.length = 0
      const frames: string[] = []
      await flow.run(
        screen,
        async (title) => {
          // The last key has been drawn by then
          await new Promise((resolve) => setTimeout(resolve, DRAWN))
          frames.push(`${title}\n${picture(screen, columns)}\n`)
        },
        shop,
      )
      const keys = [...screen.pressed]
      counted.push({ flow, keys })
      const head = `${flow.title[language]}\n${keys.join(' ')}\n`
      writeFileSync(join(folder, `${flow.id}.txt`), `${[head, ...frames].join('\n')}\n`)
    }
  } finally {
    await ending.end()
  }
  return counted
}

for (const layout of LAYOUTS) {
  const counted = await record(layout)
  console.log(`${layout.language} ${layout.columns}×${layout.rows}: ${counted.length} flows`)
  for (const { flow, keys } of counted) if (flow.counted) console.log(`  ${flow.counted}: ${keys.join(' ')}`)
}
