import { SCREEN_WORDS as W } from '../../src/locale/screen-words.ts'
import type { Text } from '../../src/locale/text.ts'
import { ADMIN, BREAD, CASHIER, MILK, PIECE, SENIOR, type Screen, type Shop, TOBACCO, WATER } from './shop.ts'

/** Takes a picture of the screen, with a title. */
export type Shot = (title: string) => void

export interface Flow {
  readonly id: string
  readonly title: Text
  /** The keys that a cashier needs once the screen is at its place, where the flow is one that manuals have too. */
  readonly counted?: 'sale' | 'scans' | 'return' | 'z'
  /** Begins and ends where selling begins. */
  readonly run: (screen: Screen, shot: Shot, shop: Shop) => Promise<void>
}

const text = (kk: string, ru: string, en: string): Text => ({ kk, ru, en })

async function done(screen: Screen, shot: Shot, title = 'done'): Promise<void> {
  await screen.sees(W.registered)
  shot(title)
  await screen.press('=')
  await screen.sees(W.total)
}

/** «Далее» and «Сформировать»: as the buyer prefers, then the preview. */
async function pay(screen: Screen, shot: Shot, ...keys: string[]): Promise<void> {
  await screen.sees(W.toPay)
  await settled(screen)
  shot('payment')
  await screen.press(...keys)
  await screen.see('НЕ ЗАРЕГИСТРИРОВАН')
  shot('preview')
  await screen.press('=')
}

/** The total of the register, not the screen's own guess. */
const settled = (screen: Screen): Promise<void> => new Promise((resolve) => setTimeout(() => resolve(void screen), 150))

async function lastUrl(shop: Shop): Promise<string> {
  const client = await shop.client()
  const { receipts } = (await client.result('receipt.list', { limit: 20 })) as unknown as {
    readonly receipts: readonly { readonly document: string; readonly checkUrl: string }[]
  }
  client.close()
  return receipts.find(({ document }) => document === 'sale')?.checkUrl ?? ''
}

