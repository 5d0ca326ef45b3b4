import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryJournal } from '../../src/accumulator/memory-journal.ts'
import { Register } from '../../src/daemon/register.ts'
import type { Connection } from '../../src/fiscal/register/connection.ts'
import { HOUR } from '../../src/fiscal/time.ts'
import { World } from './world.ts'

const connection = (host: string): Connection => ({
  servers: [{ host, port: 7777 }],
  links: [],
  profile: 'register',
  receipt: 'paper',
})

test('a configuration that changed while the daemon was off is recorded behind the start, under its number and clock', async () => {
  const journal = new MemoryJournal()
  const world = new World(journal)
  const run = async (host: string, monotonic: number) =>
    Register.open({
      journal,
      ofd: world.ofd(),
      clock: { ...world.clock(), monotonic: () => monotonic },
      log: {
        debug: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        error: () => undefined,
        fatal: () => undefined,
      },
      release: 'test',
      transaction: 5000,
      circumstances: () => world.circumstances(),
      configured: { connection: connection(host) },
      signKey: () => '00112233445566778899aabbccddeeff',
      print: () => undefined,
      printMessage: () => undefined,
    })
  await run('10.0.0.1', 5 * HOUR)
  // Another server, and a clock that begins anew: within the old start it would have run back.
  await run('10.0.0.2', 10)
  const kinds: string[] = []
  for await (const { boot, record } of journal.replay({ fiscal: 0n, events: 0n })) kinds.push(`${boot} ${record.kind}`)
  assert.deepEqual(
    kinds.filter((one) => !one.includes('sign-key')),
    ['1 start', '1 configured', '2 start', '2 configured'],
  )
})
