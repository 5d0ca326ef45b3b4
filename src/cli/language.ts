import type { Language } from '../locale/errors.ts'
import { UsageFailure } from './failure.ts'

export const LANGUAGES: readonly Language[] = ['kk', 'ru', 'en']

const find = (name: string): Language | undefined => LANGUAGES.find((language) => language === name)

/**
 * `--lang`, else KKM_LANG, else the locale of the environment, else Russian, which most cashiers' desks are set to.
 * @throws UsageFailure when a language is asked for that there is not
 */
export function languageOf(option: string | undefined, env: NodeJS.ProcessEnv): Language {
  const asked = option ?? (env['KKM_LANG'] || undefined)
  if (asked !== undefined) {
    const language = find(asked)
    if (language === undefined) throw new UsageFailure('choice', `--lang ${asked} (${LANGUAGES.join(', ')})`)
    return language
  }
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  return find(locale.slice(0, 2)) ?? 'ru'
}
