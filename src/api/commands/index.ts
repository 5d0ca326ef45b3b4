import type { CommandSpec } from '../spec.ts'
import { CONSOLE_COMMANDS } from './console.ts'
import { DEVICE_COMMANDS } from './devices.ts'
import { DOCUMENT_COMMANDS } from './documents.ts'
import { HOLD_COMMANDS } from './holds.ts'
import { LIFE_COMMANDS } from './life.ts'
import { LINK_COMMANDS } from './links.ts'
import { HISTORY_COMMANDS } from './history.ts'
import { GOODS_COMMANDS } from './goods.ts'
import { PEOPLE_COMMANDS } from './people.ts'
import { PRINTER_COMMANDS } from './printer.ts'
import { QUEUE_COMMANDS } from './queue.ts'
import { RECEIPT_COMMANDS } from './receipts.ts'
import { REGISTER_COMMANDS } from './register.ts'
import { PROOF_COMMANDS } from './proof.ts'
import { SETTINGS_COMMANDS } from './settings.ts'
import { REPORT_COMMANDS } from './reports.ts'
import { SCREEN_COMMANDS } from './screen.ts'
import { SHIFT_COMMANDS } from './shift.ts'
import { STORAGE_COMMANDS } from './storage.ts'
import { TOOL_COMMANDS } from './tools.ts'
import { TRAINING_COMMANDS } from './training.ts'
import { WATCH_COMMANDS } from './watch.ts'

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  ...DOCUMENT_COMMANDS,
  ...HOLD_COMMANDS,
  ...RECEIPT_COMMANDS,
  ...SHIFT_COMMANDS,
  ...REPORT_COMMANDS,
  ...HISTORY_COMMANDS,
  ...REGISTER_COMMANDS,
  ...TRAINING_COMMANDS,
  ...WATCH_COMMANDS,
  ...SETTINGS_COMMANDS,
  ...LIFE_COMMANDS,
  ...QUEUE_COMMANDS,
  ...LINK_COMMANDS,
  ...PRINTER_COMMANDS,
  ...PROOF_COMMANDS,
  ...CONSOLE_COMMANDS,
  ...DEVICE_COMMANDS,
  ...PEOPLE_COMMANDS,
  ...GOODS_COMMANDS,
  ...STORAGE_COMMANDS,
  ...TOOL_COMMANDS,
  ...SCREEN_COMMANDS,
]

const BY_METHOD: ReadonlyMap<string, CommandSpec> = new Map(COMMANDS.map((spec) => [spec.method, spec]))

/** @throws Error when there is no such method: a bug of the caller */
export function commandOf(method: string): CommandSpec {
  const spec = BY_METHOD.get(method)
  if (spec === undefined) throw new Error(`no command for the method ${method}`)
  return spec
}
