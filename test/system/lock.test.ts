import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Program, ROOT } from './program.ts'
import { World } from './world.ts'

/** Another process that has the accumulator open for so long (ms). */
async function holder(folder: string, milliseconds: number): Promise<Program> {
  const script = `import { Level } from '${ROOT}/node_modules/level/index.js'
const db = new Level('${folder}/state/accumulator', { createIfMissing: false })
await db.open()
console.log('held')
setTimeout(() => process.exit(0), ${milliseconds})`
  const program = new Program(process.execPath, ['--input-type=module', '-e', script])
  await program.line((line) => line === 'held')
  return program
}

test('a start waits for the child of a daemon that was killed; another daemon is told in a sentence', async (t) => {
  const world = await World.open(t)
  await world.stop()
  const child = await holder(world.folder, 1500)
  await world.start()
  assert.equal((await child.ended).exit, 0)
  const second = await Program.ours('kkmd', ['--config', `${world.folder}/kkm.toml`]).ended
  assert.equal(second.exit, 1)
  assert.match(second.err, /is open in another process/)
})
