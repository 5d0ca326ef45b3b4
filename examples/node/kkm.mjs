// A connection to kkmd that survives both sides: one long-lived socket, one object a line (docs/kiosk.md).
import { existsSync, fsyncSync, openSync, closeSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

// Exit codes of the interface after which nobody knows yet, or it was not now: the same call again
const AGAIN = [1, 3, 7, 8]
const BLOCKED = 6

/** The register's own failure object, with its exit code. */
export class Refused extends Error {
  constructor(exitCode, failure) {
    super(failure.message)
    this.exitCode = exitCode
    this.code = failure.code
    this.failure = failure
  }
}

export class Register {
  #where
  #link
  #last = 0

  constructor(path, user, secret) {
    this.#where = { path, user, secret }
  }

  /** One call on the connection as it is. Throws when it breaks, Refused when the register says no. */
  async call(method, params = {}) {
    this.#link ??= await this.#connect()
    return this.#ask(method, params)
  }

  /** A document: the same call until its outcome is known. A key makes it safe to call again, for ever. */
  async untilKnown(method, params) {
    for (;;) {
      try {
        return await this.call(method, params)
      } catch (error) {
        if (error instanceof Refused && !AGAIN.includes(error.exitCode)) throw error
        if (!(error instanceof Refused)) this.close()
      }
      await sleep(300)
    }
  }

  /** The goods are out: also a block is waited for. kkm ready says what a person has to do. */
  async untilPossible(method, params) {
    for (;;) {
      try {
        return await this.untilKnown(method, params)
      } catch (error) {
        if (!(error instanceof Refused) || error.exitCode !== BLOCKED) throw error
        console.log(`blocked: ${error.failure.message} ${error.failure.remedy}`)
      }
      await sleep(2000)
    }
  }

  close() {
    this.#link?.socket.destroy()
    this.#link = undefined
  }

  async #connect() {
    const { path, secret, user } = this.#where
    const socket = connect(path)
    socket.setTimeout(90_000, () => socket.destroy())
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    // Whoever waits for an answer is told by the end of the lines
    socket.on('error', () => undefined)
    this.#link = { socket, lines: createInterface({ input: socket })[Symbol.asyncIterator]() }
    await this.#ask('hello', { schemas: [1], lang: 'ru' })
    await this.#ask('session.open', { user, secret })
    return this.#link
  }

  async #ask(method, params) {
    const { lines, socket } = this.#link
    const id = ++this.#last
    socket.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`)
    for (;;) {
      const { done, value } = await lines.next()
      if (done) throw new Error('kkmd is gone')
      const answer = JSON.parse(value)
      // What has no id of ours is a notification
      if (answer.id !== id) continue
      if (answer.error) throw new Refused(-32_000 - answer.error.code, answer.error.data)
      return answer.result
    }
  }
}

/** KKM_SOCKET, KKM_USER and KKM_PIN_FILE, as kkm itself takes them. */
export function fromEnvironment({ KKM_PIN_FILE, KKM_SOCKET = '/run/kkm/kkm.sock', KKM_USER } = process.env) {
  const [secret] = readFileSync(KKM_PIN_FILE, 'utf8').split('\n')
  return new Register(KKM_SOCKET, Number(KKM_USER), secret)
}

/** Written whole or not at all: a machine may lose its power between any two lines. */
export function keep(path, value) {
  const file = openSync(`${path}.new`, 'w')
  writeSync(file, JSON.stringify(value))
  fsyncSync(file)
  closeSync(file)
  renameSync(`${path}.new`, path)
}

export const kept = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {})
