import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseConfiguration } from '../../src/daemon/configuration/index.ts'
import { configurationKeys } from '../../tools/docs/configuration.ts'
import { generated } from '../../tools/docs/index.ts'

const ROOT = join(import.meta.dirname, '../..')

test('the pages of commands, refusals and configuration and the schema are those of the code: else run npm run docs', () => {
  for (const [path, content] of generated()) {
    assert.ok(existsSync(join(ROOT, path)), `${path} is missing: npm run docs`)
    assert.ok(readFileSync(join(ROOT, path), 'utf8') === content, `${path} is stale: npm run docs`)
  }
})

test('the defaults that kkm.toml(5) tells are those of kkmd', () => {
  const needed = new Map([['[printer]', ['transport', 'address']]])
  for (const { heading, keys } of configurationKeys()) {
    const present = heading.startsWith('[[') ? '' : `${heading}\n`
    const bare = parseConfiguration(present, 'kkm.toml').configuration
    for (const { initial, name } of keys) {
      if (initial === undefined) continue
      assert.deepEqual(parseConfiguration(`${present}${name} = ${initial}\n`, 'kkm.toml').configuration, bare, name)
    }
    assert.ok(keys.length > 0 || needed.has(heading))
  }
})
