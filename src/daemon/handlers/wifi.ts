import { method } from '../../api/methods.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import type { Method } from '../../api/types.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { type WifiPort, WifiError } from '../system-wifi.ts'
import type { Services } from '../services.ts'
import { operatorOf } from './documents.ts'

/** Networks that the machine may join. NetworkManager keeps them and their passwords; who changed the list is recorded (R431-34.5). */
export const wifiMethods = ({ register, wifi }: Services): readonly Method[] => [
  method('link.wifi.list', async () => managed(() => listed(wifi))),
  method('link.wifi.add', async ({ hidden = false, open, password, ssid }, context) => {
    const by = operatorOf(context).code
    await managed(() => wifi.permit({ ssid, password: open === true ? undefined : password, hidden }))
    await register.record(() => [{ kind: 'wifi', act: 'add', ssid, by }])
    return managed(() => listed(wifi))
  }),
  method('link.wifi.remove', async ({ ssid }, context) => {
    const by = operatorOf(context).code
    if (!(await managed(() => wifi.forbid(ssid)))) throw new Refusal('WIFI_UNKNOWN', { ssid })
    await register.record(() => [{ kind: 'wifi', act: 'remove', ssid, by }])
    return managed(() => listed(wifi))
  }),
]

async function listed(wifi: WifiPort): Promise<ResultOf<'link.wifi.list'>> {
  const [permitted, inSight] = [await wifi.permitted(), await wifi.inSight()]
  const names = new Set(permitted.map(({ ssid }) => ssid))
  return {
    permitted: [...permitted],
    inSight: inSight.map((network) => ({ ...network, permitted: names.has(network.ssid) })),
  }
}

/** @throws Refusal WIFI_UNMANAGED, WIFI_REFUSED */
async function managed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof WifiError)) throw error
    throw new Refusal(error.manager ? 'WIFI_REFUSED' : 'WIFI_UNMANAGED', { problem: error.message })
  }
}
