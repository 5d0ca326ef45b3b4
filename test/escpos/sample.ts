import { type EncodeOptions, encodeDocument } from '../../src/escpos/encoder.ts'
import { interpret } from '../../src/escpos/interpreter.ts'
import type { PaperItem } from '../../src/escpos/paper.ts'
import { GENERIC, type PrinterProfile, profileOf } from '../../src/escpos/profile.ts'
import type { Line } from '../../src/fiscal/documents/lines.ts'

export const CHECK_URL = 'http://consumer.oofd.kz/?i=123456789012&f=010102345678&s=2055.00&t=20261121T103000'

export { GENERIC }

export const KAZAKH = 'ӘҒҚҢӨҰҮҺІәғқңөұүһі'

/** A receipt with one of everything that lines can be. */
export const RECEIPT: readonly Line[] = [
  { kind: 'text', text: 'ТОО «Әлем Сауда»', align: 'center', bold: true },
  { kind: 'text', text: 'САТУ / ПРОДАЖА', align: 'center', bold: true, big: true },
  { kind: 'rule' },
  { kind: 'text', text: '1. Құмшекер «Тәтті өмір», 1 кг пакет, өте ұзақ атау, ол жолға сыймайды' },
  { kind: 'pair', left: '2 × 1 027,50', right: '2 055,00', indent: 2 },
  { kind: 'blank' },
  { kind: 'pair', left: 'БАРЛЫҒЫ/ИТОГО', right: '2 055,00', bold: true, big: true },
  { kind: 'pair', left: `Әріптер ${KAZAKH}`, right: '№ 1 — ок' },
  { kind: 'qr', data: CHECK_URL },
  { kind: 'text', text: 'Рақмет! Спасибо!', align: 'right' },
  { kind: 'cut' },
]

export function profileNamed(name: string): PrinterProfile {
  const profile = profileOf(name)
  if (profile === undefined) throw new Error(`no profile ${name}`)
  return profile
}

export const OPTIONS: EncodeOptions = { profile: GENERIC, paper: 80, encoding: 'auto', qr: 'auto' }

/** The paper that a printer of the same profile makes of these lines. */
export function printed(lines: readonly Line[], options: Partial<EncodeOptions> = {}): readonly PaperItem[] {
  const all = { ...OPTIONS, ...options }
  return interpret(encodeDocument(lines, all), all)
}
