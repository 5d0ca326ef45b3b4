import { EVENT_METHOD } from '../api/events.ts'
import type { Failure } from '../api/types.ts'
import type { ErrorCode } from '../locale/errors.ts'
import { renderFailure } from '../locale/render.ts'
import type { Call, Effect, Event, Facts, Language, Purpose, Size, State, Status } from './model.ts'
import type { Input, Keymap, Scan } from './keys.ts'
import { scanOf } from './scans.ts'
import { keyOf } from './terminal-keys.ts'
import { begin, update } from './update.ts'
import { Lost, Refused, Wire } from './wire.ts'

/** Milliseconds between two looks at the register, at what changes seldom, and at the daemon's socket. */
const STATUS_TIME = 1000
const FACTS_EVERY = 5
const RECONNECT_TIME = 250
const TICK_TIME = 500

export interface ShellOptions {
  readonly socket: string
  readonly language: Language | undefined
  readonly size: Size
  readonly keymap: Keymap
  readonly mode: State['mode']
  /** A key that no document has yet. */
  readonly makeKey: () => string
  readonly draw: (state: State) => void
  readonly exit: () => void
}

/** What the console's notifications hold (interface, `console.attach`). */
interface ConsoleKey {
  readonly key: string
  readonly repeat?: true
}

/**
 * The screen's life: events in, state on, effects out. Two connections: one looks and listens, one is signed in; a wait
 * for paper on the second does not stop the clock of the first.
 */
export class Shell {
  readonly #options: ShellOptions
  #state: State
  #watch: Wire | undefined
  #signedIn: Wire | undefined
  #stopped = false
  #looks = 0
  #timer: NodeJS.Timeout | undefined
  #waiting = 0

  constructor(options: ShellOptions) {
    this.#options = options
    const { language, makeKey, mode, size } = options
    const keys = [makeKey(), makeKey()] as const
    this.#state = { ...begin({ language, size, now: Date.now(), at: performance.now(), keys }), mode }
  }

  get state(): State {
    return this.#state
  }

  /** Calls that have no answer yet. */
  get waiting(): number {
    return this.#waiting
  }

  start(): void {
    this.#options.draw(this.#state)
    this.#timer = setInterval(() => this.dispatch({ type: 'tick', now: Date.now(), at: performance.now() }), TICK_TIME)
    void this.#live()
  }

  stop(): void {
    this.#stopped = true
    clearInterval(this.#timer)
    this.#watch?.close()
    this.#signedIn?.close()
  }

  input(input: Input): void {
    this.dispatch(input)
  }

  /** What happened is on the screen before the daemon hears of it: it may have to share the processor with it. */
  dispatch(event: Event): void {
    if (this.#stopped) return
    const effects = this.#settle(event)
    this.#options.draw(this.#state)
    for (const effect of effects) this.#carryOut(effect)
  }

  /** The state after an event, with the keys that it asked for; what else is to be done. */
  #settle(event: Event): readonly Exclude<Effect, { type: 'key' }>[] {
    const [state, ...effects] = update({ ...this.#state, now: Date.now(), at: performance.now() }, event)
    this.#state = state
    return effects.flatMap((effect) =>
      effect.type === 'key' ? this.#settle({ type: 'spare', key: this.#options.makeKey() }) : [effect],
    )
  }

  #carryOut(effect: Exclude<Effect, { type: 'key' }>): void {
    switch (effect.type) {
      case 'exit':
        return this.#options.exit()
      case 'language':
        return this.#speak(effect.language)
      case 'sign-out':
        this.#signedIn?.close()
        this.#signedIn = undefined
        return
      case 'sign-in':
        return void this.#signIn(effect)
      case 'call':
        return void this.#call(effect)
      default:
        return effect satisfies never
    }
  }

  #speak(lang: Language): void {
    for (const wire of [this.#watch, this.#signedIn])
      wire?.call('hello', { schemas: [1], lang }).catch((error: unknown) => this.#orLost(error))
  }

  async #open(): Promise<Wire> {
    const wire = await Wire.open(this.#options.socket)
    await wire.call('hello', { schemas: [1], lang: this.#state.language })
    return wire
  }

  async #signIn({ pin, tag, user }: Extract<Effect, { type: 'sign-in' }>): Promise<void> {
    this.#signedIn?.close()
    this.#signedIn = undefined
    await this.#answered('session', tag, async () => {
      const wire = await this.#open()
      try {
        const result = await wire.call('session.open', { user, pin })
        wire.onClose = () => this.#signedOut(wire)
        wire.onNotification = (method, params) => this.#told(method, params)
        // Notices of the state bodies come by themselves from now on; those that are there are asked for after this
        await wire.call('watch', { types: ['message.received'] })
        this.#signedIn = wire
        return result
      } catch (error) {
        wire.close()
        throw error
      }
    })
  }

  /** Not by us: the daemon went, or let us go. */
  #signedOut(wire: Wire): void {
    if (this.#signedIn !== wire) return
    this.#signedIn = undefined
    this.dispatch({ type: 'online', online: false })
  }

  async #call({ as, method, params, purpose, tag }: Call): Promise<void> {
    await this.#answered(purpose, tag, async () => {
      if (as !== undefined) return this.#callAs(as, method, params)
      if (this.#signedIn === undefined) throw new Lost()
      return this.#signedIn.call(method, params)
    })
  }

  /** Somebody else's right, for one call. */
  async #callAs(as: { readonly user: number; readonly pin: string }, method: string, params: object): Promise<unknown> {
    const wire = await this.#open()
    try {
      await wire.call('session.open', as)
      return await wire.call(method, params)
    } finally {
      wire.close()
    }
  }

