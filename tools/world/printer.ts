import { documentLines } from '../../src/daemon/paper.ts'
import { factsOf } from '../../src/fiscal/register/facts.ts'
import type { PaperSubject } from '../../src/fiscal/register/event-records.ts'
import type { PrintJob, PrintOutcome, PrinterPort } from '../../src/hw/ports.ts'
import { insist } from './oracle.ts'
import type { World } from './world.ts'
import type { Life } from './time.ts'

/** What came out, whole or not. */
export interface Sheet {
  readonly documentNumber: number
  readonly copy: boolean
  readonly whole: boolean
}

interface Job {
  readonly documentNumber: number
  readonly copy: boolean
  readonly lines: number
}

/** The bytes of this world's papers: what they are of, after the real lines were made. */
export async function render(world: World, subject: PaperSubject, copy: boolean): Promise<Uint8Array> {
  // A notice or a report: no document, so there is nothing to watch.
  if (subject.type !== 'document')
    return new TextEncoder().encode(JSON.stringify({ documentNumber: 0, copy, lines: 0 }))
  const { documentNumber } = subject
  const name = `${documentNumber} ${copy}`
  const lines = world.lines.get(name) ?? (await linesOf(world, documentNumber, copy))
  // A paper that waits is asked for again and again.
  world.lines.set(name, lines)
  const job: Job = { documentNumber, copy, lines }
  return new TextEncoder().encode(JSON.stringify(job))
}

async function linesOf(world: World, documentNumber: number, copy: boolean): Promise<number> {
  const facts = factsOf(world.disk.document(documentNumber))
  if (!facts) throw new Error(`paper of document ${documentNumber}, which does not exist`)
  return documentLines(facts, copy).length
}

export function printerOf(world: World, life: Life): PrinterPort {
  return {
    print: (job) => print(world, life, job),
    command: async () => ({ state: 'accepted' }),
    status: async () => ({ state: 'unknown', paper: 'unknown' }),
    capabilities: () => ({ answers: false, barrier: 'unknown', nearEnd: false }),
    probe: async () => ({}),
    onChange: () => () => undefined,
    close: async () => undefined,
  }
}

async function print(world: World, life: Life, { begin, bytes }: PrintJob): Promise<PrintOutcome> {
  const { dice } = world
  if (world.isOutOfPaper) {
    await life.sleep(50)
    return { state: 'waiting', reason: 'PRINTER_PAPER_OUT' }
  }
  await begin?.()
  await world.step(life, 'print')
  const { copy, documentNumber } = JSON.parse(new TextDecoder().decode(bytes)) as Job
  if (documentNumber === 0) return { state: 'confirmed' }
  const result = world.oracle.outcomes.get(documentNumber)?.result
  insist(
    result === 'accepted' || result === 'autonomous',
    'I6',
    `paper of document ${documentNumber}, which is not registered`,
  )
  const dies = world.strikes('printer-dies', 0.2)
  world.sheets.push({ documentNumber, copy, whole: !dies })
  world.trace(`paper ${documentNumber} ${copy ? 'copy' : 'original'} ${dies ? 'torn' : 'whole'}`)
  await world.step(life, 'printed')
  await life.sleep(dice.between(300, 3000))
  if (dies || world.strikes('status-lost', 0.3)) return { state: 'uncertain', reason: 'PRINTER_SILENT' }
  return { state: dice.hits(0.1) ? 'accepted' : 'confirmed' }
}
