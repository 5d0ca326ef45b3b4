import type { Clock, RawScan } from '../ports.ts'
import { NO_LONGER_NEEDED } from '../clock.ts'
import { EventReader, type KeyEvent } from './events.ts'
import { PLAIN, SHIFTED } from './us-layout.ts'

/** A QR code of the largest kind holds 4,296 characters. What is longer is no scan. */
const MAX_SCAN_BYTES = 8192
/** Less than this without an end is noise, or a finger on a key. */
const MIN_FRAGMENT_BYTES = 3
/** Milliseconds without a byte after which a scan without an end of line is given up. A busy loop may read that late. */
const SILENCE = 300

/** What ends so soon after a fragment (ms) may be the rest of it, and is no whole scan either. */
const AFTERMATH = 2000

const CR = 0x0d
const LF = 0x0a
const TAB = 0x09
const ENDS: readonly number[] = [CR, LF, TAB]

/** Bytes to scans: each ends with CR, LF or a tab. One that never ends, or lacks a part, is handed over as what it is. */
export class ScanAssembler {
  readonly #clock: Clock
  readonly #scanned: (scan: RawScan) => void
  #bytes: number[] = []
  #torn = false
  #lastFragment = Number.NEGATIVE_INFINITY
  #silence: AbortController | undefined

  constructor(clock: Clock, scanned: (scan: RawScan) => void) {
    this.#clock = clock
    this.#scanned = scanned
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (ENDS.includes(byte)) this.#end(true)
      else this.#bytes.push(byte)
      if (this.#bytes.length > MAX_SCAN_BYTES) this.#end(false)
    }
    this.#waitForMore()
  }

  /** A part of the scan that is under way, or of the next one, may be lost. */
  tear(): void {
    this.#torn = true
    this.#waitForMore()
  }

  /** What has come so far belongs to no scan that still goes on. */
  breakOff(): void {
    this.#end(false)
    this.#waitForMore()
  }

  #end(ended: boolean): void {
    const bytes = Uint8Array.from(this.#bytes)
    const now = this.#clock.monotonic()
    const whole = ended && !this.#torn && now - this.#lastFragment > AFTERMATH
    this.#bytes = []
    this.#torn = false
    if (bytes.length < (whole ? 1 : MIN_FRAGMENT_BYTES)) return
    // Not when it was the rest of one: the next scan is a new one
    if (!ended) this.#lastFragment = now
    this.#scanned({ bytes, whole })
  }

  #waitForMore(): void {
    this.#silence?.abort(NO_LONGER_NEEDED)
    this.#silence = undefined
    if (this.#bytes.length === 0 && !this.#torn) return
    const silence = new AbortController()
    this.#silence = silence
    void this.#giveUpAfterSilence(silence.signal)
  }

  async #giveUpAfterSilence(signal: AbortSignal): Promise<void> {
    await this.#clock.sleep(SILENCE, signal)
    if (!signal.aborted) this.breakOff()
  }
}

/** Between two keys of a scanner that types, in milliseconds of the kernel's clock; a person is slower. */
const LONGEST_GAP = 50

const KEY_ENTER = 28
const KEY_KP_ENTER = 96
const KEY_TAB = 15
const KEY_F8 = 66
const KEY_RIGHT_BRACKET = 27
const SHIFTS: readonly number[] = [42, 54]
const CTRLS: readonly number[] = [29, 97]
const ALTS: readonly number[] = [56, 100]
const UP = 0
const DOWN = 1

/** Group separator of GS1: typed as Ctrl+], or as F8, or as Alt and 029 on the number block. */
const GS = 0x1d

/** Key events of a scanner that types as a keyboard, to the bytes that it means, whatever layout the machine has. */
export class WedgeDecoder {
  readonly #reader = new EventReader()
  readonly #assembler: ScanAssembler
  readonly #held = new Set<number>()
  #lastKey = Number.NEGATIVE_INFINITY
  /** Digits typed while Alt is held. */
  #number = ''

  constructor(assembler: ScanAssembler) {
    this.#assembler = assembler
  }

  push(bytes: Uint8Array): void {
    for (const event of this.#reader.push(bytes)) this.#take(event)
  }

  #take(event: KeyEvent): void {
    if (event.type === 'dropped') {
      this.#held.clear()
      // The pause before the next key says nothing: it may be a key that was lost
      this.#lastKey = Number.POSITIVE_INFINITY
      return this.#assembler.tear()
    }
    const { code, time, value } = event
    if ([SHIFTS, CTRLS, ALTS].some((codes) => codes.includes(code))) return this.#modifier(code, value)
    if (value !== DOWN) return
    this.#pause(time - this.#lastKey)
    this.#lastKey = time
    const byte = this.#byte(code)
    if (byte !== undefined) this.#assembler.push(Uint8Array.of(byte))
  }

  /** A pause in a scan tells of a part that is lost; after a long one another scan begins. */
  #pause(milliseconds: number): void {
    if (milliseconds > SILENCE) this.#assembler.breakOff()
    else if (milliseconds > LONGEST_GAP) this.#assembler.tear()
  }

  #modifier(code: number, value: number): void {
    if (value === UP) this.#held.delete(code)
    else this.#held.add(code)
    if (!ALTS.includes(code) || value !== UP || this.#number === '') return
    const byte = Number(this.#number)
    this.#number = ''
    if (byte > 0 && byte < 256) this.#assembler.push(Uint8Array.of(byte))
  }

  #byte(code: number): number | undefined {
    const isHeld = (codes: readonly number[]) => codes.some((one) => this.#held.has(one))
    if (code === KEY_ENTER || code === KEY_KP_ENTER) return CR
    if (code === KEY_TAB) return TAB
    if (code === KEY_F8 || (code === KEY_RIGHT_BRACKET && isHeld(CTRLS))) return GS
    const character = (isHeld(SHIFTS) ? SHIFTED : PLAIN).get(code)
    if (isHeld(ALTS)) {
      this.#number += character ?? ''
      return undefined
    }
    return isHeld(CTRLS) ? undefined : character?.charCodeAt(0)
  }
}
