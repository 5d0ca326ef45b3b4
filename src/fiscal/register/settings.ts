import { isVatNumber, isVatSeries } from '../identifiers.ts'
import { type Tiyn, formatTenge, parseTenge } from '../money.ts'
import type { Problem } from '../problems.ts'
import { Refusal } from '../refusal.ts'
import { shown, textProblem, tidy } from '../text.ts'
import type { Instant } from '../time.ts'
import { type PaymentType, type VatRate, PAYMENT_TYPES } from '../ticket/types.ts'
import { ratesAt } from '../ticket/vat.ts'
import { parseUnit } from '../units.ts'
import type { Circumstances } from './blocks.ts'
import type { RegisterRecord } from './records.ts'
import type { Registration } from './registration.ts'
import type { State } from './state.ts'

/** Characters of a name of the register and of the default item: both stand on one receipt. */
const MAX_REGISTER_NAME = 128
const MAX_ITEM_NAME = 256
/** Keys 1 to 9, and characters of a code of the price list. */
const MAX_FAVOURITES = 9
const MAX_FAVOURITE = 64
/** A person's session lives at least and at most so many minutes without a key. */
const MAX_IDLE = 24 * 60

const VAT_RATES: readonly VatRate[] = ['none', 0, 5, 10, 12, 16]

/** When the shift is closed by itself: never, at 23 h 50 min of its age, or daily at a time of day, `HH:MM`. */
export type AutoClose = 'off' | 'on' | `${number}:${number}`

/** What the owner settles, beside registration and configuration (EK0-set-*, EK1-set-*; interface, `settings`). */
export interface Settings {
  /** Name of the register on its papers; absent: none. */
  readonly registerName: string | undefined
  readonly purchases: boolean
  readonly defaultUnit: string
  readonly priceList: boolean
  readonly discountItem: boolean
  readonly discountTicket: boolean
  readonly discountPercent: boolean
  /** Largest total of a sale; undefined: no maximum. */
  readonly maxSum: Tiyn | undefined
  /** Takes what a document that names no payment costs; undefined: a payment must be named. */
  readonly preferredPayment: PaymentType | undefined
  /** What `--sum` sells; undefined: it is not settled yet. */
  readonly defaultItem: string | undefined
  readonly autoWithdraw: boolean
  readonly buyerId: boolean
  readonly vatPayer: boolean
  readonly vatRate: VatRate
  readonly vatSeries: string | undefined
  readonly vatNumber: string | undefined
  readonly idleMinutes: number
  readonly shiftAutoClose: AutoClose
  readonly cashRounding: boolean
  /** A return may give back in cash what was not paid in cash. */
  readonly cashForCard: boolean
  /** Marked goods of the price list are not sold without a marking code for each piece (R2026-7.1). */
  readonly marksRequired: boolean
  /** Codes of the price list that the cashier's screen sells by one key, at most nine. */
  readonly favourites: readonly string[]
}

/** A text that is no value of its setting: what is wrong with it. */
type Read<T> = { readonly value: T } | { readonly problem: Problem }

interface SettingSpec<T> {
  /** As it stands before anybody changed it; '' is no value at all, where that is allowed. */
  readonly initial: string
  /** Part of what documents of one shift share: changed between shifts only (R1326-35, R431-35). */
  readonly betweenShifts: boolean
  readonly read: (text: string) => Read<T>
  /** Kept in the registration, since papers and records of a day show it as it was. */
  readonly registration?: 'posTitle' | 'vatPayer' | 'vatSeries' | 'vatNumber'
}

const onOff = (text: string): Read<boolean> =>
  text === 'on' || text === 'off' ? { value: text === 'on' } : { problem: 'not-on-off' }

const toggle = (initial: 'on' | 'off', betweenShifts = false): SettingSpec<boolean> => ({
  initial,
  betweenShifts,
  read: onOff,
})

/** '' means that there is none. */
const optional =
  <T>(read: (text: string) => Read<T>) =>
  (text: string): Read<T | undefined> =>
    text === '' ? { value: undefined } : read(text)

const name =
  (maximum: number) =>
  (text: string): Read<string> => {
    const problem = textProblem(text, maximum)
    return problem ? { problem } : { value: text }
  }

const matching =
  (isValid: (text: string) => boolean) =>
  (text: string): Read<string> =>
    isValid(text) ? { value: text } : { problem: 'out-of-range' }

