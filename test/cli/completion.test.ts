import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { COMMANDS } from '../../src/api/commands/index.ts'
import { complete } from '../../src/cli/completion/complete.ts'
import { SETTING_VALUES } from '../../src/cli/completion/values.ts'
import { wordsOf } from '../../src/cli/completion/words.ts'
import { SETTINGS } from '../../src/fiscal/register/settings.ts'
import { FakeDaemon } from './fake-daemon.ts'
import { kkm, MAIN } from './kkm.ts'

const USERS = {
  users: [
    { code: 7, name: 'Айгүл', role: 'cashier' },
    { code: 71, name: 'Марат', role: 'technician' },
  ],
}

/** A folder with `kkm` in it, a script of completion for each shell, a daemon that knows two users. */
async function surroundings(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-completion-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const daemon = await FakeDaemon.start(t, {
    'user.list': { result: USERS },
    'printer.profile.list': {
      result: {
        profiles: [
          { name: 'epson', models: 'TM' },
          { name: 'xprinter', models: 'XP' },
        ],
      },
    },
  })
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin/kkm'), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`)
  chmodSync(join(folder, 'bin/kkm'), 0o755)
  writeFileSync(join(folder, 'order-17.json'), '{}')
  const env = {
    PATH: `${folder}/bin:${process.env['PATH']}`,
    HOME: folder,
    TERM: 'dumb',
    LC_ALL: 'C.UTF-8',
    KKM_LANG: 'en',
    KKM_SOCKET: daemon.socket,
  }
  const run = (shell: string, args: readonly string[]): Promise<string> =>
    new Promise((resolve) => {
      const child = spawn(shell, [...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
      let out = ''
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text) => (out += String(text)))
      child.on('close', () => resolve(out))
    })
  return { env, folder, run }
}

/** What stands before the cursor, and what is offered there. */
const LINES: readonly (readonly [string, readonly string[]])[] = [
  ['kkm sal', ['sale', 'sale-return']],
  ['kkm --json sh', ['shift']],
  ['kkm shift ', ['status', 'close']],
  ['kkm settings get vat-r', ['vat-rate']],
  ['kkm settings set purchases o', ['on', 'off']],
  ['kkm settings set default-unit 79', ['792', '796', '797']],
  ['kkm user unlock --code 7', ['7', '71']],
  ['kkm --user ', ['7', '71']],
  ['kkm --lang k', ['kk']],
  ['kkm receipt export no:1 --format p', ['png', 'pdf']],
  ['kkm wait --for d', ['drained']],
  ['kkm wait --for ready,d', ['ready,drained']],
  ['kkm printer profile use x', ['xprinter']],
  ['kkm sale --input ord', ['order-17.json']],
  [
    "kkm sale --item 'Нан=150;unit=16",
    ['Нан=150;unit=16'].flatMap((head) => ['3', '6', '8'].map((last) => head + last)),
  ],
]

const sorted = (words: readonly string[]): readonly string[] => [...words].sort()

const shellFormats = COMMANDS.find(({ method }) => method === 'receipt.export')?.options.find(
  ({ flag }) => flag === 'format',
)?.choices
const offered = (words: readonly string[]): readonly string[] =>
  words[0] === 'png' ? words.filter((word) => shellFormats?.includes(word)) : words

test('bash offers commands, options, settings, units, users and files, where words are quoted too', async (t) => {
  const { run } = await surroundings(t)
  for (const [line, words] of LINES) {
    const script = `. <(kkm completion bash); COMP_LINE=$1; COMP_POINT=\${#1}; compopt() { mapfile -t COMPREPLY < <(compgen -f -- ord); }; _kkm; printf '%s\\n' "\${COMPREPLY[@]}"`
    const out = await run('bash', ['-c', script, 'bash', line])
    assert.deepEqual(sorted(out.trimEnd().split('\n')), sorted(offered(words)), line)
  }
})

