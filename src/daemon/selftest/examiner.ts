import { setPriority } from 'node:os'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Chain } from '../../fiscal/register/records.ts'
import { checkAll, checkShift, type Source } from './integrity.ts'
import { examineSoftware, type Look } from './software.ts'

/** What the thread is to look at. Records are asked for, some at a time. */
export type Examination =
  | { readonly type: 'software'; readonly root: string; readonly known: Readonly<Record<string, Look>> }
  | { readonly type: 'all' }
  | { readonly type: 'shift'; readonly first: bigint; readonly last: bigint }

/** From the thread: more records, please, or how it ended. To it: the records. */
export type Asked =
  | { readonly type: 'more'; readonly chain: Chain }
  | { readonly type: 'end'; readonly result: unknown }

/** The least that a thread can be given; it must never take the processor from a sale. */
const NICE = 19

function sourceOf(port: MessagePort): Source {
  return async (chain) => {
    const answer = new Promise<readonly Uint8Array[]>((resolve) => port.once('message', resolve))
    port.postMessage({ type: 'more', chain } satisfies Asked)
    return answer
  }
}

/** On Linux a priority is a thread's own: the process keeps its. */
function stepBack(): void {
  try {
    setPriority(0, NICE)
  } catch (error) {
    // A unit that does not allow it (`SystemCallFilter=`): the look goes on as it is
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR')) throw error
  }
}

async function examine(port: MessagePort, examination: Examination): Promise<unknown> {
  switch (examination.type) {
    case 'software':
      return examineSoftware(examination.root, examination.known)
    case 'all':
      stepBack()
      return checkAll(sourceOf(port))
    case 'shift':
      return checkShift(sourceOf(port), examination.first, examination.last)
    default:
      throw new Error(`unknown examination ${String(examination satisfies never)}`)
  }
}

if (!parentPort) throw new Error('the examiner is a thread of kkmd')
const port = parentPort
port.postMessage({ type: 'end', result: await examine(port, workerData as Examination) } satisfies Asked)
port.close()
