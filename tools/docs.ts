// Writes what is generated from the registry of commands, the catalogue of refusals and the reader of kkm.toml.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generated } from './docs/index.ts'

const ROOT = join(import.meta.dirname, '..')

for (const [path, content] of generated()) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true })
  writeFileSync(join(ROOT, path), content)
  console.log(path)
}
