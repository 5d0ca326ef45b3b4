import { ERRORS } from '../../src/locale/errors.ts'
import type { ErrorEntry } from '../../src/locale/errors/entry.ts'
import { EXIT_WORDS } from '../../src/locale/exit-words.ts'
import { WARNINGS } from '../../src/locale/warnings.ts'
import { LANGUAGES, type Text } from '../../src/locale/text.ts'

const entries: readonly (readonly [string, ErrorEntry])[] = Object.entries(ERRORS)

const words = (text: Text): readonly string[] =>
  [...new Set(LANGUAGES.map((language) => text[language]))].map((one) => `- ${one}`)

const section = ([code, { retry, text, remedy }]: readonly [string, ErrorEntry]): readonly string[] => [
  `### ${code}`,
  '',
  ...words(text),
  '',
  `What to do (\`retry\`: ${retry}):`,
  '',
  ...words(remedy),
  '',
]

/** `docs/errors.md`: the catalogue of refusals by exit code, and the warnings. */
export function errorsPage(): string {
  const classes = Object.entries(EXIT_WORDS).flatMap(([exit, { meaning }]) => {
    const of = entries.filter(([, entry]) => String(entry.exit) === exit)
    return of.length === 0 ? [] : [`## Exit code ${exit}: ${meaning.en}`, '', ...of.flatMap(section)]
  })
  return [
    '# Refusals and warnings',
    '',
    'Written by `npm run docs` from the catalogue: change it there. Codes are a promise, texts may change. `{name}` stands for',
    'a value of `details`; a part in brackets is left out when it has none.',
    '',
    ...classes,
    '## Warnings',
    '',
    'They forbid nothing, and stand in `warnings` of an answer.',
    '',
    ...Object.entries(WARNINGS).flatMap(([code, text]) => [`### ${code}`, '', ...words(text), '']),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}
