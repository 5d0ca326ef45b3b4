import { PERIOD_FORMATS } from '../api/commands/reports.ts'
import type { ResultOf } from '../api/schemas/index.ts'
import { connected, type Run } from './call.ts'
import { generic } from './commands.ts'
import type { Context } from './context.ts'
import { assertPlace, deliver, outputOf } from './export.ts'
import { UsageFailure } from './failure.ts'
import { type Given, parametersOf } from './parameters.ts'
import { paperText } from './render/paper.ts'

type Format = (typeof PERIOD_FORMATS)[number]

const COLUMNS = 48

/** undefined: the report goes to the screen and to paper, as all reports do. @throws UsageFailure */
function formatOf(given: Given): Format | undefined {
  const asked = given.get('format') ?? (given.has('output') ? ['text'] : [])
  if (asked.length === 0) return undefined
  const format = PERIOD_FORMATS.find((one) => asked.length === 1 && one === asked[0])
  if (format === undefined)
    throw new UsageFailure('choice', `--format ${asked.join(' ')} (${PERIOD_FORMATS.join(', ')})`)
  return format
}

/** The file, and what `--json` says of it. */
async function made(format: Format, { lines = [], ...report }: ResultOf<'report.period'>, context: Context) {
  switch (format) {
    case 'text': {
      const content = await paperText(lines, COLUMNS, { ...context, colour: { ...context.colour, out: false } })
      return { bytes: Buffer.from(content), exported: { format, content } }
    }
    case 'json':
      return { bytes: Buffer.from(`${JSON.stringify(report)}\n`), exported: { format, document: report } }
    case 'xlsx': {
      // A bundle of its own: nothing else loads the library
      const { workbookOf } = await import('./workbook.ts')
      const bytes = await workbookOf(report, lines, context.language)
      return { bytes, exported: { format, base64: bytes.toString('base64') } }
    }
    default:
      throw new Error(`unknown format ${String(format satisfies never)}`)
  }
}

/** The fiscal report for a period: on paper and on the screen, or as a file. */
export const period: Run = async (spec, given, context) => {
  const format = formatOf(given)
  if (format === undefined) return generic(spec, given, context)
  const path = outputOf(given)
  assertPlace(format, path, context)
  const params = { ...(await parametersOf(spec, given, context)), print: false, lines: format !== 'json' }
  const report = await connected(spec, context, (daemon) => daemon.call<ResultOf<'report.period'>>(spec.method, params))
  const { bytes, exported } = await made(format, report, context)
  await deliver(bytes, exported, path, context)
  return 0
}
