import { SCREEN_WORDS as W } from '../../src/locale/screen-words.ts'
import { type Flow, done, pay, settled, text } from './flow.ts'
import { BREAD, CASHIER, MILK, PIECE, SENIOR, TOBACCO, WATER } from './shop.ts'

export const SELLING: readonly Flow[] = [
  {
    id: '01-sign-in',
    title: text('Кіру, кассирді ауыстыру', 'Вход, смена кассира', 'Sign-in, another cashier'),
    run: async (screen, shot) => {
      await screen.press('/')
      await screen.sees(W.changeUser)
      await shot('menu')
      await screen.press('0')
      await screen.sees(W.userCode)
      await shot('code')
      await screen.press(String(CASHIER.code), '=', '1111')
      await shot('pin in dots')
      await screen.press('=')
      await screen.see('PIN', 2000)
      await screen.see(screen.language === 'kk' ? 'дұрыс емес' : 'еверн')
      await shot('wrong pin')
      await screen.press(CASHIER.pin, '=')
      await screen.sees(W.total)
      await screen.see(CASHIER.name)
      await shot('signed in')
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
      await shot('sum')
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
      await shot('sums')
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
      await shot('three items')
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
      await shot('item form')
      // On to the discount, by Enter through the fields, the VAT's among them
      await screen.press('=', '*', '=', '=', '=', '5')
      await shot('discount')
      await screen.press('+')
      await screen.see('1. ')
      await shot('item added')
      await screen.press('=')
      await screen.sees(W.toPay)
      await settled(screen)
      await screen.press('0', '500', '=')
      await shot('mixed payment')
      await screen.press('=')
      await screen.sees(W.preview)
      await shot('preview')
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
      await shot('favourites')
      await screen.press('1')
      await screen.see('1. ')
      await screen.press('2', '*')
      await screen.press('4870001112233', '=')
      await screen.see('2. ')
      await shot('by code, two pieces')
      await screen.press('*')
      await screen.sees(W.search)
      await shot('letters of the keys')
      await screen.press(...(screen.language === 'kk' ? ['6', '6'] : ['2', '2', '2']))
      await screen.see(/Вода|Су /)
      await shot('found')
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
      await screen.sees(W.stornoLine)
      await screen.press('2')
      await shot('storno of line 2')
      await screen.press('=')
      await screen.sees(W.storno)
      await shot('taken back')
      await screen.press('=')
      await screen.sees(W.toPay)
      await settled(screen)
      await screen.press('+')
      await shot('discount, buyer')
      await screen.press('1', '10')
      await shot('ten per cent')
      await screen.press('=')
      await screen.sees(W.toPay)
      await settled(screen)
      await screen.press('+', '3', '190540005749')
      await shot('buyer')
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
      await shot('the code of the piece is asked for')
      screen.scan(`${PIECE}${shop.serial()}`)
      await screen.see('1. ')
      await shot('piece added')
      await screen.press('=')
      await pay(screen, shot, '2')
      await done(screen, shot)
    },
  },
]
