/** Every kind of event that `watch` tells (interface, "status, ready, doctor, watch"). */
export const EVENT_TYPES = [
  'state',
  'document.registered',
  'document.printed',
  'document.unprinted',
  'document.delivered',
  'mode.changed',
  'block.set',
  'block.lifted',
  'shift.opened',
  'shift.warning',
  'shift.closed',
  'queue.changed',
  'link.changed',
  'printer.changed',
  'message.received',
  'hold.changed',
  'alive',
  'gap',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** One line of `kkm watch`, and `params` of the socket's notification `event`. */
export interface WatchEvent {
  readonly schema: 1
  /** Where to go on: everything up to here has been told. */
  readonly cursor: string
  readonly time: string
  readonly event: EventType
  readonly data: Readonly<Record<string, unknown>>
}

/** The method of the notifications that a watching connection gets. */
export const EVENT_METHOD = 'event'

const GROUPS = new Set(EVENT_TYPES.map((type) => type.split('.')[0]))

/** `document.registered`, or `document` for all of a group. */
export const isEventChoice = (word: string): boolean => EVENT_TYPES.some((type) => type === word) || GROUPS.has(word)

/** State, alive and gap are always told: without them nobody knows whether the rest is whole. */
export function isWanted(type: EventType, choices: readonly string[] | undefined): boolean {
  if (choices === undefined || type === 'state' || type === 'alive' || type === 'gap') return true
  return choices.includes(type) || choices.includes(type.split('.')[0] ?? '')
}
