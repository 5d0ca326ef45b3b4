import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../src/hw/clock.ts'
import type { Clock } from '../../src/hw/ports.ts'
import * as fake from './fake-ofd.ts'
import { TWO_LINKS, ask, start } from './house.ts'

test('a request is answered and the connection serves the next one', async (t) => {
  const { ofd, port } = await start(t, fake.answer)
  const first = await ask(port)
  const second = await ask(port, 1000, 6)
  assert.equal(first.type, 'answer')
  assert.equal(second.type, 'answer')
  assert.ok(first.type === 'answer' && Buffer.from(first.frame).equals(fake.frameOf({ reqnum: 5 })))
  assert.deepEqual([first.attempts, first.doubtful, second.attempts, ofd.sources.length], [1, false, 1, 1])
  const [link] = port.links()
  assert.equal(link?.name, 'default')
  assert.equal(link?.failures, 0)
  assert.ok(link?.roundTripMilliseconds !== undefined && link.connectMilliseconds !== undefined)
})

test('an answer cut at any byte is one answer', async (t) => {
  const whole = fake.frameOf({ reqnum: 5 })
  for (let cut = 1; cut < whole.length; cut++) {
    const { port } = await start(t, (socket) => {
      socket.write(whole.subarray(0, cut))
      setTimeout(() => socket.write(whole.subarray(cut)), 2)
    })
    const outcome = await ask(port)
    assert.equal(outcome.type, 'answer', `cut at ${cut}`)
  }
})

test('an answer byte by byte is one answer', async (t) => {
  const { port } = await start(t, (socket, request) => {
    for (const [index, byte] of fake.frameOf({ reqnum: request.readUInt16LE(16) }).entries()) {
      setTimeout(() => socket.write(Uint8Array.of(byte)), index)
    }
  })
  assert.equal((await ask(port)).type, 'answer')
})

test('silence lasts the transaction’s time and leaves a doubt', async (t) => {
  const { ofd, port } = await start(t, fake.silent)
  const outcome = await ask(port, 300)
  assert.ok(outcome.type === 'silence' && outcome.reason === 'silent' && outcome.doubtful, JSON.stringify(outcome))
  assert.ok(outcome.milliseconds >= 295 && outcome.milliseconds < 900, String(outcome.milliseconds))
  assert.equal(ofd.requests.length, 1)
})

test('a reset in the middle of an answer: the same bytes go again over a new connection, and the answer is doubtful', async (t) => {
  const breakOff: fake.Behaviour = (socket) => {
    socket.write(fake.frameOf({ reqnum: 5 }).subarray(0, 7))
    setTimeout(() => socket.resetAndDestroy(), 10)
  }
  const { ofd, port } = await start(t, fake.inTurn(breakOff, fake.answer))
  const outcome = await ask(port, 2000)
  assert.ok(outcome.type === 'answer' && outcome.doubtful && outcome.attempts === 2, JSON.stringify(outcome))
  assert.equal(ofd.requests[0], ofd.requests[1])
})

test('refused everywhere: tried each half second until the time is up, without a doubt', async (t) => {
  const servers = [{ host: '127.0.0.1', port: await fake.unusedPort() }]
  const { port } = await start(t, fake.answer, { servers })
  const outcome = await ask(port, 1300)
  assert.ok(outcome.type === 'silence' && outcome.reason === 'refused' && !outcome.doubtful, JSON.stringify(outcome))
  assert.equal(outcome.attempts, 3)
  assert.match(outcome.detail, /^default 127\.0\.0\.1:\d+: connect ECONNREFUSED/)
})

test('a server that comes up within the time gets the request', async (t) => {
  const port = await fake.unusedPort()
  const { port: ofdPort } = await start(t, fake.answer, { servers: [{ host: '127.0.0.1', port }] })
  const outcome = ask(ofdPort, 2000)
  await delay(200)
  const late = await fake.FakeOfd.start(fake.answer, port)
  t.after(() => late.stop())
  const { type, doubtful } = await outcome
  assert.deepEqual([type, doubtful], ['answer', false])
})

test('an answer after the deadline is lost and does not answer the next request', async (t) => {
  const { ofd, port } = await start(t, fake.inTurn(fake.after(250, fake.answer), fake.answer))
  assert.equal((await ask(port, 200)).type, 'silence')
  await delay(100)
  const outcome = await ask(port, 1000, 6)
  assert.ok(outcome.type === 'answer' && !outcome.doubtful)
  assert.equal(Buffer.from(outcome.frame).readUInt16LE(16), 6)
  assert.equal(ofd.mostAtOnce, 1)
})

