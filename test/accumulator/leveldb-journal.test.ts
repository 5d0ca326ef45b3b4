import { after, before } from 'node:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLevelJournal, provision } from '../../src/accumulator/leveldb-journal.ts'
import { journalContract } from './contract.ts'

let root: string
let made = 0
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'kkm-accumulator-'))
})
after(() => rm(root, { recursive: true, force: true }))

journalContract('the journal on LevelDB', async () => {
  const directory = join(root, String(made++), 'accumulator')
  await provision(directory)
  return openLevelJournal(directory)
})
