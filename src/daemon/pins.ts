import { scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { PinHash, Role } from '../fiscal/register/event-records.ts'
import { Refusal } from '../fiscal/refusal.ts'

/** R1326-1.0 asks for four digits at least. */
const PIN_MIN_DIGITS = 4
const PIN_MAX_DIGITS = 32

/** N of scrypt (RFC 7914): 32 MiB and about 60 ms on a PC, a fifth of a second on a small board. */
const COST = 2 ** 15
const BLOCK_SIZE = 8
const PARALLELISM = 1
export const SALT_BYTES = 16
const HASH_BYTES = 32

const PIN = new RegExp(`^[0-9]{${PIN_MIN_DIGITS},${PIN_MAX_DIGITS}}$`)

/** Runs in a thread of the pool, off the event loop. */
const derive: (
  pin: string,
  salt: Uint8Array,
  length: number,
  options: { N: number; r: number; p: number; maxmem: number },
) => Promise<Buffer> = promisify(scrypt)

const hashOf = (pin: string, salt: Uint8Array, cost: number): Promise<Buffer> =>
  derive(pin, salt, HASH_BYTES, { N: cost, r: BLOCK_SIZE, p: PARALLELISM, maxmem: 256 * cost * BLOCK_SIZE })

/** @throws Refusal PIN_TOO_SHORT: fewer than four digits, more than 32, or something else than digits (R1326-1.0) */
export function assertPin(pin: string): void {
  if (!PIN.test(pin)) throw new Refusal('PIN_TOO_SHORT')
}

/** 128 bits: nobody guesses it, so that a kiosk need not be locked out by whoever tries. */
const SECRET = /^[0-9a-f]{32}$/

/**
 * A new PIN as it is kept; of a kiosk the secret that it has instead.
 * @param salt 16 random bytes, never used before
 * @throws Refusal PIN_TOO_SHORT, SECRET_TOO_SHORT
 */
export async function hashPin(pin: string, salt: Uint8Array, role?: Role): Promise<PinHash> {
  if (role !== 'kiosk') assertPin(pin)
  else if (!SECRET.test(pin)) throw new Refusal('SECRET_TOO_SHORT')
  if (salt.length !== SALT_BYTES) throw new Error(`a salt has ${SALT_BYTES} bytes, not ${salt.length}`)
  const hash = await hashOf(pin, salt, COST)
  return { algorithm: 'scrypt', cost: COST, salt: Buffer.from(salt).toString('hex'), hash: hash.toString('hex') }
}

/** Whether the PIN is the one; takes as long when it is not. */
export async function checkPin(pin: string, kept: PinHash): Promise<boolean> {
  const hash = await hashOf(pin, Buffer.from(kept.salt, 'hex'), kept.cost)
  const expected = Buffer.from(kept.hash, 'hex')
  return expected.length === hash.length && timingSafeEqual(hash, expected)
}

/** What an unknown user's PIN is compared with, so that the answer takes as long: no PIN has this hash. */
export const NOBODY: PinHash = {
  algorithm: 'scrypt',
  cost: COST,
  salt: '00'.repeat(SALT_BYTES),
  hash: '00'.repeat(HASH_BYTES),
}
