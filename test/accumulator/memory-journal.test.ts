import { MemoryJournal } from '../../src/accumulator/memory-journal.ts'
import { journalContract } from './contract.ts'

journalContract('the journal in memory', async () => new MemoryJournal())
