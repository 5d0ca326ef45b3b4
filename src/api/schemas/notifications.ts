import type * as z from 'zod'
import { CONSOLE_NOTIFICATIONS } from './console.ts'

/** `params` of each notification that the socket sends: a JSON-RPC message with a method and no id. */
export const NOTIFICATIONS = {
  ...CONSOLE_NOTIFICATIONS,
} as const

export type NotificationName = keyof typeof NOTIFICATIONS
export type NotificationOf<N extends NotificationName> = z.output<(typeof NOTIFICATIONS)[N]>
