import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { ADMIN, CASHIER, World } from './world.ts'

const SALE = { items: [{ name: 'Нан', price: '150', vat: '16' }], payments: { cash: '200' } }
const MIB = 1024 * 1024

/** A register whose whole world lies on a small file system of its own. */
async function onSmallDisk(t: TestContext, mebibytes: number): Promise<World> {
  const mount = mkdtempSync(join(tmpdir(), 'kkm-small-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', mount])
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = mount
  try {
    const world = await World.ready(t)
    t.after(() => {
      execFileSync('umount', ['-l', mount])
      rmSync(mount, { recursive: true })
    })
    return world
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** Fills the disk until so much is left. */
function leave(world: World, mebibytes: number): void {
  const filler = join(world.folder, 'filler')
  rmSync(filler, { force: true })
  const { bavail, bsize } = statfsSync(world.folder)
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - mebibytes * MIB), 1))
}

test('[R208N-5] [R208N-36.1] [R208N-36.2] a disk that fills up is told, then no shift is begun, then no document; what was begun is ended, and room lifts it', async (t) => {
  const world = await onSmallDisk(t, 700)
  const cashier = await world.client(CASHIER)
  const sell = async () => {
    const answer = await cashier.call('sale', SALE)
    const warnings = answer.ok ? ((answer.result['warnings'] ?? []) as readonly { readonly code: string }[]) : []
    return answer.ok ? warnings.map(({ code }) => code).join() : answer.error.code
  }
  assert.equal(await sell(), '')
  leave(world, 400)
  assert.equal(await sell(), 'STORAGE_LOW')
  leave(world, 100)
  assert.equal(await sell(), 'STORAGE_LOW')
  leave(world, 50)
  assert.equal(await sell(), 'STORAGE_FULL')
  const ready = await world.json(['ready'])
  const blocks = ready.answer.error?.details['blocks'] as readonly { readonly code: string; readonly message: string }[]
  assert.deepEqual(
    blocks.map(({ code, message }) => [code, message]),
    [['STORAGE_FULL', 'The disk is full: 50 MB are free, 64 MB are needed']],
  )
  await cashier.result('shift.close', {})
  leave(world, 100)
  assert.equal(await sell(), 'STORAGE_FULL')
  leave(world, 400)
  assert.equal(await sell(), 'STORAGE_LOW')
  // On the paper of what closed the shift and of what opened the next, in both languages; not on each receipt between
  const isTold = async (document: number) => {
    const { out } = await world.kkm(['receipt', 'show', `no:${document}`], { user: 7 })
    return [/ауысымға ғана орын/, /осталось места/].map((words) => words.test(out))
  }
  assert.deepEqual(await isTold(3), [false, false])
  assert.deepEqual(await isTold(4), [true, true])
  assert.deepEqual(await isTold(5), [true, true])
})

test('[R208N-35.3] a disk that is full to the last byte: the daemon comes up on its ballast, the shift is closed, nothing is lost', async (t) => {
  const world = await onSmallDisk(t, 200)
  const ballast = join(world.folder, 'state', 'ballast')
  await world.stop()
  await world.start()
  assert.ok(existsSync(ballast))
  // A shift that was begun while there was room.
  execFileSync('mount', ['-o', 'remount,size=700m', world.folder.slice(0, world.folder.lastIndexOf('/'))])
  const cashier = await world.client(CASHIER)
  for (let n = 1; n <= 3; n++) await cashier.result('sale', { ...SALE, key: `k-${n}` })
  await world.kill()
  leave(world, 0)
  await world.start()
  assert.equal(existsSync(ballast), false)
  const again = await world.client(CASHIER)
  for (let n = 1; n <= 3; n++)
    assert.equal((await again.result('sale', { ...SALE, key: `k-${n}` }))['documentNumber'], n)
  const refused = await again.call('sale', SALE)
  assert.equal(refused.ok || refused.error.code, 'STORAGE_FULL')
  await again.result('shift.close', {})
  const admin = await world.client(ADMIN)
  assert.equal((await admin.result('shift.status'))['open'], false)
})
