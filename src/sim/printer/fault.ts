/** What ails the simulated printer, from the byte of a connection on that `after` names, until it is lifted. */
export interface PrinterFault {
  readonly kind: (typeof KINDS)[number]
  readonly after: number
  /** Counted from the moment when the fault was set, and not from the connection's beginning. */
  readonly fromNow?: true
}

/**
 * - `paper-out`, `cover-open`: nothing is printed until it is mended; status questions are answered
 * - `near-end`: the roll is near its end; all is printed
 * - `silent`: prints, but never answers anything
 * - `status-lost`: answers `DLE EOT`, but never says that it has printed
 * - `nonsense`: answers everything with bytes that mean nothing
 * - `stall`: takes no more bytes until it is mended
 * - `die`: the connection ends; `reset`: it ends with RST
 */
const KINDS = [
  'paper-out',
  'cover-open',
  'near-end',
  'silent',
  'status-lost',
  'nonsense',
  'stall',
  'die',
  'reset',
] as const

/** @param text a kind, `kind@N` for a fault after N bytes of a connection, `kind@+N` after N from now. Throws on anything else. */
export function parsePrinterFault(text: string): PrinterFault {
  const [name, after = '0', ...rest] = text.split('@')
  const kind = KINDS.find((known) => known === name)
  if (kind === undefined || rest.length > 0 || !/^\+?\d{1,9}$/u.test(after)) {
    throw new Error(`a printer has no fault ${text}; it has ${KINDS.map((known) => `${known}[@N]`).join(', ')}`)
  }
  return { kind, after: Number(after), ...(after.startsWith('+') && { fromNow: true }) }
}
