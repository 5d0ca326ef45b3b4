import { setTimeout as sleep } from 'node:timers/promises'
import type { Status } from '../api/results.ts'
import { answer, type Run } from './call.ts'
import type { Context } from './context.ts'
import { Daemon } from './daemon.ts'
import type { CommandSpec } from '../api/spec.ts'
import { CommandFailure, DaemonFailure, UsageFailure } from './failure.ts'
import { parametersOf } from './parameters.ts'
import { ProgressLine } from './progress.ts'

/** Milliseconds between two looks. */
const EVERY = 500
/** A daemon that is silent for so many seconds is asked anew. */
const PATIENCE_SECONDS = 5

/** What stands between the register and the goal, in a word; undefined: nothing. */
const OBSTACLES: Readonly<Record<string, (status: Status) => string | undefined>> = {
  ready: ({ blocks, state }) => (state === 'ready' ? undefined : (blocks[0]?.message ?? state)),
  online: ({ mode, ofd }) => (mode === 'online' && ofd.state === 'reachable' ? undefined : `${mode}, ${ofd.state}`),
  drained: ({ queue, unfinished }) => (queue.length === 0 && !unfinished ? undefined : String(queue.length)),
  printed: ({ printer }) => (printer.waiting === 0 ? undefined : String(printer.waiting)),
}

/** @throws CommandFailure SOCKET_FORBIDDEN: waiting mends no rights */
async function look(context: Context): Promise<Status | CommandFailure | DaemonFailure> {
  try {
    const daemon = await Daemon.open({ ...context, globals: { ...context.globals, timeout: PATIENCE_SECONDS } })
    try {
      return await daemon.call<Status>('status', {})
    } finally {
      daemon.close()
    }
  } catch (error) {
    if (error instanceof DaemonFailure) return error
    if (!(error instanceof CommandFailure) || error.code === 'SOCKET_FORBIDDEN') throw error
    return error
  }
}

/** Of several goals, what stands between the register and the first that is not reached. */
function obstacleOf(goals: readonly string[], status: Status): string | undefined {
  return goals.map((goal) => OBSTACLES[goal]?.(status)).find((why) => why !== undefined)
}

/** @throws UsageFailure */
function goalsOf({ options }: CommandSpec, wanted: unknown): readonly string[] {
  const choices = options.find(({ flag }) => flag === 'for')?.choices ?? []
  const goals = Array.isArray(wanted) ? [...new Set(wanted.map(String))] : []
  const strange = goals.find((goal) => !choices.includes(goal))
  if (strange !== undefined) throw new UsageFailure('choice', `for ${strange} (${choices.join(', ')})`)
  return goals
}

/** Looks until all of it is so at once, without an end unless --timeout names one; a daemon that is not there yet is waited for too. */
export const wait: Run = async (spec, given, context) => {
  const goals = goalsOf(spec, (await parametersOf(spec, given, context))['for'])
  const goal = goals.join(',')
  const { timeout = Number.POSITIVE_INFINITY } = context.globals
  const begun = performance.now()
  const seconds = (): number => Math.round((performance.now() - begun) / 100) / 10
  const progress = new ProgressLine(context)
  for (;;) {
    const seen = await look(context)
    const why = seen instanceof Error ? seen.message : obstacleOf(goals, seen)
    if (why === undefined) break
    if (!(seen instanceof Error) && goals.includes('drained'))
      progress.step({ method: 'wait', stage: 'queue', done: seen.queue.length })
    if (seconds() >= timeout) {
      progress.end()
      throw new CommandFailure('NOT_YET', { goal, seconds: timeout, why })
    }
    await sleep(Math.min(EVERY, Math.max(0, timeout - seconds()) * 1000))
  }
  progress.end()
  await answer({ for: goal, seconds: seconds() }, context, async () => '')
  return 0
}
