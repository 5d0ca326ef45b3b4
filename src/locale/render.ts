import { type ErrorCode, ERRORS } from './errors.ts'
import type { ErrorEntry } from './errors/entry.ts'
import { VOCABULARIES } from './problems.ts'
import { fill, type Language, type Text } from './text.ts'

type Details = Readonly<Record<string, unknown>>

/** A refusal in words: the failure object of the JSON interface. */
export interface RenderedFailure {
  readonly code: ErrorCode
  readonly message: string
  readonly remedy: string
  readonly retry: ErrorEntry['retry']
  readonly details: Details
}

/**
 * @param details what the texts name: words, numbers, sums already as text; keys of `problems.ts` become words here
 */
export function renderFailure(code: ErrorCode, details: Details, language: Language): RenderedFailure {
  const { text, remedy, retry } = ERRORS[code]
  return {
    code,
    message: fillFrom(text[language], details, language),
    remedy: fillFrom(remedy[language], details, language),
    retry,
    details,
  }
}

const fillFrom = (template: string, details: Details, language: Language): string =>
  fill(template, (name) => shown(name, details[name], details, language))

/** A list is joined by commas; what has no value, or an empty one, is not there. */
function shown(name: string, value: unknown, details: Details, language: Language): string | undefined {
  if (Array.isArray(value)) {
    const words = value.flatMap((member: unknown) => shown(name, member, details, language) ?? [])
    return words.length === 0 ? undefined : words.join(', ')
  }
  if (typeof value === 'string') return value === '' ? undefined : wordOf(name, value, details, language)
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : undefined
}

/**
 * A key that no vocabulary knows is shown as it is: a number of a slip, a file's name, a sentence of the OFD. Keys that
 * are joined by commas already become words one by one.
 */
function wordOf(name: string, keys: string, details: Details, language: Language): string {
  const translate = (key: string): string => {
    const word = wordFor(name, key)
    return word ? fillFrom(word[language], details, language) : key
  }
  if (!Object.hasOwn(VOCABULARIES, name)) return keys
  // A key may hold a comma itself.
  return wordFor(name, keys) ? translate(keys) : keys.split(', ').map(translate).join(', ')
}

function wordFor(name: string, key: string): Text | undefined {
  const vocabulary = VOCABULARIES[name]
  return vocabulary && Object.hasOwn(vocabulary, key) ? vocabulary[key] : undefined
}
