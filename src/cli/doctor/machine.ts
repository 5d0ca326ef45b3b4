import { type Found, type Finding, findingOf } from '../../locale/doctor/index.ts'
import type { Language } from '../../locale/text.ts'
import { checkClock } from './clock.ts'
import { checkConfiguration } from './configuration.ts'
import { checkConsole } from './console.ts'
import { checkDevices } from './devices.ts'
import { checkService } from './service.ts'
import { checkStorage } from './storage.ts'
import type { Asked } from './types.ts'

/** Findings of the register that nobody can tell while the daemon does not answer. */
const OF_THE_DAEMON = ['register.ready', 'shift.age', 'autonomous.hours', 'ofd.answer', 'printer.state'] as const

/**
 * Everything that can be seen of this machine without the daemon, each as a finding in the language of the call. What may
 * not be looked at is `skipped`, never `ok`. A bundle of its own (tools/bundles.ts): it throws nothing that main tells apart.
 */
export function machineFindings(asked: Asked, language: Language): readonly Finding[] {
  const { configuration, found } = checkConfiguration(asked, language)
  const all: readonly Found[] = [
    ...found,
    ...checkService(asked, configuration),
    ...(configuration ? checkStorage(configuration) : []),
    ...(configuration ? checkDevices(configuration) : []),
    ...checkClock(),
    ...checkConsole(),
    ...(asked.daemon.answers ? [] : OF_THE_DAEMON.map((id) => ({ id, fault: 'unknown' as const }))),
  ]
  // What the daemon alone can tell is known once the way to it is mended, whatever that is
  const socket = all.find(({ id }) => id === 'daemon.socket')
  const mend = socket && findingOf(socket, language).mend
  return all.map((one) => findingOf({ ...one, details: { mend, ...one.details } }, language))
}
