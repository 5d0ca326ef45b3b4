import type { Failure } from '../../src/api/types.ts'
import { renderFailure } from '../../src/locale/render.ts'
import type { ErrorCode } from '../../src/locale/errors.ts'
import type { Call, Effect, Event, Facts, Good, Language, Message, Size, State, Status } from '../../src/tui/model.ts'
import type { Action } from '../../src/tui/keys.ts'
import { UNREAD, begin, update } from '../../src/tui/update.ts'
import { CLOSE, FIGURES, SALE, STATUS } from '../cli/answers.ts'

export const NOW = Date.UTC(2026, 10, 21, 5, 15, 30)

export const GOODS: readonly Good[] = [
  { article: 'A1', barcode: '4870001112226', name: 'Нан', nameKk: 'Нан', price: '150.00' },
  { article: 'A2', barcode: '4870001112233', name: 'Темекі', price: '900.00', marked: true },
]

export const FACTS: Facts = {
  registerName: 'Дүкен №1',
  idleMinutes: 15,
  purchases: true,
  priceList: true,
  discountItem: true,
  discountTicket: true,
  discountPercent: true,
  defaultItem: 'Тауар',
  defaultUnit: '796',
  buyerId: true,
  vatRates: ['0', '5', '16', 'none'],
  favourites: [
    { code: 'A1', name: 'Нан', price: '150.00' },
    { code: 'A2', name: 'Темекі', price: '900.00', marked: true },
  ],
  links: [
    { name: 'ethernet', state: 'reached' },
    { name: 'lte', state: 'silent' },
  ],
}

export const MESSAGE: Message = {
  number: 1,
  type: 'ofd',
  version: '1',
  text: 'Назар аударыңыз: 1 желтоқсаннан бастап жаңа ережелер қолданылады.',
  time: '2026-11-21T09:00:00+05:00',
}

export const failure = (code: ErrorCode, details: Readonly<Record<string, unknown>> = {}): Failure =>
  renderFailure(code, details, 'ru')

const LINES = [
  { kind: 'text', text: 'АЛДЫН АЛА ЧЕК / ПРЕДВАРИТЕЛЬНЫЙ ЧЕК', align: 'center' },
  { kind: 'pair', left: 'БАРЛЫҒЫ/ИТОГО:', right: '720,00' },
] as const

const PREVIEW = {
  document: 'sale',
  preview: true,
  registered: false,
  printed: false,
  total: '720.00',
  payments: { cash: '720.00' },
  taken: '1000.00',
  change: '280.00',
  vat: [],
  lines: LINES,
} as const

const { total: _t, payments: _p, taken: _k, change: _c, vat: _v, fiscalSign: _s, checkUrl: _u, ...HEAD } = SALE
const PLACEMENT = { ...HEAD, document: 'deposit', total: '5000.00', cash: '12500.00' } as const

const RECEIPT = { ...HEAD, total: '720.00', fiscalSign: '1846203957', checkUrl: SALE.checkUrl } as const

/** What a register would say; enough of it for a screen. */
const RESULTS: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => object>> = {
  'draft.get': () => ({}),
  'draft.put': () => ({ kept: true }),
  'draft.drop': () => ({ dropped: true }),
  'draft.asides': () => ({ asides: [] }),
  'draft.aside': ({ asides }) => ({ asides }),
  'message.confirm': () => ({ ...MESSAGE, confirmed: { by: 7, time: MESSAGE.time } }),
  'goods.find': ({ text }) => ({
    goods: GOODS.filter(({ article, barcode, name }) =>
      [article, barcode, name].some((one) => one?.toLowerCase().includes(String(text).toLowerCase())),
    ),
    more: false,
    size: 2,
  }),
  'receipt.list': () => ({
    receipts: [
      { ...RECEIPT, document: 'sale-return', documentNumber: 1420 },
      { ...RECEIPT, document: 'sale', documentNumber: 1419 },
      { ...RECEIPT, document: 'purchase', documentNumber: 1418 },
    ],
  }),
  'report.list': () => ({
    reports: [
      {
        report: 'x',
        shift: 13,
        time: SALE.time,
        operator: SALE.operator,
        revenue: '720.00',
        cash: '720.00',
        checksum: 'A',
      },
      {
        report: 'z',
        shift: 12,
        time: SALE.time,
        operator: SALE.operator,
        revenue: '9720.00',
        cash: '0.00',
        checksum: 'B',
        documentNumber: 1400,
      },
    ],
  }),
  'receipt.show': () => SALE,
  'receipt.export': () => ({ format: 'lines', columns: 48, lines: LINES }),
  'receipt.print': () => ({ key: 'k', replayed: false, documentNumber: 1419, printed: true, paper: SALE.paper }),
  'report.z': () => ({ lines: LINES, printed: true, paper: SALE.paper }),
  'shift.status': () => ({
    open: true,
    number: 13,
    openTime: SALE.time,
    hoursLeft: '21.5',
    tickets: { sale: 7, 'sale-return': 1, purchase: 0, 'purchase-return': 0 },
    cash: '12500.00',
    revenue: '98765.00',
  }),
  'shift.close': () => CLOSE,
  'report.x': () => ({
    report: 'x',
    key: 'k',
    replayed: false,
    shift: 13,
    time: SALE.time,
    operator: SALE.operator,
    figures: FIGURES,
    printed: true,
    paper: SALE.paper,
  }),
  deposit: () => PLACEMENT,
  withdraw: () => ({ ...PLACEMENT, document: 'withdraw' }),
  'token.set': () => ({ accepted: true }),
  'printer.resolve': () => ({ job: 17, state: 'confirmed' }),
  'ofd.retry': () => ({}),
  'queue.retry': () => ({}),
  'time.set': () => ({}),
  'time.confirm': () => ({}),
}

