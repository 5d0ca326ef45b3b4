import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import { encodeFrame, type FrameHeader } from '../../fiscal/wire/frame.ts'
import { ResponseSchema as Schema202 } from '../../fiscal/wire/gen/v202/message_pb.ts'
import { ResponseSchema as Schema203 } from '../../fiscal/wire/gen/v203/message_pb.ts'
import { RESULT } from './objection.ts'
import { COMMANDS, type Request, compactTime, sumText } from './reading.ts'
import type { OfdState, RegisteredKkm } from './state.ts'
import type { Taken } from './documents.ts'
import { writeReport } from './zx.ts'

type Answer = MessageInitShape<typeof Schema203>
type Command = Request['command']

/** Rates that are bound to the taxpayer. */
const VAT_PERCENTS = [0, 5000, 10_000, 12_000, 16_000]
const AD_INFO = 4

export const refusal = (command: Command, code: number, text: string): Answer => ({
  command,
  result: { resultCode: code, resultText: text },
})

/** A server block comes with the state body's notice (protocol §3). */
export const blockade = (command: Command, notice: string): Answer => ({
  command,
  result: { resultCode: RESULT.BLOCKED, resultText: 'BLOCKED' },
  service: { ticketAds: [{ info: { type: AD_INFO, version: 1n }, text: notice }] },
})

/** The answer to a request that was taken. */
export function acceptance(
  request: Request,
  { nomenclature, state, ticket }: Taken,
  kkm: RegisteredKkm,
  version: 202 | 203,
  now: number,
): Answer {
  const { command } = request
  const reports = command === COMMANDS.closeShift || command === COMMANDS.report || command === COMMANDS.info
  return {
    command,
    result: { resultCode: RESULT.OK },
    ...(ticket && { ticket: ticketAnswer(ticket, kkm) }),
    ...(nomenclature && { nomenclature }),
    ...(reports && { report: reportAnswer(state, now) }),
    ...(command === COMMANDS.info && { service: serviceAnswer(state, request, kkm, version) }),
  }
}

/** The fiscal sign, and the address where a buyer checks it (protocol §10). */
function ticketAnswer({ sign, time, total }: NonNullable<Taken['ticket']>, kkm: RegisteredKkm) {
  const address = `http://consumer.oofd.kz?i=${sign}&f=${kkm.regNumber}&s=${sumText(total)}&t=${compactTime(time)}`
  return { ticketNumber: sign, qrCode: new TextEncoder().encode(address) }
}

/** The X of the open shift, else the last Z, else an empty report (protocol §2, §5). */
function reportAnswer({ lastZ, shift, sums }: OfdState, now: number) {
  if (shift) return { report: 1, zxReport: writeReport(sums, shift, now) } as const
  if (lastZ) return { report: 0, zxReport: writeReport(lastZ.sums, lastZ, lastZ.closed, lastZ.closed) } as const
  return { report: 0, zxReport: writeReport({}, { number: 0 }, now) } as const
}

function serviceAnswer(state: OfdState, { service }: Request, kkm: RegisteredKkm, version: 202 | 203) {
  const { lastDocument } = state
  const taxes = VAT_PERCENTS.map((percent) => ({ taxType: 100, percent }))
  return {
    ...(service?.getRegInfo && { regInfo: registration(kkm, version) }),
    ...(service?.getBindedTaxation && { bindedTaxation: { taxationType: kkm.taxationType, taxes } }),
    ...(lastDocument && {
      lastDocumentInfo: { frShiftNumber: lastDocument.shift, printedDocumentNumber: lastDocument.number },
    }),
  }
}

const registration = (kkm: RegisteredKkm, version: 202 | 203) => ({
  kkm: { fnsKkmId: kkm.regNumber, serialNumber: kkm.serialNumber, kkmId: String(kkm.kkmId) },
  pos: { title: kkm.posTitle, address: kkm.address, ...kazakh(kkm, version) },
  org: { title: kkm.name, address: kkm.address, inn: kkm.iinBin, okved: kkm.okved, ...kazakh(kkm, version) },
})

/** 2.0.2 has no Kazakh addresses (§7). */
const kazakh = ({ addressKk }: RegisteredKkm, version: 202 | 203) => version === 203 && { addressKz: addressKk }

/** For 2.0.2 nothing that only 2.0.3 has was put in: {@link kazakh}. */
export function encodeAnswer(header: FrameHeader, answer: Answer): Uint8Array {
  const payload =
    header.version === 202
      ? toBinary(Schema202, create(Schema202, answer as MessageInitShape<typeof Schema202>))
      : toBinary(Schema203, create(Schema203, answer))
  return encodeFrame(header, payload)
}
