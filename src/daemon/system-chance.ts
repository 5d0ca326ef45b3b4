import { randomBytes } from 'node:crypto'
import type { Chance } from '../hw/ports.ts'

export const chance: Chance = { bytes: (length) => new Uint8Array(randomBytes(length)) }
