import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import { bytesOf, hexOf, vector } from '../wire/vectors.ts'

const program = ['--import', 'tsx', new URL('../../src/sim/main.ts', import.meta.url).pathname]

const run = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, [...program, ...args], { input, encoding: 'utf8' })

function start(t: TestContext, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [...program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  return child
}

async function firstLine(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout)
  for await (const line of createInterface({ input: child.stdout })) return line
  throw new Error('it said nothing')
}

test('frame decode prints the header and the message of a frame, frame encode its hex in one line', () => {
  const { frame, header, message } = vector('203-ticket-sell-marked')
  const decoded = run(['frame', 'decode', frame.toUpperCase()])
  assert.deepEqual([decoded.status, decoded.stderr], [0, ''])
  assert.deepEqual(JSON.parse(decoded.stdout), { header, message })
  assert.equal(run(['frame', 'encode', '-'], decoded.stdout).stdout, `${frame}\n`)
})

test('--response reads and writes answers, from a file too', () => {
  const path = new URL('../vectors/203-info-response.json', import.meta.url).pathname
  const encoded = run(['frame', 'encode', path, '--response'])
  assert.equal(encoded.stdout, `${vector('203-info-response').frame}\n`)
  const { header, message } = vector('203-info-response')
  const decoded = run(['frame', 'decode', encoded.stdout.trim(), '--response'])
  assert.deepEqual(JSON.parse(decoded.stdout), { header, message })
})

const WRONG: readonly (readonly [what: string, args: readonly string[], input: string, says: RegExp])[] = [
  ['text that is no hex', ['frame', 'decode', 'zz'], '', /not a frame in hex/],
  ['half a frame', ['frame', 'decode', 'a281cb00'], '', /less than a header/],
  ['a file that is not there', ['frame', 'encode', '/nonexistent.json'], '', /ENOENT/],
  ['text that is no JSON', ['frame', 'encode', '-'], '{', /not JSON/],
  ['JSON without a header', ['frame', 'encode', '-'], '{"message":{}}', /header is missing/],
  [
    'a version that is not known',
    ['frame', 'encode', '-'],
    '{"header":{"version":1,"id":1,"token":1,"reqnum":1},"message":{}}',
    /VERSION 1/,
  ],
  ['nothing to simulate', [], '', /--ofd/],
  ['a fault that is none', ['--ofd', '127.0.0.1:0', '--fault', 'jump'], '', /jump is not a fault/],
  ['an address that is none', ['--ofd', 'somewhere'], '', /HOST:PORT/],
  ['a version that nobody speaks', ['--ofd', '127.0.0.1:0', '--version', '2.0.4'], '', /2\.0\.2, 2\.0\.3/],
]

for (const [what, args, input, says] of WRONG) {
  test(`${what} is wrong usage: exit code 2 and a sentence`, () => {
    const { status, stderr } = run(args, input)
    assert.equal(status, 2)
    assert.match(stderr, says)
    assert.doesNotMatch(stderr, /\n\s+at /)
  })
}

test('an address that is taken is a sentence and exit code 1, and nothing goes on listening', async (t) => {
  const other = start(t, ['--printer', '127.0.0.1:0'])
  const [, port] = /printer 127\.0\.0\.1:(\d+)$/.exec(await firstLine(other)) ?? []
  const { status, stderr } = run(['--ofd', '127.0.0.1:0', '--printer', `127.0.0.1:${port}`])
  assert.equal(status, 1)
  assert.match(stderr, /^kkm-sim: .*EADDRINUSE.*\n$/)
})

test('it says in one line where it listens, answers there, and ends with SIGTERM', async (t) => {
  const child = start(t, [
    '--ofd',
    '127.0.0.1:0',
    '--printer',
    '127.0.0.1:0',
    '--kkm-id',
    '1024',
    '--token',
    '305419896',
  ])
  const [, ofd = '', printer = ''] =
    /^kkm-sim listens: ofd 127\.0\.0\.1:(\d+), printer 127\.0\.0\.1:(\d+)$/.exec(await firstLine(child)) ?? []
  const socket = connect({ host: '127.0.0.1', port: Number(ofd) })
  socket.write(bytesOf(vector('203-info-request').frame))
  const [answer] = (await once(socket, 'data')) as [Buffer]
  assert.equal(hexOf(answer.subarray(0, 4)), 'a281cb00')
  socket.destroy()
  const paper = connect({ host: '127.0.0.1', port: Number(printer) })
  await once(paper, 'connect')
  paper.destroy()
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
})

test('--version 2.0.3 refuses what speaks 2.0.2, and --log tells it in a line of JSON', async (t) => {
  const child = start(t, ['--ofd', '127.0.0.1:0', '--version', '2.0.3', '--log'])
  assert.ok(child.stdout)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => JSON.parse(String((await lines.next()).value)) as Record<string, Record<string, unknown>>
  const { listening } = await next()
  const socket = connect({ host: '127.0.0.1', port: Number(String(listening?.['ofd']).split(':')[1]) })
  socket.write(bytesOf(vector('info-request').frame))
  const { verdict } = await next()
  socket.destroy()
  assert.deepEqual([verdict?.['code'], verdict?.['text']], [3, 'VERSION 202, taken are 203'])
})
