import type {
  CopyAnswer,
  DocumentAnswer,
  Exported,
  GoodsFound,
  GoodsList,
  GoodsRemoved,
  Passport,
  ReceiptList,
  ReportAnswer,
  ReportList,
  ShiftStatus,
  UserAnswer,
  UserList,
} from '../../api/results.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import { SETUP_WORDS } from '../../locale/status.ts'
import type { Context } from '../context.ts'
import type { Daemon } from '../daemon.ts'
import { CommandFailure, DaemonFailure } from '../failure.ts'
import { FREQUENT_RENDERERS, type Render, type Renderer, rendererOf } from './frequent.ts'
import { paperColumns, paperText } from './paper.ts'

/** The paper of a document that is registered; when it cannot be had, the document is none the worse for it. */
async function paperOf(documentNumber: number, context: Context, daemon: Daemon): Promise<string> {
  try {
    const exported = await daemon.call<Exported>('receipt.export', { ref: `no:${documentNumber}`, format: 'lines' })
    return exported.format === 'lines' ? await paperText(exported.lines, exported.columns, context) : ''
  } catch (error) {
    if (error instanceof DaemonFailure || error instanceof CommandFailure) return ''
    throw error
  }
}

async function close(result: ResultOf<'shift.close'>, context: Context, daemon: Daemon): Promise<string> {
  const { documentText, trainingText } = await import('./document.ts')
  if ('training' in result) return trainingText(result, context)
  return (await paperOf(result.documentNumber, context, daemon)) + documentText(result, context)
}

async function show(result: DocumentAnswer, context: Context, daemon: Daemon): Promise<string> {
  const { shownText } = await import('./document.ts')
  return (await paperOf(result.documentNumber, context, daemon)) + shownText(result, context)
}

const wifi: Renderer = async (result: ResultOf<'link.wifi.list'>, { language }) =>
  (await import('./links.ts')).wifiText(result, language)

const person: Renderer = async ({ user }: { user: UserAnswer }, { language }) =>
  (await import('./people.ts')).userText(user, language)

const clock: Renderer = async (result: ResultOf<'time.show'>, { language }) =>
  (await import('./life.ts')).clockText(result, language)

const message: Renderer = async (result: ResultOf<'message.show'>, { language }) =>
  (await import('./queue.ts')).messageText(result, language)

const training: Renderer = async (result: ResultOf<'training.on'>, context) =>
  (await import('./document.ts')).turnedText(result, context)

const draft: Renderer = async (result: object) => (await import('./screen.ts')).draftText(result)
const repaired: Renderer = async (result: ResultOf<'storage.rebuild'>, { language }) =>
  (await import('./storage.ts')).repairedText(result, language)

/** A report is its paper. */
const report = async ({ lines = [] }: Pick<ReportAnswer, 'lines'>, context: Context): Promise<string> =>
  paperText(lines, paperColumns(context), context)

const receipts = async (result: ReceiptList, { language }: Context): Promise<string> =>
  (await import('./history.ts')).receiptsText(result, language)

const reports = async (result: ReportList, { language }: Context): Promise<string> =>
  (await import('./history.ts')).reportsText(result, language)

