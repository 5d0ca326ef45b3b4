/** EVIOCGRAB of linux/input.h: `_IOW('E', 0x90, int)`. */
const EVIOCGRAB = 0x40044590

/**
 * Takes an input device for this process alone: else what is typed on it reaches a console too, and a PIN a shell.
 * @returns undefined when it is done, or why it is not: the keypad works all the same
 */
export async function grab(fd: number): Promise<string | undefined> {
  try {
    // Loaded by registers that have a keypad only
    const { default: koffi } = await import('koffi')
    const ioctl = koffi.load('libc.so.6').func('int ioctl(int fd, ulong request, int value)')
    const result: unknown = ioctl(fd, EVIOCGRAB, 1)
    return result === 0 ? undefined : `EVIOCGRAB: errno ${koffi.errno()}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
