import { writeSync } from 'node:fs'
import { openLevelJournal } from '../../../src/accumulator/leveldb-journal.ts'
import { accepted, attempt, entry, login, paper } from '../examples.ts'

/*
 * Appends a day without end, and tells each head on stdout once it is durable, until it is killed or a write fails.
 * Arguments: the accumulator, which start this is, the folder of its mirror.
 */
const [directory = '', boot = '1', mirror] = process.argv.slice(2)
const journal = await openLevelJournal(directory, mirror === undefined ? {} : { mirror })
const facts = { boot: Number(boot) }

const tell = () => {
  const { fiscal, events } = journal.heads()
  writeSync(1, `${fiscal.sequence} ${fiscal.hash} ${events.sequence} ${events.hash}\n`)
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : String(error))

writeSync(1, 'open\n')
try {
  for (let n = Number(journal.heads().fiscal.sequence) + 1; ; n++) {
    await journal.append([entry(attempt(n), facts), entry(login, facts)])
    tell()
    await journal.append([entry(accepted(n, String(n)), facts), entry(paper(n), facts)])
    tell()
  }
} catch (error) {
  writeSync(1, `failed ${nameOf(error)}\n`)
}
try {
  await journal.append([entry(login, facts)])
} catch (error) {
  writeSync(1, `then ${nameOf(error)}\n`)
}
await journal.close()
