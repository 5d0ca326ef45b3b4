import * as z from 'zod'
import { COMMANDS, commandOf } from '../../src/api/commands/index.ts'
import { exitsOf } from '../../src/api/exits.ts'
import { type MethodName, SCHEMAS } from '../../src/api/schemas/index.ts'
import { NOTIFICATIONS } from '../../src/api/schemas/notifications.ts'
import { ERRORS } from '../../src/locale/errors.ts'
import { EXIT_WORDS } from '../../src/locale/exit-words.ts'
import { ROLES } from '../../src/fiscal/register/event-records.ts'

type Json = Readonly<Record<string, unknown>>

/** Zod's own bounds of what a number can be, and its page-long expression of a date: neither says anything to a reader. */
const saysNothing = (name: string, value: unknown, { format }: Json): boolean =>
  name === '$schema' ||
  (name === 'pattern' && format === 'date-time') ||
  Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([name, member]) => !saysNothing(name, member, value as Json))
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]))
}

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): unknown => plain(z.toJSONSchema(schema, { io }))

function methodSchema(name: MethodName): Json {
  const { daemon, example, makesDocument, roles, summary } = commandOf(name)
  return {
    summary,
    roles: roles === 'anyone' ? ROLES.concat() : roles,
    signIn: roles !== 'anyone',
    socket: daemon !== 'none',
    makesDocument,
    exitCodes: exitsOf(commandOf(name)),
    example,
    params: jsonSchema(SCHEMAS[name].params, 'input'),
    result: jsonSchema(SCHEMAS[name].result, 'output'),
  }
}

const object = (properties: Json, required: readonly string[] = Object.keys(properties)): Json => ({
  type: 'object',
  properties,
  required,
})

const failure: Json = object({
  code: { enum: Object.keys(ERRORS) },
  message: { type: 'string' },
  remedy: { type: 'string' },
  retry: { enum: ['never', 'later', 'same-key'] },
  details: { type: 'object' },
})

/** The conversation on the socket, beside the commands. */
const session: Json = {
  hello: {
    params: object({ schemas: { type: 'array', items: { const: 1 } }, lang: { enum: ['kk', 'ru', 'en'] } }, [
      'schemas',
    ]),
    result: object({ schema: { const: 1 }, release: { type: 'string' }, state: { type: 'string' } }),
  },
  'session.open': {
    params: {
      oneOf: [
        object({ user: { type: 'integer' }, pin: { type: 'string' } }),
        object({ user: { type: 'integer' }, secret: { type: 'string' } }),
        object({ session: { type: 'string' } }),
      ],
    },
    result: object({
      user: object({ code: { type: 'integer' }, name: { type: 'string' }, role: { enum: ROLES } }),
    }),
  },
  'session.close': { params: object({}), result: object({ closed: { const: true } }) },
}

const transport: Json = {
  socket: '/run/kkm/kkm.sock',
  framing: 'one JSON-RPC 2.0 object a line, UTF-8, at most 1 MiB; hello first, then session.open, then any method',
  request: object({
    jsonrpc: { const: '2.0' },
    id: { type: ['integer', 'string'] },
    method: { type: 'string' },
    params: { type: 'object' },
  }),
  response: {
    oneOf: [
      object({ jsonrpc: { const: '2.0' }, id: {}, result: { type: 'object' } }),
      object({
        jsonrpc: { const: '2.0' },
        id: {},
        error: object({
          code: {
            type: 'integer',
            description: '-32000 minus the exit code; others are of JSON-RPC itself and mean 2',
          },
          message: { type: 'string' },
          data: failure,
        }),
      }),
    ],
  },
}

const envelope: Json = {
  oneOf: [
    object({ schema: { const: 1 }, ok: { const: true }, result: { type: 'object' } }),
    object({ schema: { const: 1 }, ok: { const: false }, error: failure }),
  ],
}

/** What `kkm schema` prints: everything that a client in another language needs, in JSON Schema 2020-12. */
export function schemaFile(): string {
  const errors = Object.entries(ERRORS).map(([code, { exit, remedy, retry, text }]) => [
    code,
    { exit, retry, text, remedy },
  ])
  const document = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'kkm',
    schema: 1,
    exitCodes: EXIT_WORDS,
    transport,
    envelope,
    session,
    notifications: Object.fromEntries(
      Object.entries(NOTIFICATIONS).map(([name, params]) => [name, jsonSchema(params, 'output')]),
    ),
    methods: Object.fromEntries(COMMANDS.map(({ method }) => [method, methodSchema(method as MethodName)])),
    errors: Object.fromEntries(errors),
  }
  return `${lines(document, 2)}\n`
}

/** JSON with a line for each member down to a depth: what two people change apart, merges apart. */
function lines(value: unknown, depth: number): string {
  if (depth === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value)
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${lines(member, depth - 1)}`)
  return `{\n${members.join(',\n')}\n}`
}
