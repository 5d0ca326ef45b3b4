import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askNomenclature } from '../../src/daemon/nomenclature.ts'
import { Refusal } from '../../src/fiscal/refusal.ts'
import { blocksOf } from '../../src/fiscal/register/blocks.ts'
import { type Reply, World, refusal, sale } from './world.ts'

const codes = (world: World) => blocksOf(world.register.state, world.circumstances(), 'sale').map(({ code }) => code)

const GOODS: Reply = {
  message: {
    result: { result_code: 0 },
    nomenclature: {
      version: 7,
      result: 'RESULT_TYPE_OK',
      elements: [
        { type: 'ELEMENT_TYPE_GROUP', title: 'Продукты', id: '1' },
        {
          type: 'ELEMENT_TYPE_ITEM',
          title: 'Хлеб',
          title_kk: 'Нан',
          id: '2',
          item: {
            barcode: '4870001112226',
            ntin: '0200000000004',
            sell_price: { bills: '180', coins: 50 },
            taxes: [{ taxation_type: 101, tax_type: 100, tax_percent: 16000 }],
            measure_unit_code: '796',
            is_social: true,
          },
        },
      ],
    },
  },
}

const refused = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof Refusal ? error.code : String(error)
}

test('[P203-nkt] the OFD is asked for one barcode, and its goods are told with NTIN, both names and what is social', async () => {
  const world = await World.ready()
  world.script.push(GOODS)
  const goods = await askNomenclature(world.register, { barcode: '4870001112226' })
  const sent = world.sent.at(-1)
  assert.deepEqual(
    [sent?.command, sent?.message['nomenclature']],
    ['COMMAND_NOMENCLATURE', { barcode: '4870001112226' }],
  )
  assert.deepEqual(goods, {
    version: 7,
    result: 'ok',
    items: [
      {
        title: 'Хлеб',
        titleKk: 'Нан',
        barcode: '4870001112226',
        ntin: '0200000000004',
        unit: '796',
        price: 18050n,
        vat: 16,
        isMarked: false,
        isSocial: true,
      },
    ],
  })
})

test('[P203-nkt] a barcode that nobody has, code 18, is no goods and no block', async () => {
  const world = await World.ready()
  world.script.push(refusal(18, 'ELEMENT_NOT_FOUND_BY_BARCODE'))
  assert.equal(await askNomenclature(world.register, { barcode: '4870001112226' }), undefined)
  assert.deepEqual(codes(world), [])
})

test('of the answer only its header is recorded: megabytes of goods are no fiscal record', async () => {
  const world = await World.ready()
  world.script.push(GOODS)
  await askNomenclature(world.register, { currentVersion: 0 })
  const last = await world.journal.bySequence('fiscal', world.journal.heads().fiscal.sequence)
  assert.ok(last?.record.kind === 'answer')
  assert.deepEqual([last.record.command, Buffer.from(last.record.frame, 'base64').length], ['nomenclature', 18])
})

for (const code of [3, 4, 5, 13])
  test(`an OFD that does not serve goods (code ${code}) stops nothing: the next sale is made`, async () => {
    const world = await World.ready()
    world.script.push(refusal(code, 'NO'))
    assert.equal(await refused(askNomenclature(world.register, { currentVersion: 0 })), 'NOMENCLATURE_UNSUPPORTED')
    assert.deepEqual(codes(world), [])
    assert.equal((await world.make(sale())).refused, undefined)
    assert.equal(world.printed.length, 1)
  })

test('what concerns the register itself blocks it here as anywhere', async () => {
  const world = await World.ready()
  world.script.push(refusal(15, 'BLOCKED'))
  assert.equal(await refused(askNomenclature(world.register, { currentVersion: 0 })), 'SERVER_BLOCKED')
  assert.deepEqual(codes(world), ['SERVER_BLOCKED'])
})

test('silence is let go: nothing stays in flight, and the next sale is made', async () => {
  const world = await World.ready()
  world.script.push('silent')
  assert.equal(await refused(askNomenclature(world.register, { currentVersion: 0 })), 'OFD_UNREACHABLE')
  assert.equal(world.register.state.inFlight, undefined)
  assert.equal((await world.make(sale())).refused, undefined)
})

test('while a document is on its way the OFD is not asked for goods', async () => {
  const world = await World.ready()
  world.script.push('silent')
  await world.make(sale())
  const before = world.sent.length
  assert.equal(await refused(askNomenclature(world.register, { currentVersion: 0 })), 'QUEUE_NOT_EMPTY')
  assert.equal(world.sent.length, before)
})

test('[P203-nkt] an answer with goods may have 4 MiB, any other 1 MiB', async () => {
  const world = new World()
  const ofd = world.ofd()
  const caps: number[] = []
  world.ofd = () => ({
    ...ofd,
    exchange: (request) => {
      caps.push(request.maxAnswer)
      return ofd.exchange(request)
    },
  })
  await world.start()
  await world.setUp()
  world.script.push(GOODS)
  await askNomenclature(world.register, { currentVersion: 0 })
  assert.deepEqual(caps, [1024 * 1024, 4 * 1024 * 1024])
})