const wrongAnswers: readonly [string, fake.Behaviour][] = [
  ['another REQNUM', fake.raw(fake.frameOf({ reqnum: 4 }))],
  ['another ID', fake.raw(fake.frameOf({ reqnum: 5 }, 1025))],
  ['another protocol', fake.raw(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))],
  ['a SIZE past the cap', fake.raw(Buffer.from('a281cb00ffffffff00040000000000000500', 'hex'))],
  ['a SIZE under the header', fake.raw(Buffer.from('a281cb001100000000040000000000000500', 'hex'))],
]
for (const [what, behaviour] of wrongAnswers) {
  test(`${what} closes the connection, counts as no answer, and the request goes again`, async (t) => {
    const { ofd, port } = await start(t, fake.inTurn(behaviour, fake.answer))
    const outcome = await ask(port, 2000)
    assert.ok(outcome.type === 'answer' && outcome.doubtful && outcome.attempts === 2, JSON.stringify(outcome))
    assert.equal(ofd.mostAtOnce, 1)
  })
}

test('nothing but garbage is told as garbage', async (t) => {
  const { port } = await start(t, fake.raw(Buffer.from('220 smtp ready\r\n')))
  const outcome = await ask(port, 300)
  assert.ok(outcome.type === 'silence' && outcome.reason === 'garbage' && outcome.doubtful, JSON.stringify(outcome))
})

test('an answer that comes twice at once is taken once and its connection is not used again', async (t) => {
  const twice = fake.raw(fake.frameOf({ reqnum: 5 }), fake.frameOf({ reqnum: 5 }))
  const { ofd, port } = await start(t, fake.inTurn(twice, fake.answer))
  assert.equal((await ask(port)).type, 'answer')
  assert.equal((await ask(port, 1000, 6)).type, 'answer')
  assert.equal(ofd.sources.length, 2)
})

test('an answer that comes again later ends the idle connection', async (t) => {
  const again: fake.Behaviour = (socket, request) => {
    fake.answer(socket, request)
    fake.after(30, fake.answer)(socket, request)
  }
  const { ofd, port } = await start(t, fake.inTurn(again, fake.answer))
  assert.equal((await ask(port)).type, 'answer')
  await delay(80)
  assert.equal(ofd.connections, 0)
  const next = await ask(port, 1000, 6)
  assert.ok(next.type === 'answer' && !next.doubtful)
})

test('254, then OK: closed, connected and sent again with the same bytes, without a doubt', async (t) => {
  const { ofd, port } = await start(t, fake.inTurn(fake.answerCode(254), fake.answerCode(255), fake.answer))
  const outcome = await ask(port, 3000)
  assert.ok(outcome.type === 'answer' && !outcome.doubtful && outcome.attempts === 3, JSON.stringify(outcome))
  assert.equal(new Set(ofd.requests).size, 1)
  assert.equal(ofd.sources.length, 3)
})

test('a storm of 254 and 255 ends with the time as busy', async (t) => {
  const { ofd, port } = await start(t, fake.answerCode(255))
  const outcome = await ask(port, 1200)
  assert.ok(outcome.type === 'silence' && outcome.reason === 'busy' && !outcome.doubtful, JSON.stringify(outcome))
  assert.equal(ofd.requests.length, 3)
})

test('254 after a silent try leaves the doubt of the silent one', async (t) => {
  const { port } = await start(t, fake.inTurn(fake.reset, fake.answerCode(254), fake.answerCode(13)))
  const outcome = await ask(port, 3000)
  assert.ok(outcome.type === 'answer' && outcome.doubtful, JSON.stringify(outcome))
})

test('[R1326-34.5] the second server answers when the first refuses, and the links are tried in order', async (t) => {
  const dead = { host: '127.0.0.1', port: await fake.unusedPort() }
  const alive = await fake.FakeOfd.start(fake.answer)
  t.after(() => alive.stop())
  const { port } = await start(t, fake.answer, { servers: [dead, alive.address], links: TWO_LINKS })
  const outcome = await ask(port)
  assert.ok(outcome.type === 'answer' && outcome.link === 'ethernet' && outcome.attempts === 3, JSON.stringify(outcome))
  assert.equal(outcome.doubtful, false)
})

