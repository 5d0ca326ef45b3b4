import { DEVICE_WORDS } from '../locale/device-words.ts'
import { fill } from '../locale/text.ts'
import { type Run, answer, connected } from './call.ts'
import { parametersOf } from './parameters.ts'

/** Keys and scans as they come, a line of JSON each: for a script beside a scanner. */
export const attach: Run = (spec, _given, context) =>
  connected(spec, context, (daemon) =>
    daemon.follow(spec.method, ({ method, params }) =>
      context.out(`${JSON.stringify({ schema: 1, event: method, data: params })}\n`),
    ),
  )

const DEFAULT_SECONDS = 20

/** Says what a person has to do, and waits until he has done it. */
export const tryDevice: Run = async (spec, given, context) => {
  const { globals, language } = context
  const params = await parametersOf(spec, given, context)
  const hint = spec.method === 'keypad.test' ? DEVICE_WORDS.pressKeys : DEVICE_WORDS.scanNow
  const { seconds = DEFAULT_SECONDS } = params
  return connected(spec, context, async (daemon) => {
    if (!globals.quiet && !globals.json) context.err(fill(hint[language], () => String(seconds)))
    const result = await daemon.call<object>(spec.method, params)
    await answer(result, context, async () => {
      const { render } = await import('./render/index.ts')
      return render(spec, result, context, daemon)
    })
    return 0
  })
}
