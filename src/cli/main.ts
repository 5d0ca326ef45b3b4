import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { runFrequent } from './frequent.ts'

// Whoever read our answer may leave before its end; an answer that could not be written is no success
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})

/**
 * What is large is compiled once. Kept in the user's own folder: Node's own choice is one in /tmp, which anybody may have
 * made before, and what lies there is run.
 */
function keepCompiled(env: NodeJS.ProcessEnv): void {
  const { HOME = '', NODE_COMPILE_CACHE, XDG_CACHE_HOME } = env
  const folder = XDG_CACHE_HOME || (HOME !== '' && existsSync(HOME) ? `${HOME}/.cache` : '')
  const cache = NODE_COMPILE_CACHE || (folder && `${folder}/kkm`)
  if (cache) enableCompileCache(cache)
}

async function all(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  keepCompiled(env)
  const { run } = await import('./run.ts')
  return run(argv, env)
}

// A function, since CommonJS knows no waiting at its top
async function main(): Promise<void> {
  const [argv, env] = [process.argv.slice(2), process.env]
  const code = (await runFrequent(argv, env)) ?? (await all(argv, env))
  process.exitCode ??= code
}

void main()
