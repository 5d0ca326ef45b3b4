import { profileOf } from '../escpos/profile.ts'
import type { Configuration } from './configuration/index.ts'

/** What the file may name and this release does not drive: one sentence each, told before anything is opened. */
export function unsupported({ printer }: Configuration): readonly string[] {
  const { encoding, profile, transport } = printer
  return [
    ...(transport === 'usb' || transport === 'serial'
      ? [`printer.transport: "${transport}" is not driven yet; expected "device", "tcp" or "file"`]
      : []),
    ...(encoding === 'udc'
      ? ['printer.encoding: "udc" is not made yet; expected "auto", "kz1048", "hybrid" or "raster"']
      : []),
    ...(profileOf(profile) ? [] : [`printer.profile: "${profile}" is not a known printer`]),
  ]
}
