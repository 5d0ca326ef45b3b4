import type { Failure } from '../api/types.ts'
import type { DocumentAnswer, PreviewAnswer, TrainingAnswer } from '../api/results.ts'
import type { ResultOf } from '../api/schemas/index.ts'
import type { Language } from '../locale/text.ts'
import type { Action, Input, Scan } from './keys.ts'

export type Status = ResultOf<'status'>
export type Facts = ResultOf<'screen.show'>
export type Actor = ResultOf<'whoami'>['user']
export type Good = ResultOf<'goods.find'>['goods'][number]
export type Message = ResultOf<'message.list'>['messages'][number]
export type View = NonNullable<ResultOf<'draft.view'>['view']>

export type Operation = 'sale' | 'sale-return' | 'purchase' | 'purchase-return'
export type PaymentKind = 'cash' | 'card' | 'mobile'

/** A discount or a markup, of a line or of the whole receipt. */
export interface Modifier {
  readonly kind: 'discount' | 'markup'
  readonly in: 'percent' | 'sum'
  readonly value: string
}

/** A line of a draft. What it is sold by: a code of the price list, a bare sum, or a name with a price. */
export interface Line {
  readonly by: 'goods' | 'sum' | 'name'
  /** Of `goods`. */
  readonly code?: string
  readonly name: string
  readonly nameKk?: string
  readonly price: string
  readonly quantity: string
  readonly unit?: string
  readonly section?: string
  readonly vat?: string
  readonly marks?: readonly string[]
  readonly modifier?: Modifier
  /** Taken back before anything was registered. */
  readonly storno?: true
}

/** A receipt that is being put together. Its key is the document's from the first line on. */
export interface Draft {
  readonly key: string
  readonly operation: Operation
  readonly lines: readonly Line[]
  readonly modifier?: Modifier
  readonly customer?: string
  /** Code of the person whose receipt it is. */
  readonly owner?: number
  /** What was asked for last under this key: sent again, word for word, when nobody knows what became of it. */
  readonly asked?: Asked
}

/** A call that makes a document. */
export interface Asked {
  readonly method: string
  readonly params: Readonly<Record<string, unknown>> & { readonly key: string }
}

/** What is paid with: a sum in tenge, or what is left. */
export type Payments = Readonly<Partial<Record<PaymentKind, string>>>

/** A receipt that goes back, as far as the screen knows it. */
export interface Parent {
  readonly ref: string
  readonly operation: 'sale' | 'purchase'
  readonly number?: number
  readonly total?: string
  readonly payments?: Payments
  readonly paper: readonly string[]
  /** What of it may still go back, in tenge. */
  readonly left?: string
  /** Of another register: its lines are not known here. By its check address, which `ref` is, or by what its paper says. */
  readonly foreign?: true | ForeignFacts
}

/** What the paper of another register's receipt says of it. */
export interface ForeignFacts {
  readonly sign: string
  readonly regNumber: string
  /** `2026-11-21T10:15:30`. */
  readonly time: string
  readonly total: string
  readonly autonomous?: true
}

/** What is typed from that paper, in this order. */
export const FOREIGN_FIELDS = ['sign', 'regNumber', 'time', 'total'] as const

export type HistoryOf = 'receipts' | 'reports' | 'both'
export type Filter = 'all' | 'shift' | 'sign' | 'span' | 'month' | 'quarter' | 'half-year' | 'year'

export interface Entry {
  /** When, in ISO. */
  readonly time: string
  readonly title: string
  readonly detail: string
  readonly sum: string
  /** Of a receipt or of a Z; an X has none, and nothing more of it is kept. */
  readonly ref?: string
  readonly z?: number
  readonly sale?: boolean
}

/** A text field of a form. */
export interface Field {
  readonly name: 'price' | 'name' | 'quantity' | 'unit' | 'section' | 'vat' | 'modifier'
  readonly value: string
}

/** What lifts a block, or a right that the signed-in person lacks. */
export interface Deed {
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
  /** What is typed before it is done, into these members. */
  readonly asks: readonly ('token' | 'time' | 'date' | 'again')[]
  readonly roles: readonly string[]
  readonly title: DeedTitle
}
export type DeedTitle =
  | 'close-shift'
  | 'new-token'
  | 'set-time'
  | 'confirm-date'
  | 'ask-ofd'
  | 'retry-queue'
  | 'came-out'
  | 'did-not-come-out'
  | 'training-on'
  | 'training-off'

