import type { ControlSetup, UsbAnswer, UsbBus, UsbDevice } from '../../src/hw/printer/usb-bus.ts'

const INTERFACE = 2
const IN = 1
const OUT = 3
const PAPER_EMPTY = 0x20

/** The kernel's words, as npm `usb` passes them on. */
const BUSY = 'interface is busy (errno 16)'
const GONE = 'Disconnected'
/** The words of npm `usb` when something is to change while a transfer is under way. */
const BORROWED = 'The same native value cannot be borrowed mutably while another borrow is active'

type Taker = (bytes: Uint8Array, reply: (answer: Uint8Array) => void) => void

/**
 * A printer on a USB of our own: usblp has it first, transfers take time, an idle question ends with `Cancelled`. Behind
 * it stands whatever reads the bytes.
 */
export class FakeUsbPrinter {
  readonly device: UsbDevice
  /** Hands the printer bytes; what it gives to `reply` is its answer. */
  readonly #take: Taker
  readonly #answers: Uint8Array[] = []
  #waiting: ((gone: boolean) => void) | undefined
  readonly #stalled: (() => void)[] = []
  plugged = true
  /** Takes nothing more once it has taken so many bytes. */
  stallAfter = Infinity
  #taken = 0
  paperOut = false
  isOpen = false
  isClaimed = false
  /** Who has the interface beside us: usblp, until it is detached. */
  kernelDriver = true
  largestTransfer = 0

  constructor(take: Taker) {
    this.#take = take
    this.device = this.#face()
  }

  get bus(): UsbBus {
    return { getDevices: async () => (this.plugged ? [MOUSE, this.device] : [MOUSE]) }
  }

  pull(): void {
    this.plugged = false
    this.isOpen = false
    this.isClaimed = false
    this.kernelDriver = true
    this.#waiting?.(true)
    for (const go of this.#stalled.splice(0)) go()
  }

  goOn(): void {
    this.stallAfter = Infinity
    for (const go of this.#stalled.splice(0)) go()
  }

  #face(): UsbDevice {
    return {
      vendorId: 0x04b8,
      productId: 0x0e28,
      manufacturerName: 'EPSON',
      productName: 'TM-T20III',
      serialNumber: 'X1',
      bus: '001',
      address: 4,
      ports: [2, 1],
      configuration: { interfaces: INTERFACES },
      open: async () => this.#whenPlugged(() => void (this.isOpen = true)),
      close: async () => this.#whenIdle(() => void (this.isOpen = false)),
      claimInterface: async () => this.#claim(),
      releaseInterface: async () => this.#whenIdle(() => void (this.isClaimed = false)),
      selectAlternateInterface: async () => undefined,
      detachKernelDriver: async () => this.#whenPlugged(() => void (this.kernelDriver = false)),
      attachKernelDriver: async () => this.#whenIdle(() => void (this.kernelDriver = true)),
      controlTransferIn: async (setup) => this.#control(setup),
      transferIn: (endpoint, _length, milliseconds = 1000) => this.#in(endpoint, milliseconds),
      transferOut: (endpoint, bytes) => this.#out(endpoint, bytes),
    }
  }

  #whenPlugged(act: () => void): void {
    if (!this.plugged) throw new Error(GONE)
    act()
  }

  #whenIdle(act: () => void): void {
    if (this.#waiting || this.#stalled.length > 0) throw new Error(BORROWED)
    this.#whenPlugged(act)
  }

  #claim(): void {
    this.#whenPlugged(() => {
      if (this.kernelDriver || this.isClaimed) throw new Error(BUSY)
      this.isClaimed = true
    })
  }

  #control({ request, index, recipient, requestType }: ControlSetup): UsbAnswer {
    if (!this.plugged) throw new Error(GONE)
    if (requestType !== 'class' || recipient !== 'interface' || request !== 1 || index !== INTERFACE)
      throw new Error('Stall')
    return { data: new DataView(Uint8Array.of(0x18 | (this.paperOut ? PAPER_EMPTY : 0)).buffer) }
  }

  async #in(endpoint: number, milliseconds: number): Promise<UsbAnswer> {
    if (endpoint !== IN || !this.isClaimed) throw new Error('transferIn error: Fault')
    if (this.#answers.length === 0) {
      const gone = await new Promise<boolean | undefined>((resolve) => {
        const timer = setTimeout(() => resolve(undefined), milliseconds)
        this.#waiting = (isGone) => {
          clearTimeout(timer)
          resolve(isGone)
        }
      })
      this.#waiting = undefined
      if (gone === true) throw new Error('transferIn error: Fault')
      if (gone === undefined) throw new Error('transferIn error: Cancelled')
    }
    const answer = this.#answers.shift() ?? new Uint8Array()
    return { data: new DataView(answer.slice().buffer) }
  }

  async #out(endpoint: number, bytes: Uint8Array): Promise<{ bytesWritten: number }> {
    if (endpoint !== OUT || !this.isClaimed) throw new Error('transferOut error: Fault')
    this.largestTransfer = Math.max(this.largestTransfer, bytes.length)
    if (this.#taken >= this.stallAfter) await new Promise<void>((resolve) => this.#stalled.push(resolve))
    if (!this.plugged) throw new Error(`transferOut error: ${GONE}`)
    this.#taken += bytes.length
    this.#take(bytes, (answer) => {
      this.#answers.push(answer)
      this.#waiting?.(false)
    })
    return { bytesWritten: bytes.length }
  }
}

const alternate = (interfaceClass: number) => ({
  alternateSetting: 0,
  interfaceClass,
  endpoints: [
    { endpointNumber: IN, direction: 'in', type: 'bulk' },
    { endpointNumber: OUT, direction: 'out', type: 'bulk' },
  ] as const,
})

/** A printer is often the second of several interfaces. */
const INTERFACES = [
  { interfaceNumber: 0, alternates: [alternate(3)] },
  { interfaceNumber: INTERFACE, alternates: [alternate(7)] },
]

const refuse = async (): Promise<never> => {
  throw new Error('this is not the printer')
}

/** Something else on the bus. */
const MOUSE: UsbDevice = {
  vendorId: 0x046d,
  productId: 0xc077,
  bus: '001',
  address: 3,
  ports: [1],
  configuration: { interfaces: [{ interfaceNumber: 0, alternates: [alternate(3)] }] },
  open: refuse,
  close: refuse,
  claimInterface: refuse,
  releaseInterface: refuse,
  selectAlternateInterface: refuse,
  detachKernelDriver: refuse,
  attachKernelDriver: refuse,
  controlTransferIn: refuse,
  transferIn: refuse,
  transferOut: refuse,
}

/** What a fake printer makes of the bytes that come over USB. */
export function usbReader(printer: { reader(send: (answer: Uint8Array) => void): (bytes: Uint8Array) => void }): Taker {
  let reply: (answer: Uint8Array) => void = () => undefined
  const take = printer.reader((answer) => reply(answer))
  return (bytes, answer) => {
    reply = answer
    take(bytes)
  }
}
