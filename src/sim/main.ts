import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { UsageError, frameCommand } from './frame-cli.ts'
import { type Controlled, startControl } from './ofd/control.ts'
import { FAULT_KINDS, type Fault, parseFault } from './ofd/faults.ts'
import { type LogEntry, type OfdServer, startOfd } from './ofd/server.ts'
import type { RegisteredKkm } from './ofd/state.ts'
import { openStore } from './ofd/store.ts'
import { type SimulatedPrinter, startPrinter } from './printer/server.ts'

const USAGE = 2
const VERSIONS = { '2.0.2': 202, '2.0.3': 203 } as const
const VERSION_NAMES = ['2.0.2', '2.0.3'] as const satisfies readonly (keyof typeof VERSIONS)[]

interface Address {
  readonly host: string
  readonly port: number
}

/** `127.0.0.1:7777`, `[::1]:7777`; port 0 is any free one. */
function address(text: string): Address {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain
  if (host === undefined || Number(port) > 65_535) throw new InvalidArgumentError('give HOST:PORT')
  return { host, port: Number(port) }
}

function uint32(text: string): number {
  const value = Number(text)
  if (!/^\d{1,10}$/.test(text) || value > 0xffffffff) throw new InvalidArgumentError('give a number up to 4294967295')
  return value
}

function fault(text: string, before: readonly Fault[] = []): readonly Fault[] {
  try {
    return [...before, parseFault(text)]
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error))
  }
}

function paperWidth(text: string): 58 | 80 {
  if (text !== '58' && text !== '80') throw new InvalidArgumentError('give 58 or 80')
  return text === '58' ? 58 : 80
}

interface Options {
  readonly ofd?: Address
  readonly printer?: Address
  readonly kkmId: number
  readonly token: number
  readonly version?: keyof typeof VERSIONS
  readonly fault?: readonly Fault[]
  readonly printerFault?: string
  readonly paper: 58 | 80
  readonly paperDir?: string
  readonly showPaper?: true
  readonly state?: string
  readonly log?: true
  readonly control?: string
  readonly regNumber: string
  readonly serialNumber: string
  readonly name: string
  readonly iinBin: string
  readonly okved: string
  readonly address: string
  readonly addressKk: string
  readonly posTitle: string
  readonly taxationType: number
}

const registeredKkm = (options: Options): RegisteredKkm => {
  const { address, addressKk, iinBin, kkmId, name, okved, posTitle, regNumber, serialNumber, taxationType } = options
  return { address, addressKk, iinBin, kkmId, name, okved, posTitle, regNumber, serialNumber, taxationType }
}

function printerOf(options: Options): Promise<SimulatedPrinter> | undefined {
  if (!options.printer) return undefined
  return startPrinter({
    ...options.printer,
    paper: options.paper,
    ...(options.printerFault !== undefined && { fault: options.printerFault }),
    ...(options.paperDir !== undefined && { paperDir: options.paperDir }),
    ...(options.showPaper && { output: process.stdout }),
  })
}

const ofdOf = (place: Address, options: Options): Promise<OfdServer> =>
  startOfd({
    ...place,
    kkm: registeredKkm(options),
    versions: options.version ? [VERSIONS[options.version]] : Object.values(VERSIONS),
    store: openStore(options.state, options.token),
    faults: options.fault ?? [],
    ...(options.log && { log: (entry: LogEntry) => void process.stdout.write(`${JSON.stringify(entry)}\n`) }),
  })

