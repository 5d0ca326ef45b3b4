import type { SetupAnswer } from '../../api/results.ts'
import { FIELD_WORDS } from '../../locale/field-words.ts'
import { SETUP_WORDS, TAX_REGISTRATION_WORDS } from '../../locale/status.ts'
import { type Language, text } from '../../locale/text.ts'
import { label, type Row, table } from './table.ts'

const GEO = text('Координаттары', 'Координаты', 'Coordinates')

/** The registration as it stands: what was entered, and what the OFD added. */
export function registrationText({ registration, geo, taxRegistration }: SetupAnswer, language: Language): string {
  const rows = Object.entries(registration).flatMap(([name, value]): Row[] =>
    typeof value === 'boolean' ? [] : [[label(FIELD_WORDS[name]?.[language] ?? name), value]],
  )
  return table([
    ...rows,
    [GEO[language], `${geo.latitude}, ${geo.longitude}`],
    [SETUP_WORDS.taxRegistration[language], taxRegistration && TAX_REGISTRATION_WORDS[taxRegistration][language]],
  ])
}
