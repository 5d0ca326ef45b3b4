/**
 * A document for a person, before anybody knows how wide the paper is: lines in reading order. `src/escpos` lays them
 * out to columns, to bytes for a printer and to text for a terminal.
 */
export type Line =
  /** Wraps between words, never cuts one that fits a line. */
  | {
      readonly kind: 'text'
      readonly text: string
      readonly align?: 'left' | 'center' | 'right'
      readonly bold?: boolean
      readonly big?: boolean
      readonly indent?: number
    }
  /** A label and a sum at the right edge; where both do not fit on one line the right part gets a line of its own. */
  | {
      readonly kind: 'pair'
      readonly left: string
      readonly right: string
      readonly bold?: boolean
      readonly big?: boolean
      readonly indent?: number
    }
  | { readonly kind: 'rule' }
  | { readonly kind: 'blank' }
  /** A QR code that holds this very text. */
  | { readonly kind: 'qr'; readonly data: string }
  | { readonly kind: 'cut' }

export type Paper = 58 | 80
