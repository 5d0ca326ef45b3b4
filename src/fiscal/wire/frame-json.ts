import { type DescMessage, fromJson, type JsonValue, toBinary, toJson } from '@bufbuild/protobuf'
import { type FrameHeader, WireError, encodeFrame, payloadOf, readHeader } from './frame.ts'
import * as v202 from './gen/v202/message_pb.ts'
import * as v203 from './gen/v203/message_pb.ts'
import { parseMessage } from './schema.ts'

export type Direction = 'request' | 'response'

/** A frame for people and scripts: protobuf JSON with the schema's own names, 64-bit numbers as strings, bytes in base64. */
export interface FrameJson {
  readonly header: FrameHeader
  readonly message: JsonValue
}

const SCHEMAS: ReadonlyMap<number, Readonly<Record<Direction, DescMessage>>> = new Map([
  [202, { request: v202.RequestSchema, response: v202.ResponseSchema }],
  [203, { request: v203.RequestSchema, response: v203.ResponseSchema }],
])

function schemaOf(version: number, direction: Direction): DescMessage {
  const schemas = SCHEMAS.get(version)
  if (schemas) return schemas[direction]
  const known = [...SCHEMAS.keys()].join(', ')
  throw new WireError('version', `VERSION ${version} is not known; known: ${known}`)
}

/**
 * @param frame one whole frame
 * @throws WireError when it is not a frame of a known version, or its message lacks what the schema demands
 */
export function frameToJson(frame: Uint8Array, direction: Direction): FrameJson {
  const header = readHeader(frame)
  const schema = schemaOf(header.version, direction)
  return { header, message: toJson(schema, parseMessage(schema, payloadOf(frame)), { useProtoFieldName: true }) }
}

/**
 * The codec checks structure: names, types, required fields. Sums and rules are not its business.
 * @throws WireError with the field and the reason
 */
export function frameFromJson({ header, message }: FrameJson, direction: Direction): Uint8Array {
  const schema = schemaOf(header.version, direction)
  return encodeFrame(header, payloadFromJson(schema, message))
}

function payloadFromJson(schema: DescMessage, message: JsonValue): Uint8Array {
  try {
    return toBinary(schema, fromJson(schema, message))
  } catch (error) {
    throw new WireError('payload', error instanceof Error ? error.message : String(error))
  }
}
