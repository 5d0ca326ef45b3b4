/**
 * Walks through the two E-kassa manuals at the real program: `npm run screen:manuals`. Each row of docs/screens/manuals.md
 * by its keys in a real terminal of 40×15 against a real daemon; what must be seen is looked for, and what stood on the
 * screen goes to docs/screens/walk.txt.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { SCREEN_WORDS as W } from '../../src/locale/screen-words.ts'
import { ROOT } from '../system/program.ts'
import { lastUrl } from './flow.ts'
import { ADMIN, BREAD, SENIOR, Screen, Shop } from './shop.ts'

/** What is pressed, one after another: caps, or a pause until words stand on the screen. */
type Part = string | { readonly sees: string | RegExp } | { readonly scan: string }

interface Step {
  /** What the manual does. */
  readonly manual: string
  readonly parts: readonly Part[]
}

const ru = ({ ru: word }: { readonly ru: string }): { readonly sees: string } => ({ sees: word })
const HOME: readonly Part[] = ['÷', '-', ru(W.total)]
const PAID: readonly Part[] = [ru(W.preview), '=', ru(W.registered)]
const ONE_SUM: readonly Part[] = ['150', '=', { sees: 'Наличные =' }, { sees: '150,00' }]
const BEGUN: readonly Part[] = [...ONE_SUM, '2', ru(W.preview)]

