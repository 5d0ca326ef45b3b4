import { answer, type Run } from './call.ts'
import { CommandFailure } from './failure.ts'
import { parametersOf } from './parameters.ts'

/** The schema of everything, or of one method; it came with the program, no daemon is asked. */
export const schema: Run = async (spec, given, context) => {
  const { method } = await parametersOf(spec, given, context)
  const { SCHEMA } = await import('./schema-data.ts')
  const one = typeof method === 'string' ? SCHEMA.methods[method] : SCHEMA
  if (one === undefined) throw new CommandFailure('UNKNOWN_METHOD', { method })
  await answer(one, context, async () => `${JSON.stringify(one, undefined, 2)}\n`)
  return 0
}