const SELLING: readonly Flow[] = [
  {
    id: '01-sign-in',
    title: text('Кіру, кассирді ауыстыру', 'Вход, смена кассира', 'Sign-in, another cashier'),
    run: async (screen, shot) => {
      await screen.press('/')
      await screen.sees(W.changeUser)
      shot('menu')
      await screen.press('0')
      await screen.sees(W.userCode)
      shot('code')
      await screen.press(String(CASHIER.code), '=', '1111')
      shot('pin in dots')
      await screen.press('=')
      await screen.see('PIN', 2000)
      await screen.see(screen.language === 'kk' ? 'дұрыс емес' : 'еверн')
      shot('wrong pin')
      await screen.press(CASHIER.pin, '=')
      await screen.sees(W.total)
      await screen.see(CASHIER.name)
      shot('signed in')
      await screen.press('/', '0', String(SENIOR.code), '=', SENIOR.pin, '=')
      await screen.see(SENIOR.name)
      await screen.sees(W.total)
    },
  },
  {
    id: '02-cash-sale',
    title: text('Бір сомаға қолма-қол сату', 'Продажа за наличные на одну сумму', 'Cash sale of one amount'),
    counted: 'sale',
    run: async (screen, shot) => {
      await screen.press('1250')
      shot('sum')
      await screen.press('=')
      await pay(screen, shot, '=')
      await done(screen, shot)
    },
  },
  {
    id: '03-sums-and-change',
    title: text('Бірнеше сома, қайтарым', 'Несколько сумм, сдача', 'Several sums, change'),
    run: async (screen, shot) => {
      await screen.press('150', '+', '420.50', '+', '3', '*', '99')
      shot('sums')
      await screen.press('=')
      await pay(screen, shot, '6')
      await done(screen, shot, 'change in large figures')
    },
  },
  {
    id: '04-three-scans-by-card',
    title: text('Үш скан, картамен', 'Три товара сканером, картой', 'Three scanned items by card'),
    counted: 'scans',
    run: async (screen, shot) => {
      for (const [code, name] of [
        [BREAD, '1. '],
        [MILK, '2. '],
        [WATER, '3. '],
      ] as const) {
        screen.scan(code)
        await screen.see(name)
      }
      shot('three items')
      await screen.press('=')
      await pay(screen, shot, '2')
      await done(screen, shot)
    },
  },
  {
    id: '05-item-form-mixed',
    title: text(
      'Тауар нысаны, шегерім, аралас төлем',
      'Форма товара, скидка, смешанная оплата',
      'Item form, discount, mixed payment',
    ),
    run: async (screen, shot) => {
      await screen.press('/', '8')
      await screen.sees(W.extended)
      await screen.press('+')
      await screen.sees(W.addGoods)
      await screen.press('800', '=', '2', '2', '5', '5', '5', '5', '=', '1.5')
      shot('item form')
      // On to the discount, by Enter through the fields, the VAT's among them
      await screen.press('=', '*', '=', '=', '=', '5')
      shot('discount')
      await screen.press('+')
      await screen.see('1. ')
      shot('item added')
      await screen.press('=')
      await screen.sees(W.toPay)
      await settled(screen)
      await screen.press('0', '500', '=')
      shot('mixed payment')
      await screen.press('=')
      await screen.see('НЕ ЗАРЕГИСТРИРОВАН')
      shot('preview')
      await screen.press('=')
      await done(screen, shot)
      await screen.press('/', '8')
      await screen.sees(W.simple)
    },
  },
  {
    id: '06-favourites-and-search',
    title: text(
      'Таңдаулы, код, атауы бойынша іздеу',
      'Избранное, код, поиск по названию',
      'Favourites, code, search by name',
    ),
    run: async (screen, shot) => {
      await screen.press('/', '8')
      await screen.sees(W.extended)
      await screen.press('.')
      await screen.sees(W.favourites)
      shot('favourites')
      await screen.press('1')
      await screen.see('1. ')
      await screen.press('2', '*')
      await screen.press('4870001112233', '=')
      await screen.see('2. ')
      shot('by code, two pieces')
      await screen.press('*')
      await screen.sees(W.search)
      shot('letters of the keys')
      await screen.press('2', '2', '2', '5', '5', '5')
      await screen.see(/Вода|Су/)
      shot('found')
      await screen.press('=')
      await screen.see('3. ')
      await screen.press('=')
      await pay(screen, shot, '3')
      await done(screen, shot)
      await screen.press('/', '8')
      await screen.sees(W.simple)
    },
  },
  {
    id: '07-storno-discount-buyer',
    title: text('Сторно, чекке шегерім, ЖСН', 'Сторно, скидка на чек, ИИН', 'Storno, discount of the receipt, IIN'),
    run: async (screen, shot) => {
      await screen.press('500', '+', '700', '+', '300', '+', '-')
      await screen.see('№')
      await screen.press('2')
      shot('storno of line 2')
      await screen.press('=')
      await screen.sees(W.storno)
      shot('taken back')
      await screen.press('=')
      await screen.sees(W.toPay)
      await settled(screen)
      await screen.press('+')
      shot('discount, buyer')
      await screen.press('1', '10')
      shot('ten per cent')
      await screen.press('=')
      await screen.sees(W.toPay)
      await settled(screen)
      await screen.press('+', '3', '190540005749')
      shot('buyer')
      await screen.press('=')
      await pay(screen, shot, '=')
      await done(screen, shot)
    },
  },
  {
    id: '08-marked-goods',
    title: text('Таңбаланған тауар', 'Маркированный товар', 'Marked goods'),
    run: async (screen, shot, shop) => {
      screen.scan(TOBACCO)
      await screen.sees(W.scanMark)
      shot('the code of the piece is asked for')
      screen.scan(`${PIECE}${shop.serial()}`)
      await screen.see('1. ')
      shot('piece added')
      await screen.press('=')
      await pay(screen, shot, '2')
      await done(screen, shot)
    },
  },
]

const RETURNING: readonly Flow[] = [
  {
    id: '09-return-of-the-last',
    title: text(
      'Соңғы чекті бір пернемен қайтару',
      'Возврат последнего чека одной клавишей',
      'The last receipt goes back by one key',
    ),
    run: async (screen, shot) => {
      await screen.press('F2')
      await screen.sees(W.returnKind)
      await settled(screen)
      shot('the last receipt')
      await screen.press('=')
      await screen.see('НЕ ЗАРЕГИСТРИРОВАН')
      shot('preview')
      await screen.press('=')
      await done(screen, shot)
    },
  },
  {
    id: '10-return-by-qr',
    title: text('QR бойынша қайтару', 'Возврат по QR чека', 'Return by the QR code'),
    counted: 'return',
    run: async (screen, shot, shop) => {
      const client = await shop.client()
      await client.result('sale', {
        items: [
          { name: 'Нан', price: '150', quantity: '2' },
          { name: 'Сүт', price: '420' },
        ],
        payments: { cash: '720' },
      })
      client.close()
      screen.pressed.length = 0
      screen.scan(await lastUrl(shop))
      await screen.sees(W.returnKind)
      await settled(screen)
      shot('receipt found by its code')
      await screen.press('=')
      await screen.see('НЕ ЗАРЕГИСТРИРОВАН')
      shot('preview')
      await screen.press('=')
      await done(screen, shot)
    },
  },
  {
    id: '11-part-of-a-line',
    title: text('Тарихтан, позицияның бөлігі', 'Из истории, часть позиции', 'From the history, a part of a line'),
    run: async (screen, shot, shop) => {
      const client = await shop.client()
      await client.result('sale', { items: [{ name: 'Нан', price: '150', quantity: '3' }], payments: { card: '450' } })
      client.close()
      await screen.press('/', '2')
      await screen.sees(W.orScan)
      shot('return')
      await screen.press('+')
      await screen.sees(W.receiptHistory)
      await screen.see('№')
      shot('history')
      await screen.press('=')
      await screen.sees(W.returnKind)
      await settled(screen)
      await screen.press('1', '*', '2', '=')
      shot('two of line 1')
      await screen.press('*')
      shot('in cash')
      await screen.press('=')
      await screen.see('НЕ ЗАРЕГИСТРИРОВАН')
      shot('preview')
      await screen.press('=')
      await done(screen, shot)
    },
  },
  {
    id: '12-purchase',
    title: text('Сатып алу және оны қайтару', 'Покупка и возврат покупки', 'Purchase and its return'),
    run: async (screen, shot) => {
      await screen.press('/', '5')
      await screen.sees(W.purchase)
      await screen.press('400', '=')
      await pay(screen, shot, '1')
      await done(screen, shot)
      await screen.press('/', '6')
      await screen.sees(W.purchaseReturn)
      await screen.press('=')
      await screen.sees(W.returnKind)
      await settled(screen)
      shot('the last purchase')
      await screen.press('=')
      await screen.see('НЕ ЗАРЕГИСТРИРОВАН')
      await screen.press('=')
      await done(screen, shot)
    },
  },
]