  async #answered(purpose: Purpose, tag: number, work: () => Promise<unknown>): Promise<void> {
    this.#waiting += 1
    const event = await work().then(
      (result): Event => ({ type: 'answer', tag, purpose, result }),
      (error: unknown): Event => ({ type: 'failed', tag, purpose, failure: this.#failureOf(error, purpose) }),
    )
    this.#waiting -= 1
    this.dispatch(event)
  }

  #failureOf(error: unknown, purpose: Purpose): Failure {
    if (error instanceof Refused) return error.failure
    if (!(error instanceof Lost)) throw error
    const code: ErrorCode = purpose === 'document' ? 'CONNECTION_LOST' : 'DAEMON_UNREACHABLE'
    return renderFailure(code, { socket: this.#options.socket }, this.#state.language)
  }

  /** A connection that is gone is told where it is missed. */
  #orLost(error: unknown): void {
    if (!(error instanceof Lost) && !(error instanceof Refused)) throw error
  }

  /** Looks at the register for ever; the daemon may come and go. */
  async #live(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#look()
        await sleep(STATUS_TIME)
      } catch (error) {
        this.#orLost(error)
        this.#watch?.close()
        this.#watch = undefined
        if (this.#state.online) this.dispatch({ type: 'online', online: false })
        await sleep(RECONNECT_TIME)
      }
    }
  }

  async #look(): Promise<void> {
    const isNew = this.#watch?.isOpen !== true
    const watch = isNew ? await this.#begin() : this.#watch
    if (watch === undefined) throw new Lost()
    const status = await watch.call<Status>('status')
    const facts = isNew || this.#looks % FACTS_EVERY === 0 ? await watch.call<Facts>('screen.show') : undefined
    if (!this.#state.online) this.dispatch({ type: 'online', online: true })
    this.dispatch({ type: 'status', status, ...(facts && { facts }) })
    this.#looks += 1
  }

  async #begin(): Promise<Wire> {
    const wire = await this.#open()
    this.#watch = wire
    wire.onNotification = (method, params) => this.#heard(method, params)
    // Keys and scans of the daemon's devices; without it, or where another screen has them, those of the terminal serve
    await wire.call('console.attach').catch((error: unknown) => this.#orLost(error))
    return wire
  }

  /** A notice has come, or some were missed: the list is read anew. */
  #told(method: string, params: unknown): void {
    const { event } = params as { readonly event: string }
    if (method !== EVENT_METHOD || (event !== 'message.received' && event !== 'gap')) return
    void this.#call({ type: 'call', tag: 0, purpose: 'messages', method: 'message.list', params: {} })
  }

  #heard(method: string, params: unknown): void {
    if (method === 'console.key') {
      const { key, repeat } = params as ConsoleKey
      const actions = this.#options.keymap[key] ?? []
      for (const action of actions) {
        this.dispatch(keyOf(action, repeat === true))
      }
    } else if (method === 'console.scan') {
      const scan = params as Scan
      // Which goods a piece is of stands in its code
      this.dispatch({ type: 'scan', scan: { ...scanOf(scan.data), ...scan } })
    }
  }
}

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
