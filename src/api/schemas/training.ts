import * as z from 'zod'
import { EXPECTED } from '../expected.ts'
import { time } from './values.ts'

const none = z.strictObject({}, EXPECTED.object)
const result = z.strictObject({ training: z.boolean(), since: time.optional() })

export const TRAINING_SCHEMAS = {
  'training.on': { params: none, result },
  'training.off': { params: none, result },
} as const
