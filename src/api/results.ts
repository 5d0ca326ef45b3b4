import type { ResultOf } from './schemas/index.ts'
import type * as z from 'zod'
import type * as answers from './schemas/answers.ts'
import type * as state from './schemas/state.ts'
import type * as figures from './schemas/figures.ts'

/** The objects under `result`, as types only: importing this loads no schema. */
export type TicketAnswer = z.output<typeof answers.ticketAnswer>
export type PreviewAnswer = z.output<typeof answers.previewAnswer>
export type TrainingAnswer = z.output<typeof answers.trainingAnswer>
export type PlacementAnswer = z.output<typeof answers.placementAnswer>
export type CloseAnswer = z.output<typeof answers.closeAnswer>
export type DocumentAnswer = z.output<typeof answers.documentAnswer>
export type ReportAnswer = z.output<typeof answers.reportAnswer>
export type ReportFigures = z.output<typeof figures.reportFigures>
export type ReceiptList = ResultOf<'receipt.list'>
export type ReportList = ResultOf<'report.list'>
export type CopyAnswer = z.output<typeof answers.copyAnswer>
export type Exported = z.output<typeof answers.exported>
export type QrAnswer = z.output<typeof answers.qrAnswer>
export type PaperFacts = z.output<typeof answers.paper>
export type Lines = Extract<Exported, { format: 'lines' }>['lines']
export type Notice = z.output<typeof answers.notice>
export type Block = z.output<typeof state.block>
export type Ready = z.output<typeof state.ready>
export type Status = z.output<typeof state.status>
export type ShiftStatus = z.output<typeof state.shiftStatus>
export type Passport = z.output<typeof state.passport>
export type SetupAnswer = z.output<typeof state.setupAnswer>
export type UserAnswer = z.output<typeof answers.user>
export type UserList = ResultOf<'user.list'>
export type LoginAnswer = ResultOf<'login'>
export type VersionAnswer = ResultOf<'version'>
export type GoodsImported = Extract<ResultOf<'goods.import'>, { rows: number }>
export type GoodsList = ResultOf<'goods.list'>
export type GoodsFound = ResultOf<'goods.find'>
export type GoodsRemoved = ResultOf<'goods.remove'>
