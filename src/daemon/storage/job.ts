import { text } from 'node:stream/consumers'
import { JournalLocked, StorageUnusable } from '../../accumulator/damage.ts'
import { runJob } from './jobs.ts'
import { ofTheMedium } from './medium.ts'

/*
 * A piece of work on the accumulator in a process of its own: what LevelDB makes of damaged files may be the end of the
 * process. The job comes as JSON on stdin, its answer goes as JSON to stdout.
 */

/** Exit codes by which the daemon knows what it would find itself. */
const EXIT_LOCKED = 75
const EXIT_UNUSABLE = 74

process.umask(0o077)
try {
  process.stdout.write(JSON.stringify(await runJob(JSON.parse(await text(process.stdin)))))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(
    error instanceof JournalLocked
      ? EXIT_LOCKED
      : error instanceof StorageUnusable || ofTheMedium(error)
        ? EXIT_UNUSABLE
        : 1,
  )
}
