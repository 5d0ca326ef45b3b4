import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { emptyDraft, isEmpty, lineOfGood, product, withStorno } from '../draft.ts'
import { type Action, type Scan, isDigit } from '../keys.ts'
import type { Draft, Good, Line, Screen, State, Step } from '../model.ts'
import { HOME, also, ask, go, home, isZero, note, say, show, typed, whole } from '../step.ts'
import { openItem } from './item.ts'
import { confirmZ, openShift, returnLast } from './open.ts'
import { keepAnd, put, putGood, toTotal } from './receipt.ts'

type Sale = Extract<Screen, { kind: 'sale' }>

const sumLine = (state: State, { entry, quantity }: Sale): Line => ({
  by: 'sum',
  name: state.facts?.defaultItem ?? say(state, W.sum),
  price: quantity === undefined ? whole(entry) : product(whole(entry), quantity),
  quantity: '1',
})

/** Goods by a code that was typed or scanned. */
export function findCode(state: State, code: string, quantity: string | undefined, scan?: Scan): Step {
  const mark = scan?.mark
  const screen: Screen = {
    kind: 'sale',
    entry: code,
    busy: true,
    ...(quantity !== undefined && { quantity }),
    ...(mark !== undefined && { mark }),
    ...(scan && { scanned: true }),
  }
  return ask(state, screen, 'code', 'goods.find', { text: code, limit: 2 })
}

function answersTo(good: Good, code: string): boolean {
  return [good.article, good.barcode, good.ntin].some((own) => own?.toLowerCase() === code.toLowerCase())
}

/** What the price list said of a code. */
export function codeFound(state: State, goods: readonly Good[]): Step {
  const { screen } = state
  if (screen.kind !== 'sale') return [state]
  const { mark } = screen
  const fits = goods.filter((good) => answersTo(good, screen.entry))
  const [good] = fits
  if (good === undefined)
    return [
      note(
        show(state, idleOf(screen)),
        'error',
        `${say(state, W.codeUnknown)}: ${screen.entry}`,
        say(state, W.byPrice),
      ),
    ]
  if (fits.length > 1)
    return go(note(state, 'plain', say(state, W.ambiguous)), { kind: 'search', text: screen.entry, found: fits, at: 0 })
  if (mark !== undefined)
    return markScan(
      state,
      { kind: 'mark', line: lineOfGood(good, screen.entry, screen.quantity ?? '1'), marks: [] },
      { data: mark, mark },
    )
  return putGood(state, good, screen.entry, screen.quantity ?? '1')
}

/** The list could not be asked: what was typed stays. */
export function codeFailed(state: State): Step {
  const { screen } = state
  if (screen.kind !== 'sale') return [state]
  return go(state, idleOf(screen))
}

/** What a person typed stays, to be mended; what was scanned does not: its digits are no sum. */
function idleOf(screen: Sale): Sale {
  const { busy: _, mark: _mark, scanned, ...idle } = screen
  return scanned ? { ...idle, entry: '' } : idle
}

function add(state: State, screen: Sale): Step {
  if (state.mode === 'extended')
    return openItem(state, isZero(screen.entry) ? '' : whole(screen.entry), screen.quantity)
  if (isZero(screen.entry)) return openItem(state, '', screen.quantity)
  return put(state, sumLine(state, screen))
}

function enter(state: State, screen: Sale): Step {
  if (isZero(screen.entry)) return isEmpty(state.draft) ? openShift(state) : toTotal(state)
  if (state.mode === 'extended') return findCode(state, screen.entry, screen.quantity)
  const [added, ...kept] = put(state, sumLine(state, screen))
  return added.draft === state.draft ? [added, ...kept] : also(toTotal(added), ...kept)
}

function back(state: State, { quantity, ...screen }: Sale): Step {
  if (screen.entry !== '')
    return go(state, { ...screen, entry: screen.entry.slice(0, -1), ...(quantity !== undefined && { quantity }) })
  if (quantity !== undefined) return go(state, HOME)
  return isEmpty(state.draft) ? [state] : go(state, { kind: 'storno', entry: '' })
}

