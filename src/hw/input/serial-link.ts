import { statSync } from 'node:fs'
import type { SerialPort } from 'serialport'
import type { OpenInput } from './link.ts'

/**
 * An open serial line of 8 data bits, no parity, one stop bit. Nothing is ever waited for in a thread: no drain, and what
 * a dead line still holds is thrown away before the close, which would wait for it.
 * @throws Error ENOENT and others, as the system says it
 */
export async function openSerial(path: string, baud: number): Promise<SerialPort> {
  // The library's own error for a device that is not there has no code
  statSync(path)
  // Loaded by registers that have such a device only
  const { SerialPort: Port } = await import('serialport')
  const port = new Port({ path, baudRate: baud, autoOpen: false, hupcl: false })
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
  return port
}

export const closeSerial = (port: SerialPort): Promise<void> =>
  new Promise((resolve) => {
    if (!port.isOpen) return resolve()
    port.flush(() => port.close(() => resolve()))
  })

/** A scanner or a keypad behind a serial line, also one that USB makes up. */
export const serialLink =
  (path: string, baud: number): OpenInput =>
  async (listener) => {
    const port = await openSerial(path, baud)
    port.on('data', (bytes: Buffer) => listener.bytes(bytes))
    // A line that is pulled out ends with either of them; whoever hears of it closes the port
    for (const event of ['error', 'close'] as const) port.on(event, () => listener.lost())
    return { close: () => closeSerial(port) }
  }