const CLOSING: readonly Flow[] = [
  {
    id: '13-cash-in-and-out',
    title: text('Енгізу, алу', 'Внесение, изъятие', 'Deposit, withdrawal'),
    run: async (screen, shot) => {
      await screen.press('/', '3', '20000')
      shot('deposit')
      await screen.press('=')
      await screen.sees(W.confirm)
      shot('confirmation')
      await screen.press('=')
      await done(screen, shot)
      await screen.press('/', '4', '5000', '=')
      await screen.sees(W.confirm)
      await screen.press('=')
      await done(screen, shot)
    },
  },
  {
    id: '14-block-and-message',
    title: text('Хабарлама, токен бұғаты', 'Сообщение, блокировка токена', 'A notice, a block of the token'),
    run: async (screen, shot, shop) => {
      await shop.world.ofd.ad(0, Number(shop.serial()), 'Назар аударыңыз: жаңа ережелер қолданылады')
      await screen.press('100', '=')
      await screen.sees(W.toPay)
      await settled(screen)
      await screen.press('2')
      await screen.see('НЕ ЗАРЕГИСТРИРОВАН')
      await screen.press('=')
      await screen.sees(W.registered)
      await screen.press('=')
      await screen.press('/', '9')
      await screen.see('Назар')
      shot('messages')
      await screen.press('=')
      await screen.see('Назар')
      shot('message')
      await screen.press('=')
      await screen.home()
      await shop.world.ofd.token(777)
      await screen.press('100', '=')
      await screen.sees(W.toPay)
      await settled(screen)
      await screen.press('2')
      await screen.see('НЕ ЗАРЕГИСТРИРОВАН')
      await screen.press('=')
      await screen.sees(W.blocked)
      await screen.press('1')
      await screen.sees(W.newToken)
      shot('whose right it is')
      await screen.press(String(ADMIN.code), '=', ADMIN.pin, '=')
      await screen.sees(W.token)
      await screen.press('777')
      shot('the new token')
      await screen.press('=')
      await screen.sees(W.done)
      await screen.sees(W.total)
      shot('it sells again, the receipt is kept')
      await screen.press('=')
      await pay(screen, shot, '2')
      await done(screen, shot)
    },
  },
  {
    id: '15-x-and-z',
    title: text('X, тарих, Z', 'X, история, Z', 'X, history, Z'),
    counted: 'z',
    run: async (screen, shot) => {
      await screen.press('=')
      await screen.sees(W.revenue)
      shot('shift')
      await screen.press('1')
      await screen.sees(W.confirm)
      shot('X: confirmation')
      await screen.press('=')
      await done(screen, shot, 'X')
      await screen.press('=', '3')
      await screen.see('№')
      await screen.press('.')
      await screen.sees(W.filters)
      shot('filters')
      await screen.press('5')
      await screen.see('№')
      await screen.press('=')
      await settled(screen)
      shot('a receipt of the history')
      await screen.press('=')
      await screen.sees(W.copyPrinted)
      shot('marked copy')
      await screen.home()
      screen.pressed.length = 0
      await screen.press('=', '2')
      await screen.sees(W.takeAllCash)
      shot('Z: confirmation')
      await screen.press('=')
      await screen.sees(W.shiftClosed)
      shot('Z')
      await screen.press('=')
      await screen.sees(W.total)
    },
  },
]

/** The fifteen flows, in the order in which a day has them. */
export const FLOWS: readonly Flow[] = [...SELLING, ...RETURNING, ...CLOSING]
