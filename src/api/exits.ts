import type { ExitCode } from '../locale/exit-words.ts'
import type { CommandSpec } from './spec.ts'

/** Names of arguments that stand for something that must be there: a document, a user, a setting. */
const NAMES_SOMETHING = new Set(['REF', 'N', 'NAME', 'CODE', 'JOB', 'SHIFT'])

/**
 * The exit codes that a command can end with, by what it is: whoever asks kkmd may find it gone, busy or closed to them;
 * a document has its outcome and its paper. What a command has beyond that stands in its `exits`.
 */
export function exitsOf({
  arguments: args,
  daemon,
  exits = [],
  makesDocument,
  options,
  words,
}: CommandSpec): ExitCode[] {
  const codes = new Set<ExitCode>([0, 1, 2, ...exits])
  const add = (...more: readonly ExitCode[]): void => {
    for (const code of more) codes.add(code)
  }
  if (daemon === 'required') add(6, 7, 8, 9)
  if (daemon === 'required' && args.length + options.length > 0) add(5)
  if (words[0] === 'report') add(4)
  if (makesDocument) add(3, 4, 5, 11)
  const codeOfUser = options.some(({ flag }) => flag === 'code')
  const goodsOrParent = options.some(({ flag }) => flag === 'goods' || flag === 'parent')
  if (codeOfUser || goodsOrParent || args.some(({ name }) => NAMES_SOMETHING.has(name))) add(10)
  return [...codes].sort((a, b) => a - b)
}
