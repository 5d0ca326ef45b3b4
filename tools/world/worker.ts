import { parentPort } from 'node:worker_threads'
import type { Portion } from './many.ts'
import { MUTANTS } from './mutants.ts'
import { run } from './run.ts'

const port = parentPort
if (!port) throw new Error('a worker of the simulator has nobody to work for')

async function done({ mutant: name, seeds }: Portion) {
  const mutant = MUTANTS.find((one) => one.name === name)
  const results = []
  for (const seed of seeds) results.push(await run(seed, mutant && { mutant }))
  return results
}

port.on('message', (portion: Portion | undefined) => {
  if (!portion) return port.close()
  void done(portion).then(
    (results) => port.postMessage(results),
    (error: unknown) => {
      throw error
    },
  )
})
