import { CommandError, type Press } from './press.ts'
import { isRealTimeCommand } from './raster.ts'
import { paperSensorStatus, type PrinterStatus, realTimeStatus } from './status.ts'

/** What a command works on: the press, the sensors, and the way back to the computer. */
export interface Printer {
  readonly press: Press
  readonly status: PrinterStatus
  answer(kind: 'real-time' | 'in-order', bytes: readonly number[]): void
}

/** One command: what it starts with, how many parameters follow, and how much data those announce. */
export interface Command {
  readonly name: string
  readonly prefix: readonly number[]
  readonly parameters: number
  /** @param rest what has come behind the parameters @returns Infinity where it does not tell yet */
  dataLength?(parameters: Uint8Array, rest: Uint8Array): number
  run(printer: Printer, parameters: Uint8Array, data: Uint8Array): void
}

const DLE = 0x10
const ESC = 0x1b
const FS = 0x1c
const GS = 0x1d

const le16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0)

/** The parameter as one of a table's values. Digits 0 to 9 may also come as their ASCII characters. */
function choice<Value>(parameter: number, table: Readonly<Record<number, Value>>): Value {
  const value = table[parameter >= 0x30 && parameter <= 0x39 ? parameter - 0x30 : parameter]
  if (value === undefined) throw new CommandError(`a parameter of ${parameter}`)
  return value
}

/** The commands of ESC/POS that this printer knows (Epson's reference); every other is an error. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'DLE EOT',
    prefix: [DLE, 0x04],
    parameters: 1,
    run(printer, [n = 0]) {
      const answer = realTimeStatus(n, printer.status)
      if (answer === undefined) throw new CommandError(`a parameter of ${n}`)
      printer.answer('real-time', [answer])
    },
  },
  { name: 'ESC @', prefix: [ESC, 0x40], parameters: 0, run: ({ press }) => press.reset() },
  { name: 'ESC t', prefix: [ESC, 0x74], parameters: 1, run: ({ press }, [n = 0]) => press.choosePage(n) },
  {
    name: 'ESC a',
    prefix: [ESC, 0x61],
    parameters: 1,
    run: ({ press }, [n = 0]) => press.justify(choice(n, { 0: 'left', 1: 'center', 2: 'right' } as const)),
  },
  { name: 'ESC E', prefix: [ESC, 0x45], parameters: 1, run: ({ press }, [n = 0]) => press.embolden((n & 1) === 1) },
  { name: 'ESC d', prefix: [ESC, 0x64], parameters: 1, run: ({ press }, [n = 0]) => press.feedLines(n) },
  { name: 'ESC J', prefix: [ESC, 0x4a], parameters: 1, run: ({ press }, [n = 0]) => press.feedDots(n) },
  {
    name: 'ESC p',
    prefix: [ESC, 0x70],
    parameters: 3,
    run: ({ press }, [m = 0, on = 0]) => press.pulse(choice(m, { 0: 2, 1: 5 }), on * 2),
  },
  {
    name: 'ESC &',
    prefix: [ESC, 0x26],
    parameters: 3,
    dataLength: definedLength,
    run: ({ press }, [columnBytes = 0, first = 0], data) => {
      for (let at = 0, code = first; at < data.length; code++) {
        const end = at + 1 + (data[at] ?? 0) * columnBytes
        press.define(code, data.subarray(at + 1, end), columnBytes)
        at = end
      }
    },
  },
  { name: 'ESC %', prefix: [ESC, 0x25], parameters: 1, run: ({ press }, [n = 0]) => press.useDefined((n & 1) === 1) },
  // Chinese characters are off from then on; the press knows none.
  { name: 'FS .', prefix: [FS, 0x2e], parameters: 0, run: () => {} },
  {
    name: 'GS !',
    prefix: [GS, 0x21],
    parameters: 1,
    run({ press }, [n = 0]) {
      if ((n & 0x88) !== 0) throw new CommandError(`a parameter of ${n}`)
      press.resize((n >> 4) + 1, (n & 7) + 1)
    },
  },
  {
    name: 'GS V',
    prefix: [GS, 0x56],
    parameters: 1,
    dataLength: ([m = 0]) => (m === 65 || m === 66 ? 1 : 0),
    run({ press }, [m = 0]) {
      if (m !== 65 && m !== 66) choice(m, { 0: 'full', 1: 'partial' })
      press.cut()
    },
  },
  {
    name: 'GS v 0',
    prefix: [GS, 0x76, 0x30],
    parameters: 5,
    dataLength: (parameters) => le16(parameters, 1) * le16(parameters, 3),
    run({ press }, parameters, data) {
      if (parameters[0] !== 0) throw new CommandError(`an image in mode ${parameters[0]}`)
      for (let at = 0; at + 2 < data.length; at++) {
        if (isRealTimeCommand(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) {
          throw new CommandError(`an image with a real-time command at its byte ${at}`)
        }
      }
      press.image(le16(parameters, 1), le16(parameters, 3), data)
    },
  },
  { name: 'GS ( k', prefix: [GS, 0x28, 0x6b], parameters: 2, dataLength: (p) => le16(p, 0), run: symbol },
  {
    name: 'GS ( H',
    prefix: [GS, 0x28, 0x48],
    parameters: 2,
    dataLength: (p) => le16(p, 0),
    run(printer, _parameters, [fn, m, ...id]) {
      if (fn !== 0x30 || m !== 0x30 || id.length !== 4) throw new CommandError('not a process number')
      printer.answer('in-order', [0x37, 0x22, ...id, 0])
    },
  },
  {
    name: 'GS r',
    prefix: [GS, 0x72],
    parameters: 1,
    run: (printer, [n = 0]) =>
      printer.answer('in-order', [choice(n, { 1: paperSensorStatus(printer.status), 2: 0x01 })]),
  },
  { name: 'GS I', prefix: [GS, 0x49], parameters: 1, run: identify },
]

/** `ESC & y c1 c2`: for each character its width x, then x columns of y bytes. */
function definedLength([columnBytes = 0, first = 0, last = 0]: Uint8Array, rest: Uint8Array): number {
  let length = 0
  for (let code = first; code <= last; code++) {
    const width = rest[length]
    if (width === undefined) return Infinity
    length += 1 + width * columnBytes
  }
  return length
}

/** `GS ( k` for QR codes: cn = 49, functions 65, 67, 69, 80, 81. */
function symbol({ press }: Printer, _parameters: Uint8Array, data: Uint8Array): void {
  const [cn = 0, fn = 0, first = 0] = data
  if (cn !== 0x31) throw new CommandError(`a symbol of kind ${cn}`)
  switch (fn) {
    case 65:
      if (first !== 0x32) throw new CommandError('a QR code of another model than 2')
      return
    case 67:
      if (first < 1 || first > 16) throw new CommandError(`a module of ${first} dots`)
      press.symbolModule(first)
      return
    case 69:
      press.symbolLevel(choice(first, { 0: 'L', 1: 'M', 2: 'Q', 3: 'H' } as const))
      return
    case 80:
      press.symbolData(new TextDecoder('utf-8', { fatal: true }).decode(data.subarray(3)))
      return
    case 81:
      press.printSymbol()
      return
    default:
      throw new CommandError(`function ${fn} of QR codes`)
  }
}

const MODEL = 0x20

function identify(printer: Printer, [n = 0]: Uint8Array): void {
  const name = (text: string): number[] => [0x5f, ...Buffer.from(text, 'ascii'), 0]
  printer.answer('in-order', choice(n, { 1: [MODEL], 2: [0], 3: [0], 66: name('kkm'), 67: name('kkm-sim') }))
}
