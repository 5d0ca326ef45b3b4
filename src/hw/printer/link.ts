/** An open way to a printer: bytes out, and bytes back where the way has that direction. */
export interface PrinterLink {
  /** Whether anything can come back at all: a file and a FIFO never answer. */
  readonly answers: boolean
  /** False once it is lost or closed; it does not come back to life. */
  readonly alive: boolean
  /** Of a slow line: what goes over it in a second at best. */
  readonly bytesPerSecond?: number
  /** Hands a piece over; fulfilled when there is room for the next. Rejects when the link is lost or the signal aborts. */
  write(piece: Uint8Array, signal: AbortSignal): Promise<void>
  /** Everything has been written: to the disk, where it is one. */
  flush(): Promise<void>
  /** How the printer is, asked beside its bytes while it takes none; absent: there is no such way. */
  readonly aside?: () => Promise<'paper-out' | 'error' | undefined>
  /** Who gets what comes back from now on; undefined: nobody, it is dropped. */
  listen(listener: LinkListener | undefined): void
  close(): Promise<void>
}

export interface LinkListener {
  readonly bytes: (bytes: Uint8Array) => void
  readonly lost: () => void
}

/** Rejects with an Error whose message tells a person why. */
export type OpenLink = () => Promise<PrinterLink>

/** Whether the work or the signal's end came first; the work's failure is thrown. */
export async function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const aborted = Promise.withResolvers<never>()
  const onAbort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', onAbort)
  try {
    await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