export type Modals = Screen['kind']

export type Screen =
  | { readonly kind: 'language' }
  | {
      readonly kind: 'sign-in'
      readonly field: 'user' | 'pin'
      readonly user: string
      readonly pin: string
      readonly busy?: true
      /** The screen locked itself: the draft of this person is kept. */
      readonly locked?: true
      /** Milliseconds of the wall clock: no PIN is taken before. */
      readonly until?: number
    }
  | { readonly kind: 'offer'; readonly draft: Draft }
  | {
      readonly kind: 'sale'
      readonly entry: string
      readonly quantity?: string
      readonly busy?: true
      /** Code of the piece that was scanned, while its goods are looked for. */
      readonly mark?: string
      /** What is looked for was scanned. */
      readonly scanned?: true
    }
  | {
      readonly kind: 'item'
      readonly fields: readonly Field[]
      readonly at: number
      readonly tap?: Tap
      /** Something was typed into this field. */
      readonly touched?: boolean
    }
  | { readonly kind: 'mark'; readonly line: Line; readonly marks: readonly string[] }
  | { readonly kind: 'storno'; readonly entry: string }
  | { readonly kind: 'favourites' }
  /** Receipts that wait for their buyers. */
  | { readonly kind: 'aside'; readonly busy?: true }
  | {
      readonly kind: 'search'
      readonly text: string
      readonly tap?: Tap
      readonly found: readonly Good[]
      readonly at: number
    }
  | {
      readonly kind: 'pay'
      readonly total?: string
      readonly taken: string
      /** Keys that came before the total did: a quick hand is not slowed. */
      readonly early?: readonly Action[]
    }
  | { readonly kind: 'cash'; readonly total: string; readonly entry: string }
  | {
      readonly kind: 'mixed'
      readonly total: string
      readonly cash: string
      readonly other: 'card' | 'mobile'
      readonly rest: string
      readonly at: 0 | 1
      /** The rest was typed, not reckoned. */
      readonly touched?: true
    }
  | { readonly kind: 'extras' }
  | { readonly kind: 'modifier'; readonly modifier: Modifier }
  | { readonly kind: 'customer'; readonly entry: string }
  | {
      readonly kind: 'preview'
      readonly asked: Asked
      readonly answer: PreviewAnswer
      readonly top: number
      /** When the question came to be seen. */
      readonly since: number
    }
  | {
      readonly kind: 'confirm'
      readonly asked: Asked
      /** When the question came to be seen. */
      readonly since: number
      readonly withdraw?: boolean
      readonly cash?: string
      /** The digit that asked. */
      readonly by?: Action
      /** The key that asked, held down, confirms as well; since when it is, in milliseconds. */
      readonly hold?: { readonly key: Action; readonly since: number }
    }
  | { readonly kind: 'wait'; readonly asked: Asked; readonly since: number }
  | { readonly kind: 'unknown'; readonly asked: Asked; readonly failure: Failure; readonly tried: number }
  | { readonly kind: 'done'; readonly answer: Done }
  | { readonly kind: 'menu' }
  | { readonly kind: 'placement'; readonly method: 'deposit' | 'withdraw'; readonly entry: string }
  | {
      readonly kind: 'return-find'
      readonly operation: 'sale' | 'purchase'
      readonly entry: string
      /** The receipt that is being asked for. */
      readonly busy?: string
    }
  | {
      readonly kind: 'foreign'
      readonly operation: 'sale' | 'purchase'
      /** Of `FOREIGN_FIELDS`. */
      readonly values: readonly string[]
      readonly at: number
      readonly autonomous?: true
    }
  | {
      readonly kind: 'return'
      readonly parent: Parent
      readonly picked: readonly { readonly line: number; readonly quantity?: string }[]
      readonly entry: string
      readonly line?: number
      readonly payment: PaymentKind | 'same'
      readonly asked?: Asked
      readonly top: number
    }
  | { readonly kind: 'shift'; readonly facts?: ResultOf<'shift.status'> }
  | { readonly kind: 'filter'; readonly of: HistoryOf }
  | {
      readonly kind: 'filter-value'
      readonly of: HistoryOf
      readonly filter: Filter
      readonly values: readonly string[]
    }
  | {
      readonly kind: 'history'
      readonly of: HistoryOf
      readonly query: Readonly<Record<string, unknown>>
      readonly entries?: readonly Entry[]
      readonly at: number
      /** A receipt is looked for to be returned. */
      readonly forReturn?: true
      /** Enter came before the list did: it opens the newest. */
      readonly early?: true
    }
  | {
      readonly kind: 'paper'
      readonly title: string
      readonly rows: readonly string[]
      readonly top: number
      readonly entry: Entry
      readonly back: Screen
    }
  | { readonly kind: 'messages'; readonly list?: readonly Message[]; readonly at: number }
  | { readonly kind: 'message'; readonly message: Message; readonly top: number; readonly back: Screen }
  | { readonly kind: 'block'; readonly top: number }
  /** Nobody but a person knows whether a paper came out. */
  | { readonly kind: 'came-out'; readonly job: number }
  | {
      readonly kind: 'deed'
      readonly deed: Deed
      readonly step: 'user' | 'pin' | 'value'
      readonly user: string
      readonly pin: string
      readonly values: readonly string[]
      readonly entry: string
      readonly busy?: true
      readonly back: Screen
    }

