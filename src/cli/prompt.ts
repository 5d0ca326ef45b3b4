import { createInterface } from 'node:readline/promises'

/** A person ended the dialogue: nothing was sent. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

/** Asks on the terminal; the question goes to stderr, so that stdout keeps the answer alone. @throws Cancelled */
export async function ask(question: string, preset = ''): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const closed = new Promise<never>((_, reject) => reader.once('close', () => reject(new Cancelled())))
    const hint = preset === '' ? '' : ` [${preset}]`
    const answer = (await Promise.race([reader.question(`${question}${hint}: `), closed])).trim()
    return answer === '' ? preset : answer
  } finally {
    reader.close()
  }
}

const ENTER = new Set(['\r', '\n'])
const CANCEL = new Set(['\u0003', '\u0004'])
const ERASE = new Set(['\u007f', '\b'])

/** Asks without an echo. @throws Cancelled */
export function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process
  // Silent before it asks: what is typed at once is not shown either
  stdin.setRawMode(true)
  stderr.write(`${question}: `)
  stdin.setEncoding('utf8')
  stdin.resume()
  return new Promise((resolve, reject) => {
    let typed = ''
    const end = (settle: () => void): void => {
      stdin.off('data', onData)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
      settle()
    }
    const onData = (chunk: string | Buffer): void => {
      for (const key of String(chunk)) {
        if (ENTER.has(key)) return end(() => resolve(typed))
        if (CANCEL.has(key)) return end(() => reject(new Cancelled()))
        typed = ERASE.has(key) ? typed.slice(0, -1) : typed + key
      }
    }
    stdin.on('data', onData)
  })
}
