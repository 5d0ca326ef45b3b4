import { type Instance, render } from 'ink'
import { Rows } from './app.tsx'
import type { Row } from './draw/rows.ts'
import type { Size } from './model.ts'
import { paint } from './paint.ts'

/**
 * How the screen is drawn: only what changed, at once, on a screen of its own. `interactive` is ours to say: a `CI` in the
 * environment would silence it.
 */
const RENDERING = {
  incrementalRendering: true,
  maxFps: 60,
  interactive: true,
  alternateScreen: true,
  exitOnCtrlC: false,
  patchConsole: false,
} as const

/** A terminal that rows are drawn on. Ink lays out all cells for each drawing: what looks the same is not drawn. */
export class Canvas {
  readonly #colour: boolean
  #ink: Instance | undefined
  #texts: readonly string[] = []
  #size: Size = { columns: 0, rows: 0 }

  constructor(colour: boolean) {
    this.#colour = colour
  }

  draw(rows: readonly Row[], size: Size): void {
    const texts = rows.map((cells) => paint(cells, this.#colour))
    if (this.#isShown(texts, size)) return
    this.#texts = texts
    this.#size = size
    const view = <Rows texts={texts} size={size} />
    // A drawing is written in pieces: together they are one call of the system
    process.stdout.cork()
    if (this.#ink === undefined) this.#ink = render(view, RENDERING)
    else this.#ink.rerender(view)
    process.stdout.uncork()
  }

  #isShown(texts: readonly string[], { columns, rows }: Size): boolean {
    const [before, size] = [this.#texts, this.#size]
    if (columns !== size.columns || rows !== size.rows || texts.length !== before.length) return false
    return texts.every((text, index) => text === before[index])
  }

  end(): void {
    this.#ink?.unmount()
  }
}
