import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseParams } from '../../src/api/parse.ts'
import { READY } from './answers.ts'
import { FakeDaemon } from './fake-daemon.ts'
import { kkm, kkmOnTerminal } from './kkm.ts'

const PASSPORT = {
  model: 'kkm',
  serialNumber: 'SWK00412345',
  year: 2026,
  release: '9.9.9',
  digest: 'abc',
  connection: 'wireless',
  printed: false,
  paper: { state: 'not-asked', copies: 0 },
}
const REGISTRATION = { kkmId: 1024, regNumber: '010102345678', serialNumber: 'SWK00412345', name: 'ТОО «Әлем Сауда»' }
const GEO = { latitude: '43.238949', longitude: '76.889709', source: 'manual' }
const ANSWER = { registered: true, registration: REGISTRATION, geo: GEO }

const IDENTITY = ['--kkm-id', '1024', '--reg-number', '010102345678', '--serial-number', 'SWK00412345']

test('setup by options sends what it was given, and ignores credentials of the environment', async (t) => {
  const daemon = await FakeDaemon.start(t, { setup: { result: ANSWER } })
  const token = join(daemon.folder, 'token')
  const pin = join(daemon.folder, 'pin')
  writeFileSync(token, '305419896\n', { mode: 0o600 })
  writeFileSync(pin, '123456\n', { mode: 0o600 })
  const env = { KKM_SOCKET: daemon.socket, KKM_USER: '1', KKM_PIN_FILE: pin }
  const names = ['--name', 'ТОО «Әлем Сауда»', '--vat-series', '60001', '--vat-number', '1234567']
  const secrets = ['--token-file', token, '--admin-pin-file', pin]
  const ran = await kkm(['--json', 'setup', ...IDENTITY, ...secrets, ...names], { env })
  assert.equal(ran.exit, 0)
  assert.deepEqual(daemon.methods, ['hello', 'setup'])
  const params = daemon.paramsOf('setup')
  assert.deepEqual(params, {
    kkmId: 1024,
    token: '305419896',
    regNumber: '010102345678',
    serialNumber: 'SWK00412345',
    adminPin: '123456',
    name: 'ТОО «Әлем Сауда»',
    vatSeries: '60001',
    vatNumber: '1234567',
  })
  assert.deepEqual(parseParams('setup', params), params)
  assert.doesNotMatch(ran.out + ran.err, /305419896|123456/)
})

test('setup --again needs --yes off a terminal, and signs in', async (t) => {
  const daemon = await FakeDaemon.start(t, { setup: { result: ANSWER } })
  const secret = join(daemon.folder, 'secret')
  writeFileSync(secret, '123456\n', { mode: 0o600 })
  const options = [...IDENTITY, '--token-file', secret, '--admin-pin-file', secret, '--again']
  const argv = ['--json', '--socket', daemon.socket, '--user', '1', '--pin-file', secret, 'setup', ...options]
  const unsure = await kkm(argv)
  assert.equal(unsure.exit, 2)
  assert.match(unsure.out, /CONFIRMATION_NEEDED/)
  assert.equal((await kkm([...argv, '--yes'])).exit, 0)
  assert.deepEqual(daemon.methods.slice(-3), ['hello', 'session.open', 'setup'])
  assert.equal(daemon.paramsOf('setup')['again'], true)
})

test('[EK0-connect-2] on a terminal setup asks step by step, shows what the OFD knows, and ends with ready', async (t) => {
  const daemon = await FakeDaemon.start(t, {
    passport: { result: PASSPORT },
    setup: ({ probe }) => ({
      result: { ...ANSWER, registered: probe !== true, ...(probe === true && { missing: ['address'] }) },
    }),
    ready: { result: READY },
  })
  const ran = await kkmOnTerminal(
    ['--socket', daemon.socket, 'setup'],
    [
      ['Register ID: ', 'abc\r'],
      ['Register ID: ', '1024\r'],
      ['Token: ', '305419896\r'],
      ['Registration number: ', '010102345678\r'],
      ['Factory number [SWK00412345]: ', '\r'],
      ['VAT series: ', '60001\r'],
      ['VAT number: ', '\r'],
      ['address: ', 'Алматы, Абай 10\r'],
      ['Connect (yes/no): ', 'yes\r'],
      ['PIN of the administrator: ', '123456\r'],
      ['The PIN again: ', '123457\r'],
      ['PIN of the administrator: ', '123456\r'],
      ['The PIN again: ', '123456\r'],
    ],
  )
  assert.equal(ran.exit, 0, ran.out)
  const [probe, settled] = daemon.calls.filter(({ method }) => method === 'setup').map(({ params }) => params)
  const identity = { kkmId: 1024, token: '305419896', regNumber: '010102345678', serialNumber: 'SWK00412345' }
  assert.deepEqual(probe, { ...identity, vatSeries: '60001', probe: true })
  const rest = { vatSeries: '60001', address: 'Алматы, Абай 10', adminPin: '123456', testPage: true }
  assert.deepEqual(settled, { ...identity, ...rest })
  assert.match(ran.out, /ТОО «Әлем Сауда»[^]*43\.238949[^]*Ready/)
  assert.doesNotMatch(ran.out, /305419896|123456/)
})

