import type { Found } from '../../locale/doctor/index.ts'
import { seen, textOf } from './look.ts'

/** The unit of the screen, where this machine has one. */
const UNIT = '/etc/systemd/system/kkm-tui@.service'
const SETUP = '/etc/default/console-setup'

/** The code set of console-setup whose fonts have all Kazakh letters and the half blocks of a QR code. */
const CODESET = 'FullCyrAsia'

/** What console-setup(5) says; undefined: it is not installed. */
export function fontFault(setup: string | undefined): { fault?: 'none' | 'letters'; codeset?: string } {
  if (setup === undefined) return { fault: 'none' }
  const value = (name: string): string => new RegExp(`^\\s*${name}="?([^"\\n]*)"?`, 'm').exec(setup)?.[1]?.trim() ?? ''
  // A font that is named counts instead of its parts
  const [codeset, font] = [value('CODESET'), value('FONT')]
  if (font === '' ? codeset === CODESET : font.includes(CODESET)) return {}
  return { fault: 'letters', codeset: font === '' ? codeset : font }
}

/** The font of the console, where the cashier's screen stands on one. */
export function checkConsole(): readonly Found[] {
  if (seen(UNIT).is !== 'there') return []
  const { codeset, fault } = fontFault(textOf(SETUP))
  return [{ id: 'console.font', ...(fault && { fault }), details: { codeset } }]
}
