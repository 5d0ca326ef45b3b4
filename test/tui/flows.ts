import { KEY_WORDS as K, LINE_WORDS, SCREEN_WORDS as W } from '../../src/locale/screen-words.ts'
import { type Flow, type Shot, done, lastUrl, pay, settled, text } from './flow.ts'
import { SELLING } from './flows-selling.ts'
import { ADMIN, type Screen } from './shop.ts'

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
      await shot('the last receipt')
      await screen.press('=')
      await screen.sees(W.preview)
      await shot('preview')
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
      await shot('receipt found by its code')
      await screen.press('=')
      await screen.sees(W.preview)
      await shot('preview')
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
      await shot('return')
      await screen.press('+')
      await screen.sees(W.receiptHistory)
      await screen.see(/№\d/)
      await shot('history')
      await screen.press('=')
      await screen.sees(W.returnKind)
      await settled(screen)
      await screen.press('1', '*', '2', '=')
      await shot('two of line 1')
      await screen.press('*')
      await shot('in cash')
      await screen.press('=')
      await screen.sees(W.preview)
      await shot('preview')
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
      await shot('the last purchase')
      await screen.press('=')
      await screen.sees(W.preview)
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
      await shot('deposit')
      await screen.press('=')
      await screen.sees(W.confirm)
      await shot('confirmation')
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
      await screen.sees(W.preview)
      await screen.press('=')
      await screen.sees(W.registered)
      await screen.press('=')
      await screen.see('Назар')
      await shot('a notice, once the receipt is over')
      await screen.press('=')
      await screen.sees(W.total)
      await screen.press('/', '9')
      await screen.see('Назар')
      await shot('messages')
      await screen.home()
      await shop.world.ofd.token(777)
      await screen.press('100', '=')
      await screen.sees(W.toPay)
      await settled(screen)
      await screen.press('2')
      await screen.sees(W.preview)
      await screen.press('=')
      await screen.sees(W.blocked)
      await screen.press('1')
      await screen.sees(W.newToken)
      await shot('whose right it is')
      await screen.press(String(ADMIN.code), '=', ADMIN.pin, '=')
      await screen.sees(W.token)
      await screen.press('777')
      await shot('the new token')
      await screen.press('=')
      await screen.sees(W.done)
      await screen.sees(W.total)
      await shot('it sells again, the receipt is kept')
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
      await shot('shift')
      await screen.press('1')
      await screen.sees(W.confirm)
      await shot('X: confirmation')
      await screen.press('=')
      await done(screen, shot, 'X')
      await screen.press('=', '3')
      await screen.see(/№\d/)
      await screen.press('.')
      await screen.sees(W.filters)
      await shot('filters')
      await screen.press('5')
      await screen.see(/№\d/)
      await screen.press('=')
      await screen.see('-----')
      await shot('a receipt of the history')
      await screen.press('=')
      await screen.sees(W.copyPrinted)
      await shot('marked copy')
      await screen.home()
      screen.pressed.length = 0
      await screen.press('=', '2')
      await screen.sees(W.takeAllCash)
      await shot('Z: confirmation')
      await screen.press('=')
      await screen.sees(W.shiftClosed)
      await shot('Z')
      await screen.press('=')
      await screen.sees(W.total)
    },
  },
]

/** Turns the training mode on or off with the code and PIN of the administrator. */
async function turnTraining(screen: Screen, shot: Shot): Promise<void> {
  await screen.press('=')
  await screen.sees(W.receiptHistory)
  await screen.see('6 ')
  await shot('shift')
  await screen.press('6')
  await screen.sees(W.codeOf)
  await screen.press(String(ADMIN.code), '=', ADMIN.pin)
  await shot('whose right it is')
  await screen.press('=')
  await screen.sees(W.done)
}

/** What else a day has, and that it is said of each that it is none. */
async function practise(screen: Screen, keys: string, shot: Shot): Promise<void> {
  const [first = '', ...others] = keys.match(/F\d|./g) ?? []
  await screen.press(first)
  await screen.seesNot(W.total)
  if (first === '=') await screen.sees(W.receiptHistory)
  await screen.press(...others)
  if (first !== '=') {
    if (first === 'F2') await screen.see('№1')
    await screen.press('=')
  }
  await screen.see(new RegExp(`= (?:${screen.word(K.form)}|${screen.word(K.confirm)})`))
  await screen.sees(LINE_WORDS.training[0])
  await screen.press('=')
  await screen.see(/тіркелмеді|не зарегистрирован/)
  await shot(`practised: ${keys}`)
  await screen.press('=')
  await screen.sees(W.total)
}

/** What stands beside selling: a shop opens and closes without it. */
const BESIDE: readonly Flow[] = [
  {
    id: '16-training',
    title: text('Оқу режимі', 'Учебный режим', 'Training mode'),
    run: async (screen, shot) => {
      await turnTraining(screen, shot)
      await screen.sees(LINE_WORDS.training[0])
      await screen.press('150')
      await shot('the head says so on every screen')
      await screen.press('=')
      await screen.sees(W.toPay)
      await settled(screen)
      await screen.press('=')
      await screen.sees(W.preview)
      await screen.press('=')
      await screen.see(/тіркелмеді|не зарегистрирован/)
      await shot('practised, not registered')
      await screen.press('=')
      await screen.sees(W.total)
      for (const keys of ['F2', '/3500', '/4100', '=1', '=2']) await practise(screen, keys, shot)
      await turnTraining(screen, async () => undefined)
      await screen.seesNot(LINE_WORDS.training[0])
      await shot('selling again')
    },
  },
  {
    id: '17-put-aside',
    title: text('Чекті кейінге қалдыру', 'Отложенный чек', 'A receipt is put aside and taken up again'),
    run: async (screen, shot) => {
      await screen.press('250', '+', '40', '+', '/', '+')
      await screen.sees(W.putThisAside)
      await shot('receipts put aside')
      await screen.press('+')
      await screen.sees(W.putAside)
      await shot('the next buyer')
      await screen.press('100', '=')
      await pay(screen, async () => undefined, '=')
      await done(screen, async () => undefined)
      await screen.press('/')
      await screen.see(/: 1$/m)
      await screen.press('+')
      await screen.see('290,00')
      await shot('the first buyer is back')
      await screen.press('1')
      await screen.see('2. ')
      await shot('taken up')
      await screen.press('=')
      await pay(screen, shot, '2')
      await done(screen, shot)
    },
  },
]

/** The fifteen flows in the order in which a day has them, and two that stand beside it. */
export const FLOWS: readonly Flow[] = [...SELLING, ...RETURNING, ...CLOSING, ...BESIDE]
