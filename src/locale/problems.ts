import { EXPECTED_WORDS } from './expected.ts'
import { GOODS_PROBLEM_WORDS } from './goods.ts'
import { SELF_TEST_PROBLEM_WORDS, SELF_TEST_WORDS } from './selftest-words.ts'
import { type Text, text } from './text.ts'
import { FIELD_WORDS, ROLE_WORDS } from './field-words.ts'
import { PAYMENT_WORDS } from './words.ts'

/** What is wrong with a value: the keys that refusals carry as `problem`. */
export const PROBLEM_WORDS: Readonly<Record<string, Text>> = {
  ...GOODS_PROBLEM_WORDS,
  ...SELF_TEST_PROBLEM_WORDS,
  empty: text('бос', 'пусто', 'empty'),
  'too-long': text('тым ұзын', 'слишком длинно', 'too long'),
  'too-short': text('тым қысқа', 'слишком коротко', 'too short'),
  'too-many': text('тым көп', 'слишком много', 'too many'),
  'control-characters': text('басқару таңбалары бар', 'содержит управляющие символы', 'holds control characters'),
  'hidden-characters': text('көрінбейтін таңбалар бар', 'содержит невидимые символы', 'holds invisible characters'),
  unprintable: text(
    'қағазға басылмайтын таңбалар бар',
    'содержит непечатаемые символы',
    'holds characters that the paper cannot show',
  ),
  'not-latin': text(
    'тек латын әріптері мен цифрлар',
    'только латинские буквы и цифры',
    'only Latin letters and digits',
  ),
  'not-digits': text('тек цифрлар', 'только цифры', 'only digits'),
  'not-12-digits': text('12 цифр болуы керек', 'должно быть 12 цифр', 'must be 12 digits'),
  'check-digit': text('бақылау цифры дұрыс емес', 'неверная контрольная цифра', 'wrong check digit'),
  'all-zeros': text('тек нөлдер', 'одни нули', 'all zeros'),
  'out-of-range': text('рұқсат етілген шектен тыс', 'вне допустимых пределов', 'out of range'),
  'percent-and-sum': text('пайыз да, сома да берілген', 'указаны и процент, и сумма', 'both a percent and a sum'),
  'percent-invalid': text(
    'пайыз 0-ден үлкен, 100-ден аспайтын сан болуы керек',
    'процент – число больше 0 и не больше 100',
    'a percent is over 0 and at most 100, with at most three decimals',
  ),
  'sum-invalid': text('сома дұрыс емес', 'неверная сумма', 'not a sum over 0 with at most two decimals'),
  'larger-than-sum': text('сомадан үлкен', 'больше суммы', 'larger than the sum'),
  'less-than-tiyn': text('бір тиыннан кем', 'меньше одного тиына', 'less than one tiyn'),
  'nothing-left': text('төлейтін ештеңе қалмайды', 'не остаётся ничего к оплате', 'nothing is left to pay'),
  'no-such-unit': text('мұндай өлшем бірлігі жоқ', 'нет такой единицы измерения', 'there is no such unit'),
  'no-such-rate': text('мұндай ҚҚС мөлшерлемесі жоқ', 'нет такой ставки НДС', 'there is no such VAT rate'),
  'not-on-off': text('on немесе off болуы керек', 'должно быть on или off', 'must be on or off'),
  'not-a-date': text('мұндай күн жоқ', 'нет такой даты', 'there is no such date'),
  'date-and-number': text(
    'күн мен ауысым нөмірі бірге берілген',
    'дата вместе с номером смены',
    'a date together with the number of a shift',
  ),
  'two-ways': text(
    'кезең екі түрлі жолмен берілген',
    'период задан двумя способами',
    'the period is given in two ways',
  ),
  'ends-first': text('соңы басынан бұрын', 'конец раньше начала', 'it ends before it begins'),
  'not-a-time': text(
    'on, off немесе 23:30 түріндегі уақыт болуы керек',
    'должно быть on, off или время вида 23:30',
    'must be on, off or a time of day as 23:30',
  ),
  'not-a-moment': text(
    'күн мен уақыт 2026-11-21T10:15:30 түрінде болуы керек',
    'дата и время вида 2026-11-21T10:15:30',
    'must be a date and time as 2026-11-21T10:15:30',
  ),
  'before-begin': text('басталуынан бұрын', 'раньше начала', 'before the beginning'),
  'of-another-domain': text('басқа салаға тән', 'относится к другой отрасли', 'belongs to another domain'),
  'no-such-item': text('мұндай позиция жоқ', 'нет такой позиции', 'there is no such item'),
  twice: text('екі рет берілген', 'указано дважды', 'given twice'),
  'in-future': text('әлі болмаған уақыт', 'это время ещё не наступило', 'is in the future'),
  'no-separator': text(
    'GS ажыратқышы жоқ – сканерді баптаңыз',
    'нет разделителя GS – настройте сканер',
    'has no GS separator: set the scanner up',
  ),
  'no-serial': text('сериялық нөмірі (AI 21) жоқ', 'нет серийного номера (AI 21)', 'has no serial number (AI 21)'),
  incomplete: text(
    'код толық келмеді – қайта сканерлеңіз; әрдайым солай болса, сканерде жол соңын (Enter) қосыңыз',
    'код пришёл не целиком – отсканируйте ещё раз; если так всегда, включите в сканере конец строки (Enter)',
    'not all of the code came: scan it again; if it is always so, switch the end of line (Enter) on in the scanner',
  ),
  'no-such-payment': text(
    'мұндай төлем түрі құжатта жоқ',
    'в документе нет такой оплаты',
    'the document has no such payment',
  ),
  'unlike-device': text(
    'конфигурациядағы нөмірден өзгеше',
    'не совпадает с номером в конфигурации',
    'is not the number in the configuration',
  ),
  missing: text('жоқ', 'отсутствует', 'missing'),
  'readable-by-others': text('басқалар оқи алады', 'доступно для чтения другим', 'others can read it'),
  unreadable: text('оқылмайды', 'не читается', 'cannot be read'),
  chain: text('жазбалар тізбегі үзілген', 'нарушена цепочка записей', 'the chain of records is broken'),
  signature: text('қолтаңба дұрыс емес', 'неверная подпись', 'a signature is wrong'),
  totals: text('санауыштар сәйкес емес', 'счётчики не сходятся', 'the totals do not agree'),
  gap: text('жазба жетіспейді', 'не хватает записи', 'a record is missing'),
  time: text('уақыт кері кеткен', 'время идёт назад', 'time runs backwards'),
  short: text('жинақтауыш қысқарған', 'накопитель короче, чем был', 'the accumulator is shorter than it was'),
}

