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
 * One draft a user, and those that were put aside, each in a file of its own beside the accumulator. It outlives the daemon
 * and the power: a file is whole or not there. Of one user's changes the last one counts.
 */
export class Drafts {
  readonly #folder: string
  #line: Promise<unknown> = Promise.resolve()

  constructor(stateDir: string) {
    this.#folder = join(stateDir, 'drafts')
  }

  /** undefined: none, or one that cannot be read, which is as good as none. */
  async get(user: number): Promise<Draft | undefined> {
    const draft = await this.#inLine(() => this.#read(`${user}`))
    return isDraft(draft) ? draft : undefined
  }

  async put(user: number, { body, key }: Draft): Promise<void> {
    await this.#inLine(() => this.#write(`${user}`, { key, body }))
  }

  /** False: there was none. */
  async drop(user: number): Promise<boolean> {
    return this.#inLine(async () => {
      try {
        await rm(this.#file(`${user}`))
        return true
      } catch (error) {
        if (isMissing(error)) return false
        throw error
      }
    })
  }

  /** Receipts that wait for their buyers, in the order in which they were put aside. */
  async aside(user: number): Promise<readonly Draft[]> {
    const drafts = await this.#inLine(() => this.#read(`${user}-aside`))
    return Array.isArray(drafts) ? drafts.filter(isDraft) : []
  }

  async putAside(user: number, drafts: readonly Draft[]): Promise<void> {
    await this.#inLine(() =>
      this.#write(
        `${user}-aside`,
        drafts.map(({ body, key }) => ({ key, body })),
      ),
    )
  }

  async #read(name: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.#file(name), 'utf8'))
    } catch (error) {
      if (isMissing(error) || error instanceof SyntaxError) return undefined
      throw error
    }
  }

  async #write(name: string, content: object): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const next = `${this.#file(name)}.next`
    const file = await open(next, 'w', 0o600)
    try {
      await file.writeFile(JSON.stringify(content))
      await file.datasync()
    } finally {
      await file.close()
    }
    await rename(next, this.#file(name))
  }

  #file(name: string): string {
    return join(this.#folder, `${name}.json`)
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(work)
    this.#line = turn.catch(() => undefined)
    return turn
  }
}
