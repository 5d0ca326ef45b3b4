import { join } from 'node:path'

/** Where the accumulator of a register lies. */
export interface Places {
  readonly stateDir: string
  readonly mirrorDir: string
}

export const accumulatorOf = ({ stateDir }: Places): string => join(stateDir, 'accumulator')
export const keyPathOf = ({ stateDir }: Places): string => join(stateDir, 'device.key')
