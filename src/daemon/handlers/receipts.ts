import { method } from '../../api/methods.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import { keyContent } from '../../api/ticket-request.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { qrPng, qrSvg, qrText } from '../../escpos/qr-export.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { shownRef } from '../../fiscal/text.ts'
import { registeredAs } from '../../fiscal/register/facts.ts'
import { SECOND } from '../../fiscal/time.ts'
import { DEFAULT_WAIT, answer, assertStarted, contentHash } from '../documents.ts'
import { findDocument } from '../reference.ts'
import { answerState } from '../spooler.ts'
import { type Services, documentFacts } from '../services.ts'
import { practiseCopy, practisedFor } from '../training.ts'
import { keyOf, operatorOf } from './documents.ts'
import { exported } from './export.ts'

export const receiptMethods = (services: Services): readonly Method[] => [
  method('receipt.show', async ({ ref }, context) => answer(services, await resolve(services, ref, context), false)),
  method('receipt.export', async (params, context) =>
    exported(services, params, { context, resolve: (ref) => resolve(services, ref, context) }),
  ),
  method('receipt.qr', async ({ ref, format }, context): Promise<ResultOf<'receipt.qr'>> => {
    const facts = await documentFacts(services.journal, await resolve(services, ref, context))
    const checkUrl = registeredAs(facts.outcome)?.checkUrl
    if (checkUrl === undefined) throw new Refusal('DOCUMENT_NOT_FOUND', { ref: shownRef(ref) })
    switch (format) {
      case 'text':
        return { format, checkUrl, content: qrText(checkUrl) }
      case 'svg':
        return { format, checkUrl, content: qrSvg(checkUrl) }
      case 'png':
        return { format, checkUrl, base64: Buffer.from(qrPng(checkUrl)).toString('base64') }
      default:
        throw new Error(`unknown format ${String(format satisfies never)}`)
    }
  }),
  method('receipt.print', async (params, context) => printCopy(services, params, context)),
]

/** A marked copy; the same key again prints nothing. */
async function printCopy(
  services: Services,
  params: { readonly ref: string; readonly key?: string | undefined; readonly wait?: number | undefined },
  context: CallContext,
): Promise<ResultOf<'receipt.print'>> {
  assertStarted(services)
  const { register, spooler, journal } = services
  const practised = practisedFor(services, params.ref, confinedTo(context))
  if (practised)
    return practiseCopy(services, practised, {
      client: { key: keyOf(params, context), content: '' },
      operator: operatorOf(context),
      wait: params.wait,
    })
  const documentNumber = await resolve(services, params.ref, context)
  const client = { key: keyOf(params, context), content: contentHash(keyContent('receipt.print', params)) }
  const subject = { type: 'document', documentNumber } as const
  const { job, replayed } = await register.turn(async () => {
    const known = await journal.byKey(client.key)
    if (known && known.content !== client.content) throw new Refusal('KEY_CONFLICT', { key: client.key })
    if (known) return { job: spooler.jobOf(subject)?.id, replayed: true }
    const id = spooler.reserve()
    await register.record(() => [{ kind: 'paper', job: id, subject, copy: true, state: 'started', client }])
    return { job: spooler.add(subject, true, id), replayed: false }
  })
  if (job !== undefined && !replayed) await spooler.ended(job, (params.wait ?? DEFAULT_WAIT) * SECOND)
  const { paper, printed } = await answer(services, documentNumber, replayed)
  const state = job === undefined ? undefined : spooler.job(job)
  const copy = state ? { ...paper, job: state.id, state: answerState(state) } : paper
  return { key: client.key, replayed, documentNumber, printed: state ? isOut(copy.state) : printed, paper: copy }
}

const isOut = (state: string): boolean => state === 'confirmed' || state === 'accepted'

/**
 * A registered document that the caller may see.
 * @throws Refusal DOCUMENT_NOT_FOUND
 */
async function resolve({ journal }: Services, ref: string, context: CallContext): Promise<number> {
  const notFound = new Refusal('DOCUMENT_NOT_FOUND', { ref: shownRef(ref) })
  const found = await findDocument(journal, ref)
  if (found === undefined) throw notFound
  const facts = await documentFacts(journal, found)
  const registered = registeredAs(facts.outcome) !== undefined
  const only = confinedTo(context)
  if (!registered || (only !== undefined && only !== facts.attempt.document.operator.code)) throw notFound
  return found
}

/** A cashier and a kiosk see their own (interface, "Who may what"). */
const confinedTo = ({ actor }: CallContext): number | undefined =>
  actor?.role === 'cashier' || actor?.role === 'kiosk' ? actor.code : undefined
