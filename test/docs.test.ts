import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { UsageFailure } from '../src/cli/failure.ts'
import { parseCommandLine } from '../src/cli/program.ts'
import { Program, ROOT } from './system/program.ts'
import { ADMIN, CASHIER, REGISTERED, World } from './system/world.ts'

const PAGES = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'systemd/README.md',
]

const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8')

/** The fenced blocks of a language. */
const blocks = (page: string, language: string): string[] =>
  [...read(page).matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, body = '']) =>
    name === language ? [body] : [],
  )

/** A document that is written into a file is no command. */
const withoutHereDocuments = (script: string): string => script.replaceAll(/<<'(\w+)'\n.*?^\1$/gms, '')

/** Words as the shell takes them apart, as far as our pages go: quotes, and an end at `;`, `|`, `>` or `)`. */
function words(command: string): string[] {
  const [plain = ''] = /^(?:'[^']*'|"[^"]*"|[^;|>)&'"#])*/.exec(command) ?? []
  return [...plain.matchAll(/(?:'([^']*)'|"([^"]*)"|([^\s'"]))+/g)].map(([word]) => word.replaceAll(/['"]/g, ''))
}

/** Every call of `kkm` in blocks and between backticks. */
function calls(page: string): string[] {
  const scripts = [...blocks(page, 'sh'), ...blocks(page, 'console')].map(withoutHereDocuments).join('\n')
  const inline = [
    ...read(page)
      .replaceAll(/^```.*?^```$/gms, '')
      .matchAll(/`(kkm [^`]*)`/g),
  ].map(([, call = '']) => call)
  const inBlocks = [...scripts.matchAll(/(?:^|[\s(])(?:bin\/)?kkm (.*)$/gm)].map(([, rest = '']) => `kkm ${rest}`)
  return [...inBlocks, ...inline]
}

/** Why the command line would not take this call; nothing is sent. What is only left out of a sentence may be missing. */
function problem(call: string): string | undefined {
  try {
    const { kind } = parseCommandLine(words(call).slice(1), 'en', {})
    return kind === 'none' && words(call).length > 2 ? 'no command' : undefined
  } catch (error) {
    if (!(error instanceof UsageFailure)) throw error
    return error.problem.startsWith('missing') ? undefined : error.message || error.problem
  }
}

test('every call of kkm in the documents is one that the command line takes', () => {
  const found = PAGES.flatMap((page) => calls(page).map((call) => ({ page, call, problem: problem(call) })))
  assert.ok(found.length > 60)
  assert.deepEqual(
    found.filter((one) => one.problem !== undefined),
    [],
  )
  assert.equal(typeof problem('kkm sale --itm Нан=1'), 'string')
  assert.equal(typeof problem('kkm sell'), 'string')
})

test('every link and picture of the documents leads to something', () => {
  const broken = PAGES.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)#:]+)\)|src="([^":]+)"/g)]
      .map(([, link, picture]) => link ?? picture ?? '')
      .filter((target) => !existsSync(join(ROOT, dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  )
  assert.deepEqual(broken, [])
})

test('every script that the documents name is there and can be run', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const text = PAGES.map(read).join('\n')
  const files = [...text.matchAll(/(?:\.\/|`|\/opt\/kkm\/)(scripts\/[\w-]+)/g)].map(([, file = '']) => file)
  const runs = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name)
  assert.ok(files.length > 0 && runs.length > 0)
  assert.deepEqual(
    files.filter((file) => !existsSync(join(ROOT, file)) || (statSync(join(ROOT, file)).mode & 0o111) === 0),
    [],
  )
  assert.deepEqual(
    runs.filter((name) => scripts[name] === undefined),
    [],
  )
})

