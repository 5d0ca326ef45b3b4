import { createHash } from 'node:crypto'
import { Level } from 'level'

/* What a forger or a broken disk does; the format is written out here once more, on purpose. */

const HEADER = 152
const HASH = 32

/** The bytes with a change in header or body and a hash that fits again. */
export function resealed(bytes: Uint8Array, change: (copy: Buffer) => Buffer | void): Buffer {
  const copy = Buffer.from(bytes)
  const changed = change(copy) ?? copy
  const content = changed.subarray(0, changed.length - HASH)
  const hash = createHash('sha256').update('kkm.record.1\0').update(content).digest()
  return Buffer.concat([content, hash])
}

/** The bytes with another body. */
export const withBody = (bytes: Uint8Array, body: Uint8Array): Buffer =>
  resealed(bytes, (copy) => {
    copy.writeUInt32BE(body.length, 148)
    return Buffer.concat([copy.subarray(0, HEADER), body, copy.subarray(-HASH)])
  })

/** Opens a closed accumulator's database behind its back. */
export async function tamper(directory: string, work: (db: Level<string, Buffer>) => Promise<void>): Promise<void> {
  const db = new Level<string, Buffer>(directory, { valueEncoding: 'buffer', createIfMissing: false })
  await db.open()
  try {
    await work(db)
  } finally {
    await db.close()
  }
}
