import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const GADGETS = '/sys/kernel/config/usb_gadget'

export interface GadgetOptions {
  /** Which of the guest's sockets it is plugged into, from 0. */
  readonly socket: number
  readonly vendor: number
  readonly product: number
  readonly maker: string
  readonly name: string
  readonly serial: string
  /** The kernel's function, as `acm.usb0`, and its files. */
  readonly function: string
  readonly files?: Readonly<Record<string, string | Uint8Array>>
}

/** A USB device that this kernel is towards itself (configfs, dummy_hcd): plugged in and pulled out like a real one. */
export class Gadget {
  readonly #folder: string
  readonly #function: string
  readonly #socket: string

  constructor({ files = {}, function: name, maker, product, serial, socket, vendor, ...options }: GadgetOptions) {
    this.#folder = join(GADGETS, `kkm-${socket}`)
    this.#function = name
    this.#socket = readdirSync('/sys/class/udc').toSorted()[socket] ?? ''
    const put = (file: string, text: string | Uint8Array) => writeFileSync(join(this.#folder, file), text)
    for (const folder of ['', 'strings/0x409', 'configs/c.1', `functions/${name}`])
      mkdirSync(join(this.#folder, folder), { recursive: true })
    put('idVendor', `0x${vendor.toString(16)}`)
    put('idProduct', `0x${product.toString(16)}`)
    put('strings/0x409/manufacturer', maker)
    put('strings/0x409/product', options.name)
    put('strings/0x409/serialnumber', serial)
    for (const [file, text] of Object.entries(files)) put(`functions/${name}/${file}`, text)
    symlinkSync(join(this.#folder, 'functions', name), join(this.#folder, 'configs/c.1', name))
  }

  /** Our side of a serial line: what is written to it comes out of the device. */
  get line(): string {
    return `/dev/ttyGS${readFileSync(join(this.#folder, 'functions', this.#function, 'port_num'), 'utf8').trim()}`
  }

  plug(): void {
    writeFileSync(join(this.#folder, 'UDC'), this.#socket)
  }

  pull(): void {
    writeFileSync(join(this.#folder, 'UDC'), '\n')
  }
}

/** A scanner as a serial line of USB. */
export const serialScanner = (socket: number): Gadget =>
  new Gadget({
    socket,
    vendor: 0x0c2e,
    product: 0x0aaf,
    maker: 'Honeywell',
    name: 'Scanner',
    serial: `SCN00${socket}`,
    function: `acm.scanner${socket}`,
  })
