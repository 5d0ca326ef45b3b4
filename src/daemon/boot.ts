/*
 * kkmd begins here. Neither name is a literal: both are loaded from their own files, so that this one stays small and a file
 * that was spoilt does not take it along.
 */
const PROGRAM = './kkmd.mjs'
const STAND_IN = './stand-in.mjs'

try {
  // Whatever was changed does not run, and touches no record
  if (process.env['KKM_CHANGED'] !== undefined) throw new Error(`${process.env['KKM_CHANGED']} was changed`)
  await import(PROGRAM)
} catch (error) {
  const { standInFor } = (await import(STAND_IN)) as typeof import('./stand-in.ts')
  await standInFor(error)
}
