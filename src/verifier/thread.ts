import { type MessagePort, parentPort } from 'node:worker_threads'
import { Fault, type FaultName } from './fault.ts'
import { type FileSeen, type FileTask, type Passed, verifyFile } from './file.ts'

/** To the thread: a file, then where the file before it ended. */
export type ToThread =
  | { readonly type: 'file'; readonly task: FileTask }
  | { readonly type: 'before'; readonly passed: Passed }

/** From it: where the file ends; then that it holds, or what does not. */
export type FromThread =
  | { readonly type: 'passed'; readonly passed: Passed; readonly file: FileSeen }
  | {
      readonly type: 'ended'
      readonly fault?: { readonly fault: FaultName; readonly where: string; readonly problem: string }
    }

/** One file after the other, each in two messages. */
function serve(port: MessagePort): void {
  const say = (message: FromThread): void => port.postMessage(message)
  let before = Promise.withResolvers<Passed>()
  const verified = async (task: FileTask): Promise<void> => {
    try {
      await verifyFile(task, before.promise, (passed, file) => say({ type: 'passed', passed, file }))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      const { fault, message, where } = error
      return say({ type: 'ended', fault: { fault, where, problem: message } })
    }
    before = Promise.withResolvers()
    say({ type: 'ended' })
  }
  port.on('message', (message: ToThread) => {
    if (message.type === 'before') before.resolve(message.passed)
    // What is no fault ends the thread, and is thrown where it was begun.
    else void verified(message.task)
  })
}

if (!parentPort) throw new Error('a thread of the verifier')
serve(parentPort)
