export type Language = 'kk' | 'ru' | 'en'
export type Text = Readonly<Record<Language, string>>

export const LANGUAGES = ['kk', 'ru', 'en'] as const satisfies readonly Language[]

/**
 * Kazakh, Russian, English: the order of all tables of words. A bundle leaves tables out that it does not use.
 * @__NO_SIDE_EFFECTS__
 */
export const text = (kk: string, ru: string, en: string): Text => ({ kk, ru, en })

const PLACEHOLDER = /\{(\w+)\}/g

/** The names in braces, in order of appearance. */
export const placeholders = (template: string): string[] =>
  Array.from(template.matchAll(PLACEHOLDER), (match) => match[1] ?? '')

const OPTIONAL = /\[([^\]]*)\]/g

/**
 * Puts values in the place of `{name}`. A part in brackets is left out when it names something that has no value;
 * elsewhere a missing value is shown as `…`, since a half-told refusal is better than none.
 */
export function fill(template: string, value: (name: string) => string | undefined): string {
  const whole = template.replaceAll(OPTIONAL, (_, part: string) =>
    placeholders(part).every((name) => value(name) !== undefined) ? part : '',
  )
  return whole.replaceAll(PLACEHOLDER, (_, name: string) => value(name) ?? '…')
}
