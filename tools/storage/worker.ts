// Jobs on accumulators, one a line, in a process that may die of one: as the daemon's child, without its start each time.
import { createInterface } from 'node:readline'
import { runJob } from '../../src/daemon/storage/jobs.ts'

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await runJob(JSON.parse(line)).catch((error: unknown) => ({ failed: String(error) }))
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
