import { readdirSync, statSync } from 'node:fs'
import { usbName, usbPrinters, type UsbBus } from './usb-bus.ts'

/** A place where a printer is, or may be. */
export interface FoundDevice {
  readonly transport: 'usb' | 'device' | 'serial'
  /** For the configuration; of a USB printer the node that it has now. */
  readonly path: string
  /** What it says of itself, where it does. */
  readonly name?: string
  readonly vendorId?: number
}

/** Folders of device files, by the names of those that printers have. */
const FOLDERS: readonly { readonly transport: 'device' | 'serial'; readonly folder: string; readonly names: RegExp }[] =
  [
    { transport: 'device', folder: '/dev/usb', names: /^lp\d+$/ },
    // Names that stay when another socket is used; without udev there are none.
    { transport: 'serial', folder: '/dev/serial/by-id', names: /./ },
    { transport: 'serial', folder: '/dev', names: /^tty(?:USB|ACM)\d+$/ },
  ]

/** What is plugged in: USB printers by their class, device files of printers, serial adapters of whatever kind. */
export async function detectDevices(bus: () => Promise<UsbBus>): Promise<readonly FoundDevice[]> {
  const onUsb = (await usbPrinters(await bus())).map((device): FoundDevice => {
    const [busNumber, address] = [Number.parseInt(device.bus, 10), device.address].map((number) =>
      String(number).padStart(3, '0'),
    )
    return {
      transport: 'usb',
      path: `/dev/bus/usb/${busNumber}/${address}`,
      name: usbName(device),
      vendorId: device.vendorId,
    }
  })
  return [...onUsb, ...FOLDERS.flatMap(({ folder, names, transport }) => filesOf(folder, names, transport))]
}

function filesOf(folder: string, names: RegExp, transport: 'device' | 'serial'): FoundDevice[] {
  return namesIn(folder)
    .filter((name) => names.test(name))
    .map((name) => `${folder}/${name}`)
    .filter((path) => isDevice(path))
    .map((path) => ({ transport, path }))
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

function isDevice(path: string): boolean {
  try {
    return statSync(path).isCharacterDevice()
  } catch {
    // Pulled out since
    return false
  }
}
