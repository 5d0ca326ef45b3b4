import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod'
import { COMMANDS, commandOf } from '../../src/api/commands/index.ts'
import { SCHEMAS } from '../../src/api/schemas/index.ts'
import type { CommandSpec } from '../../src/api/spec.ts'
import { GROUP_HELP } from '../../src/cli/help-words.ts'
import { ROLES, type Role } from '../../src/fiscal/register/event-records.ts'

interface JsonSchema {
  readonly properties?: Record<string, JsonSchema>
  readonly required?: readonly string[]
  readonly anyOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
}

const paramsOf = (spec: CommandSpec): JsonSchema => {
  const schema = SCHEMAS[spec.method as keyof typeof SCHEMAS].params
  return z.toJSONSchema(schema, { io: 'input' }) as JsonSchema
}

/** Does the path lead to a member, in the schema or in one of its alternatives? */
function leadsSomewhere(schema: JsonSchema | undefined, path: readonly string[]): boolean {
  if (schema === undefined) return false
  const [step, ...rest] = path
  if (step === undefined) return true
  return [schema, ...(schema.anyOf ?? [])].some((one) => leadsSomewhere(one.properties?.[step], rest))
}

const values = (spec: CommandSpec) => [...spec.arguments, ...spec.options]

test('every command has a schema, and every schema a command', () => {
  assert.deepEqual(COMMANDS.map((spec) => spec.method).sort(), Object.keys(SCHEMAS).sort())
})

test('the words of a command are the names of its method', () => {
  for (const spec of COMMANDS) assert.equal(spec.words.join('.'), spec.method)
})

test('every option and argument leads to a member of the parameters', () => {
  for (const spec of COMMANDS) {
    for (const { parameter } of values(spec)) {
      if (parameter === undefined) continue
      assert.ok(leadsSomewhere(paramsOf(spec), parameter.split('.')), `${spec.method}: ${parameter}`)
    }
  }
})

test('every member of the parameters can be given on the command line, or is declared to come with --input alone', () => {
  for (const spec of COMMANDS) {
    const given = new Set(values(spec).map(({ parameter }) => parameter?.split('.')[0]))
    for (const name of Object.keys(paramsOf(spec).properties ?? {})) {
      assert.ok(given.has(name) !== spec.inputOnly.includes(name), `${spec.method}: ${name}`)
    }
  }
})

test('what a command line must give, the parameters must have, and the other way round', () => {
  const later = new Set(['adminPin', 'user', 'pin', 'password'])
  for (const spec of COMMANDS) {
    const asked = values(spec).filter(({ required }) => required === true)
    const names = asked.map(({ parameter }) => parameter ?? '').filter((name) => !later.has(name))
    const required = (paramsOf(spec).required ?? []).filter((name) => !later.has(name))
    assert.deepEqual(names.sort(), [...required].sort(), spec.method)
  }
})

test('documents, and nothing else, take a key', () => {
  for (const spec of COMMANDS) {
    assert.equal('key' in (paramsOf(spec).properties ?? {}), spec.makesDocument, spec.method)
  }
})

test('every example starts with the words of its command', () => {
  for (const { words, example } of COMMANDS)
    assert.match(example, new RegExp(`^kkm (--[a-z]+ \\d+ )*${words.join(' ')}\\b`))
})

test('no option takes a secret itself: only a file that holds it', () => {
  for (const spec of COMMANDS) {
    for (const option of spec.options) {
      if (!/pin|token|secret/.test(option.parameter?.toLowerCase() ?? '')) continue
      assert.equal(option.type, 'secret', `${spec.method} --${option.flag}`)
    }
  }
})

test('[R003-3.5] every command, option and argument is explained in Kazakh, Russian and English', () => {
  for (const spec of COMMANDS) {
    for (const text of [spec.summary, ...values(spec).map(({ help }) => help)]) {
      for (const language of ['kk', 'ru', 'en'] as const) assert.notEqual(text[language].trim(), '', spec.method)
    }
    assert.notEqual(spec.summary.kk, spec.summary.ru)
    assert.notEqual(spec.summary.ru, spec.summary.en)
  }
})

test('every group of commands is explained', () => {
  const groups = COMMANDS.flatMap(({ words }) => words.slice(1).map((_, index) => words.slice(0, index + 1).join(' ')))
  assert.deepEqual(
    [...new Set(groups)].filter((group) => GROUP_HELP[group] === undefined),
    [],
  )
})