test('every option of kkm-sim and kkmd in the documents is one of theirs', async () => {
  const text = PAGES.flatMap((page) => blocks(page, 'sh')).join('\n')
  for (const name of ['kkm-sim', 'kkmd'] as const) {
    const { out } = await Program.ours(name, ['--help']).ended
    const lines = [...text.matchAll(new RegExp(`(?:^|[/\\s])${name} (.*)$`, 'gm'))].map(([, rest = '']) => rest)
    assert.ok(lines.length > 0)
    const options = lines.flatMap((line) => line.match(/--[\w-]+/g) ?? [])
    assert.deepEqual(
      options.filter((option) => !`${out} --help`.includes(option)),
      [],
    )
  }
})

interface Ran {
  readonly exit: number | null
  readonly said: string
}

/** Runs all blocks of a page, one after the other, in one shell that ends at the first failure. */
function run(page: string, folder: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  const script = blocks(page, 'sh')
    .filter((block) => !block.startsWith('./scripts/'))
    .join('\n')
  const shell = spawn('sh', ['-eux'], { cwd: folder, env })
  shell.stdin.end(script)
  let said = ''
  for (const stream of [shell.stdout, shell.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  return new Promise((resolve) => shell.on('close', (exit) => resolve({ exit, said })))
}

/** A folder as `scripts/demo --shell` has it. */
function surroundings(world: World): [folder: string, env: NodeJS.ProcessEnv] {
  const folder = join(world.folder, 'page')
  mkdirSync(folder)
  const secrets = { token: REGISTERED.token, 'admin.pin': ADMIN.pin, 'aigul.pin': CASHIER.pin }
  for (const [name, secret] of Object.entries(secrets))
    writeFileSync(join(folder, name), `${secret}\n`, { mode: 0o600 })
  const env = {
    PATH: `${ROOT}/bin:${process.env['PATH']}`,
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    KKM_SOCKET: world.socket,
    KKM_LANG: 'en',
  }
  return [folder, env]
}

async function assertRuns(t: TestContext, page: string, world: World, who: NodeJS.ProcessEnv): Promise<void> {
  const [folder, env] = surroundings(world)
  const { exit, said } = await run(page, folder, { ...env, ...who })
  t.diagnostic(`${said.split('\n').filter((line) => line.startsWith('+ kkm')).length} calls`)
  assert.equal(exit, 0, said.slice(-2000))
}

for (const page of ['README.md', 'docs/cashier.md', 'docs/kiosk.md']) {
  test(`the commands of ${page} run as they are written`, async (t) => {
    await assertRuns(t, page, await World.ready(t), { KKM_USER: String(CASHIER.code), KKM_PIN_FILE: 'aigul.pin' })
  })
}

test('[R1326-31] [R431-31] the commands of docs/technician.md take a register from nothing to a price list', async (t) => {
  await assertRuns(t, 'docs/technician.md', await World.open(t), {})
})

test('the configuration of docs/install.md is one that kkmd takes', async (t) => {
  const world = await World.open(t)
  const [toml = ''] = blocks('docs/install.md', 'toml')
  const file = world.file('page.toml', toml)
  const { err, exit } = await Program.ours('kkmd', ['--check-config', '--config', file]).ended
  assert.equal(exit, 0, err)
})

test('the exit codes of docs/kiosk.md are those that failures end with', async () => {
  const { ERRORS } = await import('../src/locale/errors.ts')
  const rows = [...read('docs/kiosk.md').matchAll(/^\| (\d+) \| /gm)].map(([, code]) => Number(code))
  const used = new Set(Object.values(ERRORS).map(({ exit }) => exit))
  assert.deepEqual(rows, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  assert.deepEqual(
    // 12 is the technician's: no command of a kiosk ends with it.
    [...used].filter((exit) => !rows.includes(exit) && exit !== 12),
    [],
  )
})

test('the blocks that docs/technician.md lists are codes of the catalogue', async () => {
  const { isErrorCode } = await import('../src/locale/errors.ts')
  const codes = [...read('docs/technician.md').matchAll(/^\| ([A-Z_, ]+) \|/gm)].flatMap(([, cell = '']) =>
    cell.split(', '),
  )
  assert.ok(codes.length > 8)
  assert.deepEqual(
    codes.filter((code) => !isErrorCode(code)),
    [],
  )
})
