import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { type OfdState, newState, stateFromJson, stateToJson } from './state.ts'

/** Where the state stays between two runs; without a file it lives as long as the process. */
export interface Store {
  load(): OfdState
  /** Durable enough for tests: the file is whole or the one before, never half. */
  save(state: OfdState): void
}

/** @param token the first token, used when nothing was kept yet */
export function openStore(file: string | undefined, token: number): Store {
  if (file === undefined) return { load: () => newState(token), save: () => undefined }
  return {
    load: () => (existsSync(file) ? stateFromJson(readFileSync(file, 'utf8')) : newState(token)),
    save(state) {
      writeFileSync(`${file}.new`, stateToJson(state))
      renameSync(`${file}.new`, file)
    },
  }
}
