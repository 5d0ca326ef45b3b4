import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { SALE } from './answers.ts'
import { FakeDaemon } from './fake-daemon.ts'
import { kkm, kkmOnTerminal } from './kkm.ts'

test('an export is the file itself: on stdout off a terminal, or where --output says', async (t) => {
  const bytes = Buffer.from([0x89, 0x50, 0x00, 0xff])
  const daemon = await FakeDaemon.start(t, {
    'receipt.export': ({ format }) => ({
      result: format === 'png' ? { format, base64: bytes.toString('base64') } : { format: 'text', content: 'ЧЕК\n' },
    }),
    'receipt.qr': { result: { format: 'text', checkUrl: SALE.checkUrl, content: 'QR\n' } },
  })
  const path = join(daemon.folder, 'receipt.png')
  const argv = ['--socket', daemon.socket, 'receipt', 'export', 'key:order-17']
  assert.equal((await kkm([...argv, '--format', 'text', '--paper', '58'])).out, 'ЧЕК\n')
  assert.deepEqual(daemon.paramsOf('receipt.export'), { ref: 'key:order-17', format: 'text', paper: '58' })
  const saved = await kkm(['--json', ...argv, '--format', 'png', '--output', path])
  assert.deepEqual((JSON.parse(saved.out) as { result: object }).result, { format: 'png', output: path, bytes: 4 })
  assert.deepEqual(readFileSync(path), bytes)
  assert.equal((await kkm(['--socket', daemon.socket, 'receipt', 'qr', 'no:1'])).out, 'QR\n')
  daemon.calls.length = 0
  const noise = await kkmOnTerminal([...argv, '--format', 'escpos'], [])
  assert.equal(noise.exit, 2)
  assert.deepEqual(daemon.methods, [])
  const unwritable = await kkm([...argv, '--output', join(daemon.folder, 'none', 'file')])
  assert.equal(unwritable.exit, 2)
  assert.ok(!existsSync(join(daemon.folder, 'none')))
})
