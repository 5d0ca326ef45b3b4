// Does a storage job, the JSON of its first argument, and kills itself before its Nth change of names or files; 0: never. Tells how many.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const [job = '', nth = '0'] = process.argv.slice(2)
let steps = 0
for (const name of ['rename', 'rm', 'mkdir', 'chmod'] as const) {
  const bare = fs.promises[name] as (...args: readonly unknown[]) => Promise<unknown>
  Reflect.set(fs.promises, name, async (...args: readonly unknown[]) => {
    steps += 1
    if (steps === Number(nth)) process.kill(process.pid, 'SIGKILL')
    return bare(...args)
  })
}
syncBuiltinESMExports()
const { runJob } = await import('../../../src/daemon/storage/jobs.ts')
await runJob(JSON.parse(job))
process.stdout.write(`${steps}\n`)
