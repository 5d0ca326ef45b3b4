import { PROGRESS_WORDS, type ProgressStage } from '../locale/progress-words.ts'
import type { Context } from './context.ts'
import { now } from './now.ts'

/** Milliseconds before a person is shown anything: what is done sooner needs no figure. */
const SHOWN_AFTER = 1000

const ERASE = '\r\u001b[K'

export interface Step {
  readonly method: string
  readonly stage: ProgressStage
  readonly done: number
  readonly total?: number
}

const LOCALES = { kk: 'kk-KZ', ru: 'ru-RU', en: 'en-GB' } as const

/**
 * How far a long call is: on a terminal one line that is written over, of `--progress` an object a line. Both on stderr;
 * elsewhere nothing.
 */
export class ProgressLine {
  readonly #context: Context
  readonly #begun = now()
  #isShown = false

  constructor(context: Context) {
    this.#context = context
  }

  step({ method, stage, done, total }: Step): void {
    const { globals, err, language, screen } = this.#context
    if (globals.progress) {
      const progress = { method, stage, done, ...(total !== undefined && { total }) }
      return err(JSON.stringify({ schema: 1, progress }))
    }
    if (!screen.err || globals.json || globals.quiet || now() - this.#begun < SHOWN_AFTER) return
    const figure = (count: number): string => count.toLocaleString(LOCALES[language])
    const share = total === undefined || total === 0 ? '' : `/${figure(total)} (${Math.floor((100 * done) / total)} %)`
    process.stderr.write(`${ERASE}${PROGRESS_WORDS[stage][language]}: ${figure(done)}${share}`)
    this.#isShown = true
  }

  /** Leaves the line empty for what comes next. */
  end(): void {
    if (this.#isShown) process.stderr.write(ERASE)
    this.#isShown = false
  }
}