/** A letter that is being chosen by pressing one key several times. */
export interface Tap {
  readonly key: string
  readonly times: number
  /** Of a clock that never jumps, in milliseconds. */
  readonly at: number
}

export type Done =
  | DocumentAnswer
  | TrainingAnswer
  | (Extract<ResultOf<'report.x'>, { report: 'x' }> & { readonly document?: undefined })

export interface Notice {
  readonly tone: 'error' | 'good' | 'plain'
  readonly text: string
  readonly remedy?: string
  /** Of the clock that never jumps: shown until then, or until the next key. */
  readonly until: number
}

export interface State {
  readonly language: Language
  readonly size: Size
  /** Milliseconds of the wall clock, and of a clock that never jumps. */
  readonly now: number
  readonly at: number
  readonly lastKey: number
  /** The daemon answers. */
  readonly online: boolean
  readonly status?: Status
  readonly facts?: Facts
  readonly user?: Actor
  readonly mode: 'simple' | 'extended'
  readonly draft: Draft
  /** What this person has put aside. */
  readonly asides: readonly Draft[]
  /** A key for the next document: chance comes from outside. */
  readonly spare: string
  readonly screen: Screen
  readonly notice?: Notice
  /** Number of the last call that was made. */
  readonly calls: number
  /** The same by what it was for: of some kinds an answer to an earlier call is out of date. */
  readonly latest: Readonly<Partial<Record<Purpose, number>>>
  /** A document whose outcome was not known when the screen was locked. */
  readonly pending?: Asked
  /** The receipt that was practised last: no list has it. */
  readonly practised?: Parent
  /** Numbers of notices that have interrupted once. */
  readonly seen: readonly number[]
  readonly unread: readonly Message[]
}

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** What an answer is for. */
export type Purpose =
  | 'session'
  | 'draft'
  | 'keep'
  | 'asides'
  | 'put-aside'
  | 'taken-up'
  | 'messages'
  | 'message'
  | 'code'
  | 'search'
  | 'total'
  | 'preview'
  | 'document'
  | 'made'
  | 'copy'
  | 'parent'
  | 'parent-paper'
  | 'parent-left'
  | 'last'
  | 'shift'
  | 'history'
  | 'paper'
  | 'deed'

export interface Call {
  readonly type: 'call'
  readonly tag: number
  readonly purpose: Purpose
  readonly method: string
  readonly params: object
  /** Somebody else's sign-in, for this one call. */
  readonly as?: { readonly user: number; readonly pin: string }
}

/** What the screen wants done. */
export type Effect =
  | Call
  | { readonly type: 'sign-in'; readonly tag: number; readonly user: number; readonly pin: string }
  | { readonly type: 'sign-out' }
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'key' }
  | { readonly type: 'exit' }

/** What happens to the screen. */
export type Event =
  | Input
  | { readonly type: 'tick'; readonly now: number; readonly at: number }
  | { readonly type: 'resize'; readonly size: Size }
  | { readonly type: 'online'; readonly online: boolean }
  | { readonly type: 'status'; readonly status: Status; readonly facts?: Facts }
  | { readonly type: 'spare'; readonly key: string }
  | { readonly type: 'answer'; readonly tag: number; readonly purpose: Purpose; readonly result: unknown }
  | { readonly type: 'failed'; readonly tag: number; readonly purpose: Purpose; readonly failure: Failure }

/** A state and what it wants done. */
export type Step = readonly [State, ...Effect[]]

export type { Failure, Scan, PreviewAnswer, DocumentAnswer, Language }
