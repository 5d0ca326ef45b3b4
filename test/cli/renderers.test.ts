import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COMMANDS } from '../../src/api/commands/index.ts'
import { commandOf, generic } from '../../src/cli/commands.ts'
import { RENDERERS } from '../../src/cli/render/index.ts'

test('every command of the registry has words for people, or a way of its own', async () => {
  const wordless: string[] = []
  for (const spec of COMMANDS)
    if ((await commandOf(spec)) === generic && RENDERERS[spec.method] === undefined) wordless.push(spec.method)
  assert.deepEqual(wordless, [])
})
