import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isRelease, LIST } from './selftest/software.ts'

/** The folder that this program is installed in: the one whose launcher runs it. */
export function installationRoot(): string {
  const file = fileURLToPath(import.meta.url)
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'bin/kkmd'))) return folder
  throw new Error(`${file} lies in no installation`)
}

/** SHA-256 of the software, hex: of a release's list of files, else of the program that this module was built into. */
export const softwareDigest = (root: string): string =>
  createHash('sha256')
    .update(readFileSync(isRelease(root) ? join(root, LIST) : fileURLToPath(import.meta.url)))
    .digest('hex')
