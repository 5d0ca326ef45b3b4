import { command } from '../command.ts'
import { SELLERS } from '../roles.ts'
import type { CommandSpec, OptionSpec } from '../spec.ts'
import type { Text } from '../../locale/errors.ts'
import { ELECTRONIC, INPUT_ONLY, PAYMENTS, TICKET } from './documents.ts'
import { INPUT, KEY, WAIT } from './options.ts'

const NAMED_KEY: OptionSpec = {
  ...KEY,
  required: true,
  help: {
    kk: 'ұстаудың кілті: hold, commit, cancel үшін бірдей',
    ru: 'ключ удержания: один для hold, commit, cancel',
    en: 'key of the hold: the same for hold, commit, cancel',
  },
}

const NOT_OF_A_HOLD = new Set(['key', 'wait', 'preview', 'electronic'])

const hold = (word: string, summary: Text, example: string, more: Partial<CommandSpec>): CommandSpec =>
  command({
    method: word,
    words: word.split('.'),
    roles: SELLERS,
    makesDocument: true,
    summary,
    example,
    ...more,
  })

/** Goods are held, dispensed, and what went out is registered (interface, "Hold"). */
export const HOLD_COMMANDS: readonly CommandSpec[] = [
  hold(
    'hold',
    {
      kk: 'тауарды берер алдында ұстау',
      ru: 'удержать товар перед выдачей',
      en: 'hold goods before they are dispensed',
    },
    "kkm hold --key order-17 --item 'Шоколад=450' --item 'Су=250*2'",
    {
      options: [
        ...TICKET.filter(({ flag }) => !NOT_OF_A_HOLD.has(flag)),
        NAMED_KEY,
        {
          flag: 'minutes',
          value: 'N',
          type: 'integer',
          parameter: 'minutes',
          help: {
            kk: 'неше минутқа, 1-ден 15-ке дейін (әдепкі 10)',
            ru: 'на сколько минут, от 1 до 15 (по умолчанию 10)',
            en: 'for how many minutes, 1 to 15 (default 10)',
          },
        },
      ],
      inputOnly: INPUT_ONLY,
    },
  ),
  hold(
    'commit',
    { kk: 'берілгенін тіркеу', ru: 'зарегистрировать выданное', en: 'register what was dispensed' },
    'kkm commit --key order-17 --line 1 --line 2*1 --card',
    {
      options: [
        NAMED_KEY,
        {
          flag: 'line',
          value: 'N[*QTY][;mark=CODE]',
          type: 'line',
          parameter: 'lines',
          repeatable: true,
          help: {
            kk: 'берілген жол; онсыз бәрі; N*0 ештеңе',
            ru: 'выданная строка; без неё выдано всё; N*0 ничего',
            en: 'a line that was dispensed; without it all; N*0 is nothing of it',
          },
        },
        ...PAYMENTS,
        ELECTRONIC,
        WAIT,
        INPUT,
      ],
    },
  ),
  hold(
    'cancel',
    {
      kk: 'ұстауды тоқтату: ештеңе берілмеді',
      ru: 'снять удержание: ничего не выдано',
      en: 'end a hold: nothing was dispensed',
    },
    "kkm cancel --key order-17 --reason 'no payment'",
    {
      options: [
        NAMED_KEY,
        {
          flag: 'reason',
          value: 'TEXT',
          type: 'text',
          parameter: 'reason',
          required: true,
          help: { kk: 'себебі', ru: 'причина', en: 'why' },
        },
      ],
    },
  ),
  hold(
    'hold.list',
    { kk: 'ұсталған тауарлар', ru: 'удержания', en: 'what is held, and what is owed' },
    'kkm hold list',
    { makesDocument: false },
  ),
]
