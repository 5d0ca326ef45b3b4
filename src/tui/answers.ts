import type { CopyAnswer, DocumentAnswer, Exported, PreviewAnswer, ReceiptList, ReportList } from '../api/results.ts'
import type { ResultOf } from '../api/schemas/index.ts'
import { asidesFound, putAside, takenUp } from './flow/aside.ts'
import { deedDone } from './flow/block.ts'
import { listed, paperShown } from './flow/history.ts'
import { messageConfirmed, messagesListed } from './flow/menu.ts'
import { previewed, totalled } from './flow/pay.ts'
import { lastFound, parentFound, parentLeft, parentPaper } from './flow/returns.ts'
import { codeFound } from './flow/sale.ts'
import { searchFound } from './flow/search.ts'
import { shiftShown } from './flow/shift.ts'
import { draftFound, madeBefore, signedIn } from './flow/sign-in.ts'
import { copied, made } from './flow/submit.ts'
import type { Done, Message, Purpose, State, Step } from './model.ts'

type Answers = { readonly [P in Purpose]: (state: State, result: never) => Step }

/** What each answer changes. The daemon's schemas have checked its shape. */
export const ANSWERS: Answers = {
  session: (state, { user }: ResultOf<'whoami'>) => signedIn(state, user),
  draft: (state, result: ResultOf<'draft.get'>) => draftFound(state, result),
  keep: (state) => [state],
  asides: (state, result: ResultOf<'draft.asides'>) => asidesFound(state, result),
  'put-aside': (state, result: ResultOf<'draft.aside'>) => putAside(state, result),
  'taken-up': (state) => takenUp(state),
  messages: (state, result: ResultOf<'message.list'>) => messagesListed(state, result),
  message: (state, result: Message) => messageConfirmed(state, result),
  code: (state, { goods }: ResultOf<'goods.find'>) => codeFound(state, goods),
  search: (state, { goods }: ResultOf<'goods.find'>) => searchFound(state, goods),
  total: (state, result: PreviewAnswer) => totalled(state, result),
  preview: (state, result: PreviewAnswer) => previewed(state, result),
  document: (state, result: Done) => made(state, result),
  made: (state, result: DocumentAnswer) => madeBefore(state, result),
  copy: (state, result: CopyAnswer) => copied(state, result),
  parent: (state, result: DocumentAnswer) => parentFound(state, result),
  'parent-paper': (state, result: Exported) => parentPaper(state, result),
  'parent-left': (state, result: PreviewAnswer) => parentLeft(state, result),
  last: (state, result: ReceiptList) => lastFound(state, result),
  shift: (state, result: ResultOf<'shift.status'>) => shiftShown(state, result),
  history: (state, result: ReceiptList | ReportList) => listed(state, result),
  paper: (state, result: ResultOf<'receipt.export'> | ResultOf<'report.z'>) => paperShown(state, result),
  deed: (state) => deedDone(state),
}
