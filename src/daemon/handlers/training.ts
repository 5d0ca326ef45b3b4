import { method } from '../../api/methods.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { decideTraining } from '../../fiscal/register/training.ts'
import { formatIso } from '../../fiscal/time.ts'
import { assertStarted } from '../documents.ts'
import type { Services } from '../services.ts'
import { operatorOf } from './documents.ts'

export const trainingMethods = (services: Services): readonly Method[] => [
  method('training.on', async (_, context) => turn(services, true, context)),
  method('training.off', async (_, context) => turn(services, false, context)),
]

async function turn(services: Services, on: boolean, context: CallContext) {
  assertStarted(services)
  const { register } = services
  const { code } = operatorOf(context)
  await register.turn(() => register.record((state) => decideTraining(state, on, code)))
  const { training } = register.state
  return { training: on, ...(training && { since: formatIso(training.since) }) }
}
