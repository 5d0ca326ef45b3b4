import type { Dialect, ProtocolVersion } from './dialect.ts'
import { v202 } from './v202.ts'
import { v203 } from './v203.ts'

const DIALECTS = { '2.0.2': v202, '2.0.3': v203 } as const satisfies Record<ProtocolVersion, Dialect>

/** The version is configuration (invariant 10). */
export const dialectOf = (version: ProtocolVersion): Dialect => DIALECTS[version]
