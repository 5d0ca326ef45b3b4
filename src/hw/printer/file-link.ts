import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import type { OpenLink, PrinterLink } from './link.ts'

const { O_APPEND, O_CREAT, O_NONBLOCK, O_WRONLY } = constants

/** Paper as a file: each document is appended and on the disk before it counts as handed over. */
export function fileLink(path: string): OpenLink {
  return async () => {
    // O_NONBLOCK: a FIFO here by mistake would hold a thread until somebody reads it.
    const file = await open(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK, 0o640)
    if ((await file.stat()).isFile()) return new FileLink(file)
    await file.close()
    throw new Error(`${path} is not a regular file: transport "device" is for it`)
  }
}

class FileLink implements PrinterLink {
  readonly answers = false
  readonly #file: FileHandle
  #alive = true

  constructor(file: FileHandle) {
    this.#file = file
  }

  get alive(): boolean {
    return this.#alive
  }

  async write(piece: Uint8Array, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    await this.#file.writeFile(piece)
  }

  async flush(): Promise<void> {
    await this.#file.datasync()
  }

  listen(): void {
    // A file says nothing.
  }

  async close(): Promise<void> {
    if (!this.#alive) return
    this.#alive = false
    await this.#file.close()
  }
}
