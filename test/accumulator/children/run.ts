import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A child in this folder, on this very Node, which reads types away by itself. */
export function run(program: string, ...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, program), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** The same behind a shell that does something first: `"$@"` is the child. */
export function runBehind(shell: string, program: string, ...args: readonly string[]): ChildProcess {
  const command = [process.execPath, join(import.meta.dirname, program), ...args]
  return spawn('sh', ['-c', shell, 'sh', ...command], { stdio: ['ignore', 'pipe', 'inherit'] })
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Whole lines that the child wrote, as they come; `seen` is asked to end the child. */
export async function linesOf(child: ChildProcess, seen: (line: string, count: number) => void = () => {}) {
  const lines: string[] = []
  if (!child.stdout) throw new Error('the child has no stdout')
  for await (const line of createInterface(child.stdout)) seen(line, lines.push(line))
  await ended(child)
  return lines
}