/** A day in the order of the manuals' pages. */
const DAY: readonly Step[] = [
  { manual: 'EK1: выбор языка до всего', parts: [{ sees: 'Тілді таңдаңыз / Выберите язык' }, '2', ru(W.userCode)] },
  { manual: 'Num: язык в любое время', parts: ['Num', { sees: W.userCode.kk }, 'Num', ru(W.userCode)] },
  {
    manual: 'EK1: код быстрого доступа',
    parts: [String(SENIOR.code), '=', ru(W.pin), SENIOR.pin, { sees: '*****_' }, '=', ru(W.total)],
  },
  {
    manual: 'EK0: рабочая страница, меню действий',
    parts: [
      '÷',
      { sees: '1 Продажа' },
      { sees: '2 Возврат продажи' },
      { sees: '3 Внесение' },
      { sees: '4 Изъятие' },
      { sees: '5 Покупка' },
      { sees: '6 Возврат покупки' },
      { sees: '7 Смена и отчеты' },
    ],
  },
  { manual: '«Расширенный режим ККМ» и назад', parts: ['8', ru(W.extended), '÷', '8', ru(W.simple)] },
  { manual: 'просто: сумма, «+»', parts: ['100', '+', { sees: '1. ' }, '50', '+', { sees: '2. ' }] },
  { manual: '«=» / «ВВОД =»: итог', parts: ['=', ru(W.toPay), { sees: '150,00' }] },
  {
    manual: '«Наличные», «Карта»; мобильный, смешанная; купюры',
    parts: [
      { sees: '1 Наличные' },
      { sees: '2 Карта' },
      { sees: '3 Мобильный' },
      { sees: '0 Смешанная' },
      { sees: /9\s+20 000/ },
    ],
  },
  {
    manual: '«Далее»: предварительный чек; «Отменить», всё осталось',
    parts: ['2', ru(W.preview), { sees: '= сформировать' }, '-', ru(W.toPay), { sees: '150,00' }],
  },
  { manual: '«Сформировать»', parts: [{ sees: 'Наличные =' }, '2', ...PAID] },
  { manual: '«Распечатать»', parts: ['*', ru(W.copyPrinted)] },
  { manual: 'ссылка на чек (поделиться)', parts: [ru(W.checkAt)] },
  { manual: 'Enter: что предпочитает владелец', parts: ['=', ru(W.total), ...ONE_SUM, '=', ...PAID] },
  {
    manual: 'принято и сдача',
    parts: ['=', ru(W.total), ...ONE_SUM, '1', ru(W.taken), '200', '=', ru(W.change), ...PAID],
  },
  {
    manual: 'купюра 500',
    parts: ['=', ru(W.total), ...ONE_SUM, '4', ru(W.preview), { sees: '350,00' }, '=', ru(W.registered)],
  },
  {
    manual: 'смешанная: обе части',
    parts: ['=', ru(W.total), ...ONE_SUM, '0', ru(W.mixed), '50', '=', { sees: '100,00_' }, '=', ...PAID],
  },
  { manual: 'мобильный', parts: ['=', ru(W.total), ...ONE_SUM, '3', ...PAID] },
  {
    manual: 'скидка на чек, ИИН/БИН покупателя',
    parts: [
      '=',
      ru(W.total),
      ...ONE_SUM,
      '+',
      { sees: `1 ${W.receiptDiscount.ru}` },
      { sees: `2 ${W.receiptMarkup.ru}` },
      { sees: `3 ${W.buyer.ru}` },
      '1',
      '10',
      '=',
      { sees: '135,00' },
      { sees: 'Наличные =' },
      '+',
      '3',
      '190540005749',
      '=',
      { sees: 'Наличные =' },
      { sees: '135,00' },
      '2',
      ...PAID,
    ],
  },
  {
    manual: 'сложно: «Добавить товар»: цена, название, количество, единица',
    parts: [
      '÷',
      '8',
      ru(W.extended),
      '+',
      ru(W.addGoods),
      '800',
      '=',
      '2',
      '=',
      '3',
      { sees: /Количество: +3_/ },
      '+',
      { sees: '1. ' },
      { sees: '2 400,00' },
    ],
  },
  {
    manual: 'сложно: штрихкод сканером',
    parts: [{ scan: BREAD }, { sees: '2. ' }, '=', { sees: 'Наличные =' }, '2', ...PAID],
  },
  { manual: 'простой режим', parts: ['÷', '8', ru(W.simple)] },
  {
    manual: 'возврат: последний чек, тип возврата',
    parts: [
      '÷',
      '2',
      ru(W.lastReceipt),
      '=',
      ru(W.returnKind),
      ru(W.asPaid),
      '*',
      '*',
      { sees: 'Карта' },
      '=',
      ...PAID,
    ],
  },
  {
    manual: 'возврат: чек другой кассы',
    parts: ['=', '÷', '2', ru(W.orScan), '*', ru(W.regNumber), '-', ru(W.orScan), ...HOME],
  },
  { manual: '«Внесение»', parts: ['÷', '3', '1000', '=', ru(W.confirm), '=', ru(W.registered), '=', ru(W.total)] },
  { manual: '«Изъятие»', parts: ['÷', '4', '500', '=', ru(W.confirm), '=', ru(W.registered), '=', ru(W.total)] },
  {
    manual: '«Покупка»',
    parts: ['÷', '5', ru(W.purchase), '300', '=', { sees: 'Наличные =' }, { sees: '300,00' }, '1', ...PAID],
  },
  {
    manual: '«Возврат покупки»',
    parts: ['=', '÷', '6', ru(W.purchaseReturn), '=', ru(W.returnKind), '=', ...PAID, '=', ru(W.total)],
  },
  {
    manual: '«Смена и отчеты»',
    parts: ['÷', '1', ru(W.total), '=', ru(W.revenue), { sees: '1 X – отчет' }, { sees: '2 Z – отчет' }],
  },
  { manual: '«X – отчет», «Подтвердить»', parts: ['1', ru(W.confirm), '=', ru(W.registered), '=', ru(W.total)] },
  { manual: '«История чеков»', parts: ['=', ru(W.revenue), '3', { sees: /№\d/ }] },
  {
    manual: 'поиск: смена, фискальный признак, период, месяц, 3 месяца, полгода, год',
    parts: ['.', ru(W.byShift), ru(W.bySign), ru(W.bySpan), ru(W.month), ru(W.quarter), ru(W.halfYear), ru(W.year)],
  },
  { manual: 'поиск по номеру смены', parts: ['2', ru(W.shiftNumber), '1', '=', { sees: /№\d/ }, ...HOME] },
  { manual: '«История отчетов»', parts: ['=', ru(W.revenue), '4', ru(W.reportHistory), ...HOME] },
  { manual: '«История отчетов и чеков»', parts: ['=', ru(W.revenue), '5', ru(W.bothHistory), ...HOME] },
  {
    manual: 'неверный токен: вводится новый',
    parts: [
      { sees: 'token' },
      ...BEGUN,
      '=',
      ru(W.blocked),
      '1',
      ru(W.newToken),
      String(ADMIN.code),
      '=',
      ADMIN.pin,
      '=',
      ru(W.token),
      '777',
      '=',
      ru(W.total),
      '=',
      { sees: 'Наличные =' },
      '2',
      ...PAID,
      '=',
      ru(W.total),
    ],
  },
  {
    manual: 'смена больше 24 часов: касса требует закрыть её',
    parts: [
      { sees: '25 hours' },
      ru(W.blocked),
      { sees: '1 Закрыть смену' },
      '1',
      ru(W.zReport),
      '=',
      // A day without a key: the PIN is asked for first, then the answer counts
      ru(W.locked),
      SENIOR.pin,
      '=',
      ru(W.shiftClosed),
      '=',
      ru(W.total),
    ],
  },
  {
    manual: '«Z – отчет», «Подтвердить»',
    parts: [
      ...BEGUN,
      '=',
      ru(W.registered),
      '=',
      ru(W.total),
      '=',
      ru(W.revenue),
      '2',
      ru(W.takeAllCash),
      '=',
      ru(W.shiftClosed),
    ],
  },
]