function sum(text: string): Read<Tiyn> {
  const value = parseTenge(text)
  return value === undefined || value === 0n ? { problem: 'sum-invalid' } : { value }
}

function payment(text: string): Read<PaymentType> {
  const value = PAYMENT_TYPES.find((type) => type === text)
  return value === undefined ? { problem: 'no-such-payment' } : { value }
}

function unit(text: string): Read<string> {
  const value = parseUnit(text)
  return value === undefined ? { problem: 'no-such-unit' } : { value }
}

function vatRate(text: string): Read<VatRate> {
  const value = VAT_RATES.find((rate) => String(rate) === text)
  return value === undefined ? { problem: 'no-such-rate' } : { value }
}

function minutes(text: string): Read<number> {
  const value = Number(text)
  return /^\d{1,4}$/.test(text) && value >= 1 && value <= MAX_IDLE ? { value } : { problem: 'out-of-range' }
}

function autoClose(text: string): Read<AutoClose> {
  if (text === 'on' || text === 'off') return { value: text }
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? { value: text as AutoClose } : { problem: 'not-a-time' }
}

/** Codes with commas between, a key of the keypad each; '' is none. */
function codes(text: string): Read<readonly string[]> {
  if (text === '') return { value: [] }
  const value = text.split(',').map((code) => code.trim())
  if (value.length > MAX_FAVOURITES) return { problem: 'too-many' }
  const problem = value.map((code) => textProblem(code, MAX_FAVOURITE)).find((one) => one !== undefined)
  return problem === undefined ? { value } : { problem }
}

/** Every setting by the name that commands call it, in the order of the interface. */
export const SETTINGS = {
  'register-name': {
    initial: '',
    betweenShifts: true,
    read: optional(name(MAX_REGISTER_NAME)),
    registration: 'posTitle',
  },
  purchases: toggle('off'),
  'default-unit': { initial: '796', betweenShifts: false, read: unit },
  'price-list': toggle('on'),
  'discount-item': toggle('on'),
  'discount-ticket': toggle('on'),
  'discount-percent': toggle('on'),
  'max-sum': { initial: '', betweenShifts: false, read: optional(sum) },
  'preferred-payment': { initial: '', betweenShifts: false, read: optional(payment) },
  'default-item': { initial: '', betweenShifts: false, read: optional(name(MAX_ITEM_NAME)) },
  'auto-withdraw': toggle('off'),
  'buyer-id': toggle('on'),
  'vat-payer': { ...toggle('on', true), registration: 'vatPayer' },
  'vat-rate': { initial: 'none', betweenShifts: true, read: vatRate },
  'vat-series': { initial: '', betweenShifts: true, read: optional(matching(isVatSeries)), registration: 'vatSeries' },
  'vat-number': { initial: '', betweenShifts: true, read: optional(matching(isVatNumber)), registration: 'vatNumber' },
  'idle-minutes': { initial: '15', betweenShifts: false, read: minutes },
  'shift-auto-close': { initial: 'off', betweenShifts: false, read: autoClose },
  'cash-rounding': toggle('off', true),
  'cash-for-card': toggle('on'),
  'marks-required': toggle('on'),
  favourites: { initial: '', betweenShifts: false, read: codes },
} as const satisfies Record<string, SettingSpec<unknown>>

export type SettingName = keyof typeof SETTINGS

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[]

/** Who last changed a setting, and when it was. */
export interface SettingFact {
  readonly value: string
  readonly by: number
  readonly time: Instant
}

export const isSettingName = (text: string): text is SettingName => Object.hasOwn(SETTINGS, text)

/** @throws Refusal SETTING_UNKNOWN */
export function settingName(text: string): SettingName {
  if (!isSettingName(text)) throw new Refusal('SETTING_UNKNOWN', { name: shown(text), known: SETTING_NAMES.join(', ') })
  return text
}

/**
 * A value as it is kept: one spelling of each. `none` stands for "none at all" where that is allowed.
 * @throws Refusal SETTING_INVALID
 */
