import { Refusal } from '../fiscal/refusal.ts'
import type { PrinterPort, PrinterStatus } from '../hw/ports.ts'
import type { Services } from './services.ts'

const SILENT: readonly PrinterStatus['state'][] = ['offline', 'paper-out', 'cover-open', 'error']

/**
 * Whether a document goes without paper: where the register has none, where it may and the client says so, or where it may
 * and none would come out.
 * @throws Refusal PAPER_NEEDED: `receipt = "paper"`, as the law's register has it
 */
export function withoutPaper(
  { printerState, receipt, spooler }: Pick<Services, 'printerState' | 'receipt' | 'spooler'>,
  asked: boolean,
): true | undefined {
  const allowed = receipt()
  if (allowed === 'electronic') return true
  if (allowed === 'paper') {
    if (asked) throw new Refusal('PAPER_NEEDED')
    return undefined
  }
  return asked || spooler.obstacle !== undefined || SILENT.includes(printerState().state) ? true : undefined
}

const NOTHING = { state: 'failed', reason: 'NO_PRINTER', detail: 'receipt = "electronic"' } as const

/** Of a register that has no paper at all: what is printed there all the same fails at once and holds up nothing. */
export const NO_PRINTER: PrinterPort = {
  print: async () => NOTHING,
  command: async () => NOTHING,
  status: async () => ({ state: 'unknown', paper: 'unknown' }),
  capabilities: () => ({ answers: false, barrier: 'none', nearEnd: false }),
  probe: async () => ({}),
  onChange: () => () => undefined,
  close: async () => undefined,
}
