/**
 * Loaded before the screen (`--import`), to be asked from outside what its memory holds: a socket at KKM_PROBE takes
 * lines, `memory` or `snapshot FILE`, and answers each with a line of JSON. Garbage is collected first, so what is told is
 * what lives. Needs `--expose-gc`.
 */
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { writeHeapSnapshot } from 'node:v8'

function asked(line) {
  const [what, file] = line.split(' ')
  globalThis.gc()
  globalThis.gc()
  if (what === 'snapshot') writeHeapSnapshot(file)
  return process.memoryUsage()
}

const server = createServer((socket) => {
  createInterface({ input: socket }).on('line', (line) => socket.write(`${JSON.stringify(asked(line))}\n`))
})
server.listen(process.env['KKM_PROBE'])
server.unref()
