export type Language = 'kk' | 'ru' | 'en'
export type Text = Readonly<Record<Language, string>>

export const LANGUAGES = ['kk', 'ru', 'en'] as const satisfies readonly Language[]

/** Kazakh, Russian, English: the order of all tables of words. */
export const text = (kk: string, ru: string, en: string): Text => ({ kk, ru, en })

const PLACEHOLDER = /\{(\w+)\}/g

/** The names in braces, in order of appearance. */
export const placeholders = (template: string): string[] =>
  Array.from(template.matchAll(PLACEHOLDER), (match) => match[1] ?? '')

/** Puts values in the place of `{name}`; what has no value is shown as `…`, since a half-told refusal is better than none. */
export const fill = (template: string, value: (name: string) => string | undefined): string =>
  template.replaceAll(PLACEHOLDER, (_, name: string) => value(name) ?? '…')
