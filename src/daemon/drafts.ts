import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A receipt that is being put together at a screen: nothing fiscal, and gone without harm. */
export interface Draft {
  /** Of the document that it is to become. */
  readonly key: string
  readonly body: Readonly<Record<string, unknown>>
}

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string' && 'body' in value

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/**
 * One draft a user, each in a file of its own beside the accumulator. It outlives the daemon and the power: a file is
 * whole or not there. Of one user's changes the last one counts.
 */
export class Drafts {
  readonly #folder: string
  #line: Promise<unknown> = Promise.resolve()

  constructor(stateDir: string) {
    this.#folder = join(stateDir, 'drafts')
  }

  /** undefined: none, or one that cannot be read, which is as good as none. */
  async get(user: number): Promise<Draft | undefined> {
    return this.#inLine(async () => {
      try {
        const draft: unknown = JSON.parse(await readFile(this.#file(user), 'utf8'))
        return isDraft(draft) ? draft : undefined
      } catch (error) {
        if (isMissing(error) || error instanceof SyntaxError) return undefined
        throw error
      }
    })
  }

  async put(user: number, draft: Draft): Promise<void> {
    await this.#inLine(async () => {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 })
      const next = `${this.#file(user)}.next`
      const file = await open(next, 'w', 0o600)
      try {
        await file.writeFile(JSON.stringify({ key: draft.key, body: draft.body }))
        await file.datasync()
      } finally {
        await file.close()
      }
      await rename(next, this.#file(user))
    })
  }

  /** False: there was none. */
  async drop(user: number): Promise<boolean> {
    return this.#inLine(async () => {
      try {
        await rm(this.#file(user))
        return true
      } catch (error) {
        if (isMissing(error)) return false
        throw error
      }
    })
  }

  #file(user: number): string {
    return join(this.#folder, `${user}.json`)
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(work)
    this.#line = turn.catch(() => undefined)
    return turn
  }
}
