import type { Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import type { Failure, MethodTable, Notify } from '../../api/types.ts'
import { Refusal, type RefusalDetails } from '../../fiscal/refusal.ts'
import type { ErrorCode, Language } from '../../locale/errors.ts'
import type { Log } from '../log.ts'
import type { Sessions, SignIn } from '../sessions.ts'
import { dispatch } from './dispatch.ts'
import { openSession, readHello, SCHEMA } from './greeting.ts'
import type { Limits } from './limits.ts'
import { LineSplitter } from './lines.ts'
import { progressOf } from './progress.ts'
import {
  errorLine,
  isMalformed,
  notificationLine,
  parseRequest,
  type Request,
  type RequestId,
  resultLine,
} from './rpc.ts'
import { Stream } from './stream.ts'

export interface ConnectionPorts {
  readonly methods: MethodTable
  readonly sessions: Pick<Sessions, 'open' | 'resume' | 'actor'>
  /** The language that a user has chosen for answers. */
  languageOf?(code: number): Language | undefined
  readonly release: string
  /** `state` of the answer to hello. */
  state(): string
  render(code: ErrorCode, details: RefusalDetails, language: Language): Failure
  readonly log: Log
  /** A method threw something else than a Refusal: the client has its answer, the daemon ends (invariant 7). */
  onBug(error: unknown): void
}

/** Before hello tells another. */
export const FIRST_LANGUAGE: Language = 'ru'

/** Bytes that a waiting request is taken for beside its own: a flood of empty lines is a flood too. */
const REQUEST_BYTES = 256

/** Marks where the client went past the largest message: nothing after it can be told apart. */
const TOO_LARGE = Symbol('too large')

const isAbort = (error: unknown) => error instanceof Error && error.name === 'AbortError'

/** One client: its requests are answered in order, one at a time. */
export class Connection {
  readonly #socket: Socket
  readonly #ports: ConnectionPorts
  readonly #limits: Limits
  readonly #splitter: LineSplitter
  readonly #gone = new AbortController()
  readonly #queue: (Uint8Array | typeof TOO_LARGE)[] = []
  #waiting = 0
  #working: Promise<void> | undefined
  #language = FIRST_LANGUAGE
  /** What hello asked for: it outranks what the user has chosen. */
  #asked: Language | undefined
  #greeted = false
  #wantsProgress = false
  /** Spoken to unasked: to be silent is its part. */
  #listening = false
  #signIn: SignIn | undefined
  readonly #stream: Stream
  readonly #since = performance.now()
  #timer: { readonly for: 'line' | 'idle'; readonly handle: NodeJS.Timeout } | undefined
  /** Nothing more is read: the client said its end, or we did. */
  #deaf = false
  #stopping = false

  constructor(socket: Socket, ports: ConnectionPorts, limits: Limits) {
    this.#socket = socket
    this.#ports = ports
    this.#limits = limits
    this.#splitter = new LineSplitter(limits.messageBytes)
    this.#stream = new Stream(socket, ports, limits)
    socket.on('data', (chunk) => this.#receive(chunk))
    socket.on('end', () => this.#endOfClient())
    socket.on('close', () => this.#closed())
    socket.on('error', (error) => ports.log.debug({ err: error }, 'a client went away'))
    this.#arm()
  }

  /** Nobody has signed in for so long, and it does not only listen: its place may be another's. */
  isIdler(now: number): boolean {
    return this.#signIn === undefined && !this.#listening && now - this.#since > this.#limits.idleTime
  }

  /** What has begun is finished, what has not is answered STOPPING. */
  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.all([this.#working, this.#stream.end()])
  }

  /** Sends what is still to send, then ends; a client that does not read it is not waited for. */
  close(): void {
    this.#deaf = true
    this.#disarm()
    this.#socket.end()
    setTimeout(() => this.#socket.destroy(), this.#limits.lingerTime).unref()
    // What the client still sends is read and thrown away, else it would get a broken pipe in place of our last words
    this.#socket.resume()
  }

  #receive(chunk: Uint8Array): void {
    if (this.#deaf) return
    const { lines, tooLarge } = this.#splitter.push(chunk)
    for (const line of lines) {
      this.#queue.push(line)
      this.#waiting += line.length + REQUEST_BYTES
    }
    if (tooLarge) {
      this.#queue.push(TOO_LARGE)
      this.#deaf = true
    }
    if (this.#waiting > this.#limits.waitingBytes) this.#socket.pause()
    if (lines.length > 0) this.#disarm()
    this.#work()
    this.#arm()
  }

  #endOfClient(): void {
    this.#deaf = true
    this.#gone.abort(new Refusal('CONNECTION_LOST'))
    if (this.#working === undefined) this.close()
  }

  #closed(): void {
    this.#deaf = true
    this.#disarm()
    this.#queue.length = 0
    this.#gone.abort(new Refusal('CONNECTION_LOST'))
    void this.#stream.end()
  }

  #work(): void {
    if (this.#working !== undefined || this.#queue.length === 0) return
    this.#working = this.#answerAll()
      .catch((error: unknown) => this.#ports.onBug(error))
      .finally(() => {
        this.#working = undefined
        if (this.#deaf) this.close()
        else this.#arm()
      })
  }

  async #answerAll(): Promise<void> {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      if (next === TOO_LARGE) return this.#refuse(null, tooLarge(this.#limits.messageBytes))
      await this.#answer(next)
      this.#waiting -= next.length + REQUEST_BYTES
      if (this.#socket.isPaused() && this.#waiting <= this.#limits.waitingBytes) this.#socket.resume()
      // Other clients get their turn in a flood of small requests
      await setImmediate()
    }
  }

  async #answer(line: Uint8Array): Promise<void> {
    const message = parseRequest(line)
    if (isMalformed(message)) {
      const failure = this.#ports.render(message.code, message.details, this.#language)
      return this.#write(errorLine(message.id, failure))
    }
    try {
      if (this.#stopping) throw new Refusal('STOPPING')
      this.#write(resultLine(message.id, await this.#run(message)))
    } catch (error) {
      this.#refuse(message.id, error)
    }
  }

  async #run({ method, params }: Request): Promise<object> {
    if (method === 'hello') {
      const { language, progress } = readHello(params)
      this.#asked = language
      this.#wantsProgress = progress
      this.#language = language ?? this.#language
      this.#greeted = true
      return { schema: SCHEMA, release: this.#ports.release, state: this.#ports.state() }
    }
    if (!this.#greeted) throw new Refusal('BAD_REQUEST', { path: 'method', expected: 'hello before anything else' })
    if (method === 'session.open') {
      await this.#signOut()
      const signIn = await openSession(params, this.#ports.sessions)
      const user = this.#ports.sessions.actor(signIn)
      this.#signIn = signIn
      this.#language = this.#asked ?? this.#ports.languageOf?.(user.code) ?? this.#language
      return { user }
    }
    if (method === 'session.close') {
      await this.#signOut()
      return { closed: true }
    }
    const context = {
      language: this.#language,
      signal: this.#gone.signal,
      channel: this.#stream,
      listen: () => this.#listen(),
      progress: this.#wantsProgress ? progressOf(method, this.#notify) : () => undefined,
    }
    const actorOf = (signIn: SignIn) => this.#ports.sessions.actor(signIn)
    return dispatch(this.#ports.methods, actorOf, { signIn: this.#signIn, context }, method, params)
  }

  #listen(): Notify {
    this.#listening = true
    return this.#notify
  }

  readonly #notify: Notify = (method, params) => this.#write(notificationLine(method, params))

  /** What is watched is watched by who signed in. */
  async #signOut(): Promise<void> {
    this.#signIn = undefined
    await this.#stream.end()
  }

  #refuse(id: RequestId | null, error: unknown): void {
    // A wait that the client's end has ended is no bug
    const cause = this.#gone.signal.aborted && isAbort(error) ? new Refusal('CONNECTION_LOST') : error
    if (cause instanceof Refusal) {
      this.#write(errorLine(id, this.#ports.render(cause.code, cause.details, this.#language)))
      return
    }
    this.#ports.log.error({ err: cause }, 'a bug: the daemon ends')
    this.#write(errorLine(id, this.#ports.render('INTERNAL', {}, this.#language)))
    this.#ports.onBug(cause)
  }

  #write(line: string): void {
    if (!this.#socket.writable) return
    if (this.#socket.writableLength > this.#limits.unreadBytes) {
      this.#ports.log.warn({ bytes: this.#socket.writableLength }, 'a client does not read its answers: dropped')
      this.#socket.destroy()
    } else this.#socket.write(line)
  }

  #arm(): void {
    const busy = this.#deaf || this.#socket.isPaused()
    const welcome = this.#listening || (this.#signIn !== undefined && !this.#signIn.ended)
    const reason =
      !busy && this.#splitter.isInside ? 'line' : busy || this.#working !== undefined || welcome ? undefined : 'idle'
    // A line's time runs from its first byte, however slowly the others come
    if (reason === 'line' && this.#timer?.for === 'line') return
    this.#disarm()
    if (reason === undefined) return
    const drop = () => {
      this.#ports.log.info({ reason }, 'a silent client: dropped')
      this.close()
    }
    this.#timer = { for: reason, handle: setTimeout(drop, this.#limits.idleTime).unref() }
  }

  #disarm(): void {
    clearTimeout(this.#timer?.handle)
    this.#timer = undefined
  }
}

const tooLarge = (maximum: number) => new Refusal('MESSAGE_TOO_LARGE', { maximum })
