import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import type { Language } from '../../locale/text.ts'
import { hourOf, money, quantity } from '../format.ts'
import type { Size, View } from '../model.ts'
import { isZero } from '../step.ts'
import { figures } from './figures.ts'
import { type Row, BLANK, centred, named, pair, row, windowOn } from './rows.ts'

export interface Following {
  readonly language: Language
  readonly size: Size
  readonly now: number
  readonly online: boolean
  readonly name?: string
  readonly view?: View
}

/** The buyer's display: what is being sold, what it comes to, what comes back. */
export function followFrame({ language, name = '', now, online, size, view }: Following): readonly Row[] {
  const { columns, rows } = size
  const time = hourOf(now)
  const title = named(name, time, columns, 'inverse')
  const body = !online
    ? [centred(W.wait[language], columns)]
    : view === undefined || (view.stage === 'items' && view.lines.length === 0)
      ? [BLANK, centred(W.welcome[language], columns, 'bold')]
      : bodyOf(view, language, { columns, rows: rows - 1 })
  return [
    title,
    ...body.slice(0, rows - 1),
    ...Array.from({ length: Math.max(0, rows - 1 - body.length) }, () => BLANK),
  ]
}

function bodyOf(view: View, language: Language, { columns, rows }: Size): readonly Row[] {
  const total = view.total ?? '0.00'
  const back = view.change !== undefined && !isZero(view.change) ? view.change : undefined
  const shown = back ?? total
  const large = figures(money(shown), columns) ?? [centred(money(shown), columns, 'bold')]
  const below = [
    row('─'.repeat(columns), 'dim'),
    ...(back === undefined ? [] : pair(W.total[language], money(total), columns)),
    ...(view.stage === 'done' ? [centred(W.thanks[language], columns, 'good')] : []),
    row((back === undefined ? W.total : W.change)[language], 'bold'),
    ...large,
  ]
  const lines = view.lines.map(({ detail, name, sum }) =>
    named(detail === '' ? name : `${name} ${quantity(detail)}`, money(sum), columns),
  )
  return [...windowOn(lines, lines.length, rows - below.length), ...below]
}
