import { createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Connection, type ConnectionPorts, FIRST_LANGUAGE } from './connection.ts'
import { LIMITS, type Limits } from './limits.ts'
import { listenAt } from './place.ts'
import { errorLine } from './rpc.ts'

export interface SocketPorts extends ConnectionPorts {
  readonly path: string
  readonly limits?: Partial<Limits>
  /** Where groups are looked up: /etc/group. */
  readonly groupFile?: string
}

export interface SocketServer {
  /** In order: no new connections, running calls finish (1.5 s at most), sockets end. */
  stop(): Promise<void>
}

/**
 * The daemon's socket: newline-delimited JSON-RPC 2.0 (interface, "Socket").
 * @throws SocketError when the place is taken
 */
export async function openSocket(ports: SocketPorts): Promise<SocketServer> {
  const limits = { ...LIMITS, ...ports.limits }
  const connections = new Map<Socket, Connection>()
  const turnedAway = new Set<Socket>()

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    // Whoever never signs in, however much it talks, holds no place against one who comes to sell
    if (connections.size >= limits.connections) dropIdler(connections)
    if (connections.size >= limits.connections) {
      turnedAway.add(socket)
      socket.on('close', () => turnedAway.delete(socket))
      turnAway(socket, ports, limits)
      return
    }
    connections.set(socket, new Connection(socket, ports, limits))
    socket.on('close', () => connections.delete(socket))
  })
  const warning = await listenAt(server, ports.path, ports.groupFile)
  if (warning !== undefined) ports.log.warn({ socket: ports.path }, warning)
  server.on('error', (error) => ports.onBug(error))

  return {
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const finished = Promise.all([...connections.values()].map((connection) => connection.stop()))
      await Promise.race([finished, delay(limits.stopTime, undefined, { ref: false })])
      for (const connection of connections.values()) connection.close()
      const late = setTimeout(() => {
        for (const socket of [...connections.keys(), ...turnedAway]) socket.destroy()
      }, limits.lingerTime)
      await closed
      clearTimeout(late)
    },
  }
}

function dropIdler(connections: Map<Socket, Connection>): void {
  const now = performance.now()
  const idler = [...connections].find(([, connection]) => connection.isIdler(now))
  if (!idler) return
  const [socket, connection] = idler
  connections.delete(socket)
  connection.close()
}

function turnAway(socket: Socket, ports: SocketPorts, limits: Limits): void {
  const failure = ports.render('TOO_MANY_CONNECTIONS', { maximum: limits.connections }, FIRST_LANGUAGE)
  socket.on('error', (error) => ports.log.debug({ err: error }, 'a client that was turned away went'))
  socket.resume()
  socket.end(errorLine(null, failure))
  setTimeout(() => socket.destroy(), limits.lingerTime).unref()
}
