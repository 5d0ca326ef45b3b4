import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../src/hw/clock.ts'
import type { Clock } from '../../src/hw/ports.ts'
import * as fake from './fake-ofd.ts'
import { TWO_LINKS, ask, start } from './house.ts'

test('[R1326-17] a link that stands behind is tried every 30 s by a connection alone; three good ones in a row bring it back, on trial', async (t) => {
  let wake: () => void = () => undefined
  const slept: number[] = []
  const clock: Clock = {
    ...systemClock,
    sleep(milliseconds, signal) {
      if (milliseconds !== 30_000) return systemClock.sleep(milliseconds, signal)
      slept.push(milliseconds)
      return new Promise((resolve) => {
        wake = resolve
        signal?.addEventListener('abort', () => resolve())
      })
    },
  }
  let isDead = true
  const { ofd, port } = await start(
    t,
    (socket, request) => {
      if (socket.remoteAddress === '127.0.0.1' && isDead) socket.resetAndDestroy()
      else fake.answer(socket, request)
    },
    { links: TWO_LINKS, clock },
  )
  for (const reqnum of [1, 2]) assert.equal((await ask(port, 1000, reqnum)).type, 'answer')
  const asked = ofd.requests.length
  const ethernet = () => port.links()[0]
  for (const good of [1, 2]) {
    wake()
    await delay(50)
    assert.deepEqual([ethernet()?.goodProbes, ethernet()?.recent.tries], [good, 2])
  }
  const third = await ask(port, 1000, 3)
  assert.equal(third.type === 'answer' && third.link, 'lte')
  wake()
  await delay(50)
  assert.deepEqual([ethernet()?.goodProbes, slept.length], [undefined, 4])
  assert.equal(ofd.requests.length, asked + 1)
  const fourth = await ask(port, 1000, 4)
  assert.deepEqual(fourth.type === 'answer' && [fourth.link, fourth.attempts], ['lte', 2])
  assert.equal(ethernet()?.goodProbes, 0)
  isDead = false
  for (let probe = 0; probe < 3; probe++) {
    wake()
    await delay(50)
  }
  const fifth = await ask(port, 1000, 5)
  assert.deepEqual(fifth.type === 'answer' && [fifth.link, fifth.attempts], ['ethernet', 1])
})
