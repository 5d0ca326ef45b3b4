import type { Clock, DeviceState, InputPort, RawScan } from '../ports.ts'
import { evdevLink } from './evdev-link.ts'
import { Plugged } from './plugged.ts'
import { ScanAssembler, WedgeDecoder } from './scan.ts'
import { serialLink } from './serial-link.ts'

export interface ScannerOptions {
  /** `serial`: also what USB makes up, and to be preferred; `evdev`: it types as a keyboard. */
  readonly transport: 'evdev' | 'serial'
  readonly path: string
  readonly baud: number
}

export interface ScannerListener {
  readonly scan: (scan: RawScan) => void
  readonly state: (state: DeviceState) => void
}

/** A scanner that is read until it is closed. One that types is always grabbed: nobody else shall take it for a keyboard. */
export function openScanner(
  { baud, path, transport }: ScannerOptions,
  clock: Clock,
  { scan, state }: ScannerListener,
): InputPort {
  let assembler = new ScanAssembler(clock, scan)
  if (transport === 'serial')
    return new Plugged(serialLink(path, baud), clock, {
      opened: () => (assembler = new ScanAssembler(clock, scan)),
      bytes: (bytes) => assembler.push(bytes),
      state,
    })
  let wedge = new WedgeDecoder(assembler)
  return new Plugged(evdevLink(path, clock, { grabs: true, typist: 'machine' }), clock, {
    opened: () => (wedge = new WedgeDecoder(new ScanAssembler(clock, scan))),
    bytes: (bytes) => wedge.push(bytes),
    state,
  })
}
