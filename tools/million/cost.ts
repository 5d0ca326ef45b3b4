import { spawnSync } from 'node:child_process'

export interface Cost {
  /** Seconds by the clock, and of processors. */
  readonly wall: number
  readonly cpu: number
  /** MiB. */
  readonly peak: number
  readonly stdout: string
}

/** What a command takes, by `/usr/bin/time -v`. @throws Error when it fails */
export function cost(command: string, args: readonly string[]): Cost {
  const { status, stderr, stdout } = spawnSync('/usr/bin/time', ['-v', command, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stdout.slice(-500)} ${stderr.slice(-2000)}`)
  const of = (name: string) => /[\d.:]+$/.exec(new RegExp(`${name}.*`).exec(stderr)?.[0] ?? '')?.[0] ?? ''
  const wall = of('Elapsed')
    .split(':')
    .reduce((sum, part) => 60 * sum + Number(part), 0)
  const cpu = Number(of('User time')) + Number(of('System time'))
  return { wall, cpu, peak: Number(of('Maximum resident')) / 1024, stdout }
}
