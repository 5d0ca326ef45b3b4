import { BLOCK_CODES } from '../../fiscal/register/event-records.ts'
import type { LinkState, PrinterStatus } from '../../hw/ports.ts'
import type { Happened } from './happened.ts'

/** What is true outside of the records and may change by itself: told when it has changed, and in `state`. */
export interface Conditions {
  /** Blocks that follow from the clock, the paper or the start; those that are records are told from them. */
  readonly blocks: readonly ConditionBlock[]
  readonly printer: PrinterStatus
  readonly links: readonly Pick<LinkState, 'name' | 'up' | 'route' | 'servedLast'>[]
  /** Keys of holds whose time is over. */
  readonly expired: readonly { readonly key: string; readonly owner: number }[]
  /** The open shift when its end is near. */
  readonly ending?: { readonly number: number; readonly hoursLeft: string }
}

interface ConditionBlock {
  readonly code: string
  readonly since: string
  readonly message: string
  readonly remedy: string
  readonly who: string
}

const IN_RECORDS: readonly string[] = BLOCK_CODES

export const ofThisRun = (blocks: readonly ConditionBlock[]): readonly ConditionBlock[] =>
  blocks.filter(({ code }) => !IN_RECORDS.includes(code) || code === 'SHIFT_TOO_LONG')

/** What has changed from one look to the next. */
export function changed(before: Conditions, now: Conditions): readonly Happened[] {
  const events: Happened[] = []
  const lacks = (blocks: readonly ConditionBlock[], code: string) => blocks.every((block) => block.code !== code)
  for (const { code } of before.blocks)
    if (lacks(now.blocks, code)) events.push({ event: 'block.lifted', data: { code } })
  for (const block of now.blocks)
    if (lacks(before.blocks, block.code)) events.push({ event: 'block.set', data: { ...block } })
  const { paper, state } = now.printer
  if (state !== before.printer.state || paper !== before.printer.paper)
    events.push({ event: 'printer.changed', data: { state, paper } })
  for (const { name, route, servedLast, up } of now.links) {
    const old = before.links.find((link) => link.name === name)
    if (old?.up !== up || old.route !== route || old.servedLast !== servedLast)
      events.push({ event: 'link.changed', data: { name, up, route, servedLast } })
  }
  for (const { key, owner } of now.expired)
    if (before.expired.every((hold) => hold.key !== key))
      events.push({ event: 'hold.changed', data: { key, state: 'expired' }, owner })
  if (now.ending && now.ending.number !== before.ending?.number)
    events.push({ event: 'shift.warning', data: { ...now.ending } })
  return events
}
