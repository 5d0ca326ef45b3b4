import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COMMANDS } from '../../src/api/commands/index.ts'
import { exitsOf } from '../../src/api/exits.ts'
import { languageOf } from '../../src/cli/language.ts'
import { scan } from '../../src/cli/command-line.ts'
import { parseCommandLine } from '../../src/cli/program.ts'
import type { Metafile } from 'esbuild'
import { bundle, bundlesApart, kkm } from './kkm.ts'

/** Command line, what the failure says in English. */
const WRONG: readonly (readonly [readonly string[], RegExp])[] = [
  [[], /^no command is named$|^Usage: kkm/],
  [['frobnicate'], /unknown command frobnicate/],
  [['recipt'], /unknown command recipt \(receipt\?\)/],
  [['return'], /unknown command return \(sale-return, purchase-return\?\)/],
  [['shift', 'clsoe'], /unknown command clsoe \(close\?\)/],
  [['--frob', 'status'], /unknown option --frob/],
  [['sale', '--itm', 'x'], /unknown option --itm \(--item\?\)/],
  [['sale', '--item'], /option --item has no value/],
  [['sale', '--item', 'Нан'], /--item Нан: write it as NAME=PRICE/],
  [['sale', '--item', 'a=1;colour=red'], /unknown field colour; known are unit, section/],
  [['sale', '--wait', 'long'], /--wait long: a whole number/],
  [['sale', '--key', 'a', '--key', 'b'], /--key is given twice/],
  [['sale', '--receipt-lang', 'en'], /--receipt-lang en \(kk\+ru, kk, ru\)/],
  [['sale', 'bread'], /too many arguments/],
  [['sale-return', '--line', 'all'], /--line all: write N\[\*QTY\]/],
  [['deposit'], /argument SUM is missing/],
  [['deposit', '1', '2'], /too many arguments/],
  [['receipt', 'export', 'no:1', '--format', 'docx'], /--format docx \(text, json, png, pdf, escpos, lines\)/],
  [['status', '--json'], /--json stands before the command: kkm --json …/],
  [['--timeout', 'soon', 'status'], /--timeout soon: a whole number/],
  [['--timeout', '0', 'status'], /--timeout 0: a whole number/],
  [['--user', 'Айгүл', 'status'], /--user Айгүл: a whole number/],
  [['--lang', 'de', 'status'], /--lang de \(kk, ru, en\)/],
  [['user', 'add'], /missing: --code, --name, --role, --pin-file/],
]

test('wrong usage is 2: a sentence on stderr, and one object in one line under --json', async () => {
  for (const [argv, words] of WRONG) {
    const [people, json] = await Promise.all([kkm(argv), kkm(['--json', ...argv])])
    assert.deepEqual([people.exit, json.exit], [2, 2], argv.join(' '))
    assert.equal(people.out, '')
    assert.match(people.err, new RegExp(words.source, 'm'))
    assert.match(json.out, /^\{"schema":1,"ok":false,"error":\{"code":"USAGE",.*\}\}\n$/)
    assert.equal(json.err, '')
  }
})

test('setup names all that is missing at once', async () => {
  const ran = await kkm(['--json', 'setup', '--kkm-id', '1024', '--name', 'A'])
  assert.equal(ran.exit, 2)
  const { error } = JSON.parse(ran.out) as { error: { code: string; details: object } }
  const missing = '--token-file, --reg-number, --serial-number, --admin-pin-file'
  assert.deepEqual([error.code, error.details], ['SETUP_INCOMPLETE', { missing }])
})

test('[R1326-10] usage errors and help speak Kazakh, Russian and English', async () => {
  const [kk, ru, en] = await Promise.all((['kk', 'ru', 'en'] as const).map((lang) => kkm(['--lang', lang, 'x'])))
  assert.match(kk?.err ?? '', /белгісіз команда: x/)
  assert.match(ru?.err ?? '', /неизвестная команда: x/)
  assert.match(en?.err ?? '', /unknown command x/)
  const helps = await Promise.all((['kk', 'ru', 'en'] as const).map((lang) => kkm(['--lang', lang, 'sale', '--help'])))
  const titles = [
    /^Қолданылуы: kkm sale \[опциялар\]/,
    /^Использование: kkm sale \[опции\]/,
    /^Usage: kkm sale \[options\]/,
  ]
  for (const [index, { exit, out, err }] of helps.entries()) {
    assert.deepEqual([exit, err], [0, ''])
    assert.match(out, titles[index] ?? /never/)
  }
})

