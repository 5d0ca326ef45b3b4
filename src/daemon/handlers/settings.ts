import { method } from '../../api/methods.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import type { Method } from '../../api/types.ts'
import {
  type SettingName,
  SETTING_NAMES,
  SETTINGS,
  decideSetting,
  settingName,
  settingText,
} from '../../fiscal/register/settings.ts'
import type { State } from '../../fiscal/register/state.ts'
import { formatIso } from '../../fiscal/time.ts'
import type { Services } from '../services.ts'
import { operatorOf } from './documents.ts'

export const settingsMethods = ({ register }: Services): readonly Method[] => [
  method('settings.list', async () => ({ settings: SETTING_NAMES.map((name) => settingView(register.state, name)) })),
  method('settings.get', async ({ name }) => settingView(register.state, settingName(name))),
  method('settings.set', async ({ name, value }, context) => {
    const by = operatorOf(context).code
    await register.record((state) => decideSetting(state, { name, value, by }, register.circumstances()))
    return settingView(register.state, settingName(name))
  }),
]

function settingView(state: State, name: SettingName): ResultOf<'settings.get'> {
  const changed = state.settings[name]
  return {
    name,
    value: settingText(state, name) || 'none',
    betweenShifts: SETTINGS[name].betweenShifts,
    ...(changed && { changed: { by: changed.by, time: formatIso(changed.time) } }),
  }
}
