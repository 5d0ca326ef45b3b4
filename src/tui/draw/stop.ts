import { SCREEN_WORDS as W } from '../../locale/screen-words.ts'
import { formatTenge } from '../../fiscal/money.ts'
import { deedsOf } from '../flow/block.ts'
import { draftTotal } from '../draft.ts'
import { clock, money } from '../format.ts'
import type { DeedTitle, Screen, State } from '../model.ts'
import { blocksOf, isCommand, say } from '../step.ts'
import { left } from './head.ts'
import { roleWord } from './lists.ts'
import { type Row, BLANK, centred, field, pair, row, windowOn, wrapped } from './rows.ts'
import type { Area } from './sale.ts'

export const drawLanguage = (area: Area): Row[] => [
  BLANK,
  ...wrapped('Тілді таңдаңыз / Выберите язык', area.columns, 'bold'),
  BLANK,
  row('1  Қазақша'),
  row('2  Русский'),
]

const DOTS = '*'

export function drawSignIn(state: State, screen: Extract<Screen, { kind: 'sign-in' }>, area: Area): Row[] {
  const { columns } = area
  const { draft, now, status } = state
  const isPin = screen.field === 'pin'
  const locked = screen.until !== undefined && screen.until > now ? left(screen.until, now) : undefined
  const isKept = screen.locked === true && draft.lines.length > 0
  return [
    centred(say(state, screen.locked ? W.locked : W.signIn), columns, 'bold'),
    BLANK,
    ...field(say(state, W.userCode), screen.user, columns, !isPin),
    ...field(say(state, W.pin), DOTS.repeat(screen.pin.length), columns, isPin),
    ...(screen.busy ? [row(say(state, W.wait), 'dim')] : []),
    ...(locked === undefined ? [] : [BLANK, ...pair(say(state, W.lockedUntil), locked, columns, 'error')]),
    ...(isKept ? [BLANK, ...pair(say(state, W.draftKept), money(formatTenge(draftTotal(draft))), columns)] : []),
    ...(status?.state === 'not-set-up' ? [BLANK, ...wrapped(say(state, W.notSetUp), columns, 'error')] : []),
  ]
}

export const drawOffer = (state: State, { draft }: Extract<Screen, { kind: 'offer' }>, { columns }: Area): Row[] => [
  ...wrapped(say(state, W.unfinished), columns, 'bold'),
  BLANK,
  ...pair(say(state, W.lines), String(draft.lines.filter(({ storno }) => !storno).length), columns),
  ...pair(say(state, W.total), money(formatTenge(draftTotal(draft))), columns, 'bold'),
  BLANK,
  row(`= ${say(state, W.goOn)}`),
  row(`- ${say(state, W.throwAway)}`),
]

const DEED_WORDS: Readonly<Record<DeedTitle, (typeof W)[keyof typeof W]>> = {
  'close-shift': W.closeShift,
  'new-token': W.newToken,
  'set-time': W.setTime,
  'confirm-date': W.confirmDate,
  'ask-ofd': W.askOfd,
  'retry-queue': W.retryQueue,
  'came-out': W.cameOut,
  'did-not-come-out': W.didNotComeOut,
  'training-on': W.trainingOn,
  'training-off': W.trainingOff,
}

function whoWord(state: State, who: string): string {
  if (who === 'itself') return say(state, W.itself)
  return who === 'ofd' ? say(state, W.ofd) : roleWord(state, who)
}

/** The gravest reason: what it is, what to do, whom to call, and what can be done from here. */
export function drawBlock(state: State, screen: Extract<Screen, { kind: 'block' }>, area: Area): Row[] {
  const { columns } = area
  const [block, ...others] = blocksOf(state)
  if (block === undefined) return []
  const deeds = deedsOf(block).map(({ title }, index) => row(`${index + 1} ${say(state, DEED_WORDS[title])}`, 'bold'))
  const more = others.length === 0 ? [] : [row(`+ ${say(state, W.moreBlocks)}: ${others.length}`, 'dim')]
  const remedy = deeds.length > 0 && isCommand(block.remedy) ? '1' : block.remedy
  const text = [
    ...wrapped(block.message, columns),
    ...wrapped(`${say(state, W.whatToDo)}: ${remedy}`, columns, 'bold'),
    ...wrapped(`${say(state, W.who)}: ${whoWord(state, block.who)}`, columns),
    ...wrapped(`${say(state, W.since)} ${clock(block.since)}`, columns, 'dim'),
    ...others.flatMap(({ message }) => wrapped(`· ${message}`, columns, 'dim')),
  ]
  const below = [...more, ...deeds, row(`9 ${say(state, W.messages)}`)]
  const title = centred(say(state, W.blocked), columns, 'error')
  return [title, ...windowOn(text, screen.top, area.rows - below.length - 1), ...below]
}

export const drawCameOut = (state: State, area: Area): Row[] => [
  ...wrapped(say(state, W.cameOutQuestion), area.columns, 'bold'),
  BLANK,
  row(`1 ${say(state, W.cameOut)}`),
  ...wrapped(`2 ${say(state, W.didNotComeOut)}`, area.columns),
]

const ASK_WORDS = { token: W.token, time: W.timeNow, date: W.dateNow, again: W.dateAgain } as const

export function drawDeed(state: State, screen: Extract<Screen, { kind: 'deed' }>, { columns }: Area): Row[] {
  const { deed, entry, step, values } = screen
  const asks = deed.asks[values.length]
  const roles = deed.roles.map((role) => roleWord(state, role)).join(', ')
  const label = step === 'user' ? W.codeOf : step === 'pin' ? W.pin : asks === undefined ? W.codeOf : ASK_WORDS[asks]
  return [
    ...wrapped(say(state, DEED_WORDS[deed.title]), columns, 'bold'),
    BLANK,
    ...(step === 'value' ? [] : wrapped(roles, columns)),
    ...field(say(state, label), step === 'pin' ? DOTS.repeat(entry.length) : entry, columns),
    ...(screen.busy ? [row(say(state, W.wait), 'dim')] : []),
  ]
}