/** Why a device or the OFD did not answer: `reason`. */
export const REASON_WORDS: Readonly<Record<string, Text>> = {
  unreachable: text('желі жоқ', 'нет сети', 'no network'),
  refused: text('сервер қосылуды қабылдамады', 'сервер не принимает соединение', 'the server refuses the connection'),
  silent: text('сервер үндемейді', 'сервер молчит', 'the server is silent'),
  garbage: text('жауап түсініксіз', 'непонятный ответ', 'the answer makes no sense'),
  busy: text('ФДО уақытша қолжетімсіз', 'ОФД временно недоступен', 'the OFD is temporarily unavailable'),
}

/** Part of a document that a refusal speaks of: `where`. An item comes with its `line`. */
export const PLACE_WORDS: Readonly<Record<string, Text>> = {
  item: text('{line}-позиция', 'Позиция {line}', 'Item {line}'),
  ticket: text('Бүкіл чек', 'Весь чек', 'The whole receipt'),
}

/** Which members of a refusal's details are keys of these tables and not words yet. */
export const VOCABULARIES: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  problem: PROBLEM_WORDS,
  expected: EXPECTED_WORDS,
  reason: REASON_WORDS,
  field: FIELD_WORDS,
  where: PLACE_WORDS,
  role: ROLE_WORDS,
  roles: ROLE_WORDS,
  type: PAYMENT_WORDS,
  test: SELF_TEST_WORDS,
}
