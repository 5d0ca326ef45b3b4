import * as z from 'zod'
import type { Line } from '../../fiscal/documents/lines.ts'

const style = { bold: z.boolean().optional(), big: z.boolean().optional(), indent: z.int().optional() }

const line = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text: z.string(),
    align: z.enum(['left', 'center', 'right']).optional(),
    ...style,
  }),
  z.strictObject({ kind: z.literal('pair'), left: z.string(), right: z.string(), ...style }),
  z.strictObject({ kind: z.literal('rule') }),
  z.strictObject({ kind: z.literal('blank') }),
  z.strictObject({ kind: z.literal('qr'), data: z.string() }),
  z.strictObject({ kind: z.literal('cut') }),
])

/** A document as neutral lines, as JSON carries it. */
export const lines = z.array(line) as unknown as z.ZodType<readonly Line[]>
