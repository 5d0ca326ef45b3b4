import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cost, cost } from './cost.ts'
import type { Tell } from './life.ts'
import { configure } from './running.ts'

const ROOT = join(import.meta.dirname, '../..')
const KKM = join(ROOT, 'bin/kkm')
const READER = join(ROOT, 'test/accumulator/reader.py')

/** A full verify beside sha256sum of the same bytes. */
export function verify(folder: string, tell: Tell): void {
  const journal = join(folder, 'state/journal')
  const files = readdirSync(journal).map((name) => join(journal, name))
  const list = join(folder, 'files.txt')
  writeFileSync(list, `${files.join('\0')}\0`)
  const script = `xargs -0 sha256sum < ${list} > /dev/null`
  cost('sh', ['-c', script])
  const hashing = cost('sh', ['-c', script])
  const show = (what: string, { cpu, peak, wall }: Cost) =>
    tell(
      `${what}: ${wall.toFixed(1)} s (${cpu.toFixed(1)} s of processors), ${(wall / hashing.wall).toFixed(1)} x sha256sum, ${peak.toFixed(0)} MiB`,
    )
  tell(`sha256sum of ${files.length} files: ${hashing.wall.toFixed(2)} s (${hashing.cpu.toFixed(2)} s of processors)`)
  show('journal verify, chain and totals', cost(KKM, ['journal', 'verify', journal, '--no-signatures']))
  show('journal verify, signatures too', cost(KKM, ['journal', 'verify', journal]))
}

/** Numbers that both readers tell: files, records, documents, signatures. */
function numbersOf(json: string): string {
  const { verified } = (JSON.parse(json) as { result: { verified: readonly Verified[] } }).result
  const [only] = verified
  if (!only) return 'nothing'
  const { documents, files, records, signatures } = only
  return `${files} files, ${records.fiscal + records.events} records, ${documents} documents, ${signatures} signatures`
}

interface Verified {
  readonly files: number
  readonly records: { readonly fiscal: number; readonly events: number }
  readonly documents: number
  readonly signatures: number
}

/**
 * An export without the daemon, and what both readers say of it: ours, and the one in Python that knows the documents alone.
 * @returns whether they agree
 */
export function exportAndRead(folder: string, tell: Tell): boolean {
  const room = mkdtempSync(join(tmpdir(), 'kkm-export-'))
  try {
    const output = join(room, 'export')
    const show = (what: string, { peak, wall }: Cost) => tell(`${what}: ${wall.toFixed(1)} s, ${peak.toFixed(0)} MiB`)
    const exported = cost(KKM, ['journal', 'export', '--config', configure(folder, 1), '--output', output])
    const bytes = readdirSync(output).reduce((sum, name) => sum + statSync(join(output, name)).size, 0)
    show(`journal export, ${(bytes / 1e6).toFixed(1)} MB`, exported)
    const ours = cost(KKM, ['--json', 'journal', 'verify', output])
    show('journal verify', ours)
    const theirs = cost('python3', [READER, '--export', output])
    show('the Python reader', theirs)
    const [found, told] = [numbersOf(ours.stdout), theirs.stdout.trim().replace(/ agree$/, '')]
    tell(found === told ? `both: ${found}` : `ours: ${found}; the Python reader: ${told}`)
    return found === told
  } finally {
    rmSync(room, { recursive: true, force: true })
  }
}
