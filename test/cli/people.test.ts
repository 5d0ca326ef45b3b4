import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CLOSE, FIGURES, NOT_READY, READY, SALE, STATUS } from './answers.ts'
import { FakeDaemon } from './fake-daemon.ts'
import { kkm, kkmOnTerminal } from './kkm.ts'

const LINES = [
  { kind: 'text', text: 'ФИСКАЛЬНЫЙ ЧЕК', align: 'center', bold: true },
  { kind: 'qr', data: SALE.checkUrl },
]
const EXPORT = { result: { format: 'lines', columns: 48, lines: LINES } }
const ESCAPE = '\u001b'
const UNPRINTED = { ...SALE, printed: false, paper: { state: 'failed', job: 3, copies: 0 } }

test('a sale is summed up for the cashier: total, change, sign, mode, paper', async (t) => {
  const daemon = await FakeDaemon.start(t, { sale: { result: SALE } })
  const sell = (lang: string) =>
    kkm(['--lang', lang, '--socket', daemon.socket, 'sale', '--key', 'k', '--item', 'a=1', '--cash'])
  const [kk, ru, en] = await Promise.all(['kk', 'ru', 'en'].map(sell))
  assert.equal(en?.exit, 0)
  assert.match(en?.out ?? '', /^Sale № 1, shift 13\n/)
  assert.match(en?.out ?? '', /^TOTAL +1 275,00$/m)
  assert.match(en?.out ?? '', /^Received +2 000,00$/m)
  assert.match(en?.out ?? '', /^CHANGE +725,00$/m)
  assert.match(en?.out ?? '', /^Fiscal sign +1846203957$/m)
  assert.match(en?.out ?? '', /^Document No\. +1419$/m)
  assert.match(en?.out ?? '', /^Mode +online$/m)
  assert.match(ru?.out ?? '', /^СДАЧА +725,00$/m)
  assert.match(kk?.out ?? '', /^ҚАЙТАРЫМ +725,00$/m)
})

test('registered, not printed: exit 4, the check address, and the words for the cashier', async (t) => {
  const daemon = await FakeDaemon.start(t, { sale: { result: UNPRINTED } })
  const ran = await kkm(['--socket', daemon.socket, 'sale', '--key', 'k', '--item', 'a=1', '--cash'])
  assert.equal(ran.exit, 4)
  assert.ok(ran.out.includes(SALE.checkUrl ?? 'nothing'))
  assert.match(ran.out, /Registered, not printed/)
})

test('a repeated call says that the document was there already', async (t) => {
  const daemon = await FakeDaemon.start(t, { sale: { result: { ...SALE, replayed: true } } })
  const ran = await kkm(['--socket', daemon.socket, 'sale', '--key', 'k', '--item', 'a=1', '--cash'])
  assert.match(ran.out, /was registered before/)
})

test('a receipt is shown as paper, on a terminal with a QR code of both colours', async (t) => {
  const daemon = await FakeDaemon.start(t, { 'receipt.show': { result: SALE }, 'receipt.export': EXPORT })
  const argv = ['--socket', daemon.socket, 'receipt', 'show', 'no:1419']
  const plain = await kkm(argv)
  assert.match(plain.out, /ФИСКАЛЬНЫЙ ЧЕК/)
  assert.ok(plain.out.includes(`[QR ${SALE.checkUrl}]`))
  assert.deepEqual(daemon.paramsOf('receipt.export'), { ref: 'no:1419', format: 'lines' })
  const drawn = await kkmOnTerminal(argv, [])
  assert.match(drawn.out, /[▀▄█]/)
  assert.ok(drawn.out.includes(`${ESCAPE}[`))
  const sober = await kkmOnTerminal(argv, [], { env: { NO_COLOR: '1' } })
  assert.ok(sober.out.includes(`[QR ${SALE.checkUrl}]`))
})

test('a document whose paper cannot be had is shown by its facts', async (t) => {
  const daemon = await FakeDaemon.start(t, { 'receipt.show': { result: SALE }, 'receipt.export': { drop: '' } })
  const ran = await kkm(['--socket', daemon.socket, 'receipt', 'show', 'no:1419'])
  assert.equal(ran.exit, 0)
  assert.match(ran.out, /order-17/)
})

test('the Z report is shown as paper above its summary, the X report as paper alone', async (t) => {
  const x = { report: 'x', key: 'k', replayed: false, shift: 13, time: SALE.time, operator: SALE.operator }
  const paper = { printed: true, paper: { state: 'confirmed', copies: 0 } }
  const daemon = await FakeDaemon.start(t, {
    'shift.close': { result: CLOSE },
    'report.x': ({ lines }) => ({
      result: { ...x, figures: FIGURES, ...paper, ...(lines === true && { lines: LINES }) },
    }),
    'receipt.export': EXPORT,
  })
  const close = await kkm(['--socket', daemon.socket, 'shift', 'close', '--withdraw', '--key', 'z'])
  assert.match(close.out, /ФИСКАЛЬНЫЙ ЧЕК[^]*Z report № 13[^]*Cash in the register +1 275,00/)
  assert.deepEqual(daemon.paramsOf('shift.close'), { withdraw: true, key: 'z' })
  const report = await kkm(['--socket', daemon.socket, 'report', 'x', '--key', 'x'])
  assert.match(report.out, /ФИСКАЛЬНЫЙ ЧЕК/)
  const json = await kkm(['--json', '--socket', daemon.socket, 'report', 'x', '--key', 'x2'])
  assert.doesNotMatch(json.out, /ФИСКАЛЬНЫЙ ЧЕК/)
})

