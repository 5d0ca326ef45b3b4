import type { Role } from '../fiscal/register/records.ts'

/** Who may what (interface, "Who may what"). A role is named where it is allowed; nothing else is. */
export const EVERYONE: readonly Role[] = [
  'cashier',
  'senior-cashier',
  'administrator',
  'technician',
  'inspector',
  'kiosk',
]
export const TELLERS: readonly Role[] = ['cashier', 'senior-cashier', 'administrator']
/** A kiosk sells, and gets a receipt of its own; its handlers hold it to what is its own. */
export const SELLERS: readonly Role[] = [...TELLERS, 'kiosk']
export const READERS: readonly Role[] = [...TELLERS, 'inspector']
export const RECEIPT_READERS: readonly Role[] = [...READERS, 'kiosk']
export const ADMINISTRATORS: readonly Role[] = ['administrator']
