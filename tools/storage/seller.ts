// Sells until the medium is gone, and tells on stdout the number and hash of each document once it is registered.
//   node --import tsx tools/storage/seller.ts STATE_DIR MIRROR_DIR
import { mkdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { deviceKey } from '../../src/accumulator/device-key.ts'
import { Till } from '../till.ts'

const [stateDir = '', mirror = ''] = process.argv.slice(2)
mkdirSync(stateDir, { recursive: true })
const signer = await deviceKey(join(stateDir, 'device.key'))
const till = await Till.open(join(stateDir, 'accumulator'), { mirror, signer })
for (;;) {
  await till.sell()
  const { lastDocumentNumber } = till.register.state
  const records = await till.journal.document(lastDocumentNumber)
  writeSync(1, `${lastDocumentNumber} ${records.find(({ record }) => record.kind === 'outcome')?.hash}\n`)
  if (lastDocumentNumber % 40 === 0) await till.closeShift()
}
