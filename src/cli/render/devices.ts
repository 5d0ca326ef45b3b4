import type { ResultOf } from '../../api/schemas/index.ts'
import { DEVICE_WORDS } from '../../locale/device-words.ts'
import { PROBLEM_WORDS } from '../../locale/problems.ts'
import { fill, type Language } from '../../locale/text.ts'
import { type Row, table } from './table.ts'

type Device = ResultOf<'keypad.test'>['device']
type Pressed = ResultOf<'keypad.test'>['keys'][number]

function deviceRows({ grabbed, path, problem = '' }: Device, language: Language): Row[] {
  const words = DEVICE_WORDS
  const own = grabbed === true ? words.yes[language] : fill(words.notGrabbed[language], () => problem)
  return [
    [words.device[language], path],
    [words.grabbed[language], grabbed === undefined ? undefined : own],
  ]
}

/** `shift+5`, `backspace…` while it is held down. */
function keyText(pressed: Pressed, language: Language): string {
  if ('unknown' in pressed) return fill(DEVICE_WORDS.unknownKey[language], () => String(pressed.unknown))
  const modifiers = (['ctrl', 'alt', 'shift'] as const).filter((name) => pressed[name] === true)
  return [...modifiers, pressed.key].join('+') + (pressed.repeat === true ? '…' : '')
}

export const keypadText = ({ device, keys }: ResultOf<'keypad.test'>, language: Language): string =>
  table([
    ...deviceRows(device, language),
    [DEVICE_WORDS.keys[language], keys.map((pressed) => keyText(pressed, language)).join('  ')],
  ])

/** GS as people write it on the command line. */
const readable = (data: string | undefined): string | undefined => data?.replaceAll('\u001d', '<GS>')

export function scannerText({ device, prefix, raw, scan }: ResultOf<'scanner.test'>, language: Language): string {
  const words = DEVICE_WORDS
  return table([
    ...deviceRows(device, language),
    [words.symbol[language], scan.symbol],
    [words.prefix[language], prefix ?? words.noPrefix[language]],
    [words.data[language], readable(scan.data)],
    [words.barcode[language], scan.barcode],
    [words.mark[language], readable(scan.mark)],
    [words.soldBy[language], scan.soldBy],
    [words.checkUrl[language], scan.checkUrl],
    [words.problem[language], scan.problem && (PROBLEM_WORDS[scan.problem]?.[language] ?? scan.problem)],
    ['hex', raw],
  ])
}

export const displayText = (
  { encoding, lower, path, profile, upper }: ResultOf<'display.test'>,
  language: Language,
): string =>
  table([
    [DEVICE_WORDS.device[language], path],
    [DEVICE_WORDS.profile[language], profile],
    [DEVICE_WORDS.encoding[language], encoding],
  ]) + `${DEVICE_WORDS.mustShow[language]}:\n  ${upper}\n  ${lower}\n`

export const shownText = (language: Language): string => `${DEVICE_WORDS.shown[language]}\n`
