/** What `doctor` could learn from the daemon before the machine is looked at. */
export interface Asked {
  /** Where the command line looked for the daemon. */
  readonly socket: string
  /** `--config`, or what the daemon says that it reads, or the usual place. */
  readonly configurationFile: string
  readonly release: string
  readonly daemon:
    | {
        readonly answers: true
        readonly release: string
        /** The file that it runs, and since when (ISO); absent: it does not say. */
        readonly program?: string
        readonly started?: string
      }
    | { readonly answers: false; readonly why: 'absent' | 'refused' | 'forbidden' | 'silent' }
}
