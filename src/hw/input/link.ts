/** An open input device: bytes come to its listener until it is lost or closed. */
export interface InputLink {
  /** Its input reaches nobody else; undefined: it is of a kind that nobody else hears anyway. */
  readonly grabbed?: boolean
  /** Why it is not grabbed, in the system's words. */
  readonly problem?: string
  close(): Promise<void>
}

export interface InputBytes {
  readonly bytes: (bytes: Uint8Array) => void
  /** It is gone, and the link with it. */
  readonly lost: () => void
}

/** Rejects with an Error whose code and message tell why. */
export type OpenInput = (listener: InputBytes) => Promise<InputLink>