function settingValue(
  setting: SettingName,
  typed: string,
  { now, unprintable }: Pick<Circumstances, 'now' | 'unprintable'>,
): string {
  const spec: SettingSpec<unknown> = SETTINGS[setting]
  const text = tidy(typed)
  const bare = spec.initial === '' && text === 'none' ? '' : text
  const refuse = (problem: Problem) => new Refusal('SETTING_INVALID', { name: setting, value: shown(typed), problem })
  const read = spec.read(bare)
  if ('problem' in read) throw refuse(read.problem)
  // A rate that no turnover of today may carry would stop every sale.
  if (setting === 'vat-rate' && bare !== 'none' && !ratesAt(now).some((rate) => String(rate) === bare))
    throw refuse('no-such-rate')
  if (unprintable(bare) !== undefined) throw refuse('unprintable')
  if (setting === 'max-sum' && bare !== '') return formatTenge(read.value as Tiyn)
  return setting === 'default-unit' || setting === 'idle-minutes' ? String(read.value) : bare
}

/** The text of a setting as it holds now. */
export function settingText(state: State, setting: SettingName): string {
  const { initial, registration: field }: SettingSpec<unknown> = SETTINGS[setting]
  if (field === undefined) return state.settings[setting]?.value ?? initial
  const { registration } = state
  if (!registration) return initial
  const kept = registration[field]
  return typeof kept === 'boolean' ? (kept ? 'on' : 'off') : (kept ?? '')
}

/** One setting as it holds now. */
export function settingOf<N extends SettingName>(state: State, setting: N) {
  const text = settingText(state, setting)
  const read = SETTINGS[setting].read(text) as ReturnType<(typeof SETTINGS)[N]['read']>
  // What INFO gave may be longer than what may be typed; it stands as it is.
  return ('value' in read ? read.value : text) as Extract<typeof read, { value: unknown }>['value']
}

/** The settings that hold: the fold of their records, over the defaults. */
export const settingsOf = (state: State): Settings => ({
  registerName: settingOf(state, 'register-name'),
  purchases: settingOf(state, 'purchases'),
  defaultUnit: settingOf(state, 'default-unit'),
  priceList: settingOf(state, 'price-list'),
  discountItem: settingOf(state, 'discount-item'),
  discountTicket: settingOf(state, 'discount-ticket'),
  discountPercent: settingOf(state, 'discount-percent'),
  maxSum: settingOf(state, 'max-sum'),
  preferredPayment: settingOf(state, 'preferred-payment'),
  defaultItem: settingOf(state, 'default-item'),
  autoWithdraw: settingOf(state, 'auto-withdraw'),
  buyerId: settingOf(state, 'buyer-id'),
  vatPayer: settingOf(state, 'vat-payer'),
  vatRate: settingOf(state, 'vat-rate'),
  vatSeries: settingOf(state, 'vat-series'),
  vatNumber: settingOf(state, 'vat-number'),
  idleMinutes: settingOf(state, 'idle-minutes'),
  shiftAutoClose: settingOf(state, 'shift-auto-close'),
  cashRounding: settingOf(state, 'cash-rounding'),
  cashForCard: settingOf(state, 'cash-for-card'),
  marksRequired: settingOf(state, 'marks-required'),
  favourites: settingOf(state, 'favourites'),
})

/** A changed setting that papers show: its place is the registration. */
export function registrationWith(registration: Registration, setting: SettingName, value: string): Registration {
  const { registration: field }: SettingSpec<unknown> = SETTINGS[setting]
  if (field === undefined) return registration
  if (field === 'vatPayer') return { ...registration, vatPayer: value === 'on' }
  const { [field]: _, ...rest } = registration
  return value === '' ? rest : { ...rest, [field]: value }
}

/**
 * A setting is changed, recorded with who and when; nothing is recorded where nothing changes.
 * @throws Refusal SETTING_UNKNOWN, SETTING_INVALID, NOT_SET_UP, DEREGISTERED; SHIFT_OPEN: only between shifts
 */
export function decideSetting(
  state: State,
  asked: { readonly name: string; readonly value: string; readonly by: number },
  circumstances: Pick<Circumstances, 'now' | 'unprintable'>,
): readonly RegisterRecord[] {
  const setting = settingName(asked.name)
  const spec: SettingSpec<unknown> = SETTINGS[setting]
  const value = settingValue(setting, asked.value, circumstances)
  if (state.decommissioned) throw new Refusal('DEREGISTERED')
  if (spec.registration !== undefined && !state.registration) throw new Refusal('NOT_SET_UP')
  if (value === settingText(state, setting)) return []
  // A document in flight may open the shift.
  if (spec.betweenShifts && (state.shift !== undefined || state.attempt !== undefined)) throw new Refusal('SHIFT_OPEN')
  return [{ kind: 'setting', name: setting, value, by: asked.by }]
}
