/** Codes of the system and of LevelDB; Node's own begin with ERR_ and tell of bugs. */
export const ofTheMedium = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(?:E[A-Z]+|LEVEL_[A-Z_]+)$/.test(String(error.code))