/** Columns: cashier, senior cashier, administrator, technician, inspector, kiosk. */
const MATRIX: readonly (readonly [string, string])[] = [
  ['sale', '+++--+'],
  ['sale-return', '+++---'],
  ['purchase', '+++---'],
  ['purchase-return', '+++---'],
  ['hold', '+++--+'],
  ['commit', '+++--+'],
  ['cancel', '+++--+'],
  ['hold.list', '+++--+'],
  ['deposit', '+++---'],
  ['withdraw', '+++---'],
  ['receipt.show', '+++-++'],
  ['receipt.print', '+++--+'],
  ['receipt.qr', '+++-++'],
  ['receipt.export', '+++-++'],
  ['shift.status', '+++-+-'],
  ['shift.close', '+++---'],
  ['report.x', '+++-+-'],
  ['report.cashier', '-++-+-'],
  ['report.section', '-++-+-'],
  ['report.period', '-++-+-'],
  ['report.z', '-++-+-'],
  ['report.list', '-++-+-'],
  ['history.report', '-++-+-'],
  ['receipt.list', '+++-++'],
  ['history.receipt', '+++-++'],
  ['token.set', '--+---'],
  ['user.add', '--+---'],
  ['user.list', '--+---'],
  ['goods.import', '--+---'],
  ['goods.list', '--+-+-'],
  ['goods.find', '+++-+-'],
  ['goods.remove', '--+---'],
  ['user.set-role', '--+---'],
  ['user.unlock', '--+---'],
  ['user.disable', '--+---'],
  ['user.set-pin', '++++++'],
  ['user.set-lang', '++++++'],
  ['settings.list', '--+-+-'],
  ['settings.get', '--+-+-'],
  ['settings.set', '--+---'],
  ['register.show', '--+++-'],
  ['register.change', '--+---'],
  ['register.close', '--+---'],
  ['time.show', '--+++-'],
  ['time.set', '---+--'],
  ['time.confirm', '---+--'],
  ['link.status', '--++--'],
  ['link.wifi.list', '--++--'],
  ['link.wifi.add', '--++--'],
  ['link.wifi.remove', '--++--'],
  ['ofd.ping', '--++--'],
  ['ofd.info', '--++--'],
  ['ofd.retry', '--++--'],
  ['printer.status', '+++++-'],
  ['printer.test', '--++--'],
  ['printer.detect', '--++--'],
  ['printer.profile.list', '--++--'],
  ['printer.profile.use', '--++--'],
  ['printer.jobs', '+++++-'],
  ['printer.resolve', '-++---'],
  ['drawer.open', '-++---'],
  ['selftest', '--+++-'],
  ['keypad.test', '--++--'],
  ['scanner.test', '--++--'],
  ['display.test', '--++--'],
  ['display.show', '+++--+'],
  ['journal.list', '--+++-'],
  ['journal.export', '--+++-'],
  ['queue.list', '+++++-'],
  ['queue.show', '+++++-'],
  ['queue.retry', '---+--'],
  ['queue.remove', '---+--'],
  ['storage.check', '---+--'],
  ['storage.rebuild', '---+--'],
  ['storage.declare-loss', '---+--'],
  ['storage.adopt-ofd', '---+--'],
  ['backup.create', '---+--'],
  ['message.list', '+++++-'],
  ['message.show', '+++++-'],
  ['message.confirm', '++++--'],
  ['training.on', '--++--'],
  ['training.off', '--++--'],
  ['watch', '++++++'],
  ['draft.get', '+++---'],
  ['draft.put', '+++---'],
  ['draft.drop', '+++---'],
  ['draft.asides', '+++---'],
  ['draft.aside', '+++---'],
  ['logout', '++++++'],
  ['whoami', '++++++'],
]
/** Of the daemon, open to anyone. */
const OPEN_METHODS = [
  'console.attach',
  'doctor',
  'draft.view',
  'login',
  'passport',
  'ready',
  'screen.show',
  'setup',
  'status',
  'version',
]
/** The command line's own. */
const OWN = ['backup.restore', 'completion', 'journal.verify', 'schema', 'support-bundle', 'tui', 'wait']
const OPEN = [...OPEN_METHODS, ...OWN]

test('who may what is this table and no more; a technician makes no sales', () => {
  assert.deepEqual([...MATRIX.map(([name]) => name), ...OPEN].sort(), COMMANDS.map((spec) => spec.method).sort())
  for (const name of OPEN) assert.equal(commandOf(name).roles, 'anyone')
  for (const [name, marks] of MATRIX) {
    const roles: readonly Role[] | 'anyone' = commandOf(name).roles
    assert.equal(ROLES.map((role) => (roles !== 'anyone' && roles.includes(role) ? '+' : '-')).join(''), marks, name)
  }
})

test('a method that is not in the registry is a bug', () => {
  assert.throws(() => commandOf('sell'), /no command/)
})
