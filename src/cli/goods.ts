import type { GoodsImported } from '../api/results.ts'
import { answer, connected, type Run } from './call.ts'
import type { Context } from './context.ts'
import type { Daemon } from './daemon.ts'
import { DaemonFailure, UsageFailure } from './failure.ts'
import { readBytes } from './files.ts'
import { makeKey } from './key.ts'
import { parametersOf } from './parameters.ts'

/** Bytes of a file in one message: base64 and the rest of it stay below what the socket takes. */
const PART_BYTES = 720 * 1024

interface Problem {
  readonly message: string
}

const isProblems = (value: unknown): value is readonly Problem[] =>
  Array.isArray(value) && value.every((one: unknown) => typeof one === 'object' && one !== null && 'message' in one)

/** What is wrong with the rows, a line each, before the refusal itself. */
function tellProblems(problems: unknown, { err, globals }: Context): void {
  if (globals.json || !isProblems(problems)) return
  for (const { message } of problems) err(message)
}

/** A small file is one call, a larger one some: the last of them is answered with what the import did. */
async function send(daemon: Daemon, method: string, bytes: Uint8Array, params: object): Promise<GoodsImported> {
  const parts = Math.max(1, Math.ceil(bytes.length / PART_BYTES))
  const upload = makeKey()
  for (let part = 1; part < parts; part += 1) {
    const content = Buffer.from(bytes.subarray((part - 1) * PART_BYTES, part * PART_BYTES)).toString('base64')
    await daemon.call(method, { ...params, content, upload, part, parts })
  }
  const content = Buffer.from(bytes.subarray((parts - 1) * PART_BYTES)).toString('base64')
  return daemon.call<GoodsImported>(method, { ...params, content, upload, part: parts, parts })
}

/** The file is read here and its bytes are sent, kkmd sees no files of its clients; or the OFD is asked. */
export const importGoods: Run = async (spec, given, context) => {
  const file = given.get('FILE')?.[0]
  const params = await parametersOf(spec, given, context)
  const fromOfd = params['fromOfd'] === true
  if (fromOfd === (file !== undefined)) throw new UsageFailure('missing-argument', 'FILE | --from-ofd')
  const bytes = typeof file === 'string' ? await readBytes(file) : undefined
  try {
    const result = await connected(spec, context, (daemon) =>
      bytes === undefined ? daemon.call<GoodsImported>(spec.method, params) : send(daemon, spec.method, bytes, params),
    )
    if (!context.globals.quiet) tellProblems(result.problems, context)
    await answer(result, context, async () =>
      (await import('./render/goods.ts')).importedText(result, context.language),
    )
    return 0
  } catch (error) {
    if (error instanceof DaemonFailure) tellProblems(error.failure.details['problems'], context)
    throw error
  }
}