test('[EK-ui-13] [EK-ui-15] [EK-ui-16] [EK1-connect-1] in Russian the set-up has the words of both manuals', async (t) => {
  for (const [taxRegistration, words] of [
    ['registered', 'Зарегистрирована'],
    ['awaited', 'Ожидает регистрацию в КГД'],
  ] as const) {
    const daemon = await FakeDaemon.start(t, {
      passport: { result: PASSPORT },
      setup: { result: { ...ANSWER, taxRegistration } },
    })
    const ran = await kkmOnTerminal(
      ['--lang', 'ru', '--socket', daemon.socket, 'setup'],
      [
        ['Системный идентификатор/ID ККМ (ИНК): ', '1024\r'],
        ['Токен: ', '305419896\r'],
        ['Регистрационный номер (РНМ): ', '010102345678\r'],
        ['Серийный/заводской номер, ЗНМ ККМ [SWK00412345]: ', '\r'],
        ['Серия НДС: ', '\r'],
        ['Номер НДС: ', '\r'],
        ['Подключить (да/нет): ', 'нет\r'],
      ],
    )
    const shown = ran.out.replaceAll(/\s+/g, ' ')
    assert.match(shown, /Подключить кассу.*Новая касса.*Модель kkm.*SWK00412345.*Год выпуска 2026.*Беспроводной/)
    assert.match(shown, /Получение токена: в кабинете ОФД «Получить токен» или «Сгенерировать токен»/)
    assert.match(shown, new RegExp(`Регистрация в КГД ${words}`))
  }
})

test('a no at the confirmation registers nothing', async (t) => {
  const daemon = await FakeDaemon.start(t, { passport: { result: PASSPORT }, setup: { result: ANSWER } })
  const ran = await kkmOnTerminal(
    ['--socket', daemon.socket, 'setup'],
    [
      ['Register ID: ', '1024\r'],
      ['Token: ', '305419896\r'],
      ['Registration number: ', '010102345678\r'],
      ['Factory number', '\r'],
      ['VAT series: ', '\r'],
      ['VAT number: ', '\r'],
      ['Connect (yes/no): ', 'no\r'],
    ],
  )
  assert.equal(ran.exit, 2)
  assert.deepEqual(daemon.methods, ['hello', 'passport', 'hello', 'setup'])
})

test('the passport prints, unless told not to', async (t) => {
  const daemon = await FakeDaemon.start(t, { passport: { result: PASSPORT } })
  const ran = await kkm(['--socket', daemon.socket, 'passport'])
  assert.match(ran.out, /SWK00412345/)
  await kkm(['--socket', daemon.socket, 'passport', '--no-print'])
  const [first, second] = daemon.calls.filter(({ method }) => method === 'passport').map(({ params }) => params)
  assert.deepEqual([first, second], [{}, { print: false }])
})

test('[EK-ui-14] a new token answers with the words of the manuals', async (t) => {
  const daemon = await FakeDaemon.start(t, { 'token.set': { result: { accepted: true } } })
  const argv = ['--lang', 'ru', '--socket', daemon.socket, 'token', 'set', '--token-file', '-']
  const accepted = await kkm(argv, { stdin: '305419896\n' })
  assert.match(accepted.out, /Успешно\. Соединение успешно/)
  const refusing = await FakeDaemon.start(t, { 'token.set': { refuse: 'TOKEN_REFUSED' } })
  const refused = await kkm(['--lang', 'ru', '--socket', refusing.socket, 'token', 'set', '--token-file', '-'], {
    stdin: '1\n',
  })
  assert.equal(refused.exit, 5)
  assert.match(refused.err, /Ошибка\. Недействительный токен/)
})
