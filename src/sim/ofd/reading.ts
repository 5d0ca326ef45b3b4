import { parseMessage } from '../../fiscal/wire/schema.ts'
import { payloadOf, WireError } from '../../fiscal/wire/frame.ts'
import { type Request as Request202, RequestSchema as Schema202 } from '../../fiscal/wire/gen/v202/message_pb.ts'
import { type Request as Request203, RequestSchema as Schema203 } from '../../fiscal/wire/gen/v203/message_pb.ts'
import { insist, Objection, RESULT } from './objection.ts'

export type Version = 202 | 203
export type Request = Request202 | Request203
export type TicketMessage = NonNullable<Request['ticket']>
export type ServiceMessage = NonNullable<Request['service']>
export type ReportMessage = NonNullable<NonNullable<Request['report']>['zxReport']>

export const COMMANDS = {
  system: 0,
  ticket: 1,
  closeShift: 2,
  report: 3,
  nomenclature: 4,
  info: 5,
  moneyPlacement: 6,
} as const

/** Documents: what faults are counted by. */
export const FISCAL_COMMANDS: ReadonlySet<number> = new Set([
  COMMANDS.ticket,
  COMMANDS.closeShift,
  COMMANDS.moneyPlacement,
])

export const isVersion = (version: number): version is Version => version === 202 || version === 203

/** @throws Objection PROTOCOL_ERROR: not a Request of the version, or a field that its schema demands is missing */
export function readRequest(version: Version, frame: Uint8Array): Request {
  try {
    return version === 203 ? parseMessage(Schema203, payloadOf(frame)) : parseMessage(Schema202, payloadOf(frame))
  } catch (error) {
    if (error instanceof WireError) throw new Objection(RESULT.PROTOCOL_ERROR, error.message)
    throw error
  }
}

/** `measureUnitCode` is `measure_unit_code` in the protocol. */
const protocolName = (member: string): string => member.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Whether a field was on the wire at all: a default value is not a sent one. */
export const sent = (message: object, field: string): boolean => Object.hasOwn(message, field)

/** A field that the schema leaves optional and the protocol's text demands. */
export function demand<T extends object, K extends keyof T & string>(
  message: T,
  field: K,
  where: string,
): NonNullable<T[K]> {
  const value = message[field]
  insist(sent(message, field) && value !== undefined && value !== null, `${where}.${protocolName(field)} is missing`)
  return value
}

/** The same for a text, which must say something. */
export function demandText<T extends object>(message: T, field: keyof T & string, where: string): string {
  const text: unknown = demand(message, field, where)
  insist(typeof text === 'string' && text.trim() !== '', `${where}.${protocolName(field)} is empty`)
  return text
}

/** Tiyn. */
export function readSum(money: { bills: bigint; coins: number } | undefined, where: string): bigint {
  insist(money !== undefined, `${where} is missing`)
  insist(money.coins <= 99, `${where}: coins ${money.coins} is not 0 to 99`)
  return money.bills * 100n + BigInt(money.coins)
}

export const sumText = (tiyn: bigint): string => {
  const magnitude = tiyn < 0n ? -tiyn : tiyn
  return `${tiyn < 0n ? '-' : ''}${magnitude / 100n}.${String(magnitude % 100n).padStart(2, '0')}`
}

interface WireTime {
  date?: { year: number; month: number; day: number } | undefined
  time?: { hour: number; minute: number; second: number } | undefined
}

/** A wall clock's reading as milliseconds, to compare and to subtract: no zone is meant. */
export function readTime(value: WireTime | undefined, where: string): number {
  insist(value?.date !== undefined && value.time !== undefined, `${where} is missing`)
  const { day, month, year } = value.date
  const { hour, minute, second } = value.time
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  const back = new Date(wall)
  const exists =
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hour &&
    back.getUTCMinutes() === minute &&
    second < 60
  insist(exists && year >= 2000, `${where}: ${year}-${month}-${day} ${hour}:${minute}:${second} is no date and time`)
  return wall
}

export const wireTime = (wall: number) => {
  const at = new Date(wall)
  return {
    date: { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() },
    time: { hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() },
  }
}

/** `20261121T101530`. */
export const compactTime = (wall: number): string => new Date(wall).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)
