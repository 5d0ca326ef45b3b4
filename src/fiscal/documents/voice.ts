import type { Text } from '../../locale/text.ts'
import type { Tiyn } from '../money.ts'
import type { ReceiptLanguage } from '../ticket/types.ts'
import { NBSP, paperSum } from './format.ts'
import type { Line } from './lines.ts'

export type PaperTongue = 'kk' | 'ru'

export const tonguesOf = (language: ReceiptLanguage): readonly PaperTongue[] =>
  language === 'kk+ru' ? ['kk', 'ru'] : [language]

/** Words in the languages of a paper, and lines made of them. */
export interface Voice {
  /** `Ауысым/Смена`; once where the languages share a word. */
  readonly say: (word: Pick<Text, PaperTongue>) => string
  /** A heading: `ФИСКАЛДЫҚ ЧЕК / ФИСКАЛЬНЫЙ ЧЕК`; a line a language where both are too long for a narrow paper. */
  readonly title: (word: Pick<Text, PaperTongue>) => readonly Line[]
  /** `Уақыты/Время: 21.11.2026 10:15:30` */
  readonly field: (word: Pick<Text, PaperTongue>, value: string, indent?: number) => Line
  /** `Ауысым/Смена № 13` */
  readonly numbered: (word: Pick<Text, PaperTongue>, number: number | string) => Line
  /** `Құны/Стоимость` and the sum at the right edge. */
  readonly sum: (word: Pick<Text, PaperTongue>, sum: Tiyn, indent?: number) => Line
  /** One line a language, for what is too long to stand twice in one; a single line where nothing differs. */
  readonly each: (line: (tongue: PaperTongue) => string) => readonly string[]
}

/** Columns of a paper of 58 mm. */
const NARROW = 32

export function voiceOf(language: ReceiptLanguage): Voice {
  const tongues = tonguesOf(language)
  const each = (line: (tongue: PaperTongue) => string): readonly string[] => [...new Set(tongues.map(line))]
  const say = (word: Pick<Text, PaperTongue>): string => each((tongue) => word[tongue]).join('/')
  const inset = (indent: number | undefined) => (indent === undefined ? {} : { indent })
  return {
    say,
    each,
    title: (word) => {
      const words = each((tongue) => word[tongue])
      const joined = words.join(' / ')
      return (joined.length <= NARROW ? [joined] : words).map((line) => centred(line, true))
    },
    field: (word, value, indent) => ({ kind: 'text', text: `${say(word)}: ${value}`, ...inset(indent) }),
    numbered: (word, number) => ({ kind: 'text', text: `${say(word)} №${NBSP}${number}` }),
    sum: (word, sum, indent) => ({ kind: 'pair', left: say(word), right: paperSum(sum), ...inset(indent) }),
  }
}

export const RULE: Line = { kind: 'rule' }
export const BLANK: Line = { kind: 'blank' }
export const CUT: Line = { kind: 'cut' }

export const centred = (text: string, bold = false): Line => ({
  kind: 'text',
  text,
  align: 'center',
  ...(bold ? { bold } : {}),
})

export const left = (text: string, indent?: number): Line => ({
  kind: 'text',
  text,
  ...(indent === undefined ? {} : { indent }),
})

/** A word in capitals, for the name of an operation. */
export const capitals = (word: Pick<Text, PaperTongue>): Pick<Text, PaperTongue> => ({
  kk: word.kk.toUpperCase(),
  ru: word.ru.toUpperCase(),
})
