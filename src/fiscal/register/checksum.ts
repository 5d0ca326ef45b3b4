import { base32, fromHex } from '../base32.ts'
import type { State } from './state.ts'

/** The accumulator's head as it stands on a report: 80 bits, 16 characters of base 32. */
export const checksumOf = (state: State): string => base32(fromHex(state.head).slice(0, 10))
