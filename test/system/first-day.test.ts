import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ADMIN, CASHIER, REGISTERED, World } from './world.ts'

const SETUP = `setup --kkm-id ${REGISTERED.kkmId} --reg-number ${REGISTERED.regNumber} --serial-number ${REGISTERED.serialNumber}`
const WORDS = [...SETUP.split(' '), '--name-kk', '«Әлем Сауда» ЖШС']

for (const version of ['2.0.2', '2.0.3'] as const)
  test(`[R626-55] [R1326-21] [R431-4] [R431-21] from the shell in ${version}: set up, sell with change, sell mixed, X, close; another hand's OFD agrees`, async (t) => {
    const world = await World.open(t, { version })
    const secrets = `${world.folder}/secrets`
    const passport = await world.kkm(['passport'])
    assert.equal(passport.exit, 0, passport.err)
    assert.match(passport.out, new RegExp(REGISTERED.serialNumber))
    const blocked = await world.json(['ready'])
    assert.equal(blocked.exit, 6)
    assert.equal(blocked.answer.error?.code, 'NOT_READY')

    const setUp = await world.kkm([
      ...WORDS,
      '--token-file',
      `${secrets}/token`,
      '--admin-pin-file',
      `${secrets}/pin-1`,
    ])
    assert.equal(setUp.exit, 0, setUp.err)
    const added = await world.kkm(
      [
        'user',
        'add',
        '--code',
        `${CASHIER.code}`,
        '--name',
        CASHIER.name,
        '--role',
        'cashier',
        '--pin-file',
        `${secrets}/pin-7`,
      ],
      { user: ADMIN.code },
    )
    assert.equal(added.exit, 0, added.err)
    assert.equal((await world.json(['ready'])).exit, 0)

    const sold = await world.json(['sale', '--key', 'order-1', '--item', 'Нан=137.50*2@16', '--cash', '500'], {
      user: 7,
    })
    assert.equal(sold.exit, 0)
    const { result } = sold.answer
    assert.deepEqual(
      [
        result?.['number'],
        result?.['documentNumber'],
        result?.['shift'],
        result?.['total'],
        result?.['taken'],
        result?.['change'],
      ],
      [1, 1, 1, '275.00', '500.00', '225.00'],
    )
    assert.deepEqual(result?.['vat'], [{ rate: '16', sum: '37.93' }])
    assert.deepEqual([result?.['registered'], result?.['printed'], result?.['mode']], [true, true, 'online'])

    const mixed = await world.json(
      ['sale', '--item', 'Сүт=420*1.5@16', '--item', 'Ірімшік=1200', '--card', '1000', '--cash', '--discount', '10%'],
      { user: 7 },
    )
    assert.equal(mixed.exit, 0)
    assert.deepEqual(mixed.answer.result?.['payments'], { cash: '647.00', card: '1000.00' })
    assert.equal((await world.json(['report', 'x'], { user: 7 })).exit, 0)
    assert.equal((await world.json(['ready', '--for', 'close'])).exit, 0)
    const early = await world.json(['ready', '--for', 'update'])
    assert.equal(early.exit, 6)
    assert.match(JSON.stringify(early.answer.error), /SHIFT_NOT_CLOSED/)
    const closed = await world.json(['shift', 'close'], { user: 7 })
    assert.equal(closed.exit, 0)
    assert.equal((await world.json(['ready', '--for', 'update'])).exit, 0)

    const { documents, shift, cash } = await world.ofd.summary()
    assert.deepEqual(world.ofd.differences, [])
    assert.deepEqual(
      documents.map(({ document, number, total }) => [document, number, total]),
      [
        ['ticket', 1, 275_00],
        ['ticket', 2, 1647_00],
        ['z', 3, undefined],
      ],
    )
    assert.deepEqual([shift, cash], [null, 922_00])
    assert.equal(documents[0]?.sign, result?.['fiscalSign'])
  })
