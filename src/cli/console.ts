import { type Run, connected } from './commands.ts'

/** Keys and scans as they come, a line of JSON each: for a script beside a scanner. */
export const attach: Run = (spec, _given, context) =>
  connected(spec, context, (daemon) =>
    daemon.follow(spec.method, ({ method, params }) =>
      context.out(`${JSON.stringify({ schema: 1, event: method, data: params })}\n`),
    ),
  )