test('ready says until when; not ready is 6, with each reason, its remedy and who can do it', async (t) => {
  const ready = await FakeDaemon.start(t, { ready: { result: READY } })
  const blocked = await FakeDaemon.start(t, { ready: { refuse: 'NOT_READY', details: { ...NOT_READY } } })
  const yes = await kkm(['--socket', ready.socket, 'ready'])
  assert.equal(yes.exit, 0)
  assert.match(yes.out, /^Ready\n[^]*Can sell until +21\.11\.2026 12:45:30[^]*Paper +near its end/)
  const no = await kkm(['--socket', blocked.socket, 'ready', '--for', 'sale'])
  assert.deepEqual([no.exit, no.out], [6, ''])
  assert.match(
    no.err,
    /longer than 24 hours \(since 21\.11\.2026 10:15:30\)\n {2}What to do: kkm shift close \(cashier\)/,
  )
  const json = await kkm(['--json', '--socket', blocked.socket, 'ready'])
  const { error } = JSON.parse(json.out) as { error: { code: string; details: object } }
  assert.deepEqual([json.exit, error.code, error.details], [6, 'NOT_READY', NOT_READY])
})

test('status tells the register, the shift, the OFD and the printer, in the language asked for', async (t) => {
  const daemon = await FakeDaemon.start(t, { status: { result: STATUS } })
  const status = (lang: string) => kkm(['--lang', lang, '--socket', daemon.socket, 'status'])
  const [kk, ru, en] = await Promise.all(['kk', 'ru', 'en'].map(status))
  assert.match(en?.out ?? '', /^Ready\nRegister +ТОО «Әлем Сауда», 131240010479$/m)
  assert.match(en?.out ?? '', /^Shift +№ 13, open, hours left 21\.7$/m)
  assert.match(en?.out ?? '', /^OFD +kazakhtelecom, 2\.0\.3, answers$/m)
  assert.match(en?.out ?? '', /^Cash in the register +12 055,00$/m)
  assert.match(ru?.out ?? '', /^Готова к работе\n/)
  assert.match(kk?.out ?? '', /^Жұмысқа дайын\n/)
})

test('a failure for people is what happened and what to do, in the language of the call', async (t) => {
  const details = { paid: '1.00', total: '2.00', missing: '1.00' }
  const daemon = await FakeDaemon.start(t, { sale: { refuse: 'PAYMENT_SHORT', details } })
  const sell = (lang: string) =>
    kkm(['--lang', lang, '--socket', daemon.socket, 'sale', '--key', 'k', '--item', 'a=1', '--cash'])
  // One after the other: the daemon of this test knows one language at a time
  const failures = [await sell('kk'), await sell('ru'), await sell('en')]
  for (const { exit, out, err } of failures) {
    assert.deepEqual([exit, out], [5, ''])
    assert.match(err, /^\S.+\n {2}\S.+\n$/)
  }
  assert.equal(new Set(failures.map(({ err }) => err)).size, 3)
})

test('colour is for terminals, and not where NO_COLOR says so', async (t) => {
  const daemon = await FakeDaemon.start(t, { status: { refuse: 'STARTING' } })
  const argv = ['--socket', daemon.socket, 'status']
  assert.ok(!(await kkm(argv)).err.includes(ESCAPE))
  assert.ok((await kkmOnTerminal(argv, [])).out.includes(`${ESCAPE}[31m`))
  assert.ok(!(await kkmOnTerminal(argv, [], { env: { NO_COLOR: '1' } })).out.includes(ESCAPE))
})

test('warnings stand on stderr, and --quiet leaves them out', async (t) => {
  const warnings = [{ code: 'SLIP_LEFT_OUT', message: 'The authorization code is not a number' }]
  const daemon = await FakeDaemon.start(t, { sale: { result: { ...SALE, warnings } } })
  const argv = ['--socket', daemon.socket, 'sale', '--key', 'k', '--item', 'a=1', '--cash']
  assert.match((await kkm(argv)).err, /authorization code/)
  assert.equal((await kkm(['--quiet', ...argv])).err, '')
})

test('version is an answer without a daemon, and names the daemon’s where there is one', async (t) => {
  const daemon = await FakeDaemon.start(t)
  const without = await kkm(['--json', '--socket', '/nonexistent/kkm.sock', 'version'])
  assert.equal(without.exit, 0)
  assert.deepEqual(Object.keys((JSON.parse(without.out) as { result: object }).result), ['release'])
  const reached = await kkm(['--json', '--socket', daemon.socket, 'version'])
  const { result } = JSON.parse(reached.out) as { result: { daemon: object } }
  assert.deepEqual(result.daemon, { release: '9.9.9', state: 'ready' })
})

test('settings are listed by name, value and what the manuals call them', async (t) => {
  const settings = [
    { name: 'max-sum', value: '5000.00', betweenShifts: false },
    { name: 'auto-withdraw', value: 'off', betweenShifts: false },
  ]
  const daemon = await FakeDaemon.start(t, { 'settings.list': { result: { settings } } })
  const listed = await kkm(['--lang', 'ru', '--socket', daemon.socket, 'settings', 'list'])
  assert.equal(listed.out, 'max-sum        5000.00  Максимальная сумма\nauto-withdraw  off      Автоизъятие\n')
})
