/** Work that is done one after the other, in the order in which it came. */
export class Line {
  #end: Promise<unknown> = Promise.resolve()

  /**
   * Runs `work` when all before it are done.
   * @param reached waits for those before; what it throws leaves the line without the work
   */
  async next<T>(work: () => Promise<T>, reached?: (before: Promise<unknown>) => Promise<void>): Promise<T> {
    const before = this.#end
    const mine = Promise.withResolvers<void>()
    // Who leaves early does not let those behind pass those before.
    this.#end = before.then(() => mine.promise)
    try {
      await (reached ? reached(before) : before)
      return await work()
    } finally {
      mine.resolve()
    }
  }
}