const CAPS: Readonly<Record<string, string>> = { '÷': '/' }

async function walk(screen: Screen, shop: Shop, { parts }: Step): Promise<string> {
  const keys: string[] = []
  for (const part of parts) {
    if (typeof part === 'string') {
      keys.push(part)
      await screen.press(CAPS[part] ?? part)
    } else if ('scan' in part) {
      keys.push('scan')
      screen.scan(part.scan)
    } else if (part.sees === 'token') await shop.world.ofd.token(777)
    else if (part.sees === '25 hours') shop.world.moveClock(25 * 3_600_000)
    else await screen.see(part.sees, 30_000)
  }
  return keys.join(' ')
}

const ends: (() => unknown)[] = []
try {
  const shop = await Shop.open({ after: (work: () => unknown) => void ends.push(work) } as unknown as TestContext, {
    movableClock: true,
  })
  const screen = shop.screen('ru', 40, 15, [], { program: ['/usr/bin/env', '-u', 'KKM_LANG', join(ROOT, 'bin/kkm')] })
  ends.push(() => screen.kill())
  const told: string[] = []
  for (const step of DAY) {
    const keys = await walk(screen, shop, step)
    told.push(`${step.manual}\n${keys}\n\n${screen.text().trimEnd()}\n`)
    console.log(`${step.manual}: ${keys}`)
  }
  // By its QR code, last: it leaves the day's receipts alone
  await screen.press('=')
  await screen.sees(W.total)
  screen.scan(await lastUrl(shop))
  await screen.sees(W.returnKind)
  told.push(`возврат по QR-коду чека\nscan\n\n${screen.text().trimEnd()}\n`)
  const { documents } = await shop.world.ofd.summary()
  // The day that was moved on is not the OFD's
  const differences = shop.world.ofd.differences.filter(({ where }) => where !== 'date_time')
  console.log(`${DAY.length + 1} steps, ${documents.length} documents at the OFD, ${differences.length} differences`)
  writeFileSync(join(ROOT, 'docs/screens/walk.txt'), told.join(`\n${'─'.repeat(40)}\n`))
} finally {
  for (const end of ends.toReversed()) await end()
}
