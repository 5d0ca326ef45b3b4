import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as holds, constantFrom, property, tuple } from 'fast-check'
import { COMMANDS } from '../../src/api/commands/index.ts'
import { UsageFailure } from '../../src/cli/failure.ts'
import { FREQUENT, frequentLine } from '../../src/cli/frequent.ts'
import { parseCommandLine } from '../../src/cli/program.ts'

const FLAGS = [...new Set(FREQUENT.flatMap(({ options }) => options.map(({ flag }) => `--${flag}`)))]
const GLOBALS = ['--json', '-q', '-t', '-f', '--lang', '--socket', '--user', '--pin-file', '--timeout', '--progress']
const OTHERS = [
  '-',
  '--',
  '-5',
  '-5.50',
  '--help',
  '-h',
  '-V',
  '--frob',
  'x',
  '',
  '7',
  'no:1',
  'Нан=150*2@16',
  'a=1;mark=b',
]
const COMMAND_WORDS = [...new Set(FREQUENT.flatMap(({ words }) => words))]
const JOINED = [...FLAGS, ...GLOBALS].map((flag) => `${flag}=7`)

const word = constantFrom(...FLAGS, ...OTHERS, ...JOINED)
const line = tuple(
  array(constantFrom(...GLOBALS, '7', 'x', '--user=7', '--fields=total'), { maxLength: 3 }),
  array(constantFrom(...COMMAND_WORDS), { minLength: 1, maxLength: 2 }),
  array(word, { maxLength: 5 }),
).map((parts) => parts.flat())

function byCommander(argv: readonly string[]) {
  try {
    return parseCommandLine(argv, 'en', { KKM_USER: '3' })
  } catch (error) {
    if (error instanceof UsageFailure) return { kind: 'wrong' }
    throw error
  }
}

test('what is taken apart without commander is what commander makes of it, on any line', () => {
  let taken = 0
  holds(
    property(line, (argv) => {
      const own = frequentLine(argv, { KKM_USER: '3' })
      if (own === undefined) return
      taken += 1
      assert.deepEqual({ kind: 'command', ...own }, byCommander(argv), argv.join(' '))
    }),
    { numRuns: 4000 },
  )
  assert.ok(taken > 200, `only ${taken} lines were taken`)
})

/** An example as a shell takes it apart: words and single quotes. */
const wordsOf = (example: string): readonly string[] =>
  Array.from(example.matchAll(/'([^']*)'|\S+/g), ([whole, quoted]) => quoted ?? whole).slice(1)

test('the example of each of them goes this way, and no other command does', () => {
  for (const { example, method } of COMMANDS) {
    const spec = frequentLine(wordsOf(example), {})?.spec
    assert.equal(spec?.method, FREQUENT.some((one) => one.method === method) ? method : undefined, example)
  }
})
