import type { DescMessage, Message } from '@bufbuild/protobuf'
import { fromBinary, isFieldSet } from '@bufbuild/protobuf'
import type { MessageShape } from '@bufbuild/protobuf'
import { type FrameHeader, WireError, payloadOf, readHeader } from './frame.ts'

/** FieldPresence.LEGACY_REQUIRED of the descriptors: `required` of proto2. */
const isRequired = ({ presence }: { readonly presence: number }): boolean => presence === 3

/**
 * Reads a message and demands what its schema demands, all the way down; fields of a later version are passed over.
 * @throws WireError `payload` when the bytes are no such message, `missing` with the path of a required field
 */
export function parseMessage<Desc extends DescMessage>(schema: Desc, payload: Uint8Array): MessageShape<Desc> {
  const message = readMessage(schema, payload)
  const missing = missingField(schema, message)
  if (missing !== undefined) throw new WireError('missing', `${schema.name} lacks ${missing}`)
  return message
}

function readMessage<Desc extends DescMessage>(schema: Desc, payload: Uint8Array): MessageShape<Desc> {
  try {
    return fromBinary(schema, payload, { readUnknownFields: false })
  } catch (error) {
    throw new WireError('payload', `not a ${schema.name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Path of the first required field that is not there, by its name in the schema. */
function missingField(schema: DescMessage, message: Message): string | undefined {
  for (const field of schema.fields) {
    if (!isFieldSet(message, field)) {
      if (isRequired(field)) return field.name
      continue
    }
    if (field.message === undefined) continue
    const value: unknown = Reflect.get(message, field.localName)
    const inner = (Array.isArray(value) ? value : [value]) as Message[]
    for (const part of inner) {
      const missing = missingField(field.message, part)
      if (missing !== undefined) return `${field.name}.${missing}`
    }
  }
  return undefined
}

export interface ParsedAnswer<Desc extends DescMessage> {
  readonly header: FrameHeader
  readonly response: MessageShape<Desc>
}

/**
 * A whole answer of one version.
 * @throws WireError also `version`: each version has its own schema, and one cannot read the other's (§7)
 */
export function parseAnswer<Desc extends DescMessage>(
  schema: Desc,
  version: number,
  frame: Uint8Array,
): ParsedAnswer<Desc> {
  const header = readHeader(frame)
  if (header.version !== version) throw new WireError('version', `VERSION is ${header.version}, not ${version}`)
  return { header, response: parseMessage(schema, payloadOf(frame)) }
}
