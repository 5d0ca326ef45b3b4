import { realpathSync } from 'node:fs'

/** The part of WebUSB that a printer needs, as npm `usb` has it; the last parameter of a transfer is its time-out (ms). */
export interface UsbBus {
  getDevices(): Promise<readonly UsbDevice[]>
}

export interface UsbDevice {
  readonly vendorId: number
  readonly productId: number
  readonly manufacturerName?: string | null | undefined
  readonly productName?: string | null | undefined
  readonly serialNumber?: string | null | undefined
  /** Number of the bus, in decimal digits. */
  readonly bus: string
  readonly address: number
  /** The sockets from the root to the device. */
  readonly ports: readonly number[]
  readonly configuration?: { readonly interfaces: readonly UsbInterface[] } | null | undefined
  open(): Promise<void>
  close(): Promise<void>
  claimInterface(number: number): Promise<void>
  releaseInterface(number: number): Promise<void>
  selectAlternateInterface(number: number, alternate: number): Promise<void>
  detachKernelDriver(number: number): Promise<void>
  attachKernelDriver(number: number): Promise<void>
  controlTransferIn(setup: ControlSetup, length: number, milliseconds?: number): Promise<UsbAnswer>
  transferIn(endpoint: number, length: number, milliseconds?: number): Promise<UsbAnswer>
  transferOut(
    endpoint: number,
    bytes: Uint8Array<ArrayBuffer>,
    milliseconds?: number,
  ): Promise<{ readonly bytesWritten?: number }>
}

export interface ControlSetup {
  readonly requestType: 'standard' | 'class' | 'vendor'
  readonly recipient: 'device' | 'interface' | 'endpoint' | 'other'
  readonly request: number
  readonly value: number
  readonly index: number
}

export interface UsbAnswer {
  readonly data?: DataView | undefined
}

interface UsbInterface {
  readonly interfaceNumber: number
  readonly alternates: readonly {
    readonly alternateSetting: number
    readonly interfaceClass: number
    readonly endpoints: readonly {
      readonly endpointNumber: number
      readonly direction: 'in' | 'out'
      readonly type: string
    }[]
  }[]
}

/** The interface of a device that a printer's bytes go through. */
export interface PrinterInterface {
  readonly number: number
  readonly alternate: number
  readonly out: number
  /** undefined: it never answers (protocol 7/1/1). */
  readonly in: number | undefined
}

/** USB printer class (USB Device Class Definition for Printing Devices 1.1). Makers' numbers tell nothing sure. */
const PRINTER_CLASS = 7

/** undefined: the device is no printer. An interface that answers is preferred. */
export function printerInterface(device: UsbDevice): PrinterInterface | undefined {
  const found = (device.configuration?.interfaces ?? []).flatMap(({ alternates, interfaceNumber }) =>
    alternates
      .filter(({ interfaceClass }) => interfaceClass === PRINTER_CLASS)
      .flatMap(({ alternateSetting, endpoints }): PrinterInterface[] => {
        const bulk = (direction: 'in' | 'out') =>
          endpoints.find((one) => one.type === 'bulk' && one.direction === direction)?.endpointNumber
        const out = bulk('out')
        return out === undefined ? [] : [{ number: interfaceNumber, alternate: alternateSetting, out, in: bulk('in') }]
      }),
  )
  return found.find((one) => one.in !== undefined) ?? found[0]
}

/** `1-2.4`: bus and sockets, which stay while the cable stays. */
export const socketOf = ({ bus, ports }: UsbDevice): string => `${Number.parseInt(bus, 10)}-${ports.join('.')}`

/** `04b8:0e28 EPSON TM-T20III at 1-2.4`, for people. */
export function usbName(device: UsbDevice): string {
  const hex = (number: number) => number.toString(16).padStart(4, '0')
  const names = [device.manufacturerName, device.productName].filter(Boolean).join(' ')
  return `${hex(device.vendorId)}:${hex(device.productId)}${names && ` ${names}`} at ${socketOf(device)}`
}

/** Printers of the bus. A machine without USB has none. */
export async function usbPrinters(bus: UsbBus): Promise<readonly UsbDevice[]> {
  try {
    return (await bus.getDevices()).filter((device) => printerInterface(device) !== undefined)
  } catch (error) {
    // Where the kernel has no USB at all, /sys/bus/usb is missing.
    if (error instanceof Error && error.message.includes('not found')) return []
    throw error
  }
}

/** Bus and address behind a path such as /dev/kkm-printer, which udev points to the device's node; undefined: it is none. */
function nodeOf(path: string): { bus: number; address: number } | undefined {
  const [, bus, address] = /^\/dev\/bus\/usb\/(\d{3})\/(\d{3})$/.exec(realpathOf(path) ?? '') ?? []
  return bus === undefined || address === undefined ? undefined : { bus: Number(bus), address: Number(address) }
}

function realpathOf(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

/**
 * The printer behind the path, or the only one where the path leads nowhere. Throws a sentence where there is none, or
 * more than one and the path does not tell them apart.
 */
export async function findUsbPrinter(bus: UsbBus, path: string): Promise<UsbDevice> {
  const printers = await usbPrinters(bus)
  const node = nodeOf(path)
  const [first, ...others] = node
    ? printers.filter((one) => Number.parseInt(one.bus, 10) === node.bus && one.address === node.address)
    : printers
  if (first === undefined) throw new Error('no USB printer is connected')
  if (others.length > 0) {
    throw new Error(`${path} names none of several USB printers: ${printers.map(usbName).join(', ')}`)
  }
  return first
}