export function saleKey(state: State, screen: Sale, action: Action): Step {
  if (screen.busy) return [state]
  if (isDigit(action)) {
    const isCode = state.mode === 'extended'
    const entry = isCode ? typed(screen.entry, action, 2, 20) : typed(screen.entry, action, 2)
    return go(state, { ...screen, entry })
  }
  switch (action) {
    case 'point':
      return state.mode === 'extended' && screen.entry === ''
        ? go(state, { kind: 'favourites' })
        : go(state, { ...screen, entry: typed(screen.entry, action, 2) })
    case 'plus':
      return add(state, screen)
    case 'times':
      return isZero(screen.entry) || screen.quantity !== undefined
        ? go(state, { kind: 'search', text: '', found: [], at: 0 })
        : go(state, { kind: 'sale', entry: '', quantity: whole(screen.entry) })
    case 'enter':
      return enter(state, screen)
    case 'back':
      return back(state, screen)
    case 'clear':
      return go(state, HOME)
    case 'f1':
      return go(state, { kind: 'favourites' })
    case 'f2':
      return returnLast(state)
    case 'f3':
      return go(state, { kind: 'search', text: '', found: [], at: 0 })
    case 'f4':
      return confirmZ(state)
    default:
      return [state]
  }
}

/** Which line goes: the one that was typed, or the last that is still there. */
export function stornoPlace({ lines }: Draft, entry: string): number {
  if (entry === '') return lines.findLastIndex(({ storno }) => !storno)
  const place = Number(entry) - 1
  return lines[place] === undefined || lines[place].storno ? -1 : place
}

export function stornoKey(state: State, screen: Extract<Screen, { kind: 'storno' }>, action: Action): Step {
  if (isDigit(action)) return go(state, { ...screen, entry: typed(screen.entry, action, 0, 3) })
  switch (action) {
    case 'enter': {
      const place = stornoPlace(state.draft, screen.entry)
      if (place < 0) return [state]
      const draft = withStorno(state.draft, place)
      // Nothing is left: the receipt begins anew, under its old key
      return keepAnd({ ...state, draft: isEmpty(draft) ? emptyDraft(draft.key, draft.operation) : draft }, HOME)
    }
    case 'back':
      return screen.entry === '' ? home(state) : go(state, { ...screen, entry: screen.entry.slice(0, -1) })
    case 'clear':
      return home(state)
    default:
      return [state]
  }
}

export function favouritesKey(state: State, action: Action): Step {
  if (action === 'back' || action === 'point') return home(state)
  const favourite = isDigit(action) ? state.facts?.favourites[Number(action) - 1] : undefined
  if (favourite === undefined) return [state]
  const { code, ...good } = favourite
  return putGood(state, good, code, '1')
}

export function markKey(state: State, action: Action): Step {
  return action === 'back' || action === 'clear' ? home(state) : [state]
}

const isPiece = (scan: Scan): boolean => scan.mark !== undefined

const marksOf = ({ lines }: Draft): readonly string[] =>
  lines.flatMap(({ marks = [], storno }) => (storno ? [] : marks))

/** A scan while a code of a piece is waited for. */
export function markScan(state: State, screen: Extract<Screen, { kind: 'mark' }>, scan: Scan): Step {
  if (!isPiece(scan)) return [note(state, 'error', say(state, W.notAMark))]
  const mark = scan.mark ?? scan.data
  if ([...screen.marks, ...marksOf(state.draft)].includes(mark)) return [note(state, 'error', say(state, W.markTwice))]
  const marks = [...screen.marks, mark]
  const { line } = screen
  return marks.length < Math.ceil(Number(line.quantity))
    ? go(state, { ...screen, marks })
    : put(state, { ...line, marks })
}
