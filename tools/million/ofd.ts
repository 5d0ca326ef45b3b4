import { createServer } from 'node:net'
import { frameFromJson } from '../../src/fiscal/wire/frame-json.ts'
import { FrameDecoder, payloadOf, readHeader } from '../../src/fiscal/wire/frame.ts'
import { COMMAND_CODES } from '../../src/fiscal/wire/values.ts'

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(COMMAND_CODES).map(([name, code]) => [code, `COMMAND_${name.toUpperCase().replaceAll('-', '_')}`]),
)

let sign = 1_000_000_000

/** OK to everything, at once, and nothing is counted: the register is what is measured. */
export function okTo(frame: Uint8Array): Uint8Array {
  // The command is the first member of every request.
  const command = NAMES.get(payloadOf(frame)[1] ?? 0) ?? ''
  sign += 1
  const ticket = command === 'COMMAND_TICKET' ? { ticket: { ticket_number: String(sign) } } : {}
  return frameFromJson(
    { header: readHeader(frame), message: { command, result: { result_code: 0 }, ...ticket } },
    'response',
  )
}

/** The same behind a socket, for a real daemon. @returns its port, and how to end it */
export async function okServer(): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer({ noDelay: true }, (socket) => {
    const decoder = new FrameDecoder()
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => {
      for (const frame of decoder.push(bytes)) socket.write(okTo(frame))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return { port: address.port, close: () => server.close() }
}
