import { type Globals, DEFAULT_SOCKET } from './context.ts'
import { UsageFailure } from './failure.ts'

/** The environment stands for an option that is not there; empty stands for nothing. */
export function globalsOf(options: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv): Globals {
  const text = (name: string, variable?: string): string | undefined => {
    const value = options[name] ?? (variable === undefined ? undefined : env[variable] || undefined)
    return typeof value === 'string' ? value : undefined
  }
  const number = (flag: string, value: string | undefined): number | undefined => {
    if (value === undefined) return undefined
    if (!/^\d{1,10}$/.test(value) || Number(value) === 0) throw new UsageFailure('integer', `${flag} ${value}`)
    return Number(value)
  }
  const user = number('--user', text('user', 'KKM_USER'))
  const pinFile = text('pinFile', 'KKM_PIN_FILE')
  const timeout = number('--timeout', text('timeout'))
  const fields = text('fields')
    ?.split(',')
    .map((field) => field.trim())
  const isTerse = options['terse'] === true || fields !== undefined
  if (isTerse && options['json'] === true) throw new UsageFailure('together', '--json, --terse, --fields')
  return {
    json: options['json'] === true,
    quiet: options['quiet'] === true,
    progress: options['progress'] === true,
    socket: text('socket', 'KKM_SOCKET') ?? DEFAULT_SOCKET,
    ...(user !== undefined && { user }),
    ...(pinFile !== undefined && { pinFile }),
    ...(timeout !== undefined && { timeout }),
    ...(isTerse && { fields: fields ?? [] }),
  }
}
