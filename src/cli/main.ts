import { run } from './run.ts'

// Whoever read our answer may leave before its end; an answer that could not be written is no success
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})

// A function, since CommonJS knows no waiting at its top
async function main(): Promise<void> {
  const code = await run(process.argv.slice(2), process.env)
  process.exitCode ??= code
}

void main()
