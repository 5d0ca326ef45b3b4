import { Serial } from '../serial.ts'
import type { OpenInput } from './link.ts'

/** A scanner or a keypad behind a serial line, also one that USB makes up. */
export const serialLink =
  (path: string, baud: number): OpenInput =>
  async (listener) => {
    const line = await Serial.open({ path, baud })
    line.listen(listener.bytes)
    // Whoever hears of it closes the line
    line.gone.catch(() => listener.lost())
    return { close: () => line.close({ discard: true }) }
  }