/** Starts the world and says in one line where it listens. It ends with SIGTERM or SIGINT. */
async function simulate(options: Options): Promise<void> {
  if (!options.ofd && !options.printer) throw new UsageError('name --ofd, --printer or both; see kkm-sim --help')
  const ofd = options.ofd && (await ofdOf(options.ofd, options))
  const printer = await printerOf(options)
  const world = { ...(ofd && { ofd }), ...(printer && { printer }) }
  const endControl = options.control === undefined ? undefined : await startControl(world, options.control)
  announce(world, options)
  const end = (): void => {
    void Promise.all([ofd?.close(), printer?.close(), endControl?.()]).then(() => process.exit(0))
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}

function announce({ ofd, printer }: Controlled, options: Options): void {
  const listening = {
    ...(ofd && { ofd: `${options.ofd?.host}:${ofd.port}` }),
    ...(printer && { printer: `${options.printer?.host}:${printer.port}` }),
  }
  const places = Object.entries(listening).map(([what, where]) => `${what} ${where}`)
  const line = options.log ? JSON.stringify({ listening }) : `kkm-sim listens: ${places.join(', ')}`
  process.stdout.write(`${line}\n`)
}

function program(): Command {
  const command = new Command('kkm-sim')
    .description('a world to develop against: a strict OFD, and a printer that shows its paper')
    .exitOverride()
    .option('--ofd <host:port>', 'where the OFD listens; port 0 takes any free one', address)
    .option('--printer <host:port>', 'where the printer listens', address)
    .option('--kkm-id <number>', 'identifier of the register in the OFD', uint32, 1024)
    .option('--token <number>', 'its first token', uint32, 305_419_896)
    .addOption(new Option('--version <version>', 'protocol that is taken; both unless told').choices(VERSION_NAMES))
    .option('--fault <fault>', `a fault of the OFD, repeatable: ${FAULT_KINDS.join(', ')}`, fault)
    .option(
      '--printer-fault <fault>',
      'a fault of the printer: paper-out, cover-open, near-end, silent, status-lost, nonsense, stall, die, reset',
    )
    .option('--paper <mm>', 'width of the printer’s paper, 58 or 80', paperWidth, 80)
    .option('--paper-dir <folder>', 'keep every receipt there as text and PNG')
    .option('--show-paper', 'print every receipt to standard output')
    .option('--state <file>', 'keep there what the OFD saw, for the next start')
    .option('--log', 'a JSON line to standard output for every request')
    .option('--control <socket>', 'a Unix socket that takes orders as JSON lines; - is standard input')
  registrationOptions(command).action(simulate)
  frameCommand(command)
  return command.addHelpText('after', HELP)
}

const HELP = `
Faults of the OFD, N counting the documents (tickets, placements, shift closes) from the start or the last order:
  drop-before@N  not processed, no answer      drop-after@N  processed, no answer
  delay@N:MS     answered late                 code@N:CODE   answered with a code, not processed
  fragment       answers in pieces             silent        no answer, the connection stays open
  refuse         nobody listens                reset         connections end with RST
Without @N the first four hold for every request.

Orders (--control), one JSON object a line, each answered with one:
  {"faults":["drop-after@1"]}  {"block":"notice"}  {"block":null}  {"token":7}  {"printerFault":"paper-out"}  {"status":true}
`

/** As the operator registered the register. */
const registrationOptions = (command: Command): Command =>
  command
    .option('--reg-number <digits>', 'РНМ', '010102345678')
    .option('--serial-number <text>', 'ЗНМ', 'SWK00412345')
    .option('--name <text>', 'name of the taxpayer', 'ТОО «Әлем Сауда»')
    .option('--iin-bin <digits>', 'IIN or BIN of the taxpayer', '131240010479')
    .option('--okved <code>', 'kind of activity', '47112')
    .option('--address <text>', 'address in Russian', 'Алматы қ., Абай д-лы 10')
    .option('--address-kk <text>', 'address in Kazakh (2.0.3)', 'Алматы қ., Абай даңғылы, 10')
    .option('--pos-title <text>', 'name of the outlet', 'Дүкен №1')
    .option('--taxation-type <code>', '100 to 103', uint32, 101)

/** Exit codes: 0 done, 1 could not run, 2 wrong usage. */
async function main(): Promise<number | undefined> {
  try {
    await program().parseAsync()
    return undefined
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE
    process.stderr.write(`kkm-sim: ${error instanceof Error ? error.message : String(error)}\n`)
    return error instanceof UsageError ? USAGE : 1
  }
}

const code = await main()
// What did start would go on listening after a failure.
if (code !== undefined) process.exit(code)