export const RENDERERS: Readonly<Record<string, Renderer>> = {
  ...FREQUENT_RENDERERS,
  'shift.close': close,
  'receipt.show': show,
  'receipt.print': async (result: CopyAnswer, context) => (await import('./document.ts')).copyText(result, context),
  'report.x': report,
  'report.cashier': report,
  'report.section': report,
  'report.period': report,
  'report.z': report,
  'receipt.list': receipts,
  'history.receipt': receipts,
  'report.list': reports,
  'history.report': reports,
  'shift.status': async (result: ShiftStatus, { language }) =>
    (await import('./status.ts')).shiftStatusText(result, language),
  passport: async (result: Passport, { language }) => (await import('./status.ts')).passportText(result, language),
  'token.set': async (_result, { language }) => `${SETUP_WORDS.connected[language]}\n`,
  'user.add': async ({ user }: { user: UserAnswer }, { language }) =>
    (await import('./people.ts')).userText(user, language),
  'user.list': async (result: UserList, { language }) => (await import('./people.ts')).usersText(result, language),
  'settings.list': async (result: ResultOf<'settings.list'>, { language }) =>
    (await import('./life.ts')).settingsText(result, language),
  'settings.get': async (result: ResultOf<'settings.get'>) => (await import('./life.ts')).settingText(result),
  'settings.set': async (result: ResultOf<'settings.set'>) => (await import('./life.ts')).settingText(result),
  'register.show': async (result: ResultOf<'register.show'>, { language }) =>
    (await import('./life.ts')).registerText(result, language),
  'register.change': async (result: ResultOf<'register.change'>, { language }) =>
    (await import('./life.ts')).changedText(result, language),
  'register.close': async (result: ResultOf<'register.close'>, { language }) =>
    (await import('./life.ts')).closedText(result, language),
  'link.status': async (result: ResultOf<'link.status'>, { language }) =>
    (await import('./links.ts')).linksText(result, language),
  'link.wifi.list': wifi,
  'link.wifi.add': wifi,
  'link.wifi.remove': wifi,
  'ofd.ping': async (result: ResultOf<'ofd.ping'>, { language }) =>
    (await import('./links.ts')).pingText(result, language),
  'ofd.info': async (result: ResultOf<'ofd.info'>, { language }) =>
    (await import('./links.ts')).infoText(result, language),
  'ofd.retry': async (result: ResultOf<'ofd.retry'>, { language }) =>
    (await import('./links.ts')).retryText(result, language),
  selftest: async (result: ResultOf<'selftest'>, { language }) =>
    (await import('./proof.ts')).selfTestText(result, language),
  'keypad.test': async (result: ResultOf<'keypad.test'>, { language }) =>
    (await import('./devices.ts')).keypadText(result, language),
  'scanner.test': async (result: ResultOf<'scanner.test'>, { language }) =>
    (await import('./devices.ts')).scannerText(result, language),
  'display.test': async (result: ResultOf<'display.test'>, { language }) =>
    (await import('./devices.ts')).displayText(result, language),
  'display.show': async (_result, { language }) => (await import('./devices.ts')).shownText(language),
  'printer.status': async (result: ResultOf<'printer.status'>, { language }) =>
    (await import('./printer.ts')).printerText(result, language),
  'printer.test': async (result: ResultOf<'printer.test'>, { language }) =>
    (await import('./printer.ts')).testText(result, language),
  'printer.detect': async (result: ResultOf<'printer.detect'>, { language }) =>
    (await import('./printer.ts')).detectedText(result, language),
  'printer.profile.list': async (result: ResultOf<'printer.profile.list'>, { language }) =>
    (await import('./printer.ts')).profilesText(result, language),
  'printer.profile.use': async (result: ResultOf<'printer.profile.use'>, { language }) =>
    (await import('./printer.ts')).profileText(result, language),
  'printer.jobs': async (result: ResultOf<'printer.jobs'>, { language }) =>
    (await import('./printer.ts')).jobsText(result, language),
  'printer.resolve': async (result: ResultOf<'printer.resolve'>, { language }) =>
    (await import('./printer.ts')).resolvedText(result, language),
  'drawer.open': async (result: ResultOf<'drawer.open'>, { language }) =>
    (await import('./printer.ts')).drawerText(result, language),
  'journal.list': async (result: ResultOf<'journal.list'>, { language }) =>
    (await import('./proof.ts')).journalText(result, language),
  'queue.list': async (result: ResultOf<'queue.list'>, { language }) =>
    (await import('./queue.ts')).queueText(result, language),
  'queue.show': async (result: ResultOf<'queue.show'>, { language }) =>
    (await import('./queue.ts')).queuedText(result, language),
  'queue.retry': async (result: ResultOf<'queue.retry'>, { language }) =>
    (await import('./queue.ts')).retriedText(result, language),
  'storage.check': async (result: ResultOf<'storage.check'>, { language }) =>
    (await import('./storage.ts')).checkedText(result, language),
  'storage.rebuild': repaired,
  'storage.declare-loss': repaired,
  'storage.adopt-ofd': async (result: ResultOf<'storage.adopt-ofd'>, { language }) =>
    (await import('./storage.ts')).adoptedText(result, language),
  'queue.remove': async (result: ResultOf<'queue.remove'>, { language }) =>
    (await import('./queue.ts')).removedText(result, language),
  'message.list': async (result: ResultOf<'message.list'>, { language }) =>
    (await import('./queue.ts')).messagesText(result, language),
  'message.show': message,
  'message.confirm': message,
  'time.show': clock,
  'time.set': clock,
  'time.confirm': clock,
  'user.set-pin': person,
  'user.set-role': person,
  'user.set-lang': person,
  'user.unlock': person,
  'user.disable': person,
  'goods.list': async (result: GoodsList, { language }) => (await import('./goods.ts')).listText(result, language),
  'goods.find': async (result: GoodsFound, { language }) => (await import('./goods.ts')).foundText(result, language),
  'goods.remove': async (result: GoodsRemoved, { language }) =>
    (await import('./goods.ts')).removedText(result, language),
  'screen.show': async (result: ResultOf<'screen.show'>) => (await import('./screen.ts')).screenText(result),
  'training.on': training,
  'training.off': training,
  'draft.get': draft,
  'draft.put': draft,
  'draft.drop': draft,
  'draft.asides': draft,
  'draft.aside': draft,
  'draft.view': draft,
  whoami: async ({ user }: { user: UserAnswer }, { language }) =>
    (await import('./people.ts')).userText(user, language),
}

/** An answer as people read it, in their language. */
export const render: Render = rendererOf(RENDERERS)