test('[R1326-17] two links: silence on the first is waited for half of the time, then the second carries the same bytes', async (t) => {
  const bySource: fake.Behaviour = (socket, request) => {
    if (socket.remoteAddress === '127.0.0.2') fake.answer(socket, request)
  }
  const { ofd, port } = await start(t, bySource, { links: TWO_LINKS })
  const outcome = await ask(port, 1000)
  assert.ok(outcome.type === 'answer' && outcome.link === 'lte' && outcome.doubtful, JSON.stringify(outcome))
  assert.ok(outcome.milliseconds >= 490 && outcome.milliseconds < 950, String(outcome.milliseconds))
  assert.deepEqual(ofd.sources, ['127.0.0.1', '127.0.0.2'])
  assert.equal(ofd.requests[0], ofd.requests[1])
  assert.equal(ofd.mostAtOnce, 1)
})

test('a link whose interface has no address costs no time', async (t) => {
  const links = [
    { name: 'lte', interface: 'wwan0' },
    { name: 'ethernet', interface: 'lo' },
  ]
  const { ofd, port } = await start(t, fake.answer, { links })
  const outcome = await ask(port)
  assert.ok(outcome.type === 'answer' && outcome.link === 'ethernet' && outcome.milliseconds < 450)
  assert.deepEqual(ofd.sources, ['127.0.0.1'])
  assert.deepEqual(
    port.links().map(({ name, up, problem }) => [name, up, problem]),
    [
      ['lte', false, 'no address'],
      ['ethernet', true, undefined],
    ],
  )
})

test('a source address that this machine does not have is told as unreachable', async (t) => {
  const { port } = await start(t, fake.answer, { links: [{ name: 'lte', source: '192.0.2.5' }] })
  const outcome = await ask(port, 100)
  assert.ok(outcome.type === 'silence' && outcome.reason === 'unreachable', JSON.stringify(outcome))
  assert.match(outcome.detail, /EADDRNOTAVAIL/)
})

test('a link that failed twice in a row stands behind the other, and the kept connection serves meanwhile', async (t) => {
  const bySource: fake.Behaviour = (socket, request) => {
    if (socket.remoteAddress === '127.0.0.2') fake.answer(socket, request)
    else socket.resetAndDestroy()
  }
  const { ofd, port } = await start(t, bySource, { links: TWO_LINKS })
  const links: string[] = []
  for (let reqnum = 0; reqnum < 4; reqnum++) {
    const outcome = await ask(port, 1000, reqnum)
    assert.equal(outcome.type, 'answer')
    links.push(outcome.type === 'answer' ? `${outcome.link} ${outcome.attempts}` : '')
  }
  assert.deepEqual(links, ['lte 2', 'lte 2', 'lte 1', 'lte 1'])
  assert.deepEqual(ofd.sources.slice(-2), ['127.0.0.1', '127.0.0.2'])
})

test('a connection that the OFD closed while it was idle is replaced without counting against anyone', async (t) => {
  const { ofd, port } = await start(t, fake.answer)
  assert.equal((await ask(port)).type, 'answer')
  ofd.hangUp()
  await delay(50)
  const outcome = await ask(port, 1000, 6)
  assert.ok(outcome.type === 'answer' && !outcome.doubtful && outcome.attempts === 1, JSON.stringify(outcome))
  assert.equal(port.links()[0]?.failures, 0)
})

test('a kept connection that breaks under the request is replaced at once', async (t) => {
  const { ofd, port } = await start(t, fake.inTurn(fake.answer, fake.reset, fake.answer))
  assert.equal((await ask(port)).type, 'answer')
  const outcome = await ask(port, 1000, 6)
  assert.ok(outcome.type === 'answer' && outcome.doubtful && outcome.milliseconds < 480, JSON.stringify(outcome))
  assert.equal(port.links()[0]?.failures, 0)
  assert.equal(ofd.requests[1], ofd.requests[2])
})

test('a kept connection that fell silent gets half of the time, a fresh one the rest', async (t) => {
  const { port } = await start(t, fake.inTurn(fake.answer, fake.silent, fake.answer))
  assert.equal((await ask(port)).type, 'answer')
  const outcome = await ask(port, 600, 6)
  assert.ok(outcome.type === 'answer' && outcome.doubtful, JSON.stringify(outcome))
  assert.ok(outcome.milliseconds >= 295 && outcome.milliseconds < 590, String(outcome.milliseconds))
})

