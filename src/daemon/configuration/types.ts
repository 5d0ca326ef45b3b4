import type { DisplayEncoding, DisplayProfileName } from '../../escpos/display.ts'
import type { ProtocolVersion } from '../../fiscal/wire/dialect.ts'
import type { ReceiptLanguage } from '../../fiscal/ticket/types.ts'
import type { KeyMap, KeypadProfile } from '../../hw/input/key-maps.ts'

/** A TCP peer. `host` is a name or a literal address, IPv6 without its brackets. */
export interface Address {
  readonly host: string
  readonly port: number
}

/** An independent way to the OFD (R1326-17), in order of priority. With neither interface nor source: as the system routes. */
export interface LinkConfiguration {
  readonly name: string
  readonly interface?: string
  readonly source?: string
}

export type PrinterTransport =
  | { readonly transport: 'tcp'; readonly address: Address }
  | { readonly transport: 'usb' | 'device' | 'file'; readonly path: string }
  | {
      readonly transport: 'serial'
      readonly path: string
      readonly baud: number
      readonly flow: 'none' | 'rtscts' | 'xonxoff'
    }

export type PrinterConfiguration = PrinterTransport & {
  /** Name of a known printer, or `auto`. */
  readonly profile: string
  readonly widthMm: 58 | 80
  readonly encoding: 'auto' | 'kz1048' | 'hybrid' | 'udc' | 'raster'
  readonly qr: 'auto' | 'native' | 'raster'
  /** The cash drawer at the printer's socket, by the pin of its plug that opens it. */
  readonly drawer: 'none' | 'pin2' | 'pin5'
  /** Which level of the drawer's sensor is an open drawer. */
  readonly drawerSense: 'none' | 'high-open' | 'low-open'
}

export interface KeypadConfiguration {
  /** `serial`: a matrix behind a controller; any other is one of the kernel's event devices. */
  readonly transport: 'evdev' | 'serial'
  readonly path: string
  readonly baud: number
  readonly profile: KeypadProfile | 'auto'
  /** What is typed on it reaches nobody else. */
  readonly grab: boolean
  /** Keys that the profile does not name, or names otherwise. */
  readonly keys: KeyMap
}

export interface ScannerConfiguration {
  /** `evdev`: it types as a keyboard. */
  readonly transport: 'evdev' | 'serial'
  readonly path: string
  readonly baud: number
}

export interface DisplayConfiguration {
  readonly transport: 'serial' | 'device'
  readonly path: string
  readonly baud: number
  readonly profile: DisplayProfileName
  readonly encoding: DisplayEncoding
}

/** What has no default: without all of it the register is NOT_SET_UP. */
export interface FiscalConfiguration {
  /** Id of a known operator of fiscal data. */
  readonly operator: string
  /** Tried in order. */
  readonly servers: readonly [Address, ...Address[]]
  /** Millionths of a degree (R2026-GEO). */
  readonly geo: { readonly latitude: number; readonly longitude: number; readonly source: string }
}

/** `kkm.toml` with its defaults filled in. */
export interface Configuration {
  /** Where it was read from. */
  readonly file: string
  readonly stateDir: string
  readonly mirrorDir: string
  readonly socket: string
  readonly profile: 'register' | 'transmit-only'
  readonly receipt: 'paper' | 'paper-or-electronic' | 'electronic'
  readonly receiptLanguage: ReceiptLanguage
  readonly device: {
    readonly model: string
    /** ЗНМ; undefined: `setup` must name it. */
    readonly serialNumber: string | undefined
    readonly year: number | undefined
  }
  readonly ofd: {
    readonly version: ProtocolVersion
    /** Milliseconds for one exchange over all links and servers. */
    readonly transactionTime: number
    /** Milliseconds between two tries while the OFD is silent. */
    readonly recoveryTime: number
  }
  /** undefined: something without a default is missing, see `missing`. */
  readonly fiscal: FiscalConfiguration | undefined
  /** Keys without a default that the file lacks, such as `ofd.operator`. */
  readonly missing: readonly string[]
  readonly links: readonly [LinkConfiguration, ...LinkConfiguration[]]
  readonly printer: PrinterConfiguration
  readonly keypad: KeypadConfiguration | undefined
  readonly scanner: ScannerConfiguration | undefined
  readonly display: DisplayConfiguration | undefined
}
