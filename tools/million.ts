import { cpSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generate } from './million/generate.ts'
import { life } from './million/life.ts'
import { okServer } from './million/ofd.ts'
import { exportAndRead, verify } from './million/proofs.ts'

/*
 * A million documents, and what they cost: time to ready, a full verify beside sha256sum of the same bytes, bytes a
 * document, a sale and a Z against those of a young register, a search by sign.
 *   npm run million -- --folder F --documents 1000000   generates, or goes on; F in memory is quick
 *   npm run million -- --folder F --measure [--young G] measures a copy; G: the same with a thousand documents, which is sold to
 *   npm run million -- --folder F --verify              only the verify beside sha256sum
 *   npm run million -- --folder F --export              an export, read by us and by the Python reader
 */

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    young: { type: 'string' },
    documents: { type: 'string' },
    measure: { type: 'boolean', default: false },
    verify: { type: 'boolean', default: false },
    export: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '570' },
    // That the look at all records is waited for
    minutes: { type: 'string', default: '30' },
  },
})
const { folder } = values
if (folder === undefined) throw new Error('npm run million -- --folder FOLDER')
const tell = (text: string): void => void process.stdout.write(`${text}\n`)

const sizeOf = (path: string): number =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(path, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)

async function made(of: string): Promise<void> {
  const until = performance.now() + Number(values.seconds) * 1000
  const wanted = Number(values.documents ?? 1_000_000)
  const from = performance.now()
  let last = 0
  // In pieces, so that a run can be bounded and gone on with.
  for (let goal = 0; goal < wanted && performance.now() < until; ) {
    goal = Math.min(wanted, (last || goal) + 10_000)
    await generate(of, goal, (number) => (last = number))
    last = Math.max(last, goal)
  }
  tell(`${last} documents, ${((performance.now() - from) / 1000).toFixed(0)} s in this run`)
}

async function measured(of: string): Promise<void> {
  const state = join(of, 'state')
  const documents = Number(values.documents ?? 1_000_000)
  const [database, mirror] = [sizeOf(join(state, 'accumulator')), sizeOf(join(state, 'journal'))]
  tell(
    `bytes a document: ${Math.round(database / documents)} in LevelDB + ${Math.round(mirror / documents)} in the mirror = ${Math.round((database + mirror) / documents)}`,
  )
  const copy = `${of}.copy`
  rmSync(copy, { recursive: true, force: true })
  cpSync(of, copy, { recursive: true })
  const ofd = await okServer()
  try {
    await life([copy, ...(values.young === undefined ? [] : [values.young])], ofd.port, {
      tell,
      minutes: Number(values.minutes),
    })
  } finally {
    ofd.close()
    rmSync(copy, { recursive: true, force: true })
  }
}

if (values.measure) await measured(folder)
if (values.measure || values.verify) verify(folder, tell)
if (values.export && !exportAndRead(folder, tell)) process.exitCode = 1
if (!values.measure && !values.verify && !values.export) await made(folder)
