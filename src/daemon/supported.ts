import { profileOf } from '../escpos/profile.ts'
import type { Configuration } from './configuration/index.ts'

/** What the file may name and this release does not drive: one sentence each, told before anything is opened. */
export function unsupported({ printer }: Configuration): readonly string[] {
  const { profile } = printer
  return profileOf(profile) ? [] : [`printer.profile: "${profile}" is not a known printer`]
}
