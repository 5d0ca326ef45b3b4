/**
 * Faults on command, as `--fault` and the control line name them:
 * - `drop-before@3` the third document from now is not processed and gets no answer, its connection closes;
 * - `drop-after@3` it is processed, then the connection closes without the answer;
 * - `delay@3:700` it is answered after 700 ms; `code@3:254` it is answered with a code and not processed;
 * - `fragment` answers leave in pieces; `silent` nothing is processed nor answered, connections stay open;
 * - `refuse` nobody listens; `reset` every request ends its connection with RST.
 * Without `@N` the first four hold for every request, INFO and SYSTEM too.
 */
export const FAULT_KINDS = [
  'drop-before',
  'drop-after',
  'delay',
  'code',
  'fragment',
  'silent',
  'refuse',
  'reset',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export interface Fault {
  readonly kind: FaultKind
  /** Which document, counted from the moment the faults were set; absent: every request. */
  readonly at?: number
  /** Milliseconds of a delay, or a result code. */
  readonly value?: number
}

const COUNTED: ReadonlySet<FaultKind> = new Set(['drop-before', 'drop-after', 'delay', 'code'])
const VALUED: ReadonlySet<FaultKind> = new Set(['delay', 'code'])
const FORM = /^([a-z-]+)(?:@([1-9]\d{0,6}))?(?::(\d{1,7}))?$/

/** @throws Error with what was expected */
export function parseFault(text: string): Fault {
  const [, name, at, value] = FORM.exec(text) ?? []
  const kind = FAULT_KINDS.find((known) => known === name)
  if (!kind) throw new Error(`${text} is not a fault; known: ${FAULT_KINDS.join(', ')}`)
  if (at !== undefined && !COUNTED.has(kind)) throw new Error(`${kind} holds for every request: no @N`)
  if (VALUED.has(kind) !== (value !== undefined)) {
    throw new Error(VALUED.has(kind) ? `${kind} needs a number: ${kind}@1:254` : `${kind} takes no number`)
  }
  return { kind, ...(at !== undefined && { at: Number(at) }), ...(value !== undefined && { value: Number(value) }) }
}

export const faultText = ({ at, kind, value }: Fault): string =>
  `${kind}${at === undefined ? '' : `@${at}`}${value === undefined ? '' : `:${value}`}`

/** The faults that meet one request: `document` is its number among the documents since they were set, absent for INFO and SYSTEM. */
export const faultsFor = (faults: readonly Fault[], document: number | undefined): readonly Fault[] =>
  faults.filter(({ at }) => at === undefined || at === document)

export const has = (faults: readonly Fault[], kind: FaultKind): boolean => faults.some((fault) => fault.kind === kind)
export const valueOf = (faults: readonly Fault[], kind: FaultKind): number | undefined =>
  faults.find((fault) => fault.kind === kind)?.value
