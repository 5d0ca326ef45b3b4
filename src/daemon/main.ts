import { parseArgs } from 'node:util'
import { JournalFailed, JournalLocked, StorageUnusable } from '../accumulator/damage.ts'
import { systemClock } from '../hw/clock.ts'
import { RELEASE } from '../release.ts'
import { ConfigurationError, loadConfiguration, renderProblem, renderWarning } from './configuration/index.ts'
import { type Daemon, startDaemon } from './daemon.ts'
import { type Log, createLog } from './log.ts'
import { SocketError } from './socket/index.ts'

const DEFAULT_CONFIGURATION = '/etc/kkm/kkm.toml'
/** A clean stop takes less than this (ms); past it the process ends anyway: whatever is durable is enough to go on from. */
const STOP_LIMIT = 1900
const USAGE = 'kkmd [--config FILE] [--check-config] [--version]'

/** Exit codes of sysexits(3) that systemd knows how to tell: a wrong command line, a wrong configuration. */
const EXIT_USAGE = 64
const EXIT_CONFIGURATION = 78

function options() {
  try {
    return parseArgs({
      options: {
        config: { type: 'string' },
        'check-config': { type: 'boolean' },
        version: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    process.stderr.write(`kkmd: ${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`)
    process.exit(EXIT_USAGE)
  }
}

function configurationOf(file: string) {
  try {
    return loadConfiguration(file)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    for (const problem of error.problems) process.stderr.write(`kkmd: ${renderProblem(problem, 'en')}\n`)
    process.exit(EXIT_CONFIGURATION)
  }
}

/** What a technician can mend: another kkmd runs, the socket's place is taken, the medium is full or may not be written. */
const MENDABLE = [JournalFailed, JournalLocked, SocketError, StorageUnusable]

/** A sentence for it, not a stack. */
function told(error: unknown): never {
  if (!MENDABLE.some((kind) => error instanceof kind) || !(error instanceof Error)) throw error
  const { cause, message } = error
  const reason = cause instanceof Error && !message.includes(cause.message) ? ` (${cause.message})` : ''
  process.stderr.write(`kkmd: ${message}${reason}\n`)
  process.exit(1)
}

/** A file that is wrong changes nothing: the register goes on as it is. */
async function reload(daemon: Daemon, file: string, log: Log): Promise<void> {
  try {
    const { configuration, warnings } = loadConfiguration(file)
    for (const warning of warnings) log.warn({ file }, renderWarning(warning, 'en'))
    await daemon.reload(configuration)
    log.info({ file }, 'read again')
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    for (const problem of error.problems) log.error({ file }, renderProblem(problem, 'en'))
  }
}

async function main(): Promise<void> {
  // Tokens and PINs lie in what is made from here on; LevelDB makes its files with whatever rights it may
  process.umask(0o077)
  const given = options()
  if (given.help) return void process.stdout.write(`${USAGE}\n`)
  if (given.version) return void process.stdout.write(`kkmd ${RELEASE}\n`)
  const loaded = configurationOf(given.config ?? process.env['KKM_CONFIG'] ?? DEFAULT_CONFIGURATION)
  const log = createLog(process.env['KKM_LOG'])
  for (const warning of loaded.warnings) log.warn({ file: loaded.configuration.file }, renderWarning(warning, 'en'))
  if (given['check-config']) return void process.stdout.write(`${loaded.configuration.file}: ok\n`)

  const onBug = (error: unknown): void => {
    log.fatal({ err: error }, 'the daemon ends; systemd starts it again into the same state')
    process.exit(1)
  }
  process.on('uncaughtException', onBug)
  process.on('unhandledRejection', onBug)
  const started = () => startDaemon({ configuration: loaded.configuration, log, clock: systemClock, onBug }).catch(told)
  let daemon = await started()
  const stop = (signal: string): void => {
    log.info({ signal }, 'stopping')
    setTimeout(() => {
      log.warn('the stop took too long: ending all the same')
      process.exit(0)
    }, STOP_LIMIT).unref()
    void daemon.stop().then(() => process.exit(0), onBug)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.on('SIGHUP', () => void reload(daemon, loaded.configuration.file, log).catch(onBug))
  while (await daemon.run()) daemon = await started()
}

await main()
