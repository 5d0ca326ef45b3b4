import type { Tiyn } from '../money.ts'
import { formatTenge } from '../money.ts'
import type { Thousandths } from '../quantity.ts'
import { formatQuantity } from '../quantity.ts'
import { formatPaper, type Instant } from '../time.ts'

/** Where a line must not break; the layout prints it as a space. */
export const NBSP = '\u00a0'

/** `205500n` is `2 055,00`: groups of three and a comma, as tills in the country print (practice §4). */
export function paperSum(sum: Tiyn): string {
  const [whole = '', fraction = ''] = formatTenge(sum).split('.')
  return `${whole.replaceAll(/\B(?=(?:\d{3})+$)/g, NBSP)},${fraction}`
}

/** `21.11.2026 10:15:30`, never on two lines. */
export const paperTime = (time: Instant): string => formatPaper(time).replace(' ', NBSP)

/** `1500n` is `1,5`. */
export const paperQuantity = (quantity: Thousandths): string => formatQuantity(quantity).replace('.', ',')

/** Thousandths of a percent: `12500` is `12,5`. */
export function paperPercent(thousandthsOfPercent: number): string {
  const fraction = String(thousandthsOfPercent % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '')
  const whole = String(Math.floor(thousandthsOfPercent / 1000))
  return fraction === '' ? whole : `${whole},${fraction}`
}
