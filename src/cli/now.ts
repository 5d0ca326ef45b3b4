/** Milliseconds on a clock that nobody sets. `performance` would load what a call has no other need of. */
export const now = (): number => process.uptime() * 1000
