import type { Language, Text } from '../../locale/errors.ts'

/** Counted from 1, as editors do. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** A key that is unknown, or a value that is wrong: the file is refused with all of them at once. */
export interface Problem extends Place {
  readonly file: string
  /** Dotted, with an index for each element: `link[1].name`. Empty for the file as a whole. */
  readonly key: string
  readonly expected: Text
  readonly found: Text
}

/** Accepted, and yet hardly meant. */
export interface Warning extends Place {
  readonly file: string
  readonly key: string
  readonly text: Text
}

export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => renderProblem(problem, 'en')).join('\n'))
    this.problems = problems
  }
}

/** The same words in every language: names, numbers, code. */
export const asIs = (text: string): Text => ({ kk: text, ru: text, en: text })

const where = (at: Place & { file: string; key: string }) =>
  `${at.file}:${at.line}:${at.column}:${at.key === '' ? '' : ` ${at.key}:`}`

/** One line: file, line, column, key, what was expected, what was found. */
export function renderProblem(problem: Problem, language: Language): string {
  const { expected, found } = problem
  const sentence: Text = {
    kk: `күтілгені: ${expected.kk}; табылғаны: ${found.kk}`,
    ru: `ожидалось: ${expected.ru}; найдено: ${found.ru}`,
    en: `expected ${expected.en}, found ${found.en}`,
  }
  return `${where(problem)} ${sentence[language]}`
}

export const renderWarning = (warning: Warning, language: Language): string =>
  `${where(warning)} ${warning.text[language]}`
