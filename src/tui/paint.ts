import type { Row, Tone } from './draw/rows.ts'

type Sgr = readonly [on: string, off: string]

/** Two looks at once, spelt as Ink would: one after the other, the last one ended first. */
const both = ([on, off]: Sgr, [more, end]: Sgr): Sgr => [`${on}m\u001B[${more}`, `${end}m\u001B[${off}`]

/** Every console of Linux knows these; both colours of a code are set, whatever the console's own are. */
const LOOKS: Readonly<Record<Exclude<Tone, 'plain' | 'error' | 'good'>, Sgr>> = {
  bold: ['1', '22'],
  dim: ['2', '22'],
  inverse: ['7', '27'],
  qr: both(['30', '39'], ['107', '49']),
}
const COLOURED: Readonly<Record<'error' | 'good', Sgr>> = {
  error: both(LOOKS.bold, ['31', '39']),
  good: both(LOOKS.bold, ['32', '39']),
}

/** How a tone looks; without colours what is wrong and what is well are bold, and their words say which. */
function look(tone: Tone, colour: boolean): Sgr | undefined {
  if (tone === 'plain') return undefined
  if (tone !== 'error' && tone !== 'good') return LOOKS[tone]
  return colour ? COLOURED[tone] : LOOKS.bold
}

/** A row with its looks as a terminal takes them. Ink's own styles fall silent where a `CI` is in the environment. */
export function paint(cells: Row, colour: boolean): string {
  const text = cells
    .map(({ text, tone }) => {
      const sgr = look(tone, colour)
      return sgr === undefined || text === '' ? text : `\u001B[${sgr[0]}m${text}\u001B[${sgr[1]}m`
    })
    .join('')
  // An empty row would be no row at all
  return text === '' ? ' ' : text
}
