import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { MUTANTS } from '../tools/world/mutants.ts'
import { run } from '../tools/world/run.ts'

/** Which seed kills which wrong register: `seed name`. */
const seeds = new Map(
  readFileSync(join(import.meta.dirname, 'mutants.txt'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, seed, name] = /^(\d+) (.+)$/.exec(line) ?? []
      return seed === undefined || name === undefined ? [] : [[name, Number(seed)] as const]
    }),
)

test('every wrong register has a seed that kills it', () => {
  assert.ok(MUTANTS.length >= 20)
  assert.deepEqual([...seeds.keys()].toSorted(), MUTANTS.map(({ name }) => name).toSorted())
})

for (const mutant of MUTANTS)
  test(`the simulator notices it when ${mutant.name}`, async () => {
    const seed = seeds.get(mutant.name)
    assert.ok(seed !== undefined)
    const { violation } = await run(seed, { mutant })
    assert.notEqual(violation, undefined, `seed ${seed} lets it live`)
  })

test('our own register lives through the same seeds', async () => {
  for (const seed of new Set(seeds.values())) assert.equal((await run(seed)).violation, undefined, `seed ${seed}`)
})
