import { BLOCK_ERRORS } from './errors/blocks.ts'
import { DEVICE_ERRORS } from './errors/devices.ts'
import type { ErrorEntry } from './errors/entry.ts'
import { GOODS_ERRORS } from './errors/goods.ts'
import { HOLD_ERRORS } from './errors/holds.ts'
import { LIFE_ERRORS } from './errors/life.ts'
import { QUEUE_ERRORS } from './errors/queue.ts'
import { JOURNAL_ERRORS } from './errors/journal.ts'
import { LINK_ERRORS } from './errors/links.ts'
import { REPORT_ERRORS } from './errors/reports.ts'
import { OUTCOME_ERRORS } from './errors/outcome.ts'
import { RETURN_ERRORS } from './errors/returns.ts'
import { RULE_ERRORS } from './errors/rules.ts'
import { STORAGE_ERRORS } from './errors/storage.ts'
import { TICKET_ERRORS } from './errors/ticket.ts'
import { TOOL_ERRORS } from './errors/tools.ts'
import { USAGE_ERRORS } from './errors/usage.ts'

export type { ErrorEntry } from './errors/entry.ts'
export type { Language, Text } from './text.ts'

/** Every refusal that the program can answer with. Codes are never reused and never change; texts may. */
export const ERRORS = {
  ...USAGE_ERRORS,
  ...OUTCOME_ERRORS,
  ...TICKET_ERRORS,
  ...RETURN_ERRORS,
  ...RULE_ERRORS,
  ...HOLD_ERRORS,
  ...LIFE_ERRORS,
  ...LINK_ERRORS,
  ...JOURNAL_ERRORS,
  ...DEVICE_ERRORS,
  ...GOODS_ERRORS,
  ...REPORT_ERRORS,
  ...BLOCK_ERRORS,
  ...QUEUE_ERRORS,
  ...TOOL_ERRORS,
  ...STORAGE_ERRORS,
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof ERRORS

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code)
