import type { CommandSpec } from '../api/spec.ts'
import { call, type Run } from './call.ts'
import type { Context } from './context.ts'
import { CommandFailure } from './failure.ts'
import type { Given } from './parameters.ts'

/** Commands whose way differs from: parameters, one call, one answer. */
const SPECIAL: Readonly<Record<string, () => Promise<Run>>> = {
  setup: async () => (await import('./setup/index.ts')).setup,
  login: async () => (await import('./people.ts')).login,
  logout: async () => (await import('./people.ts')).logout,
  doctor: async () => (await import('./doctor/index.ts')).doctor,
  wait: async () => (await import('./wait.ts')).wait,
  'support-bundle': async () => (await import('./support/index.ts')).support,
  completion: async () => (await import('./completion/command.ts')).completion,
  'journal.verify': async () => (await import('./journal/verify.ts')).verify,
  'journal.list': async () => (await import('./journal/export.ts')).listJournal,
  'journal.export': async () => (await import('./journal/export.ts')).exportJournal,
  schema: async () => (await import('./schema.ts')).schema,
  tui: async () => (await import('./tui.ts')).tui,
  version: async () => (await import('./version.ts')).version,
  'console.attach': async () => (await import('./devices.ts')).attach,
  'keypad.test': async () => (await import('./devices.ts')).tryDevice,
  'scanner.test': async () => (await import('./devices.ts')).tryDevice,
  'goods.import': async () => (await import('./goods.ts')).importGoods,
  'report.cashier': async () => (await import('./report-file.ts')).reportFile,
  'report.section': async () => (await import('./report-file.ts')).reportFile,
  'report.period': async () => (await import('./report-file.ts')).reportFile,
  'report.z': async () => (await import('./report-file.ts')).reportFile,
  'receipt.export': async () => (await import('./export.ts')).exportFile,
  'backup.create': async () => (await import('./backup.ts')).create,
  'backup.restore': async () => (await import('./backup.ts')).restore,
  watch: async () => (await import('./watch.ts')).watch,
  'receipt.qr': async () => (await import('./export.ts')).exportFile,
}

export const commandOf = async ({ method }: CommandSpec): Promise<Run> => (await SPECIAL[method]?.()) ?? generic

/** What cannot be taken back is confirmed: by a person, or by --yes. @throws CONFIRMATION_NEEDED off a terminal */
export async function confirmed(spec: CommandSpec, given: Given, { interactive, language }: Context): Promise<void> {
  if (!spec.options.some(({ flag }) => flag === 'yes') || given.has('yes')) return
  if (!interactive) throw new CommandFailure('CONFIRMATION_NEEDED')
  const { confirm } = await import('./setup/dialogue.ts')
  await confirm(language)
}

export const generic: Run = async (spec, given, context) => {
  await confirmed(spec, given, context)
  const { render } = await import('./render/index.ts')
  return call(spec, given, context, render)
}
