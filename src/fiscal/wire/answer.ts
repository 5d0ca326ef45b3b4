import type { Tiyn } from '../money.ts'
import { ZERO } from '../money.ts'
import type { PerOperation } from '../report/types.ts'
import type { Answer, Command } from './dialect.ts'
import { type FrameHeader, WireError } from './frame.ts'
import type { Response as Response202 } from './gen/v202/message_pb.ts'
import type { Response as Response203 } from './gen/v203/message_pb.ts'
import { readNomenclature } from './nomenclature.ts'
import {
  AD_TYPES,
  COMMAND_CODES,
  OPERATION_CODES,
  PERCENT_UNIT,
  PLACEMENT_CODES,
  TAX_VAT,
  readMoney,
} from './values.ts'
import { openedAt, readCounters } from './zx-reading.ts'

/** Either version: what we read of an answer has the same names in both; where tags differ the schema has sorted it out. */
type Response = Response202 | Response203
type Service = NonNullable<Response['service']>
type Report = NonNullable<NonNullable<Response['report']>['zxReport']>

const OK = 0

/**
 * An answer in our words.
 * @throws WireError `missing`: a ticket that was accepted without a fiscal sign; `range`: a sum or number past its range
 */
export function answerOf({ header, response }: { header: FrameHeader; response: Response }): Answer {
  const { result, ticket, service } = response
  const command = commandOf(response.command)
  const code = result?.resultCode ?? OK
  if (command === 'ticket' && code === OK && !ticket) throw new WireError('missing', 'Response lacks ticket')
  return {
    header,
    command,
    code,
    ...(result && result.resultText !== '' && { text: result.resultText }),
    ...(ticket && { ticket: readTicket(ticket) }),
    ...readReport(response),
    ...(response.nomenclature && { nomenclature: readNomenclature(response.nomenclature) }),
    ...(service && readService(service)),
    ads: readAds(service),
  }
}

function commandOf(code: number): Command | undefined {
  for (const [command, number] of Object.entries(COMMAND_CODES)) if (number === code) return command as Command
  return undefined
}

/** The check address is text in bytes. One that is not UTF-8 is as good as none: the register composes its own (§10). */
function readTicket(ticket: NonNullable<Response['ticket']>): NonNullable<Answer['ticket']> {
  const address = new TextDecoder().decode(ticket.qrCode)
  const readable = address !== '' && !address.includes('\ufffd')
  return { sign: ticket.ticketNumber, ...(readable && { checkUrl: address }) }
}

function readReport({ report }: Response): Pick<Answer, 'report'> {
  if (!report?.zxReport) return {}
  const { zxReport } = report
  return {
    report: {
      type: report.report === 0 ? 'z' : 'x',
      shift: zxReport.shiftNumber,
      nonNullable: perOperation(ZERO, (code) => sumOf(zxReport, code)),
      ticketTotalCounts: perOperation(0, (code) => ticketCount(zxReport, code)),
      placementTotalCounts: {
        deposit: placementCount(zxReport, PLACEMENT_CODES.deposit),
        withdrawal: placementCount(zxReport, PLACEMENT_CODES.withdrawal),
      },
      cash: zxReport.cashSum ? readMoney(zxReport.cashSum) : ZERO,
      ...readOpen(report.report, zxReport),
    },
  }
}

/** Of the shift that is open at the OFD all that it has counted: its X report. */
function readOpen(type: number, report: Report): Pick<NonNullable<Answer['report']>, 'open'> {
  const opened = openedAt(report)
  if (type === 0 || report.shiftNumber === 0 || opened === undefined) return {}
  return { open: { openedAt: opened, counters: readCounters(report) } }
}

/** Before the first Z the lists are empty: what is not there is zero (§5, ReportResponse). */
const perOperation = <T>(empty: T, find: (code: number) => T | undefined): PerOperation<T> => ({
  sale: find(OPERATION_CODES.sale) ?? empty,
  'sale-return': find(OPERATION_CODES['sale-return']) ?? empty,
  purchase: find(OPERATION_CODES.purchase) ?? empty,
  'purchase-return': find(OPERATION_CODES['purchase-return']) ?? empty,
})

function sumOf(report: Report, code: number): Tiyn | undefined {
  const sum = report.nonNullableSums.find(({ operation }) => operation === code)?.sum
  return sum && readMoney(sum)
}

const ticketCount = (report: Report, code: number): number | undefined =>
  report.ticketOperations.find(({ operation }) => operation === code)?.ticketsTotalCount

const placementCount = (report: Report, code: number): number =>
  report.moneyPlacements.find(({ operation }) => operation === code)?.operationsTotalCount ?? 0

const readService = (service: Service): Pick<Answer, 'registration' | 'taxation' | 'lastDocument'> => ({
  ...(service.regInfo && { registration: readRegistration(service.regInfo) }),
  ...(service.bindedTaxation && { taxation: readTaxation(service.bindedTaxation) }),
  ...readLastDocument(service),
})

function readTaxation({ taxationType, taxes }: NonNullable<Service['bindedTaxation']>) {
  const vat = taxes.filter(({ taxType }) => taxType === TAX_VAT)
  return { type: taxationType, vatRates: vat.map(({ percent }) => percent / PERCENT_UNIT) }
}

function readLastDocument({ lastDocumentInfo }: Service): Pick<Answer, 'lastDocument'> {
  // A 0 that is written says that there was none; a number that is left out says nothing.
  if (!lastDocumentInfo || !Object.hasOwn(lastDocumentInfo, 'printedDocumentNumber')) return {}
  const documentNumber = Number(lastDocumentInfo.printedDocumentNumber)
  if (!Number.isSafeInteger(documentNumber)) {
    throw new WireError('range', `printed_document_number ${lastDocumentInfo.printedDocumentNumber}`)
  }
  return { lastDocument: { shift: lastDocumentInfo.frShiftNumber, documentNumber } }
}

/** An empty text says as little as none. */
const readRegistration = ({ kkm, pos, org }: NonNullable<Service['regInfo']>): NonNullable<Answer['registration']> => ({
  ...(kkm?.fnsKkmId && { regNumber: kkm.fnsKkmId }),
  ...(kkm?.serialNumber && { serialNumber: kkm.serialNumber }),
  ...(kkm?.kkmId && { kkmId: kkm.kkmId }),
  ...(pos?.title && { posTitle: pos.title }),
  ...(pos?.address && { posAddress: pos.address }),
  ...(pos && 'addressKz' in pos && pos.addressKz && { posAddressKk: pos.addressKz }),
  ...(org?.title && { orgTitle: org.title }),
  ...(org?.address && { orgAddress: org.address }),
  ...(org && 'addressKz' in org && org.addressKz && { orgAddressKk: org.addressKz }),
  ...(org?.inn && { iinBin: org.inn }),
  ...(org?.okved && { okved: org.okved }),
})

function readAds(service: Service | undefined): Answer['ads'] {
  return (service?.ticketAds ?? []).flatMap(({ info, text }) => {
    const type = info && AD_TYPES[info.type]
    return info && type ? [{ type, version: info.version, text }] : []
  })
}
