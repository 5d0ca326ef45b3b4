import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COMMANDS } from '../../src/api/commands/index.ts'
import type { CommandSpec } from '../../src/api/spec.ts'
import { SELLERS } from '../../src/api/roles.ts'
import type { Actor, Method, MethodTable } from '../../src/api/types.ts'
import { dispatch } from '../../src/daemon/socket/dispatch.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { ROLES, type Role } from '../../src/fiscal/register/event-records.ts'
import { NO_CHANNEL } from './channel.ts'
import { openWorld } from './socket/fixture.ts'

/** Methods of the registry whose work is to be reached or not; nothing else of them matters here. */
const reached: readonly Method[] = COMMANDS.map(({ method, roles }) => ({
  name: method,
  roles,
  parse: (params) => params,
  run: async () => ({ reached: method }),
}))
const methods: MethodTable = new Map(reached.map((one) => [one.name, one]))

const listen = () => () => undefined
const signal = new AbortController().signal
const context = { language: 'ru', signal, channel: NO_CHANNEL, listen, progress: listen } as const
const signIn = { code: 7, pinHash: '', lastUsed: 0, ended: false }

async function answerOf(method: string, role: Role | undefined): Promise<string> {
  const actor: Actor = { code: 7, name: 'Айгүл', role: role ?? 'cashier' }
  const caller = { signIn: role && signIn, context }
  try {
    await dispatch(methods, () => actor, caller, method, {})
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** Who may what, in the interface's own groups: a word of a command, or its first word with a dot for all of a kind. */
const INTERFACE: Readonly<Record<Role, readonly string[]>> = {
  cashier: ['sale', 'sale-return', 'purchase', 'purchase-return', 'deposit', 'withdraw', 'report.x', 'shift.'],
  'senior-cashier': ['sale', 'deposit', 'report.', 'shift.', 'receipt.'],
  administrator: [
    'sale',
    'report.',
    'shift.',
    'receipt.',
    'user.',
    'settings.',
    'token.',
    'register.',
    'link.',
    'ofd.',
  ],
  technician: ['time.', 'link.', 'ofd.'],
  inspector: ['report.', 'receipt.show', 'receipt.export', 'settings.list', 'settings.get', 'register.show'],
  kiosk: ['sale', 'receipt.show', 'receipt.print'],
}

/** What a role may by no means do. */
const DENIED: Readonly<Record<Role, readonly string[]>> = {
  cashier: ['user.add', 'user.disable', 'user.set-role', 'settings.', 'token.', 'register.', 'time.'],
  'senior-cashier': ['user.add', 'user.disable', 'user.set-role', 'settings.', 'token.', 'register.', 'time.'],
  administrator: ['time.set', 'time.confirm'],
  technician: ['sale', 'sale-return', 'purchase', 'purchase-return', 'deposit', 'withdraw', 'shift.close', 'user.add'],
  inspector: ['sale', 'deposit', 'withdraw', 'shift.close', 'settings.set', 'register.change', 'register.close'],
  kiosk: ['deposit', 'withdraw', 'shift.', 'report.', 'settings.', 'user.add', 'register.', 'token.', 'time.'],
}

const methodsOf = (word: string): readonly string[] =>
  COMMANDS.map(({ method }) => method).filter((method) =>
    word.endsWith('.') ? method.startsWith(word) : method === word,
  )

test('[R1326-1.1] [R1326-1.2] [R1326-1.3] [R431-1] without a sign-in nothing sells, closes or changes', async () => {
  for (const { method, roles } of COMMANDS)
    assert.equal(await answerOf(method, undefined), roles === 'anyone' ? 'done' : 'SIGN_IN_REQUIRED', method)
})

test('[R003-A2.7.2] [R003-Q-14] [R003-A2.19.7] every role reaches what the registry names for it, cell by cell, and nothing else', async () => {
  for (const { method, roles } of COMMANDS)
    for (const role of ROLES) {
      const allowed = roles === 'anyone' || roles.includes(role)
      assert.equal(await answerOf(method, role), allowed ? 'done' : 'NOT_PERMITTED', `${role} ${method}`)
    }
})

test('what the interface gives to a role and takes from it is so', async () => {
  for (const role of ROLES) {
    for (const [words, expected] of [
      [INTERFACE[role], 'done'],
      [DENIED[role], 'NOT_PERMITTED'],
    ] as const)
      for (const word of words) {
        assert.notEqual(methodsOf(word).length, 0, word)
        for (const method of methodsOf(word)) assert.equal(await answerOf(method, role), expected, `${role} ${method}`)
      }
  }
})

test('nobody but those who sell makes a document', () => {
  for (const { makesDocument, method, roles } of COMMANDS) {
    if (!makesDocument || method.startsWith('report.') || method.startsWith('receipt.')) continue
    assert.ok(roles !== 'anyone' && roles.every((role) => SELLERS.includes(role)), method)
  }
})

/** How far a connection has come. */
const STATES = ['silent', 'greeted', 'signed in', 'signed out', 'idle too long'] as const

/** What a call is answered with, by nothing but the registry and the state of the connection. */
function expected({ roles }: CommandSpec, role: Role, state: (typeof STATES)[number]): string {
  if (state === 'silent') return 'BAD_REQUEST'
  if (roles === 'anyone') return 'done'
  if (state === 'idle too long') return 'SESSION_EXPIRED'
  if (state !== 'signed in') return 'SIGN_IN_REQUIRED'
  return roles.includes(role) ? 'done' : 'NOT_PERMITTED'
}

test('[R003-A2.19.9] over a real socket every role, command and state of the connection meet: what is not named is denied', async (t) => {
  const world = await openWorld(t, { ports: { methods } })
  for (const [index, role] of ROLES.entries())
    for (const state of STATES) {
      const client = state === 'silent' ? await world.connect() : await world.greeted()
      if (state !== 'silent' && state !== 'greeted')
        assert.equal(await client.outcome('session.open', { user: index + 1, pin: '1234' }), 'ok')
      if (state === 'signed out') assert.equal(await client.outcome('session.close'), 'ok')
      if (state === 'idle too long') world.clock.elapsed += 16 * 60_000
      for (const spec of COMMANDS) {
        const { error } = await client.call(spec.method, {})
        assert.equal(error?.data.code ?? 'done', expected(spec, role, state), `${role}, ${state}: ${spec.method}`)
      }
      client.socket.destroy()
    }
})
