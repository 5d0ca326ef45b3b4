import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { type Direction, type FrameJson, frameFromJson, frameToJson } from '../fiscal/wire/frame-json.ts'
import { type FrameHeader, WireError } from '../fiscal/wire/frame.ts'

/** What a person gave cannot be read: a sentence, and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const STDIN = 0

/** `-` is standard input. */
function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? STDIN : file, 'utf8')
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** @returns the frame as JSON, one line */
export function decodeHex(text: string, direction: Direction): string {
  const hex = text.replaceAll(/\s/g, '')
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) throw new UsageError('not a frame in hex')
  return JSON.stringify(frameToJson(new Uint8Array(Buffer.from(hex, 'hex')), direction))
}

/** @returns the frame as hex in lower case, one line */
export function encodeJson(text: string, direction: Direction): string {
  return Buffer.from(frameFromJson(parseFrame(text), direction)).toString('hex')
}

function parseFrame(text: string): FrameJson {
  const frame = parseObject(text)
  const { header, message } = frame as Partial<FrameJson>
  if (typeof header !== 'object' || header === null) throw new UsageError('header is missing')
  for (const field of ['version', 'id', 'token', 'reqnum'] as const satisfies readonly (keyof FrameHeader)[]) {
    if (typeof header[field] !== 'number') throw new UsageError(`header.${field} is no number`)
  }
  if (message === undefined) throw new UsageError('message is missing')
  return { header, message }
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch (error) {
    throw new UsageError(`not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  throw new UsageError('not a JSON object')
}

const directionOf = ({ response }: { readonly response?: boolean }): Direction => (response ? 'response' : 'request')

/** What a frame or its JSON has wrong is the caller's to mend. */
function print(convert: () => string): void {
  try {
    process.stdout.write(`${convert()}\n`)
  } catch (error) {
    if (error instanceof WireError) throw new UsageError(error.message)
    throw error
  }
}

/** `kkm-sim frame`: frames of the protocol to JSON and back; structure is checked, sums are not. */
export function frameCommand(program: Command): void {
  const frame = program.command('frame').description('turn frames of the OFD protocol into JSON and back')
  frame
    .command('decode')
    .description('print a frame as JSON: {"header":{…},"message":{…}}')
    .argument('<hex>', 'the whole frame in hex; - reads standard input')
    .option('--response', 'the frame is an answer of the OFD')
    .action((hex: string, options: { response?: boolean }) =>
      print(() => decodeHex(hex === '-' ? readText('-') : hex, directionOf(options))),
    )
  frame
    .command('encode')
    .description('print the frame of such JSON as hex')
    .argument('<file>', 'a JSON file; - reads standard input')
    .option('--response', 'the frame is an answer of the OFD')
    .action((file: string, options: { response?: boolean }) =>
      print(() => encodeJson(readText(file), directionOf(options))),
    )
}
