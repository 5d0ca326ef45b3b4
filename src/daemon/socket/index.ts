export { LIMITS, type Limits } from './limits.ts'
export { SocketError } from './place.ts'
export { openSocket, type SocketPorts, type SocketServer } from './server.ts'
