import type { Role } from '../fiscal/register/event-records.ts'

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
/** Reports beyond the cashier's own X and Z. */
export const REPORTERS: readonly Role[] = ['senior-cashier', 'administrator', 'inspector']
export const RECEIPT_READERS: readonly Role[] = [...READERS, 'kiosk']
/** Whoever may look into the queue and at the notices: everybody but a kiosk. */
export const STAFF: readonly Role[] = [...READERS, 'technician']
export const ADMINISTRATORS: readonly Role[] = ['administrator']
export const TECHNICIANS: readonly Role[] = ['technician']
/** Settings are the administrator's; an inspector reads. */
export const OVERSEERS: readonly Role[] = ['administrator', 'inspector']
/** What stands behind a register: whoever set it up, owns it or looks into it. */
export const CARETAKERS: readonly Role[] = ['administrator', 'technician', 'inspector']
/** Who looks after the machine around a register: devices, links, practice. */
export const KEEPERS: readonly Role[] = ['technician', 'administrator']
/** Who stands beside the printer and the drawer. */
export const SENIORS: readonly Role[] = ['senior-cashier', 'administrator']
