import { formatIso, instant } from '../fiscal/time.ts'

/** `1250.00` is `1 250,00`: as papers write sums. */
export function money(sum: string): string {
  const [, sign = '', whole = '', fraction] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(sum) ?? []
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ' ')
  return fraction === undefined ? sign + grouped : `${sign}${grouped},${fraction}`
}

/** `2026-11-21T10:15:30+05:00` is `21.11.2026 10:15`. */
export const clock = (iso: string): string =>
  `${iso.slice(8, 10)}.${iso.slice(5, 7)}.${iso.slice(0, 4)} ${iso.slice(11, 16)}`

/** `21112026` is `2026-11-21`; anything else goes as it is, for the register to refuse. */
export const dateOf = (digits: string): string =>
  digits.length === 8 ? `${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}` : digits

/** `211120261015` is `2026-11-21T10:15:00`; two more digits are its seconds. */
export const momentOf = (digits: string): string =>
  digits.length === 12 || digits.length === 14
    ? `${dateOf(digits.slice(0, 8))}T${digits.slice(8, 10)}:${digits.slice(10, 12)}:${digits.slice(12).padEnd(2, '0')}`
    : digits

/** `2026-11-21T10:15:30` is `21112026101530`, as it was typed. */
export const digitsOf = (moment: string): string =>
  moment.slice(8, 10) + moment.slice(5, 7) + moment.slice(0, 4) + moment.slice(11).replaceAll(':', '')

/** Quantity as papers write it. */
export const quantity = (text: string): string => text.replace('.', ',')

/** Hours and minutes of Astana. */
export const hourOf = (milliseconds: number): string => formatIso(instant(milliseconds)).slice(11, 16)
