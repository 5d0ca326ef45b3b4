import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { parseUnit } from '../../fiscal/units.ts'
import { MODIFIERS } from '../draft.ts'
import { type Action, isDigit } from '../keys.ts'
import type { Field, Line, Modifier, Screen, State, Step } from '../model.ts'
import { go, home, isZero, note, say, typed, whole } from '../step.ts'
import { lettered, tapped } from '../text-entry.ts'
import { put } from './receipt.ts'

type Item = Extract<Screen, { kind: 'item' }>

/** Units that a key goes through; any other is typed as its code. */
const COMMON_UNITS = ['796', '166', '112', '006', '5114', '778', '163', '055']

/** `discount percent 5`: a modifier as a field holds it. */
export function readModifier(text: string): Modifier {
  const [kind = 'discount', unit = 'percent', value = ''] = text.split(' ')
  return { kind: kind as Modifier['kind'], in: unit as Modifier['in'], value }
}
export const writeModifier = ({ in: unit, kind, value }: Modifier): string => `${kind} ${unit} ${value}`

/** The form of an item, begun with what was typed: a price, a quantity. */
export function openItem(state: State, price: string, quantity: string | undefined): Step {
  const { facts } = state
  const fields: readonly Field[] = [
    { name: 'price', value: price },
    { name: 'name', value: '' },
    { name: 'quantity', value: quantity ?? '1' },
    { name: 'unit', value: facts?.defaultUnit ?? '796' },
    { name: 'section', value: '' },
    ...((facts?.vatRates.length ?? 0) > 1 ? [{ name: 'vat' as const, value: '' }] : []),
    ...(facts?.discountItem ? [{ name: 'modifier' as const, value: 'discount percent ' }] : []),
  ]
  return go(state, { kind: 'item', fields, at: price === '' ? 0 : 1 })
}

function changed(state: State, screen: Item, value: string): Step {
  const { tap: _, ...rest } = screen
  return go(state, {
    ...rest,
    touched: true,
    fields: screen.fields.map((field, at) => (at === screen.at ? { ...field, value } : field)),
  })
}

const nextOf = (value: string, values: readonly string[]): string =>
  values[(values.indexOf(value) + 1) % values.length] ?? value

/** What stood in a field before anybody typed gives way to the first digit. */
function digit(state: State, screen: Item, field: Field, action: Action): Step {
  const before = screen.touched ? field.value : ''
  switch (field.name) {
    case 'price':
      return changed(state, screen, typed(before, action, 2))
    case 'quantity':
      return changed(state, screen, typed(before, action, 3, 11))
    case 'unit':
      return changed(state, screen, typed(before, action, 0, 4))
    case 'section':
      return changed(state, screen, typed(before, action, 0, 2))
    case 'modifier': {
      const modifier = readModifier(field.value)
      return changed(state, screen, writeModifier({ ...modifier, value: typed(modifier.value, action, 2, 11) }))
    }
    case 'vat':
      return [state]
    case 'name': {
      if (!isDigit(action)) return [state]
      const text = tapped(
        { text: field.value, ...(screen.tap && { tap: screen.tap }) },
        action,
        state.at,
        state.language,
      )
      const [next] = changed(state, screen, text.text)
      return go(next, { ...(next.screen as Item), ...(text.tap && { tap: text.tap }) })
    }
    default:
      return field.name satisfies never
  }
}

/** The key that chooses among values. */
function other(state: State, screen: Item, { name, value }: Field): Step {
  switch (name) {
    case 'unit':
      return changed(state, screen, nextOf(value, COMMON_UNITS))
    case 'vat':
      return changed(state, screen, nextOf(value, ['', ...(state.facts?.vatRates ?? [])]))
    case 'modifier': {
      const modifier = readModifier(value)
      const percent = state.facts?.discountPercent ?? true
      const kinds = MODIFIERS.filter((one) => percent || one.in === 'sum')
      const at = kinds.findIndex((one) => one.kind === modifier.kind && one.in === modifier.in)
      return changed(state, screen, writeModifier({ ...modifier, ...kinds[(at + 1) % kinds.length] }))
    }
    default:
      return [state]
  }
}

const valueOf = ({ fields }: Item, name: Field['name']): string =>
  fields.find((field) => field.name === name)?.value.trim() ?? ''

/** The line of the form. A bare price sells the default item, with its own name, unit and rate. */
function lineOf(state: State, screen: Item): Line {
  const [name, price, quantity] = [
    valueOf(screen, 'name'),
    whole(valueOf(screen, 'price')),
    valueOf(screen, 'quantity'),
  ]
  const [unit, section, vat] = [parseUnit(valueOf(screen, 'unit')), valueOf(screen, 'section'), valueOf(screen, 'vat')]
  const modifier = readModifier(valueOf(screen, 'modifier'))
  return {
    by: 'name',
    name: name === '' ? (state.facts?.defaultItem ?? '') : name,
    price,
    quantity: isZero(quantity) ? '1' : whole(quantity),
    ...(unit !== undefined && { unit }),
    ...(section !== '' && { section }),
    ...(vat !== '' && { vat }),
    ...(!isZero(modifier.value) && { modifier: { ...modifier, value: whole(modifier.value) } }),
  }
}

function add(state: State, screen: Item): Step {
  if (isZero(valueOf(screen, 'price')))
    return [note({ ...state, screen: { ...screen, at: 0 } }, 'error', say(state, W.priceMissing))]
  return put(state, lineOf(state, screen))
}

function back(state: State, screen: Item, field: Field): Step {
  const modifier = field.name === 'modifier' ? readModifier(field.value) : undefined
  const text = modifier ? modifier.value : field.value
  if (text === '' || field.name === 'vat')
    return screen.at === 0 ? home(state) : go(state, { ...screen, at: screen.at - 1, touched: false })
  const shorter = text.slice(0, -1)
  return changed(state, screen, modifier ? writeModifier({ ...modifier, value: shorter }) : shorter)
}

export function itemKey(state: State, screen: Item, action: Action): Step {
  const field = screen.fields[screen.at]
  if (field === undefined) return home(state)
  if (isDigit(action) || action === 'point') return digit(state, screen, field, action)
  switch (action) {
    case 'enter':
      return screen.at === screen.fields.length - 1
        ? add(state, screen)
        : go(state, { ...screen, at: screen.at + 1, touched: false })
    case 'plus':
      return add(state, screen)
    case 'times':
      return other(state, screen, field)
    case 'back':
      return back(state, screen, field)
    case 'clear':
      return changed(state, screen, field.name === 'modifier' ? 'discount percent ' : '')
    case 'down':
      return go(state, { ...screen, at: Math.min(screen.at + 1, screen.fields.length - 1), touched: false })
    case 'up':
      return go(state, { ...screen, at: Math.max(0, screen.at - 1), touched: false })
    default:
      return [state]
  }
}

export function itemChar(state: State, screen: Item, char: string): Step {
  const field = screen.fields[screen.at]
  return field?.name === 'name' ? changed(state, screen, lettered({ text: field.value }, char).text) : [state]
}
