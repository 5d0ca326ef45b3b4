import { parseArgs } from 'node:util'
import { COMMANDS } from '../api/commands/index.ts'
import { method } from '../api/methods.ts'
import type { Method } from '../api/types.ts'
import { Refusal } from '../fiscal/refusal.ts'
import type { Block } from '../fiscal/register/blocks.ts'
import { systemClock } from '../hw/clock.ts'
import { renderFailure } from '../locale/render.ts'
import { RELEASE } from '../release.ts'
import { readiness, status } from './blocked.ts'
import { loadConfiguration } from './configuration/index.ts'
import type { Log } from './log.ts'
import { Notifier } from './notify.ts'
import { examineSoftware, type SoftwareProblem } from './selftest/software.ts'
import { openSocket } from './socket/index.ts'
import { installationRoot } from './software.ts'

/*
 * Stands in for kkmd where its program cannot even be loaded, since somebody or a bad medium changed one of its files: it says
 * so to everybody who asks, instead of dying again and again (R1326-3.2). A bundle of its own with all that it needs: nothing
 * of it lies in the files that may be spoilt.
 */

const DEFAULT_CONFIGURATION = '/etc/kkm/kkm.toml'

const say = (facts: unknown, sentence?: string): void =>
  void process.stderr.write(
    `kkmd: ${sentence ?? ''} ${JSON.stringify(facts, (_, value: unknown) => (value instanceof Error ? value.message : value))}\n`,
  )
const silent = (): void => undefined
const LOG: Log = { debug: silent, info: silent, warn: say, error: say, fatal: say }

/** Which file is not the maker's, when one is not. */
function changed(): SoftwareProblem | undefined {
  const examined = examineSoftware(installationRoot())
  return examined.type === 'release' ? examined.problems[0] : undefined
}

async function standIn({ file, problem }: SoftwareProblem): Promise<void> {
  const { config } = parseArgs({ options: { config: { type: 'string' } }, strict: false }).values
  const path = typeof config === 'string' ? config : (process.env['KKM_CONFIG'] ?? DEFAULT_CONFIGURATION)
  const { configuration } = loadConfiguration(path)
  const details = { test: 'software', problem, found: file }
  const block: Block = { code: 'SOFTWARE_CHANGED', since: systemClock.now(), details }
  const refuse = (): never => {
    throw new Refusal('SOFTWARE_CHANGED', details)
  }
  const notifier = new Notifier({
    environment: process.env,
    log: LOG,
    healthy: () => true,
    status: () => `kkm ${RELEASE}: SOFTWARE_CHANGED, ${file}`,
  })
  const socket = await openSocket({
    path: configuration.socket,
    methods: new Map(methodsOf(block, refuse).map((one) => [one.name, one])),
    sessions: { open: refuse, resume: refuse, actor: refuse },
    release: RELEASE,
    state: () => 'blocked',
    render: renderFailure,
    log: LOG,
    onBug: (error) => {
      throw error
    },
  })
  const stop = (): void => void notifier.stopping().then(() => socket.stop())
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  await notifier.ready()
}

function methodsOf(block: Block, refuse: () => never): readonly Method[] {
  const answered: readonly Method[] = [
    method('version', async () => ({ release: RELEASE, schemas: [1], node: process.versions.node })),
    method('ready', async (_, { language }) => {
      const ready = readiness(block, language)
      throw new Refusal('NOT_READY', { why: ready.blocks.map(({ message }) => message).join('; '), ...ready })
    }),
    method('status', async (_, { language }) => status(block, { clock: systemClock }, language)),
  ]
  const names = new Set(answered.map(({ name }) => name))
  const refused = COMMANDS.filter(({ daemon, method: name }) => daemon !== 'none' && !names.has(name)).map(
    (command): Method => ({ name: command.method, roles: 'anyone', parse: refuse, run: refuse }),
  )
  return [...answered, ...refused]
}

/** Blocked, with the file that was changed. @throws what kkmd ended with, when all files are as they were made: then it is a bug */
export async function standInFor(error: unknown): Promise<void> {
  const found = changed()
  if (!found) throw error
  say({ file: found.file, problem: found.problem }, 'the software was changed: the register is blocked')
  await standIn(found)
}
