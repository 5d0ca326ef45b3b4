import type { ExchangeOutcome, OfdPort } from '../../src/hw/ports.ts'
import { insist } from './oracle.ts'
import type { World } from './world.ts'
import type { Life } from './time.ts'
import { withToken } from './operator.ts'

type Request = Parameters<OfdPort['exchange']>[0]
/** Pause between two attempts of one exchange. */
const PAUSE = 500

/** What one attempt came to. */
type Attempt = { readonly frame: Uint8Array } | 'refused' | 'nothing'

/** The way to the OFD of one run of the daemon. What has left may arrive after its death. */
export class Network {
  readonly #world: World
  readonly #life: Life
  #busy = false

  constructor(world: World, life: Life) {
    this.#world = world
    this.#life = life
  }

  port(): OfdPort {
    return {
      exchange: (request) => this.#exchange(request),
      links: () => [],
      probe: async () => [],
      close: async () => undefined,
    }
  }

  async #exchange(request: Request): Promise<ExchangeOutcome> {
    const { oracle, time } = this.#world
    insist(!this.#busy, 'I8', 'two exchanges at once')
    this.#busy = true
    const begun = time.now
    let attempts = 0
    let doubtful = false
    let reason: 'unreachable' | 'silent' | 'busy' | 'garbage' = 'unreachable'
    for (let left = request.milliseconds; left > 0; left = begun + request.milliseconds - time.now) {
      attempts += 1
      await this.#world.step(this.#life, 'send')
      oracle.sending(request.frame)
      const got = await this.#attempt(request.frame, left)
      if (got === 'nothing') {
        doubtful = true
        reason = 'silent'
      } else if (got !== 'refused') {
        const verdict = request.matches(got.frame)
        if (verdict === 'answer') {
          await this.#world.step(this.#life, 'answer')
          this.#busy = false
          return {
            type: 'answer',
            frame: got.frame,
            link: 'default',
            attempts,
            milliseconds: time.now - begun,
            doubtful,
          }
        }
        reason = verdict === 'again' ? 'busy' : 'garbage'
        if (verdict === 'no') doubtful = true
      }
      await this.#life.sleep(PAUSE)
    }
    this.#busy = false
    return { type: 'silence', reason, detail: '', attempts, milliseconds: time.now - begun, doubtful }
  }

  async #attempt(frame: Uint8Array, left: number): Promise<Attempt> {
    const { dice } = this.#world
    if (this.#world.strikes('unreachable', 0.35) || this.#world.isDark) {
      await this.#life.sleep(dice.between(10, 1500))
      return 'refused'
    }
    if (this.#world.strikes('cut-before', 0.2)) return this.#silence(left)
    const arrival = this.#world.strikes('late', 0.2) ? dice.between(1, 40_000) : dice.between(5, 80)
    const cut = this.#world.strikes('cut-after', 0.2)
    // An answered request is never at the OFD twice: only what got no answer may come again later.
    if (cut && this.#world.strikes('duplicate', 0.5))
      this.#world.time.after(arrival + dice.between(1, 60_000), () => this.#world.deliver(frame))
    const answered = Promise.withResolvers<Attempt>()
    const sentAt = this.#world.time.now
    this.#world.time.after(arrival, () => {
      const answer = this.#world.deliver(frame)
      if (cut) return
      this.#world.time.after(dice.between(5, 80), () => {
        this.#world.onTheLine += this.#world.time.now - sentAt
        answered.resolve({ frame: this.#spoilt(answer) })
      })
    })
    const over = new AbortController()
    const patience = dice.between(400, Math.max(401, Math.min(left, 4000)))
    const got = await Promise.race([
      answered.promise,
      this.#life.sleep(patience, over.signal).then(() => 'nothing' as const),
    ])
    over.abort('no longer needed')
    // A dead daemon hears no answer.
    if (!this.#life.alive) await this.#life.sleep(0)
    return got
  }

  /** An answer to something else, or bytes of another protocol. */
  #spoilt(answer: Uint8Array): Uint8Array {
    if (!this.#world.strikes('garbage', 0.15)) return answer
    const { dice } = this.#world
    if (dice.hits(0.5)) return Uint8Array.from({ length: 40 }, () => dice.between(0, 255))
    const copy = withToken(answer, dice.between(1, 1e9))
    // REQNUM of another request.
    new DataView(copy.buffer).setUint16(16, dice.between(0, 65_535), true)
    return copy
  }

  async #silence(left: number): Promise<Attempt> {
    await this.#life.sleep(this.#world.dice.between(100, Math.max(101, Math.min(left, 4000))))
    return 'nothing'
  }
}
