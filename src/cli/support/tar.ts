/** One file of the archive. */
export interface Entry {
  readonly name: string
  readonly content: string
}

const BLOCK = 512

const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits - 1, '0')}\0`

/** A header of ustar (POSIX.1-1988, tar(5)); its sum counts with the place of the sum itself blank. */
function header({ name, size, time }: { readonly name: string; readonly size: number; readonly time: number }): Buffer {
  const block = Buffer.alloc(BLOCK)
  block.write(name, 0, 100)
  block.write(octal(0o600, 8), 100)
  block.write(octal(0, 8), 108)
  block.write(octal(0, 8), 116)
  block.write(octal(size, 12), 124)
  block.write(octal(time, 12), 136)
  block.write('        ', 148)
  block.write('0', 156)
  block.write('ustar\u000000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${octal(sum, 7)} `, 148)
  return block
}

/** @param time seconds since 1970 */
export function tar(entries: readonly Entry[], time: number): Buffer {
  const blocks = entries.flatMap(({ content, name }) => {
    const bytes = Buffer.from(content)
    const padding = Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)
    return [header({ name, size: bytes.length, time }), bytes, padding]
  })
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)])
}
