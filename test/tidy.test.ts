import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '..')
const PLACES = ['.ci', 'bin', 'docs', 'proto', 'scripts', 'src', 'systemd', 'test', 'tools']
const GENERATED = /\/gen\/|^test\/vectors\/|\.png$|\.kkj$|__pycache__/
const CODE = /\.(?:tsx?|mjs|py)$/
/** This file holds what it looks for. */
const SELF = 'test/tidy.test.ts'

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

const files: readonly string[] = [
  ...readdirSync(ROOT).filter((name) => name !== '.git' && statSync(join(ROOT, name)).isFile()),
  ...PLACES.filter((place) => existsSync(join(ROOT, place))).flatMap((place) =>
    readdirSync(join(ROOT, place), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1)),
  ),
].filter((file) => !GENERATED.test(file) && file !== SELF)

const code = files.filter((file) => CODE.test(file))
const tests = code.filter((file) => /\.test\.tsx?$/.test(file))

/** `file:line: text` for every line that matches. */
function linesWith(pattern: RegExp, among: readonly string[]): string[] {
  return among.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  )
}

const FORBIDDEN: readonly (readonly [string, RegExp, readonly string[]])[] = [
  ['work left for later', /\b(?:TODO|FIXME|XXX|HACK)\b/, files],
  [
    'tests that are left out or run alone',
    /\b(?:test|it|suite|describe|t)\.(?:only|skip|todo)\b|\b(?:only|skip|todo): /,
    tests,
  ],
  ['checks that are switched off', /(?:oxlint|eslint)-disable|biome-ignore|@ts-(?:ignore|nocheck|expect-error)/, code],
  [
    'hosts of package registries',
    /\bregistry\.[a-z]+\.(?:org|com|io)\b|\b[a-z]+\.debian\.org\b|\bproxy\.golang\.org\b/i,
    files,
  ],
  ['default exports', /^export default\b/, code],
  [
    'things outside of the project',
    /(?:^|[\s"'`(])(?:\/work\/|(?:\.\.\/)+shared\/|shared\/(?:design|protocol|requirements))/,
    files,
  ],
  ['text in the wrong encoding', /\uFFFD/, files],
]
for (const [what, pattern, among] of FORBIDDEN) {
  test(`no file holds ${what}`, () => {
    assert.deepEqual(linesWith(pattern, among), [])
  })
}

test('a file holds at most 400 lines of code', () => {
  const counted = code.map((file) => {
    const lines = read(file)
      .replaceAll(/\/\*[\s\S]*?\*\//g, '')
      .split('\n')
    return { file, lines: lines.filter((line) => !/^\s*(?:\/\/.*|#.*)?$/.test(line)).length }
  })
  assert.deepEqual(
    counted.filter(({ lines }) => lines > 400),
    [],
  )
})

const REQUIREMENT = /\[((?:R1326|R208N|R003|R431|EK0|EK1|EK-ui|R626|R2026|P203|P204)-[^\]\s]+)\]/g

test('requirement ids in the titles of tests exist in the catalogue', () => {
  const known = new Set(read('test/requirements.txt').split('\n'))
  const named = tests.flatMap((file) =>
    [...read(file).matchAll(REQUIREMENT)].map(([, id = '']) => ({ id, place: `${file}: ${id}` })),
  )
  assert.ok(named.length > 0)
  assert.deepEqual(
    named.filter(({ id }) => !known.has(id)).map(({ place }) => place),
    [],
  )
})

test('every package has an exact version and, with it, its reason in DEPENDENCIES.md', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const packages = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((kind) =>
    Object.entries(manifest[kind] ?? {}),
  )
  const reasons = read('DEPENDENCIES.md')
  const wrong = packages.filter(
    ([name, version]) => !/^\d+\.\d+\.\d+$/.test(version) || !reasons.includes(`| \`${name}\` | ${version} |`),
  )
  assert.ok(packages.length > 0)
  assert.deepEqual(wrong, [])
})

test('the lockfile names the packages of other systems too: npm ci refuses it otherwise', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>
  }
  const places = Object.keys(lock.packages)
  const wanted = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
  assert.deepEqual(
    wanted.filter((name) => !places.some((place) => place.endsWith(`node_modules/${name}`))),
    [],
  )
})

test('what can be run is marked so', () => {
  const programs = files.filter((file) => /^(?:bin|scripts)\/[^.]+$|^\.ci\/run$/.test(file))
  assert.ok(programs.length > 4)
  assert.deepEqual(
    programs.filter((file) => (statSync(join(ROOT, file)).mode & 0o111) !== 0o111),
    [],
  )
})