test('the OFD’s restart between two requests goes unnoticed', async (t) => {
  const { ofd, port } = await start(t, fake.answer)
  assert.equal((await ask(port)).type, 'answer')
  const { port: number } = ofd.address
  await ofd.stop()
  const restarted = await fake.FakeOfd.start(fake.answer, number)
  t.after(() => restarted.stop())
  await delay(20)
  const outcome = await ask(port, 1000, 6)
  assert.ok(outcome.type === 'answer' && !outcome.doubtful, JSON.stringify(outcome))
})

test('an idle connection is closed after 60 s', async (t) => {
  const slept: number[] = []
  let wake: () => void = () => undefined
  const clock: Clock = {
    ...systemClock,
    sleep(milliseconds, signal) {
      if (milliseconds < 10_000) return systemClock.sleep(milliseconds, signal)
      slept.push(milliseconds)
      return new Promise((resolve) => {
        wake = resolve
      })
    },
  }
  const { ofd, port } = await start(t, fake.answer, { clock })
  assert.equal((await ask(port)).type, 'answer')
  await delay(30)
  assert.equal(ofd.connections, 1)
  wake()
  await delay(30)
  assert.deepEqual(slept, [60_000])
  assert.equal(ofd.connections, 0)
})

test('close ends an exchange that is under way as silence', async (t) => {
  const { ofd, port } = await start(t, fake.silent)
  const outcome = ask(port, 5000)
  await delay(50)
  await port.close()
  const { type, milliseconds } = await outcome
  assert.equal(type, 'silence')
  assert.ok(milliseconds < 500)
  assert.equal(ofd.connections, 0)
})

test('two exchanges at once are a bug and say so', async (t) => {
  const { port } = await start(t, fake.silent)
  const first = ask(port, 200)
  await assert.rejects(ask(port), /under way/)
  await first
})

test('the last tries of a link are told with their times: a connection and its question are one try', async (t) => {
  const { port } = await start(t, fake.inTurn(fake.answer, fake.answer, fake.reset, fake.answer))
  await ask(port)
  await ask(port, 1000, 6)
  const before = port.links()[0]?.recent
  assert.deepEqual(
    [before?.tries, before?.lost, before?.connects.length, before?.roundTrips.length],
    [2, 0, 1, 2],
    JSON.stringify(before),
  )
  for (let reqnum = 7; reqnum < 60; reqnum++) await ask(port, 1000, reqnum)
  assert.equal(port.links()[0]?.recent.tries, 32)
})

test('what brings no connection is lost; a server that refuses was reached', async (t) => {
  const port = await fake.unusedPort()
  const { port: refused } = await start(t, fake.answer, { servers: [{ host: '127.0.0.1', port }] })
  await ask(refused, 100)
  const [link] = refused.links()
  assert.deepEqual([link?.route, link?.server, link?.recent.lost], ['refused', `127.0.0.1:${port}`, 0])
  const { port: away } = await start(t, fake.answer, { links: [{ name: 'lte', source: '192.0.2.5' }] })
  await ask(away, 100)
  const [lte] = away.links()
  assert.deepEqual([lte?.route, lte?.recent.tries, lte?.recent.lost], ['unreachable', 1, 1])
})

test('a probe opens a connection over each link, or the named one, and sends nothing', async (t) => {
  const { ofd, port } = await start(t, fake.answer, {
    links: [...TWO_LINKS, { name: 'vpn', interface: 'wg0' }],
  })
  const probes = await port.probe()
  assert.deepEqual(
    probes.map(({ address, name, problem, reached }) => [name, reached, address, problem]),
    [
      ['ethernet', true, '127.0.0.1', undefined],
      ['lte', true, '127.0.0.2', undefined],
      ['vpn', false, undefined, 'no address'],
    ],
  )
  // The far end accepts when it gets round to it
  await delay(50)
  assert.deepEqual([ofd.requests.length, new Set(ofd.sources)], [0, new Set(['127.0.0.1', '127.0.0.2'])])
  assert.deepEqual(
    (await port.probe('lte')).map(({ name }) => name),
    ['lte'],
  )
})

test('of several links the one with the last answer is the one that served last', async (t) => {
  const bySource: fake.Behaviour = (socket, request) => {
    if (socket.remoteAddress === '127.0.0.2') fake.answer(socket, request)
    else socket.resetAndDestroy()
  }
  const { port } = await start(t, bySource, { links: TWO_LINKS })
  const served = () => port.links().map(({ servedLast }) => servedLast)
  assert.deepEqual(served(), [false, false])
  await ask(port)
  assert.deepEqual(served(), [false, true])
})