const TICKETS = new Set(['sale', 'sale-return', 'purchase', 'purchase-return'])

export const resultOf = ({ method, params }: Call): object => {
  const asked = params as Readonly<Record<string, unknown>>
  if (TICKETS.has(method))
    return asked['preview'] === true ? { ...PREVIEW, document: method } : { ...SALE, document: method }
  const result = RESULTS[method]
  if (result === undefined) throw new Error(`the screen asks for ${method}, which is not known here`)
  return result(asked)
}

/** Calls that make a document: they may be made only after somebody has confirmed it. */
export const isDocument = ({ method, params }: Call): boolean =>
  (TICKETS.has(method) && !('preview' in params)) || ['deposit', 'withdraw', 'shift.close', 'report.x'].includes(method)

export const WHO = { code: 7, name: 'Айгүл', role: 'cashier' } as const

/** The screen's machine with a register that answers when it is told to. */
export class Stand {
  state: State
  /** Calls that have no answer yet, and all that were made. */
  readonly waiting: Exclude<Effect, { type: 'key' | 'exit' | 'language' | 'sign-out' }>[] = []
  readonly calls: Call[] = []
  exited = false
  /** Notices of the state bodies. */
  messages: readonly Message[] = []
  #keys = 0

  /** `ask`: the language is chosen at the screen. */
  constructor(language: Language | 'ask' = 'ru', size: Size = { columns: 40, rows: 15 }) {
    this.state = begin({
      language: language === 'ask' ? undefined : language,
      size,
      now: NOW,
      at: 0,
      keys: ['key-a', 'key-b'],
    })
  }

  /** At the place where selling begins. */
  static selling(language: Language = 'ru', size?: Size, messages: readonly Message[] = []): Stand {
    const stand = new Stand(language, size)
    stand.messages = messages
    stand.look(STATUS)
    stand.press('7', 'enter', '2', '4', '6', '8', 'enter')
    stand.answerAll()
    return stand
  }

  event(event: Event): void {
    const [state, ...effects] = update(this.state, event)
    this.state = state
    for (const effect of effects) this.#take(effect)
  }

  #take(effect: Effect): void {
    if (effect.type === 'key') {
      this.#keys += 1
      this.event({ type: 'spare', key: `key-${this.#keys}` })
    } else if (effect.type === 'exit') this.exited = true
    else if (effect.type === 'call' || effect.type === 'sign-in') {
      this.waiting.push(effect)
      if (effect.type === 'call') this.calls.push(effect)
    }
  }

  look(status: Status, facts: Facts = FACTS): void {
    this.event({ type: 'online', online: true })
    this.event({ type: 'status', status, facts })
  }

  press(...actions: readonly Action[]): void {
    for (const action of actions) {
      this.#read(action)
      this.event({ type: 'key', action })
    }
  }

  /** Whoever answers a question has read it. */
  #read(action: Action): void {
    const { at, screen } = this.state
    const isQuestion = screen.kind === 'preview' || screen.kind === 'confirm'
    if (isQuestion && action === 'enter') this.tick(Math.max(0, screen.since + UNREAD - at))
  }

  /** Digits, the point and `=` as they are typed. */
  type(text: string): void {
    for (const char of text) this.press(char === '.' ? 'point' : char === '=' ? 'enter' : (char as Action))
    this.answerAll()
  }

  scan(data: string, more: object = {}): void {
    this.event({ type: 'scan', scan: { data, ...more } })
    this.answerAll()
  }

  tick(milliseconds: number): void {
    this.event({ type: 'tick', now: this.state.now + milliseconds, at: this.state.at + milliseconds })
  }

  /** The first call that waits gets its answer: what a register would say, or the failure. */
  answer(refusal?: Failure): void {
    const effect = this.waiting.shift()
    if (effect === undefined) return
    const purpose = effect.type === 'sign-in' ? 'session' : effect.purpose
    if (refusal !== undefined) return this.event({ type: 'failed', tag: effect.tag, purpose, failure: refusal })
    const result = effect.type === 'sign-in' ? { user: { ...WHO, code: effect.user } } : this.#resultOf(effect)
    this.event({ type: 'answer', tag: effect.tag, purpose, result })
  }

  #resultOf(call: Call): object {
    return call.method === 'message.list' ? { messages: this.messages } : resultOf(call)
  }

  answerAll(): void {
    while (this.waiting.length > 0) this.answer()
  }

  documents(): readonly Call[] {
    return this.calls.filter(isDocument)
  }
}
