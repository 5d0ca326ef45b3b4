import { answer, type Run } from '../call.ts'
import { parametersOf } from '../parameters.ts'
import type { Shell } from './scripts.ts'

/** The script that a shell reads at its start. */
export const completion: Run = async (spec, given, context) => {
  const shell = (await parametersOf(spec, given, context))['shell'] as Shell
  const { scriptOf } = await import('./index.ts')
  const script = scriptOf(shell)
  await answer({ shell, script }, context, async () => script)
  return 0
}
