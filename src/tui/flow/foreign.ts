import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { digitsOf, momentOf } from '../format.ts'
import { type Action, isDigit } from '../keys.ts'
import { FOREIGN_FIELDS, type ForeignFacts, type Parent, type Screen, type State, type Step } from '../model.ts'
import { go, isZero, note, say, typed, whole } from '../step.ts'
import { returnOf } from './open.ts'

type Foreign = Extract<Screen, { kind: 'foreign' }>
type Name = (typeof FOREIGN_FIELDS)[number]

/** Digits of a field at most, and whether it is whole: a sign has 20 at most, a РНМ 12, a paper may leave seconds out. */
const FIELDS: Readonly<Record<Name, { readonly longest: number; readonly isWhole: (value: string) => boolean }>> = {
  sign: { longest: 20, isWhole: (value) => value !== '' },
  regNumber: { longest: 12, isWhole: ({ length }) => length === 12 },
  time: { longest: 14, isWhole: ({ length }) => length === 12 || length === 14 },
  total: { longest: 12, isWhole: (value) => !isZero(value) },
}

const nameAt = (at: number): Name => FOREIGN_FIELDS[at] ?? 'total'

function factsOf({ autonomous, values }: Foreign): ForeignFacts {
  const [sign = '', regNumber = '', time = '', total = ''] = values
  return { sign, regNumber, time: momentOf(time), total: whole(total), ...(autonomous && { autonomous }) }
}

/** A field is whole before the next one begins; after the last the sum that goes back is asked for. */
function enter(state: State, screen: Foreign): Step {
  const { at, operation, values } = screen
  const missing = FOREIGN_FIELDS.findIndex((name, index) => index <= at && !FIELDS[name].isWhole(values[index] ?? ''))
  if (missing >= 0)
    return [note({ ...state, screen: { ...screen, at: missing } }, 'error', say(state, W.digitsMissing))]
  if (at < FOREIGN_FIELDS.length - 1) return go(state, { ...screen, at: at + 1 })
  const facts = factsOf(screen)
  const parent: Parent = { ref: facts.sign, operation, total: facts.total, paper: [], foreign: facts }
  return go(state, { ...returnOf(parent), payment: 'cash' })
}

/** One step back from the sum: what was typed is still there. */
export const backToForeign = (state: State, operation: Parent['operation'], facts: ForeignFacts): Step =>
  go(state, {
    kind: 'foreign',
    operation,
    values: [facts.sign, facts.regNumber, digitsOf(facts.time), facts.total],
    at: FOREIGN_FIELDS.length - 1,
    ...(facts.autonomous && { autonomous: true }),
  })

export function foreignKey(state: State, screen: Foreign, action: Action): Step {
  const { at, autonomous, operation, values } = screen
  const name = nameAt(at)
  const value = values[at] ?? ''
  const changed = (next: string): Step => go(state, { ...screen, values: values.with(at, next) })
  // A sign and a number may begin with a nought
  if (isDigit(action)) {
    if (name === 'total') return changed(typed(value, action, 2))
    return value.length < FIELDS[name].longest ? changed(value + action) : [state]
  }
  switch (action) {
    case 'point':
      return name === 'total' ? changed(typed(value, action, 2)) : [state]
    case 'enter':
      return enter(state, screen)
    case 'times': {
      const { autonomous: _, ...rest } = screen
      return go(state, autonomous ? rest : { ...rest, autonomous: true })
    }
    case 'back':
      if (value !== '') return changed(value.slice(0, -1))
      return at > 0 ? go(state, { ...screen, at: at - 1 }) : go(state, { kind: 'return-find', operation, entry: '' })
    case 'clear':
      return changed('')
    default:
      return [state]
  }
}
