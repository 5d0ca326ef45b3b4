import type { Clock, PrinterPort } from '../ports.ts'
import { deviceLink } from './device-link.ts'
import { fileLink } from './file-link.ts'
import type { OpenLink } from './link.ts'
import { EscposPrinter, type PrinterNature } from './printer.ts'
import type { SerialSettings } from '../serial.ts'
import { serialLink } from './serial-link.ts'
import { type Address, tcpLink } from './tcp-link.ts'
import { usbChanges } from './usb-changes.ts'
import { systemBus, usbLink } from './usb-link.ts'

/** Where the kernel keeps a node for each device, in a folder for each bus. */
const USB_NODES = '/dev/bus/usb'

export type PrinterTarget =
  | { readonly transport: 'tcp'; readonly address: Address }
  | ({ readonly transport: 'serial' } & SerialSettings)
  | { readonly transport: 'file' | 'device' | 'usb'; readonly path: string }

/** The printer of the configuration. Nothing is opened yet, and no native module is loaded. */
export function printerOf(target: PrinterTarget, clock: Clock, nature?: Partial<PrinterNature>): PrinterPort {
  return new EscposPrinter(linkOf(target, clock), clock, {
    ...nature,
    ...(target.transport === 'usb' && { changes: usbChanges(USB_NODES) }),
  })
}

function linkOf(target: PrinterTarget, clock: Clock): OpenLink {
  switch (target.transport) {
    case 'tcp':
      return tcpLink(target.address, clock)
    case 'device':
      return deviceLink(target.path, clock)
    case 'file':
      return fileLink(target.path)
    case 'serial':
      return serialLink(target, clock)
    case 'usb':
      return usbLink(target.path, clock, systemBus)
    default:
      return target satisfies never
  }
}

/** Where the printer of a target is, as its capabilities are kept: `tcp 192.0.2.7:9100`, `serial /dev/ttyS0`. */
export const placeOf = (target: PrinterTarget): string =>
  target.transport === 'tcp'
    ? `tcp ${target.address.host}:${target.address.port}`
    : `${target.transport} ${target.path}`
