import type { DocumentAnswer, Notice, PreviewAnswer, Ready, Status, TrainingAnswer } from '../../api/results.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import type { CommandSpec } from '../../api/spec.ts'
import type { Context } from '../context.ts'
import type { Daemon } from '../daemon.ts'
import { documentText, previewText, trainingText } from './document.ts'
import { heldText, holdsText } from './holds.ts'
import { paperColumns, paperText } from './paper.ts'
import { readyText } from './ready.ts'
import { statusText } from './status.ts'

export type Renderer = (result: never, context: Context, daemon: Daemon) => Promise<string>

export type Render = (spec: CommandSpec, result: object, context: Context, daemon: Daemon) => Promise<string>

async function ticket(result: DocumentAnswer | PreviewAnswer | TrainingAnswer, context: Context): Promise<string> {
  if ('training' in result) return trainingText(result, context)
  if (!('preview' in result)) return documentText(result, context)
  return (await paperText(result.lines, paperColumns(context), context)) + previewText(result, context)
}

const held: Renderer = async (result: ResultOf<'hold'>, { language }) => heldText(result, language)

const committed = async (result: ResultOf<'commit'>, context: Context): Promise<string> =>
  'state' in result ? heldText(result, context.language) : ticket(result, context)

/** Of what machines call all day: here at once, and not when they are asked for. */
export const FREQUENT_RENDERERS: Readonly<Record<string, Renderer>> = {
  sale: ticket,
  'sale-return': ticket,
  purchase: ticket,
  'purchase-return': ticket,
  deposit: ticket,
  withdraw: ticket,
  hold: held,
  commit: committed,
  cancel: held,
  'hold.list': async (result: ResultOf<'hold.list'>, { language }) => holdsText(result, language),
  status: async (result: Status, { language }) => statusText(result, language),
  ready: async (result: Ready, { language }) => readyText(result, language),
}

const STATES_ITS_WARNINGS = new Set(['status', 'ready'])

/** Warnings go beside the answer, on stderr. */
function note(method: string, result: object, { err, globals }: Context): void {
  if (globals.quiet || STATES_ITS_WARNINGS.has(method) || !('warnings' in result)) return
  for (const { message } of result.warnings as readonly Notice[]) err(`! ${message}`)
}

export const rendererOf =
  (renderers: Readonly<Record<string, Renderer>>): Render =>
  async (spec, result, context, daemon) => {
    const renderer = renderers[spec.method]
    if (renderer === undefined) throw new Error(`no renderer for ${spec.method}`)
    note(spec.method, result, context)
    return renderer(result as never, context, daemon)
  }

export const renderFrequent: Render = rendererOf(FREQUENT_RENDERERS)
