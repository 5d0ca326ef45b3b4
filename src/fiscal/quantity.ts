declare const quantityBrand: unique symbol

/** Quantity in thousandths of a unit: `1500n` is 1.5 (protocol §1). */
export type Thousandths = bigint & { readonly [quantityBrand]: 'Thousandths' }

export const thousandths = (value: bigint): Thousandths => value as Thousandths
export const ONE = thousandths(1000n)

/** `uint32` of 2.0.2 bounds it: 2,147,483.647 units (protocol §1). */
export const MAX_QUANTITY = thousandths(2_147_483_647n)

const DECIMAL = /^(\d{1,10})(?:[.,](\d{1,3}))?$/

/** @returns undefined when the text is not a quantity with at most three decimals */
export function parseQuantity(text: string): Thousandths | undefined {
  const match = DECIMAL.exec(text)
  if (!match) return undefined
  return thousandths(BigInt(match[1] ?? '0') * 1000n + BigInt((match[2] ?? '').padEnd(3, '0')))
}

/** `1500n` is `1.5`, `2000n` is `2`. */
export function formatQuantity(quantity: Thousandths): string {
  const fraction = String(quantity % 1000n)
    .padStart(3, '0')
    .replace(/0+$/, '')
  return fraction === '' ? `${quantity / 1000n}` : `${quantity / 1000n}.${fraction}`
}
