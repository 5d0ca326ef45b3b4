/** What ails the simulated printer, from the byte of a connection on that `after` names, until it is lifted. */
export interface PrinterFault {
  readonly kind: (typeof KINDS)[number]
  readonly after: number
}

/**
 * - `paper-out`, `cover-open`: nothing is printed until it is mended; status questions are answered
 * - `silent`: prints, but never answers anything
 * - `status-lost`: answers `DLE EOT`, but never says that it has printed
 * - `die`: the connection breaks
 */
const KINDS = ['paper-out', 'cover-open', 'silent', 'status-lost', 'die'] as const

/** @param text a kind, or `kind@N` for a fault after N bytes of a connection. Throws on anything else. */
export function parsePrinterFault(text: string): PrinterFault {
  const [name, after = '0', ...rest] = text.split('@')
  const kind = KINDS.find((known) => known === name)
  if (kind === undefined || rest.length > 0 || !/^\d{1,9}$/u.test(after)) {
    throw new Error(`a printer has no fault ${text}; it has ${KINDS.map((known) => `${known}[@N]`).join(', ')}`)
  }
  return { kind, after: Number(after) }
}
