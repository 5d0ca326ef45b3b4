import assert from 'node:assert/strict'
import { test } from 'node:test'
import { terseText } from '../../src/cli/terse.ts'
import { SALE } from './answers.ts'
import { FakeDaemon } from './fake-daemon.ts'
import { kkm } from './kkm.ts'

const USERS = {
  users: [
    { code: 1, name: 'Әлия', role: 'administrator' },
    { code: 7, name: 'Айгүл\tСейітова', role: 'cashier' },
  ],
}

test('-t gives each value with its path, -f the values alone, and of a list a line an element', () => {
  assert.equal(terseText({ a: 1, b: { c: 'x', d: [true, null] } }, []), 'a\t1\nb.c\tx\nb.d.0\ttrue\nb.d.1\t\n')
  assert.equal(terseText(USERS, ['code', 'name']), '1\tӘлия\n7\tАйгүл Сейітова\n')
  assert.equal(terseText(USERS, ['users.1.role']), 'cashier\n')
  assert.equal(terseText({ a: { b: 2 }, c: 'y' }, ['c', 'a.b', 'none']), 'y\t2\t\n')
  assert.equal(terseText({ users: [] }, ['code']), '')
  assert.equal(terseText({ a: 1 }, ['b', 'c']), '\t\n')
})

test('a shell reads the fields of a sale in one line; exit codes and stderr are as ever', async (t) => {
  const daemon = await FakeDaemon.start(t, {
    sale: { result: SALE },
    status: { refuse: 'BUSY' },
    'user.list': { result: USERS },
  })
  const run = (...argv: readonly string[]) => kkm(['--socket', daemon.socket, ...argv])
  const sale = ['sale', '--key', 'order-17', '--item', 'Нан=150*2@16', '--cash', '500']
  const fields = await run('-t', '-f', 'fiscalSign, total,paper.state', ...sale)
  assert.deepEqual([fields.exit, fields.err], [0, ''])
  assert.equal(fields.out, `${SALE.fiscalSign}\t${SALE.total}\tconfirmed\n`)
  const terse = await run('--terse', ...sale)
  assert.match(terse.out, new RegExp(`^total\\t${SALE.total}$`, 'm'))
  assert.match(terse.out, /^payments\.cash\t/m)
  assert.equal((await run('-f', 'name', 'user', 'list')).out, 'Әлия\nАйгүл Сейітова\n')
  const busy = await run('-f', 'state', 'status')
  assert.deepEqual([busy.exit, busy.out], [7, ''])
  // It is registered: whoever asks for a field that there is not must not be told that nothing was sent
  const wrong = await run('-f', 'colour', ...sale)
  assert.deepEqual([wrong.exit, wrong.out], [0, '\n'])
  const both = await run('--json', '-f', 'total', ...sale)
  assert.deepEqual([both.exit, JSON.parse(both.out).error.code], [2, 'USAGE'])
})
