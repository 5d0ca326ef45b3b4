import { type Action, isDigit } from '../keys.ts'
import type { Good, Screen, State, Step } from '../model.ts'
import { ask, go, home } from '../step.ts'
import { lettered, tapped } from '../text-entry.ts'
import { codeOf } from '../draft.ts'
import { putGood } from './receipt.ts'

type Search = Extract<Screen, { kind: 'search' }>

/** Goods of one search: more are found by a longer word. */
const SHOWN = 20

function changed(state: State, screen: Search): Step {
  if (screen.text.trim() === '') return go(state, { ...screen, found: [], at: 0 })
  return ask(state, { ...screen, at: 0 }, 'search', 'goods.find', { text: screen.text, limit: SHOWN })
}

export function searchKey(state: State, screen: Search, action: Action): Step {
  if (isDigit(action)) {
    const { tap, ...rest } = screen
    return changed(state, {
      ...rest,
      ...tapped({ text: screen.text, ...(tap && { tap }) }, action, state.at, state.language),
    })
  }
  const { tap: _, ...rest } = screen
  switch (action) {
    case 'plus':
    case 'down':
      return go(state, { ...rest, at: Math.min(screen.at + 1, Math.max(0, screen.found.length - 1)) })
    case 'times':
    case 'up':
      return go(state, { ...rest, at: Math.max(0, screen.at - 1) })
    case 'enter': {
      const good = screen.found[screen.at]
      return good === undefined ? [state] : putGood(state, good, codeOf(good), '1')
    }
    case 'back':
      return screen.text === '' ? home(state) : changed(state, { ...rest, text: screen.text.slice(0, -1) })
    case 'clear':
      return changed(state, { ...rest, text: '' })
    default:
      return [state]
  }
}

export const searchChar = (state: State, screen: Search, char: string): Step =>
  changed(state, { ...screen, ...lettered({ text: screen.text }, char) })

export function searchFound(state: State, found: readonly Good[]): Step {
  const { screen } = state
  return screen.kind === 'search' ? go(state, { ...screen, found, at: 0 }) : [state]
}
