import { SUBJECTS } from '../../src/locale/doctor/index.ts'
import type { Subject } from '../../src/locale/doctor/entry.ts'
import type { Text } from '../../src/locale/text.ts'

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`)
const three = ({ kk, ru, en }: Text): string =>
  [...new Set([kk, ru, en])]
    .filter((text) => text !== '')
    .map(cell)
    .join('<br>')

const section = ([id, { ok, problems, why }]: readonly [string, Subject]): readonly string[] => [
  `### ${id}`,
  '',
  three(why),
  '',
  '| state | what | what mends it |',
  '|---|---|---|',
  ...(ok.en === '' ? [] : [`| ok | ${three(ok)} | |`]),
  ...Object.values(problems).map(({ mend, state, what }) => `| ${state} | ${three(what)} | ${three(mend)} |`),
  '',
]

/** `docs/doctor.md`: everything that `kkm doctor` looks at. */
export const doctorPage = (): string =>
  [
    '# What `kkm doctor` looks at',
    '',
    'Written by `npm run docs` from the words of `kkm doctor`: change them there. Ids are stable; `link`, `block` and `warning`',
    'go on with a dot and a name. With an error among the findings the exit code is 6, and under `--json` they stand in the',
    '`details` of FAULTS_FOUND. What may not be looked at is `skipped`, never `ok`: as root it is.',
    '',
    ...Object.entries(SUBJECTS).flatMap(section),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
