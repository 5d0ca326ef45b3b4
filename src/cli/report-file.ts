import { PERIOD_FORMATS } from '../api/commands/reports.ts'
import type { ResultOf } from '../api/schemas/index.ts'
import type { CommandSpec } from '../api/spec.ts'
import { connected, type Run } from './call.ts'
import { generic } from './commands.ts'
import type { Context } from './context.ts'
import { assertPlace, bytesOf, deliver, outputOf } from './export.ts'
import { UsageFailure } from './failure.ts'
import { type Given, parametersOf } from './parameters.ts'

type Format = (typeof PERIOD_FORMATS)[number]
type Report = ResultOf<'report.cashier' | 'report.section' | 'report.period' | 'report.z'>

/** undefined: the report goes to the screen and to paper, as all reports do. @throws UsageFailure */
function formatOf({ options }: CommandSpec, given: Given): Format | undefined {
  const choices = options.find(({ flag }) => flag === 'format')?.choices ?? []
  const asked = given.get('format') ?? (given.has('output') || given.has('paper') ? ['text'] : [])
  if (asked.length === 0) return undefined
  const [word] = asked
  const format = PERIOD_FORMATS.find((one) => one === word)
  if (asked.length > 1 || format === undefined || !choices.includes(format))
    throw new UsageFailure('choice', `--format ${asked.join(' ')} (${choices.join(', ')})`)
  return format
}

/** The file, and what `--json` says of it. */
async function made(format: Format, { file, lines = [], ...report }: Report, context: Context) {
  if (file !== undefined) return { bytes: bytesOf(file), exported: file }
  if (format === 'json' || report.report !== 'period')
    return { bytes: Buffer.from(`${JSON.stringify(report)}\n`), exported: { format: 'json', document: report } }
  // A bundle of its own: nothing else loads the library
  const { workbookOf } = await import('./workbook.ts')
  const bytes = await workbookOf(report, lines, context.language)
  return { bytes, exported: { format, base64: bytes.toString('base64') } }
}

/** A report: on paper and on the screen, or as a file. */
export const reportFile: Run = async (spec, given, context) => {
  const format = formatOf(spec, given)
  if (format === undefined) return generic(spec, given, context)
  const path = outputOf(given)
  assertPlace(format, path, context)
  const own = format === 'json' || format === 'xlsx' ? { lines: format === 'xlsx' } : { format }
  const params = { ...(await parametersOf(spec, given, context)), print: false, ...own }
  const report = await connected(spec, context, (daemon) => daemon.call<Report>(spec.method, params))
  const { bytes, exported } = await made(format, report, context)
  await deliver(bytes, exported, path, context)
  return 0
}
