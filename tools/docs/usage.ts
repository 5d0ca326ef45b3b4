import type { CommandSpec, OptionSpec } from '../../src/api/spec.ts'

/** `--item NAME=PRICE`, as the help writes it. */
export function optionTerm({ flag, value }: OptionSpec): string {
  if (value === undefined) return `--${flag}`
  return value.startsWith('[') ? `--${flag} ${value}` : `--${flag} <${value}>`
}

export const argumentTerms = ({ arguments: args }: CommandSpec): readonly string[] =>
  args.map(({ name, required }) => (required === true ? `<${name}>` : `[${name}]`))

/** `kkm receipt show <REF>` */
export const usageOf = (spec: CommandSpec): string =>
  ['kkm', ...spec.words, ...(spec.options.length > 0 ? ['[options]'] : []), ...argumentTerms(spec)].join(' ')
