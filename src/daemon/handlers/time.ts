import { method } from '../../api/methods.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import type { Method } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { assertSettable, confirmTime, clockBlock } from '../../fiscal/register/clock.ts'
import { shown } from '../../fiscal/text.ts'
import { formatIso, parseMoment } from '../../fiscal/time.ts'
import type { Services } from '../services.ts'
import { operatorOf } from './documents.ts'

export const timeMethods = (services: Services): readonly Method[] => [
  method('time.show', async () => clockView(services)),
  method('time.set', async ({ time: typed }, context) => {
    const { register } = services
    const by = operatorOf(context).code
    const to = parseMoment(typed)
    if (to === undefined) throw new Refusal('TIME_INVALID', { value: shown(typed) })
    return register.turn(async () => {
      assertSettable(register.state, to, register.circumstances())
      const from = services.clock.now()
      const problem = await services.setClock(to)
      if (problem !== undefined) throw new Refusal('TIME_NOT_SET', { problem })
      await register.record(() => [{ kind: 'time-set', from, to, by }])
      return clockView(services)
    })
  }),
  method('time.confirm', async ({ date, again }, context) => {
    const { register } = services
    const by = operatorOf(context).code
    await register.record((state) => confirmTime(state, { date, again, by }, register.circumstances()))
    return clockView(services)
  }),
]

function clockView({ clock, register }: Services): ResultOf<'time.show'> {
  const { confirmedTime, lastTime } = register.state
  const block = clockBlock(register.state, register.circumstances())
  return {
    time: formatIso(clock.now()),
    ...(lastTime > 0 && { lastDocument: formatIso(lastTime) }),
    ...(confirmedTime > 0 && { confirmed: formatIso(confirmedTime) }),
    ...(block && { block: block.code }),
  }
}
