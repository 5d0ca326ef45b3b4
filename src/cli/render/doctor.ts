import type { ResultOf } from '../../api/schemas/index.ts'
import type { Context } from '../context.ts'

type Finding = ResultOf<'doctor'>['findings'][number]

const MARKS = { ok: '✓', warning: '!', error: '✗', skipped: '–' } as const
const COLOURS = { ok: 32, warning: 33, error: 31, skipped: 90 } as const
/** What is wrong stands at the end, where a screen that scrolls still shows it. */
const ORDER = ['ok', 'skipped', 'warning', 'error'] as const

/** One line a finding; under what is not well, why it matters and what mends it. */
export function doctorText(findings: readonly Finding[], { colour }: Pick<Context, 'colour'>): string {
  const paint = (text: string, state: Finding['state']): string =>
    colour.out ? `\u001b[${COLOURS[state]}m${text}\u001b[39m` : text
  const lines = ORDER.flatMap((state) =>
    findings
      .filter((finding) => finding.state === state)
      .map(({ id, mend, what, why }) => {
        const more = mend === undefined ? [] : [`    ${why}`, `    → ${mend}`]
        return [`${paint(MARKS[state], state)} ${what}  [${id}]`, ...more].join('\n')
      }),
  )
  return `${lines.join('\n')}\n`
}
