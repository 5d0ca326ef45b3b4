import { method } from '../../api/methods.ts'
import type { ParamsOf, ResultOf } from '../../api/schemas/index.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { compact } from '../../fiscal/compact.ts'
import { formatTenge } from '../../fiscal/money.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { ratesAt } from '../../fiscal/ticket/vat.ts'
import type { Good } from '../../goods/good.ts'
import type { BadRow } from '../../goods/rows.ts'
import { COLUMN_WORDS, GOODS_WORDS } from '../../locale/goods.ts'
import { PROBLEM_WORDS } from '../../locale/problems.ts'
import type { Language } from '../../locale/text.ts'
import { assertStarted } from '../documents.ts'
import { askNomenclature } from '../nomenclature.ts'
import type { How, Imported, NotImported } from '../price-book.ts'
import type { Services } from '../services.ts'
import { Uploads } from '../uploads.ts'
import { operatorOf } from './documents.ts'

/** Bad rows of one answer at most: a file that is wrong throughout need not be told whole. */
const MAX_PROBLEMS = 1000

type GoodView = ResultOf<'goods.remove'>['removed']
type OfdView = NonNullable<ResultOf<'goods.find'>['ofd']>[number]
type Problem = ResultOf<'goods.import'> extends infer R ? (R extends { problems: (infer P)[] } ? P : never) : never

const goodView = ({ price, purchasePrice, vat, ...good }: Good): GoodView => ({
  ...good,
  price: formatTenge(price),
  ...compact({
    purchasePrice: purchasePrice === undefined ? undefined : formatTenge(purchasePrice),
    vat: vat === undefined ? undefined : String(vat),
  }),
})

/** `row 7, price: not a sum (abc); expected: a sum over 0 with at most two decimals`. */
function problemView(bad: BadRow, rates: string, language: Language): Problem {
  const { column = '', problem, row, value = '' } = bad
  const place = [`${GOODS_WORDS.row[language]} ${row}`, column].filter(Boolean).join(', ')
  const what = PROBLEM_WORDS[problem]?.[language] ?? problem
  const wanted = COLUMN_WORDS[column]?.[language].replace('{rates}', rates)
  return {
    ...bad,
    ...(wanted !== undefined && { expected: wanted }),
    message: [
      `${place}: ${what}`,
      value === '' ? '' : ` (${value})`,
      wanted === undefined ? '' : `; ${GOODS_WORDS.expected[language]}: ${wanted}`,
    ].join(''),
  }
}

export function goodsMethods(services: Services): readonly Method[] {
  const { clock, prices } = services
  const uploads = new Uploads(() => clock.now())
  return [
    method('goods.import', async (params, context) => {
      assertStarted(services)
      return importGoods(services, uploads, params, context)
    }),
    method('goods.list', async ({ after, limit }) => {
      const { goods, next } = await prices.page(after, limit)
      return { goods: goods.map(goodView), ...(next !== undefined && { next }), size: prices.size }
    }),
    method('goods.find', async ({ limit, ofd, text }) => {
      if (ofd) {
        assertStarted(services)
        return { goods: [], more: false, size: prices.size, ofd: await findAtOfd(services, text) }
      }
      const { goods, next } = await prices.find(text, limit)
      return { goods: goods.map(goodView), more: next !== undefined, size: prices.size }
    }),
    method('goods.remove', async ({ code }, context) => {
      assertStarted(services)
      const removed = await prices.remove(code, operatorOf(context).code)
      return { removed: goodView(removed), size: prices.size }
    }),
  ]
}

type Import = ParamsOf<'goods.import'>

async function importGoods(
  services: Services,
  uploads: Uploads,
  params: Import,
  context: CallContext,
): Promise<ResultOf<'goods.import'>> {
  const { part, parts, replace, skipBad, upload = '' } = params
  const { prices } = services
  const onRows = (count: number): void => context.progress('rows', count)
  const how = { skipBad, replace, by: operatorOf(context).code, onRows }
  if (params.fromOfd) return importAnswer(services, await importOfd(services, how), context)
  const bytes = Buffer.from(params.content ?? '', 'base64')
  const taken = uploads.take(how.by, { upload, part, parts, bytes })
  if ('received' in taken) return { upload, received: taken.received }
  return importAnswer(services, await prices.importFile(taken.file, how), context)
}

/** With --replace the whole list is asked for, whatever version is known. */
async function importOfd({ prices, register }: Services, how: How): Promise<Imported | NotImported | 'actual'> {
  const goods = await askNomenclature(register, { currentVersion: how.replace ? 0 : prices.ofdVersion })
  if (goods?.result === 'actual') return 'actual'
  if (goods?.result !== 'ok') throw new Refusal('NOMENCLATURE_UNSUPPORTED')
  return prices.importOfd(goods, how)
}

const NOTHING_NEW = { rows: 0, added: 0, changed: 0, unchanged: 0, removed: 0, skipped: 0, problems: [] }

function importAnswer(
  { clock, prices }: Pick<Services, 'clock' | 'prices'>,
  imported: Imported | NotImported | 'actual',
  { language }: CallContext,
): ResultOf<'goods.import'> {
  if (imported === 'actual') return { ...NOTHING_NEW, size: prices.size, actual: true }
  const rates = [...ratesAt(clock.now()), 'none'].join(', ')
  const problemsOf = (bad: readonly BadRow[]) =>
    bad.slice(0, MAX_PROBLEMS).map((one) => problemView(one, rates, language))
  if ('rejected' in imported) {
    const problems = problemsOf(imported.rejected)
    const first = problems[0]?.message ?? ''
    throw new Refusal('GOODS_FILE_INVALID', { bad: imported.rejected.length, first, problems })
  }
  const { reading, size, skipped } = imported
  const { added, changed, removed, unchanged } = reading.plan
  return { rows: reading.rows, added, changed, unchanged, removed, skipped, problems: problemsOf(reading.bad), size }
}

/** One line of the national catalogue, asked through the OFD: shown, not sold. */
async function findAtOfd({ register }: Services, barcode: string): Promise<OfdView[]> {
  const goods = await askNomenclature(register, { barcode: barcode.trim() })
  return (goods?.items ?? []).map(({ price, purchasePrice, vat, ...item }) => ({
    ...item,
    ...compact({
      price: price === undefined ? undefined : formatTenge(price),
      purchasePrice: purchasePrice === undefined ? undefined : formatTenge(purchasePrice),
      vat: vat === undefined ? undefined : String(vat),
    }),
  }))
}
