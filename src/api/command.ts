import type { CommandSpec } from './spec.ts'

/** A command in what it differs from most: it is called by the words of its method and needs the daemon, and no more. */
export const command = (
  spec: Pick<CommandSpec, 'method' | 'roles' | 'summary'> & Partial<CommandSpec>,
): CommandSpec => {
  const words = spec.words ?? spec.method.split('.')
  return {
    words,
    makesDocument: false,
    daemon: 'required',
    arguments: [],
    options: [],
    inputOnly: [],
    example: `kkm ${words.join(' ')}`,
    ...spec,
  }
}