test('bash itself, on a terminal, puts the word in', async (t) => {
  const { env } = await surroundings(t)
  const child = spawn('script', ['-qec', 'bash --norc -i', '/dev/null'], { env: { ...env, PS1: '> ' } })
  const typed = ['. <(kkm completion bash)\n', 'kkm rec\tsho\t', '--he\t', '\nexit\n']
  const shown = [/> $/, />[^>]*> $/, /kkm receipt show $/, /--help $/]
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    screen += String(text)
    if (shown[0]?.test(screen) !== true) return
    shown.shift()
    child.stdin.write(typed.shift() ?? '')
  })
  const late = setTimeout(() => child.kill(), 15_000)
  await new Promise((resolve) => child.on('close', resolve))
  clearTimeout(late)
  assert.match(screen, /kkm receipt show --help/, JSON.stringify(screen))
})

test('fish offers the same, with a word on each', async (t) => {
  const { run } = await surroundings(t)
  for (const [line, words] of LINES) {
    const out = await run('fish', [
      '--no-config',
      '-c',
      `kkm completion fish | source; complete -C ${JSON.stringify(line)}`,
    ])
    const values = out
      .trimEnd()
      .split('\n')
      .map((one) => one.split('\t')[0]?.replaceAll('\\', '') ?? '')
    assert.deepEqual(sorted(values), sorted(offered(words)), `${line}: ${out}`)
    if (line === 'kkm shift ') assert.match(out, /^close\tclose the shift/m)
  }
})

test('zsh offers the same', async (t) => {
  const { folder, run } = await surroundings(t)
  // The completion system draws its lists on a terminal alone; what it would draw is taken where it is handed over
  const script = `autoload -Uz compinit && compinit -u -d ${folder}/dump
source <(kkm completion zsh)
compadd() { local -a found; found=("\${values[@]}"); print -l -- "\${found[@]}" }
_files() { print -l -- ord* }
words=("\${(@z)1}"); [[ $1 == *' ' ]] && words+=(''); CURRENT=$#words; _kkm`
  for (const [line, words] of LINES) {
    const out = await run('zsh', ['-f', '-c', script, 'zsh', line])
    assert.deepEqual(sorted(out.trimEnd().split('\n')), sorted(offered(words)), `${line}: ${out}`)
  }
})

test('without a daemon, or where nothing fits, a key press offers nothing and says nothing', async () => {
  for (const line of ['kkm user unlock --code ', 'kkm frobnicate ', 'kkm sale --item ', 'kkm schema no']) {
    const { err, exit, out } = await kkm(['complete', 'bash', line], { env: { KKM_SOCKET: '/nonexistent/kkm.sock' } })
    assert.deepEqual([exit, err, out], [0, '', ''], line)
  }
  assert.deepEqual((await kkm(['complete', 'csh', 'kkm s'])).out, '')
})

test('every command can be reached by completion alone, word by word', async () => {
  for (const { words } of COMMANDS) {
    for (const [index, word] of words.entries()) {
      const line = ['kkm', ...words.slice(0, index), word.slice(0, 1)].join(' ')
      const { suggestions } = await complete(wordsOf(line), 'kk', async () => ({}))
      assert.ok(
        suggestions.some(([value, help]) => value === word && help !== ''),
        line,
      )
    }
  }
})

test('a line is taken apart as a shell does it', () => {
  const table: readonly (readonly [string, readonly string[], string, boolean])[] = [
    ['kkm sale ', ['sale'], '', false],
    ['sudo -u shop /opt/kkm/bin/kkm sal', [], 'sal', false],
    ['cd /x && kkm shift st', ['shift'], 'st', false],
    ["kkm sale --item 'Ақ нан=1;unit=", ['sale', '--item'], 'Ақ нан=1;unit=', true],
    [String.raw`kkm sale --item Ақ\ нан=1 --c`, ['sale', '--item', 'Ақ нан=1'], '--c', false],
    ['kkm sale --key "" --c', ['sale', '--key', ''], '--c', false],
  ]
  for (const [line, before, current, quoted] of table)
    assert.deepEqual(wordsOf(line), { before, current, quoted }, line)
})

test('what completion knows of the settings is what the register knows', () => {
  for (const [name, { initial }] of Object.entries(SETTINGS)) {
    const isSwitch = initial === 'on' || initial === 'off'
    assert.equal(SETTING_VALUES[name] === undefined || name === 'shift-auto-close', isSwitch, name)
  }
})
