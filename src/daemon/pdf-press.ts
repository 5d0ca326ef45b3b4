import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PdfRequest } from '../pdf/document.ts'
import { Line as Queue } from './line.ts'

/** Megabytes of the thread's heap: the library, a font, a receipt of many pages. */
const HEAP = 96

/** PDF, one at a time, each in a thread that ends with it: no sale waits for it, and no memory stays behind. */
export class PdfPress {
  readonly #file: string
  readonly #line = new Queue()

  /** @param root the folder of the installation */
  constructor(root: string) {
    this.#file = join(root, 'dist/daemon/pdf.mjs')
  }

  press(request: PdfRequest): Promise<Uint8Array> {
    return this.#line.next(() => this.#press(request))
  }

  async #press(request: PdfRequest): Promise<Uint8Array> {
    const thread = new Worker(this.#file, {
      workerData: request,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP },
    })
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        thread.on('message', resolve)
        thread.on('error', reject)
        thread.on('exit', () => reject(new Error('the thread that makes a PDF ended without one')))
      })
    } finally {
      await thread.terminate()
    }
  }
}
