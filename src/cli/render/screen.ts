import type { ResultOf } from '../../api/schemas/index.ts'
import { table } from './table.ts'

/** Codes and values as they are: whoever looks at these mends a screen. */
export const screenText = ({ favourites, links, ...facts }: ResultOf<'screen.show'>): string =>
  table([
    ...Object.entries(facts).map(([name, value]): [string, string] => [name, String(value)]),
    ...favourites.map(({ code, name, price }, index): [string, string] => [
      `favourite ${index + 1}`,
      `${code} ${name} ${price}`,
    ]),
    ...links.map(({ name, state }): [string, string] => [`link ${name}`, state]),
  ])

export const draftText = (result: object): string => `${JSON.stringify(result, undefined, 2)}\n`
