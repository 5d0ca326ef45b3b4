/** Names as they stand on a receipt's line, short. */
export interface UnitName {
  readonly kk: string
  readonly ru: string
}

/** Units of measure by the code of the classifier МКЕИ, as operators of fiscal data know them (practice §3). */
export const UNITS: ReadonlyMap<string, UnitName> = new Map(
  Object.entries({
    796: { kk: 'дана', ru: 'шт' },
    166: { kk: 'кг', ru: 'кг' },
    163: { kk: 'г', ru: 'г' },
    168: { kk: 'тонна', ru: 'т' },
    206: { kk: 'центнер', ru: 'центнер' },
    112: { kk: 'литр', ru: 'л' },
    111: { kk: 'мл', ru: 'мл' },
    122: { kk: 'гектолитр', ru: 'гектолитр' },
    '006': { kk: 'м', ru: 'м' },
    '018': { kk: 'қума метр', ru: 'м.пог.' },
    '008': { kk: 'км', ru: 'км' },
    '004': { kk: 'см', ru: 'см' },
    '055': { kk: 'м²', ru: 'м²' },
    '051': { kk: 'см²', ru: 'см²' },
    '059': { kk: 'га', ru: 'га' },
    113: { kk: 'м³', ru: 'м³' },
    110: { kk: 'мм³', ru: 'мм³' },
    245: { kk: 'кВт·сағ', ru: 'кВт·ч' },
    642: { kk: 'бірлік', ru: 'единица' },
    643: { kk: 'мың бірлік', ru: 'тыс. единиц' },
    797: { kk: '100 дана', ru: '100 шт' },
    728: { kk: 'бума', ru: 'пачка' },
    778: { kk: 'орама', ru: 'упак' },
    5111: { kk: 'бір бума', ru: 'одна пачка' },
    736: { kk: 'орам', ru: 'рулон' },
    625: { kk: 'парақ', ru: 'лист' },
    839: { kk: 'жиынтық', ru: 'комплект' },
    715: { kk: 'жұп', ru: 'пара' },
    812: { kk: 'жәшік', ru: 'ящик' },
    8751: { kk: 'қорап', ru: 'коробка' },
    868: { kk: 'бөтелке', ru: 'бутылка' },
    872: { kk: 'шиша', ru: 'флакон' },
    870: { kk: 'ампула', ru: 'ампула' },
    881: { kk: 'шартты банка', ru: 'банка условная' },
    5114: { kk: 'бір қызмет', ru: 'одна услуга' },
    5110: { kk: 'бір зерттеу', ru: 'одно исследование' },
    5113: { kk: 'бір рәсім', ru: 'одна процедура' },
    931: { kk: 'жұмыс', ru: 'работа' },
    792: { kk: 'адам', ru: 'чел' },
    356: { kk: 'сағат', ru: 'час' },
    359: { kk: 'тәулік', ru: 'сутки' },
    360: { kk: 'апта', ru: 'неделя' },
    362: { kk: 'ай', ru: 'месяц' },
    469: { kk: 'теңге', ru: 'тенге' },
  }),
)

const CODE = /^\d{1,4}$/

/**
 * Reads a unit's code as programs write it, `6` or `006`.
 * @returns the code as it is sent, three digits or more; undefined when the list has no such unit
 */
export function parseUnit(text: string): string | undefined {
  if (!CODE.test(text)) return undefined
  const code = text.padStart(3, '0')
  return UNITS.has(code) ? code : undefined
}

/** A unit's short name for paper; an unknown code stands for itself. */
export const unitName = (code: string, language: 'kk' | 'ru'): string => UNITS.get(code)?.[language] ?? code
