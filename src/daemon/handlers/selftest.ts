import { method } from '../../api/methods.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import type { Method } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { SELF_TESTS } from '../../fiscal/register/selftest.ts'
import type { State } from '../../fiscal/register/state.ts'
import { SECOND, formatIso } from '../../fiscal/time.ts'
import { DEFAULT_WAIT, assertStarted } from '../documents.ts'
import { answerState } from '../spooler.ts'
import type { Services } from '../services.ts'

export const selfTestMethods = (services: Services): readonly Method[] => [
  method('selftest', async ({ last, print, whole }): Promise<ResultOf<'selftest'>> => {
    const { register, release, selfTest, softwareDigest: digest, spooler } = services
    assertStarted(services)
    if (!last) await selfTest.onDemand(whole)
    const paper = print ? await printed(spooler) : { printed: false, paper: { state: 'not-asked' as const, copies: 0 } }
    const answer = { software: { release, digest }, tests: testsView(register.state), ...paper }
    const { SELFTEST_FAILED: failed, SOFTWARE_CHANGED: changed } = register.state.blocks
    if (changed) throw new Refusal('SOFTWARE_CHANGED', { ...changed.details, ...answer })
    if (failed) throw new Refusal('SELFTEST_FAILED', { ...failed.details, ...answer })
    return answer
  }),
]

const testsView = ({ selfTests }: State): ResultOf<'selftest'>['tests'] =>
  SELF_TESTS.flatMap((name) => {
    const result = selfTests[name]
    return result ? [{ ...result, time: formatIso(result.time) }] : []
  })

async function printed(spooler: Services['spooler']) {
  const id = spooler.add({ type: 'page', page: 'selftest' }, false)
  const job = await spooler.ended(id, DEFAULT_WAIT * SECOND)
  const state = job ? answerState(job) : 'waiting'
  return { printed: state === 'confirmed' || state === 'accepted', paper: { state, job: id, copies: 0 } }
}
