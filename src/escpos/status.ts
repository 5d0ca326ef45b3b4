/** How a printer fares, as its sensors tell. */
export interface PrinterStatus {
  readonly paper: 'ok' | 'near-end' | 'out'
  readonly cover: 'closed' | 'open'
}

export const HEALTHY: PrinterStatus = { paper: 'ok', cover: 'closed' }

/** A printer without paper or with an open cover prints nothing and keeps what comes. */
export function isOffline(status: PrinterStatus): boolean {
  return status.paper === 'out' || status.cover === 'open'
}

/** Bits that stand in every real-time answer, so that it is told from others: 0xx1xx10. */
const REAL_TIME = 0x12
const DRAWER_CLOSED = 0x04

/** The answer to `DLE EOT n` (Epson TM-T88III and TM-L60II specifications), undefined for an n that does not exist. */
export function realTimeStatus(n: number, status: PrinterStatus): number | undefined {
  switch (n) {
    case 1:
      return REAL_TIME | DRAWER_CLOSED | (isOffline(status) ? 0x08 : 0)
    case 2:
      return REAL_TIME | (status.cover === 'open' ? 0x04 : 0) | (status.paper === 'out' ? 0x20 : 0)
    case 3:
      return REAL_TIME
    case 4:
      return REAL_TIME | (status.paper === 'ok' ? 0 : 0x0c) | (status.paper === 'out' ? 0x60 : 0)
    default:
      return undefined
  }
}

/** The answer to `GS r 1`, given in order with what is printed: so the paper is never out. */
export function paperSensorStatus(status: PrinterStatus): number {
  return status.paper === 'ok' ? 0 : 0x03
}
