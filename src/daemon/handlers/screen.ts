import { method } from '../../api/methods.ts'
import type { ParamsOf, ResultOf } from '../../api/schemas/index.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { formatTenge } from '../../fiscal/money.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { settingsOf } from '../../fiscal/register/settings.ts'
import { ratesAt } from '../../fiscal/ticket/vat.ts'
import type { Good } from '../../goods/good.ts'
import type { LinkState } from '../../hw/ports.ts'
import { type Draft, Drafts } from '../drafts.ts'
import type { Services } from '../services.ts'
import { operatorOf } from './documents.ts'

type Shown = ResultOf<'screen.show'>
type View = ParamsOf<'draft.put'>['view']

export function screenMethods(services: Services): readonly Method[] {
  const drafts = new Drafts(services.configuration.stateDir)
  /** What the buyer sees now; of the last screen that said something. */
  let view: View
  return [
    method('screen.show', async () => shown(services)),
    method('draft.get', async (_, context) => kept(services, drafts, context)),
    method('draft.put', async ({ draft, view: seen }, context) => {
      if (draft) await room(() => drafts.put(operatorOf(context).code, draft))
      view = seen
      return { kept: true as const }
    }),
    method('draft.drop', async ({ view: seen }, context) => {
      view = seen
      return { dropped: await room(() => drafts.drop(operatorOf(context).code)) }
    }),
    method('draft.asides', async (_, context) => ({ asides: await waiting(services, drafts, context) })),
    method('draft.aside', async ({ asides = [] }, context) => {
      await room(() => drafts.putAside(operatorOf(context).code, asides))
      return { asides: await waiting(services, drafts, context) }
    }),
    method('draft.view', async () => (view === undefined ? {} : { view })),
  ]
}

/** A disk without room for a draft is a matter for whoever types, not an end of the daemon. */
async function room<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new Refusal('DRAFT_NOT_KEPT', { reason: String(error.code) })
    throw error
  }
}

/** The user's draft, unless its key has a document by now: then what it became. */
async function kept(services: Services, drafts: Drafts, context: CallContext): Promise<ResultOf<'draft.get'>> {
  const { code } = operatorOf(context)
  const draft = await room(() => drafts.get(code))
  const known = draft && (await services.journal.byKey(draft.key))
  if (!draft || !known) return draft ? { draft } : {}
  await room(() => drafts.drop(code))
  const { subject } = known
  return {
    made: { key: draft.key, ...(subject.type === 'document' && { documentNumber: subject.documentNumber }) },
  }
}

/** What the user has put aside; what became a document by its key since waits for nobody. */
async function waiting({ journal }: Services, drafts: Drafts, context: CallContext): Promise<Draft[]> {
  const asides = await room(() => drafts.aside(operatorOf(context).code))
  const known = await Promise.all(asides.map(({ key }) => journal.byKey(key)))
  return asides.filter((_, index) => known[index] === undefined)
}

async function shown(services: Services): Promise<Shown> {
  const { clock, ofd, register } = services
  const settings = settingsOf(register.state)
  const rates = settings.vatPayer ? ratesAt(clock.now()).map(String) : []
  return {
    ...(settings.registerName !== undefined && { registerName: settings.registerName }),
    idleMinutes: settings.idleMinutes,
    purchases: settings.purchases,
    priceList: settings.priceList,
    discountItem: settings.discountItem,
    discountTicket: settings.discountTicket,
    discountPercent: settings.discountPercent,
    ...(settings.preferredPayment !== undefined && { preferredPayment: settings.preferredPayment }),
    ...(settings.defaultItem !== undefined && { defaultItem: await itemName(services, settings.defaultItem) }),
    defaultUnit: settings.defaultUnit,
    buyerId: settings.buyerId,
    vatRates: [...rates, 'none'],
    favourites: settings.priceList ? await favourites(services, settings.favourites) : [],
    links: ofd.links().map(linkOf),
  }
}

/** The default item may be a code of the price list: people know it by its name. */
async function itemName({ prices }: Services, item: string): Promise<string> {
  return (await only(prices, item))?.name ?? item
}

/** The one good of this code; a list that is damaged has none: the sale will say so, the screen works on. */
async function only(prices: Services['prices'], code: string): Promise<Good | undefined> {
  try {
    const [good, ...more] = await prices.byCode(code)
    return more.length > 0 ? undefined : good
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** Those that the list has, in the order of the setting; a code that it has no more is left out. */
async function favourites({ prices }: Services, codes: readonly string[]): Promise<Shown['favourites']> {
  const found = await Promise.all(codes.map(async (code) => ({ code, good: await only(prices, code) })))
  return found.flatMap(({ code, good }) =>
    good === undefined
      ? []
      : [
          {
            code,
            name: good.name,
            ...(good.nameKk !== undefined && { nameKk: good.nameKk }),
            price: formatTenge(good.price),
            ...(good.marked === true && { marked: true as const }),
          },
        ],
  )
}

const linkOf = ({ name, route, up }: LinkState): Shown['links'][number] => ({
  name,
  state: !up || route === 'unreachable' ? 'silent' : route === 'unknown' ? 'unknown' : 'reached',
})