test('every command has a help page with its options, arguments, example and exit codes', () => {
  for (const spec of COMMANDS) {
    const page = parseCommandLine([...spec.words, '--help'], 'en', {})
    const out = page.kind === 'text' ? page.text : ''
    for (const { flag } of spec.options) assert.ok(out.includes(`--${flag}`), `${spec.method}: ${flag}`)
    for (const { name, required } of spec.arguments) {
      assert.ok(out.includes(required ? `<${name}>` : `[${name}]`), `${spec.method}: ${name}`)
    }
    assert.ok(out.includes(spec.example), `${spec.method}: ${out}`)
    for (const code of exitsOf(spec)) assert.match(out, new RegExp(`^ {2,3}${code}  \\w`, 'm'))
  }
})

test('the first help page names every command or its group', async () => {
  const { exit, out } = await kkm(['--help'])
  assert.equal(exit, 0)
  for (const { words } of COMMANDS) assert.match(out, new RegExp(`^  ${words[0]} `, 'm'))
})

test('the language is that of --lang, else KKM_LANG, else the locale, else Russian', () => {
  const table = [
    ['kk', { KKM_LANG: 'en' }, 'kk'],
    [undefined, { KKM_LANG: 'en', LANG: 'kk_KZ.UTF-8' }, 'en'],
    [undefined, { LANG: 'kk_KZ.UTF-8' }, 'kk'],
    [undefined, { LC_ALL: 'en_US.UTF-8', LANG: 'kk_KZ.UTF-8' }, 'en'],
    [undefined, { LANG: 'C.UTF-8' }, 'ru'],
    [undefined, { LANG: 'de_DE.UTF-8' }, 'ru'],
    [undefined, { KKM_LANG: '' }, 'ru'],
    [undefined, {}, 'ru'],
  ] as const
  for (const [option, env, language] of table) assert.equal(languageOf(option, env), language)
})

test('--json and --lang are found before the command only, also in a line that is wrong', () => {
  assert.deepEqual(scan(['--json', '--lang', 'kk', 'sale', '--lang', 'ru']), { json: true, lang: 'kk' })
  assert.deepEqual(scan(['--socket', '--json', 'sale']), { json: false })
  assert.deepEqual(scan(['--lang=en', '--nonsense', '--json']), { json: true, lang: 'en' })
  assert.deepEqual(scan(['sale', '--json']), { json: false })
})

const inputsOf = (metafile: Metafile, output?: string): readonly string[] =>
  Object.keys(output === undefined ? metafile.inputs : (metafile.outputs[output]?.inputs ?? {}))

test('the command line ships without schemas, the screen, code pages and fonts; what one command needs stands apart', () => {
  const inputs = inputsOf(bundle)
  assert.ok(inputs.some((path) => path.includes('commander')))
  const heavy = [
    'zod',
    'ink',
    'react',
    'iconv-lite',
    'escpos/font',
    'level',
    'pino',
    'protobuf',
    'toml-eslint-parser',
    'pdfkit',
    'write-excel-file',
  ]
  const found = (among: readonly string[], name: string) =>
    among.filter((path) => path.includes(`node_modules/${name}/`) || (name.includes('/') && path.includes(name)))
  for (const name of [...heavy, 'api/schemas', 'api/gen', 'src/tui', 'cli/doctor/machine', 'cli/completion/complete'])
    assert.deepEqual(found(inputs, name), [], name)
  for (const name of ['zod', 'iconv-lite', 'level', 'pino'])
    assert.deepEqual(found(inputsOf(bundlesApart), name), [], name)
  const small = Object.keys(bundle.outputs).find((output) => output.endsWith('/kkm.cjs'))
  for (const name of ['commander', 'qrcode-terminal', 'api/commands/index', 'locale/errors'])
    assert.deepEqual(found(inputsOf(bundle, small), name), [], name)
  const screens = Object.keys(bundlesApart.outputs).filter(
    (output) => found(inputsOf(bundlesApart, output), 'ink').length > 0,
  )
  assert.ok(screens.length > 0 && screens.every((output) => /\/(?:tui\.mjs|chunks\/)/.test(output)), screens.join(', '))
})
