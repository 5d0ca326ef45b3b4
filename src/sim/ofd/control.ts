import { chmodSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { parseFault } from './faults.ts'
import type { SimulatedPrinter } from '../printer/server.ts'
import type { OfdServer } from './server.ts'
import type { OfdState } from './state.ts'

/** What can be controlled while the world runs. */
export interface Controlled {
  readonly ofd?: OfdServer
  readonly printer?: Pick<SimulatedPrinter, 'port' | 'setFault'>
}

type Order = Readonly<Record<string, unknown>>

/** One JSON object a line, any of these members; each line is answered with one. */
const ORDERS: Readonly<Record<string, (world: Controlled, value: unknown) => Promise<void> | void>> = {
  /** `["drop-after@3"]`, an empty list for none. */
  faults: (world, value) => ofdOf(world).setFaults(texts(value).map(parseFault)),
  /** A notice of the state body: answers 15 from now on; null lifts it. */
  block: (world, value) => {
    if (value !== null && typeof value !== 'string') throw new Error('block is a text or null')
    ofdOf(world).change((state) => ({ ...state, blocked: value ?? undefined }))
  },
  /** A token from the operator's cabinet: the one before is void, and so is what was remembered. */
  token: (world, value) => {
    const token = Number(value)
    if (!Number.isInteger(token) || token < 0 || token > 0xffffffff) throw new Error('token is 0 to 4294967295')
    ofdOf(world).change((state) => ({ ...state, token, memory: undefined }))
  },
  /** A fault of the printer, null for none. */
  printerFault: ({ printer }, value) => {
    if (!printer) throw new Error('there is no printer')
    if (value !== null && typeof value !== 'string') throw new Error('printerFault is a text or null')
    printer.setFault(value ?? undefined)
  },
  /** Asks only: every answer tells how things stand. */
  status: () => undefined,
}

function ofdOf({ ofd }: Controlled): OfdServer {
  if (!ofd) throw new Error('there is no OFD')
  return ofd
}

function texts(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((entry): entry is string => typeof entry === 'string')) return value
  throw new Error('faults is a list of texts')
}

/** @returns the answer: `{"ok":true,…}` with how things stand, or `{"ok":false,"error":…}` */
export async function obey(world: Controlled, line: string): Promise<string> {
  try {
    const order = JSON.parse(line) as Order
    for (const [name, value] of Object.entries(order)) {
      const carryOut = ORDERS[name]
      if (!carryOut) throw new Error(`${name} is no order; known: ${Object.keys(ORDERS).join(', ')}`)
      await carryOut(world, value)
    }
    return JSON.stringify({ ok: true, ...(world.ofd && standing(world.ofd.state)) })
  } catch (error) {
    return JSON.stringify({ ok: false, error: error instanceof Error ? error.message : String(error) })
  }
}

function standing({ blocked, lastDocument, lastZ, shift, tickets, token }: OfdState) {
  return {
    token,
    shift: shift?.number ?? null,
    lastZ: lastZ?.number ?? null,
    lastDocument: lastDocument ? Number(lastDocument.number) : null,
    tickets: tickets.length,
    blocked: blocked ?? null,
  }
}

async function converse(world: Controlled, input: Readable, output: Writable): Promise<void> {
  for await (const line of createInterface({ input })) output.write(`${await obey(world, line)}\n`)
}

/**
 * Takes orders: from standard input for `-`, else from a Unix socket at the path.
 * @returns ends it
 */
export async function startControl(world: Controlled, where: string): Promise<() => Promise<void>> {
  if (where === '-') {
    void converse(world, process.stdin, process.stdout)
    return async () => void process.stdin.destroy()
  }
  rmSync(where, { force: true })
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    void converse(world, socket, socket)
  })
  server.listen(where)
  await once(server, 'listening')
  chmodSync(where, 0o600)
  return async () => {
    const closed = once(server, 'close')
    server.close()
    await closed
  }
}
