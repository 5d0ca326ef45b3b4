import { KEY_WORDS as K } from '../../locale/screen-words.ts'
import type { Text } from '../../locale/text.ts'
import { isEmpty } from '../draft.ts'
import { hasHistory } from '../flow/returns.ts'
import type { Screen, State } from '../model.ts'
import { isZero, say } from '../step.ts'
import { type Row, clean, row } from './rows.ts'

/** A key's cap and what it does now. */
type Hint = readonly [cap: string, words: Text]

const ENTER = '='
const MENU: Hint = ['÷', K.menu]
const BACK: Hint = ['−', K.back]
const ERASE: Hint = ['−', K.erase]
const NEXT: Hint = [ENTER, K.next]
const SCROLL: readonly Hint[] = [
  ['+', K.down],
  ['×', K.up],
]

function saleHints(state: State, { entry, quantity }: Extract<Screen, { kind: 'sale' }>): readonly Hint[] {
  const typing = !isZero(entry)
  const isExtended = state.mode === 'extended'
  const enter: Hint = typing
    ? [ENTER, isExtended ? K.find : K.total]
    : [ENTER, isEmpty(state.draft) ? K.shift : K.total]
  const back: readonly Hint[] =
    entry !== '' || quantity !== undefined ? [ERASE] : isEmpty(state.draft) ? [] : [['−', K.storno]]
  const times: Hint = typing && quantity === undefined ? ['×', K.quantity] : ['×', K.search]
  const point: readonly Hint[] = isExtended && !typing ? [['.', K.favourites]] : []
  return [enter, ['+', K.add], times, ...back, ...point, MENU]
}

/** Every screen's keys; the test of the states sees that each of them does something. */
export function hintsOf(state: State): readonly Hint[] {
  const { screen } = state
  switch (screen.kind) {
    case 'language':
      return []
    case 'sign-in':
      return [[ENTER, K.enter], ERASE, ['Num', K.language], ...(screen.locked ? [['÷', K.other] as const] : [])]
    case 'offer':
      return [
        [ENTER, K.goOn],
        ['−', K.throwAway],
      ]
    case 'sale':
      return saleHints(state, screen)
    case 'item':
      return [NEXT, ['+', K.add], ['×', K.kind], BACK, MENU]
    case 'storno':
      return [[ENTER, K.storno], BACK, MENU]
    case 'mark':
    case 'favourites':
      return [BACK, MENU]
    case 'aside':
      return [...(isEmpty(state.draft) ? [] : [['+', K.putAside] as const]), BACK, MENU]
    case 'search':
      return [[ENTER, K.choose], ...SCROLL, ERASE, MENU]
    case 'pay':
      return [[ENTER, K.exact], ['+', K.extras], BACK, MENU]
    case 'cash':
      return [NEXT, ERASE, MENU]
    case 'mixed':
      return [NEXT, ['×', K.kind], ERASE, MENU]
    case 'extras':
    case 'filter':
      return [BACK, MENU]
    case 'modifier':
      return [NEXT, ['×', K.kind], ERASE, MENU]
    case 'customer':
    case 'placement':
    case 'filter-value':
      return [NEXT, ERASE, MENU]
    default:
      return moreHints(state, screen)
  }
}

type Told = Extract<
  Screen,
  { kind: 'language' | 'sign-in' | 'offer' | 'sale' | 'item' | 'storno' | 'mark' | 'favourites' | 'aside' | 'search' }
>
type Paid = Extract<
  Screen,
  { kind: 'pay' | 'cash' | 'mixed' | 'extras' | 'filter' | 'modifier' | 'customer' | 'placement' | 'filter-value' }
>

function moreHints(state: State, screen: Exclude<Screen, Told | Paid>): readonly Hint[] {
  switch (screen.kind) {
    case 'preview':
      return [[ENTER, K.form], ['−', K.cancel], ...SCROLL, MENU]
    case 'confirm':
      return [
        [ENTER, K.confirm],
        ['−', K.cancel],
        ...(screen.withdraw === undefined ? [] : [['+', K.withdraw] as const]),
        MENU,
      ]
    case 'wait':
      return []
    case 'unknown':
      return [[ENTER, K.again]]
    case 'done':
      return [[ENTER, K.nextReceipt], ...(screen.answer.document === undefined ? [] : [['×', K.print] as const]), MENU]
    case 'menu':
      return [BACK, ['Num', K.language]]
    case 'return-find':
      return [
        [ENTER, screen.entry === '' ? K.last : K.find],
        ...(hasHistory(state, screen) ? [['+', K.history] as const] : []),
        ['×', K.foreign],
        BACK,
        MENU,
      ]
    case 'foreign':
      return [NEXT, ['×', K.autonomous], ERASE, MENU]
    case 'return':
      return returnHints(screen)
    case 'shift':
    case 'came-out':
      return [BACK, MENU]
    case 'history':
      return [[ENTER, K.choose], ...SCROLL, ['.', K.filter], BACK, MENU]
    case 'paper':
      return [[ENTER, K.print], ...SCROLL, ...(screen.entry.sale ? [['.', K.makeReturn] as const] : []), BACK]
    case 'messages':
      return [[ENTER, K.read], ...SCROLL, BACK, MENU]
    case 'message':
      return [[ENTER, K.read], ...SCROLL, BACK, MENU]
    case 'block':
      return [...SCROLL, MENU]
    case 'deed':
      return [NEXT, ERASE, MENU]
    default:
      return screen satisfies never
  }
}

function returnHints({ entry, line, parent }: Extract<Screen, { kind: 'return' }>): readonly Hint[] {
  if (parent.foreign) return [NEXT, ['×', K.returnKind], ERASE, MENU]
  if (line !== undefined) return [[ENTER, K.add], ERASE, MENU]
  if (entry !== '') return [[ENTER, K.line], ['×', K.quantity], ERASE, MENU]
  return [NEXT, ['×', K.returnKind], ['+', K.down], BACK, MENU]
}

/** Two rows at most, one where it is enough. */
export function hintRows(state: State, columns: number): readonly Row[] {
  const words = hintsOf(state).map(([cap, what]) => `${clean(cap === '−' ? '-' : cap)} ${clean(say(state, what))}`)
  const rows: string[] = []
  for (const word of words) {
    const last = rows.at(-1)
    if (last !== undefined && last.length + 2 + word.length <= columns) rows[rows.length - 1] = `${last}  ${word}`
    else rows.push(word)
  }
  return rows.map((text) => row(text.padEnd(columns), 'inverse'))
}
