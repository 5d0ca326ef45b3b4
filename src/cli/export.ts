import { writeFileSync } from 'node:fs'
import type { Exported, QrAnswer } from '../api/results.ts'
import { answer, connected, type Run } from './call.ts'
import type { Context } from './context.ts'
import { UsageFailure } from './failure.ts'
import { type Given, parametersOf } from './parameters.ts'

const BINARY = new Set(['png', 'pdf', 'escpos', 'xlsx'])

/** Bytes to a screen would be noise, or commands to it. */
export function assertPlace(format: unknown, output: string | undefined, { globals, screen }: Context): void {
  if (BINARY.has(String(format)) && output === undefined && screen.out && !globals.json) {
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
export function bytesOf(exported: Exported | QrAnswer): Uint8Array {
  if ('base64' in exported) return Buffer.from(exported.base64, 'base64')
  if ('content' in exported) return Buffer.from(exported.content)
  return Buffer.from(`${JSON.stringify(exported.format === 'lines' ? exported.lines : exported.document)}\n`)
}

export function outputOf(given: Given): string | undefined {
  const output = given.get('output')?.[0]
  return typeof output === 'string' ? output : undefined
}

/** A file to where --output says, else to stdout; `--json` tells where it went, or has all of it. */
export async function deliver(
  bytes: Uint8Array,
  exported: { readonly format: string },
  path: string | undefined,
  context: Context,
): Promise<void> {
  if (path !== undefined) {
    save(path, bytes)
    await answer({ format: exported.format, output: path, bytes: bytes.length }, context, async () => '')
  } else if (context.globals.json) await answer(exported, context, async () => '')
  else context.out(bytes)
}

/** A receipt or its QR code as a file. */
export const exportFile: Run = async (spec, given, context) => {
  const path = outputOf(given)
  assertPlace(given.get('format')?.[0], path, context)
  const params = await parametersOf(spec, given, context)
  const exported = await connected(spec, context, (daemon) => daemon.call<Exported | QrAnswer>(spec.method, params))
  await deliver(bytesOf(exported), exported, path, context)
  return 0
}
