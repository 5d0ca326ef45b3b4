import { writeFileSync } from 'node:fs'
import type { Exported, QrAnswer } from '../api/results.ts'
import type { CommandSpec } from '../api/spec.ts'
import { answer, connected, type Run } from './commands.ts'
import type { Context } from './context.ts'
import { UsageFailure } from './failure.ts'
import { type Given, parametersOf } from './parameters.ts'
import { paperText } from './render/paper.ts'

const BINARY = new Set(['png', 'escpos'])

/** Bytes to a screen would be noise, or commands to it. */
function assertPlace(format: unknown, output: string | undefined, { globals, screen }: Context): void {
  if (BINARY.has(String(format)) && output === undefined && screen && !globals.json) {
    throw new UsageFailure('binary-to-terminal')
  }
}

function save(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes)
  } catch (error) {
    throw new UsageFailure('cannot-write', `${path} (${error instanceof Error ? error.message : String(error)})`)
  }
}

/** The file itself: what goes to --output, or to stdout off a screen. */
function bytesOf(exported: Exported | QrAnswer): Uint8Array {
  if ('base64' in exported) return Buffer.from(exported.base64, 'base64')
  if ('content' in exported) return Buffer.from(exported.content)
  return Buffer.from(`${JSON.stringify(exported.format === 'lines' ? exported.lines : exported.document)}\n`)
}

interface Fetched<R> {
  readonly exported: R
  readonly path: string | undefined
}

async function fetch<R>(spec: CommandSpec, given: Given, context: Context): Promise<Fetched<R>> {
  const output = given.get('output')?.[0]
  const path = typeof output === 'string' ? output : undefined
  assertPlace(given.get('format')?.[0], path, context)
  const params = await parametersOf(spec, given, context)
  const exported = await connected(spec, context, (daemon) => daemon.call<R>(spec.method, params))
  return { exported, path }
}

async function deliver(
  exported: Exported | QrAnswer,
  path: string | undefined,
  context: Context,
  screen: () => Promise<string | undefined>,
): Promise<number> {
  const { format } = exported
  if (path !== undefined) {
    const bytes = bytesOf(exported)
    save(path, bytes)
    await answer({ format, output: path, bytes: bytes.length }, context, async () => '')
    return 0
  }
  if (context.globals.json) {
    await answer(exported, context, async () => '')
    return 0
  }
  const drawn = context.screen ? await screen() : undefined
  if (drawn === undefined) process.stdout.write(bytesOf(exported))
  else context.out(drawn)
  return 0
}

export const exportReceipt: Run = async (spec, given, context) => {
  const { exported, path } = await fetch<Exported>(spec, given, context)
  return deliver(exported, path, context, async () => undefined)
}

/** On a screen the code is drawn with both colours set, so that a phone reads it from a dark one too. */
export const exportQr: Run = async (spec, given, context) => {
  const { exported, path } = await fetch<QrAnswer>(spec, given, context)
  const { checkUrl, format } = exported
  return deliver(exported, path, context, async () =>
    format === 'text' && context.colour.out
      ? `${await paperText([{ kind: 'qr', data: checkUrl }], context.columns, context)}${checkUrl}\n`
      : undefined,
  )
}
