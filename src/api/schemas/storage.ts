import * as z from 'zod'
import { EXPECTED } from '../expected.ts'
import { count, text, uint32 } from './values.ts'

const none = z.strictObject({}, EXPECTED.object)
const twoPeople = z.strictObject({ reason: text, secondUser: uint32, secondPin: text }, EXPECTED.object)

const repaired = z.strictObject({
  /** Records of each chain that were known of and are not there any more. */
  lost: z.strictObject({ fiscal: count, events: count }),
  /** The last document that there is. */
  lastDocument: count,
})

export const STORAGE_SCHEMAS = {
  'storage.check': {
    params: none,
    /** Records of each chain, files of the mirror journal, signatures: all were looked at. */
    result: z.strictObject({ fiscal: count, events: count, files: count, signatures: count }),
  },
  'storage.rebuild': { params: twoPeople, result: repaired },
  'storage.declare-loss': { params: twoPeople, result: repaired },
  /** The signed list of an export that is whole where it was written: the register remembers it. */
  'backup.create': {
    params: z.strictObject({ manifest: text.optional(), signature: text.optional() }, EXPECTED.object),
    result: z.strictObject({ sha256: z.string(), fiscal: z.string(), events: z.string() }),
  },
  'backup.restore': {
    params: z.strictObject({ folder: text, reason: text, secondUser: uint32, secondPin: text }, EXPECTED.object),
    result: repaired,
  },
  /** `lastDocument` and `shift`: what the register goes on from. */
  'storage.adopt-ofd': { params: twoPeople, result: z.strictObject({ lastDocument: count, shift: count }) },
} as const
