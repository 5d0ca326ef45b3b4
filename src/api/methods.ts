import { commandOf } from './commands/index.ts'
import { parseParams } from './parse.ts'
import type { MethodName, ParamsOf, ResultOf } from './schemas/index.ts'
import type { CallContext, Method } from './types.ts'

/** A method of the socket from the registry: roles and parameters come from there, the handler from the daemon. */
export function method<M extends MethodName>(
  name: M,
  run: (params: ParamsOf<M>, context: CallContext) => Promise<ResultOf<M>>,
): Method<ParamsOf<M>> {
  const { needsPin = false, roles } = commandOf(name)
  return {
    name,
    roles,
    needsPin,
    parse: (params) => parseParams(name, params),
    run: async (params, context) => await run(params, context),
  }
}
