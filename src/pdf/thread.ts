import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { type PdfRequest, pdfOf } from './document.ts'

// A thread of its own: what the library and its fonts take of memory goes with it.
const { resolve } = createRequire(import.meta.url)
const fonts = {
  regular: resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf'),
  bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf'),
}
parentPort?.postMessage(await pdfOf(workerData as PdfRequest, fonts))
